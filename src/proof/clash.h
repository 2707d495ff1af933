// Clashes: which opposing norms of an epoch may be active together, seen without looking at the whole law.
//
// A conflict is a norm that forbids, active beside one that permits or requires. Precedence has settled most pairs in the circuit itself: what
// stands below is `condition and not (active above)`, so that the one's conjuncts hold the other's denial. Other pairs exclude each other by a
// test (`jurisdiction is "a"` and `jurisdiction is "b"`), or by their two conditions alone, which read few facts. What remains are few pairs,
// and the union of their cases is exactly that of all pairs.
// Example: of 1,000 norms over 34 actions with precedence by rank and date, those of one act remain.
// Cost: conjuncts once a literal; a pair of norms is looked at once for all epochs that share it.
// Limits: what remains may still be settled by norms above both; the decider tells, over all cases.
#pragma once

#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "circuit/program.h"

namespace comity::proof {

class Clashes {
 public:
  // `may_hold`: false only where a literal holds in no case.
  Clashes(circuit::Program& program, std::function<bool(circuit::Lit)> may_hold) : program_(program), may_hold_(std::move(may_hold)) {}

  // Exactly the cases of the epoch in which opposing norms are active; false where it is plain that there are none.
  circuit::Lit in(const circuit::Epoch& epoch);

 private:
  // What holds wherever a literal does, as far as ANDs tell.
  struct Conjuncts {
    std::vector<circuit::Lit> all;       // sorted, the literal itself among them
    std::vector<circuit::AtomId> names;  // tests that a fact is one of some words or texts
  };
  const Conjuncts& conjuncts(circuit::Lit lit);
  bool exclude(circuit::Lit a, circuit::Lit b);
  bool meet(circuit::Lit condition, circuit::Lit other);

  circuit::Program& program_;
  std::function<bool(circuit::Lit)> may_hold_;
  std::unordered_map<uint32_t, Conjuncts> conjuncts_;
  std::unordered_map<uint64_t, bool> excluded_;
  std::unordered_map<uint32_t, bool> meets_;
};

}  // namespace comity::proof
