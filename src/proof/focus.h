// Focus: a literal with what it fixes itself put in everywhere.
//
// A norm's `active` is its few tests and then the denial of everything above it, of which most asks about other places, other kinds, other law.
// Where the literal is an AND, its own tests are known in the rest: `jurisdiction is "a"` makes every condition of "b" false, and a diagram of
// what is left is small. An OR is focused in each of its parts.
// Example: `x is a and not (x is b and y) and not (x is a and z)` is `x is a and not z`.
// Cost: the cone of each part, a few times. The result holds in exactly the same cases.
// Limits: a test fixes itself, and names exclude or imply names; thresholds and sets are left to the diagram.
#pragma once

#include <span>
#include <vector>

#include "proof/search.h"

namespace comity::proof {

// The parts of which at least one must hold, each focused.
std::vector<Lit> focused(Program& program, Lit lit);

// The literals, in the cases in which `here` holds, with what `here` fixes put in.
std::vector<Lit> given(Program& program, std::span<const Lit> lits, Lit here);

// The literals where some atoms are known; `known` gives nothing for the others.
using Known = std::function<std::optional<bool>(circuit::AtomId)>;
std::vector<Lit> with_known(Program& program, std::span<const Lit> lits, const Known& known);
Lit with_known(Program& program, Lit lit, const Known& known);

// The parts of an AND that are no ANDs themselves, each once, sorted; the literal itself if it is none.
std::vector<Lit> conjuncts(const Program& program, Lit lit);

}  // namespace comity::proof
