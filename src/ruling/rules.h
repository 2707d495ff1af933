// The norms of a subject with the literals that say when they hold and are active, and the circuit in which these literals stand.
//
// An epoch of the program is one such law; so is what is left of it once a fact is known (division.h). Whatever draws or evaluates a law
// reads it through this.
#pragma once

#include <span>

#include "circuit/program.h"

namespace comity::ruling {

struct Rules {
  const circuit::Circuit& circuit;
  std::span<const circuit::NormState> norms;  // by id
  circuit::Lit permits, forbids, requires_;
};

inline Rules rules_of(const circuit::Program& program, const circuit::Epoch& epoch) {
  return {program.circuit, epoch.norms, epoch.permits, epoch.forbids, epoch.requires_};
}

}  // namespace comity::ruling
