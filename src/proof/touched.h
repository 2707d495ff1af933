// Touched: where two versions of a law can rule differently at all, seen from their norms.
//
// Two versions share nearly all their conditions, and equal conditions are one node of the circuit. A norm's `active` is an AND: its own
// tests, and the denial of each norm above it. What stands on one side only is the norm's own change: a test, an exception, a norm that now
// stands above it. A denial of a norm that is itself among the changed is no change of this norm: where all norms' own changes are without
// effect, the norms above come out alike, and so does this one. So outside of the union of the own changes all rulings are equal, whatever
// the ranks; inside of it a diagram tells, of the law that is left there: a change speaks of one jurisdiction, one kind of case, and with
// that known most of a large law falls silent (focus.h).
// Example: `jurisdiction is "a" and hours is more than 48`, of which 60 became, is touched where jurisdiction is "a" and hours is more than
// 48 and not more than 60: of 2,000 norms the five that speak of "a" and this action remain.
// Cost: the ANDs of the changed norms, once. Limits: laws that share no norms are touched everywhere, which costs more than to compare them whole.
#pragma once

#include <span>
#include <vector>

#include "proof/search.h"

namespace comity::proof {

// One norm on both sides; kFalse: it is not there.
struct Sides {
  Lit before = circuit::kFalse, after = circuit::kFalse;
};

// Literals of which at least one holds in each case in which some norm is active on one side alone.
std::vector<Lit> touched(Program& program, std::span<const Sides> norms);

}  // namespace comity::proof
