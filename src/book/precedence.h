// Who stands above whom, and who suspends whom: the edges along which one norm can put another out of action.
//
// Edges are found once per book; whether one holds at an instant depends only on which norms are in force and, for rank and date, on
// the sources that carry them then. The same edges serve the check for cycles and the lowering to the circuit.
#pragma once

#include <vector>

#include "book/model.h"
#include "text/diagnostics.h"

namespace comity::book {

struct Edge {
  enum class Why : uint8_t { kSuspends, kOverrides, kYields, kRanks };
  NormId above;  // the suspending or prevailing norm
  NormId below;
  Why why = Why::kSuspends;
};

// Do two norms oppose each other (same subject, one forbids, the other permits or requires)?
bool opposes(const Norm& a, const Norm& b);

// Does the precedence that either book declares rank m's carrying source above n's at `t`?
bool ranks_above(const Model& model, const Norm& m, const Norm& n, Instant t);

class Precedence {
 public:
  explicit Precedence(const Model& model);

  // The edges into a norm: all that may put it out of action at some instant.
  const std::vector<Edge>& into(NormId norm) const { return into_[norm.value]; }
  // Both in force, and for kRanks the sources that carry them ranked.
  bool holds(const Edge& edge, Instant t) const;

  // Reports every cycle (C0604) that stands in some epoch. True if there is none.
  bool check_cycles(text::Diagnostics& diagnostics) const;

 private:
  bool acyclic_ignoring_time() const;
  bool check_cycles_at(Instant t, text::Diagnostics& diagnostics) const;

  const Model& model_;
  std::vector<std::vector<Edge>> into_;
};

}  // namespace comity::book
