#include "book/precedence.h"

#include <algorithm>

#include <fmt/format.h>

#include "book/standing.h"

namespace comity::book {

namespace {

bool same_subject(const Norm& a, const Norm& b) {
  if (a.action.valid()) return a.action == b.action;
  return a.asked.valid() && a.asked == b.asked;
}

bool declared_ranks(const Model& model, const Book& book, const Source& m, const Source& n) {
  if (!book.by_rank && !book.by_date) return false;
  const bool same = m.authority.valid() && m.authority == n.authority;
  if (book.by_rank) {
    if (m.authority.valid() && n.authority.valid() && model.authorities[n.authority.value].below[m.authority.value]) return true;
    if (!book.by_date || !same) return false;
  }
  return m.precedence_day && n.precedence_day && *m.precedence_day > *n.precedence_day;
}

}  // namespace

bool opposes(const Norm& a, const Norm& b) {
  if (a.modality == Modality::kNone || b.modality == Modality::kNone || !same_subject(a, b)) return false;
  return (a.modality == Modality::kForbids) != (b.modality == Modality::kForbids);
}

bool ranks_above(const Model& model, Carried m, Carried n) {
  if (!m.source.valid() || !n.source.valid()) return false;
  const Source& a = model.sources[m.source.value];
  const Source& b = model.sources[n.source.value];
  return declared_ranks(model, model.books[m.book.value], a, b) || (m.book != n.book && declared_ranks(model, model.books[n.book.value], a, b));
}

bool ranks_above(const Model& model, const Norm& m, const Norm& n, Instant t) {
  return ranks_above(model, Carried{carrying_source(model, m, t), m.book}, Carried{carrying_source(model, n, t), n.book});
}

std::vector<std::vector<Edge>> stated_edges(const Model& model) {
  std::vector<std::vector<Edge>> into(model.norms.size());
  for (size_t i = 0; i < model.norms.size(); ++i) {
    const Norm& norm = model.norms[i];
    const NormId id(i);
    for (NormId target : norm.suspends) into[target.value].push_back({id, target, Edge::Why::kSuspends});
    for (NormId target : norm.overrides) {
      if (opposes(norm, model.norms[target.value])) into[target.value].push_back({id, target, Edge::Why::kOverrides});
    }
    for (NormId target : norm.yields_to) {
      if (opposes(norm, model.norms[target.value])) into[i].push_back({target, id, Edge::Why::kYields});
    }
  }
  return into;
}

std::vector<Edge> edges_above(const Model& model, NormId norm, Instant t) {
  std::vector<Edge> found;
  const Norm& below = model.norms[norm.value];
  if (!in_force(below.in_force, t)) return found;
  const auto names = [](const std::vector<NormId>& list, NormId id) { return std::find(list.begin(), list.end(), id) != list.end(); };
  for (size_t i = 0; i < model.norms.size(); ++i) {
    const Norm& above = model.norms[i];
    if (!in_force(above.in_force, t)) continue;
    if (names(above.suspends, norm)) found.push_back({NormId(i), norm, Edge::Why::kSuspends});
    if (!opposes(above, below)) continue;
    if (names(above.overrides, norm)) found.push_back({NormId(i), norm, Edge::Why::kOverrides});
    if (names(below.yields_to, NormId(i))) found.push_back({NormId(i), norm, Edge::Why::kYields});
    if (ranks_above(model, above, below, t)) found.push_back({NormId(i), norm, Edge::Why::kRanks});
  }
  return found;
}

namespace {

std::string_view verb(Edge::Why why) {
  switch (why) {
    case Edge::Why::kSuspends: return "suspends";
    case Edge::Why::kOverrides: return "overrides";
    case Edge::Why::kYields: return "is yielded to by";
    case Edge::Why::kRanks: return "is ranked above";
  }
  return "";
}

// cycle[i] stands above cycle[i + 1], and the last above the first.
void report_cycle(const Model& model, const std::vector<NormId>& cycle, Instant t, text::Diagnostics& diagnostics) {
  std::string shown;
  for (size_t i = 0; i < cycle.size(); ++i) {
    const NormId above = cycle[i], below = cycle[(i + 1) % cycle.size()];
    for (const Edge& edge : edges_above(model, below, t)) {
      if (edge.above != above) continue;
      shown += fmt::format("{}{} {} {}", i == 0 ? "" : ", ", model.norms[above.value].qualified, verb(edge.why), model.norms[below.value].qualified);
      break;
    }
  }
  auto& message = diagnostics.report("C0604", model.norms[cycle[0].value].span, fmt::format("these norms stand above each other in a circle: {}", shown));
  for (size_t i = 1; i < cycle.size(); ++i) message.notes.push_back({model.norms[cycle[i].value].span, "and this norm is part of it"});
  message.help =
      "remove one of these relations: an `overrides` or `yields to` against the declared precedence makes such a circle, and an exception is often better "
      "written into the condition with `unless`";
}

}  // namespace

bool check_cycles(const Model& model, text::Diagnostics& diagnostics) {
  Changes changes;
  for (size_t i = 0; i < model.norms.size(); ++i) changes.add(NormId(i), moments_of_force(model, NormId(i)));
  Standing standing(model);
  for (const auto& [at, norms] : changes.in_order(model.norms.size())) {
    if (standing.advance(at, norms)) continue;
    report_cycle(model, standing.cycle(), at, diagnostics);
    return false;
  }
  return true;
}

}  // namespace comity::book
