// What a law's answer is, of what permits, forbids and requires: the meaning of the five rulings as literals, for all who read the circuit.
#pragma once

#include <array>

#include "book/model.h"
#include "circuit/circuit.h"

namespace comity::circuit {

using Rulings = std::array<Lit, book::kRulings>;  // by Ruling; exactly one holds in a case

// language.md section 6, "Who prevails".
Rulings rulings_of(Circuit& circuit, Lit permits, Lit forbids, Lit requires_);

}  // namespace comity::circuit
