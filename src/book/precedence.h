// Who stands above whom: suspension, `overrides`, `yields to`, and the precedence that books declare by rank and date.
//
// What is said of two norms holds at an instant only if both are in force then; what rank and date say depends, besides, on the sources that
// carry them then. standing.h follows this from epoch to epoch for whole books.
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

// A norm as the precedence sees it: the source that carries it and the book that it stands in.
struct Carried {
  SourceId source;
  BookId book;
  friend bool operator==(const Carried&, const Carried&) = default;
  friend auto operator<=>(const Carried&, const Carried&) = default;
};

// Does the precedence that either book declares rank m above n?
bool ranks_above(const Model& model, Carried m, Carried n);
bool ranks_above(const Model& model, const Norm& m, const Norm& n, Instant t);  // by the sources that carry them at `t`

// What can put a norm out of action by its own words or another's, whatever the instant: suspensions, and overrides and yields between
// norms that oppose each other. By NormId of the norm below.
std::vector<std::vector<Edge>> stated_edges(const Model& model);

// All that stands above a norm at an instant and is in force, rank and date included. Nothing if it is not itself in force.
// For explanations: O(norms of the book).
std::vector<Edge> edges_above(const Model& model, NormId norm, Instant t);

// Reports the first circle (C0604) that stands in some epoch. True if there is none.
bool check_cycles(const Model& model, text::Diagnostics& diagnostics);

}  // namespace comity::book
