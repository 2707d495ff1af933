#include "book/precedence.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace comity::book {

namespace {

bool same_subject(const Norm& a, const Norm& b) {
  if (a.action.valid()) return a.action == b.action;
  return a.asked.valid() && a.asked == b.asked;
}

// Authorities that some citing source of the norm may lend it.
std::vector<AuthorityId> authorities(const Model& model, const Norm& norm) {
  std::vector<AuthorityId> found;
  for (const Cite& cite : norm.cites) {
    const AuthorityId authority = model.sources[cite.source.value].authority;
    if (!cite.supports_only && authority.valid()) found.push_back(authority);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// Could ranks_above hold at any instant? Cheap filter before an edge is made.
bool may_rank(const Model& model, const Norm& m, const std::vector<AuthorityId>& of_m, const Norm& n, const std::vector<AuthorityId>& of_n) {
  const Book& mb = model.books[m.book.value];
  const Book& nb = model.books[n.book.value];
  const bool by_rank = mb.by_rank || nb.by_rank;
  const bool by_date = mb.by_date || nb.by_date;
  if (!by_rank && !by_date) return false;
  const bool date_alone = (mb.by_date && !mb.by_rank) || (nb.by_date && !nb.by_rank);
  if (date_alone) return true;
  for (AuthorityId a : of_m) {
    for (AuthorityId b : of_n) {
      if (a == b ? by_date : (by_rank && model.authorities[b.value].below[a.value])) return true;
    }
  }
  return false;
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

bool ranks_above(const Model& model, const Norm& m, const Norm& n, Instant t) {
  const SourceId ms = carrying_source(model, m, t), ns = carrying_source(model, n, t);
  if (!ms.valid() || !ns.valid()) return false;
  const Source& a = model.sources[ms.value];
  const Source& b = model.sources[ns.value];
  return declared_ranks(model, model.books[m.book.value], a, b) || (m.book != n.book && declared_ranks(model, model.books[n.book.value], a, b));
}

Precedence::Precedence(const Model& model) : model_(model), into_(model.norms.size()) {
  std::map<std::pair<bool, uint32_t>, std::vector<NormId>> by_subject;
  std::vector<std::vector<AuthorityId>> lent(model.norms.size());
  for (size_t i = 0; i < model.norms.size(); ++i) {
    const Norm& norm = model.norms[i];
    const NormId id(i);
    for (NormId target : norm.suspends) into_[target.value].push_back({id, target, Edge::Why::kSuspends});
    for (NormId target : norm.overrides) {
      if (opposes(norm, model.norms[target.value])) into_[target.value].push_back({id, target, Edge::Why::kOverrides});
    }
    for (NormId target : norm.yields_to) {
      if (opposes(norm, model.norms[target.value])) into_[i].push_back({target, id, Edge::Why::kYields});
    }
    if (norm.modality == Modality::kNone) continue;
    lent[i] = authorities(model, norm);
    by_subject[norm.action.valid() ? std::pair{false, norm.action.value} : std::pair{true, norm.asked.value}].push_back(id);
  }
  for (const auto& [subject, norms] : by_subject) {
    for (NormId m : norms) {
      for (NormId n : norms) {
        const Norm& above = model.norms[m.value];
        const Norm& below = model.norms[n.value];
        if ((above.modality == Modality::kForbids) == (below.modality == Modality::kForbids)) continue;
        if (may_rank(model, above, lent[m.value], below, lent[n.value])) into_[n.value].push_back({m, n, Edge::Why::kRanks});
      }
    }
  }
}

bool Precedence::holds(const Edge& edge, Instant t) const {
  const Norm& above = model_.norms[edge.above.value];
  const Norm& below = model_.norms[edge.below.value];
  if (!in_force(above.in_force, t) || !in_force(below.in_force, t)) return false;
  return edge.why != Edge::Why::kRanks || ranks_above(model_, above, below, t);
}

// Depth-first search without recursion; a chain of suspensions may be as long as the book.
namespace {

template <class Edges, class Holds>
std::vector<NormId> find_cycle(size_t norms, const Edges& into, const Holds& holds) {
  enum : uint8_t { kNew, kOpen, kDone };
  std::vector<uint8_t> state(norms, kNew);
  struct Frame {
    uint32_t norm;
    size_t next;
  };
  for (uint32_t start = 0; start < norms; ++start) {
    if (state[start] != kNew) continue;
    std::vector<Frame> stack{{start, 0}};
    state[start] = kOpen;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const auto& edges = into[frame.norm];
      if (frame.next == edges.size()) {
        state[frame.norm] = kDone;
        stack.pop_back();
        continue;
      }
      const Edge& edge = edges[frame.next++];
      const uint32_t to = edge.above.value;
      if (state[to] == kDone || !holds(edge)) continue;
      if (state[to] == kOpen) {
        std::vector<NormId> cycle{NormId(to)};
        for (size_t i = stack.size(); i-- > 0 && stack[i].norm != to;) cycle.push_back(NormId(stack[i].norm));
        return cycle;
      }
      state[to] = kOpen;
      stack.push_back({to, 0});
    }
  }
  return {};
}

std::string_view verb(Edge::Why why) {
  switch (why) {
    case Edge::Why::kSuspends: return "suspends";
    case Edge::Why::kOverrides: return "overrides";
    case Edge::Why::kYields: return "is yielded to by";
    case Edge::Why::kRanks: return "is ranked above";
  }
  return "";
}

}  // namespace

bool Precedence::acyclic_ignoring_time() const {
  return find_cycle(into_.size(), into_, [](const Edge&) { return true; }).empty();
}

bool Precedence::check_cycles_at(Instant t, text::Diagnostics& diagnostics) const {
  // cycle[i] stands above cycle[i + 1]: the walk goes from a norm to what stands above it, so the list comes out turned round.
  const std::vector<NormId> cycle = find_cycle(into_.size(), into_, [&](const Edge& edge) { return holds(edge, t); });
  if (cycle.empty()) return true;
  std::string shown;
  for (size_t i = 0; i < cycle.size(); ++i) {
    const NormId above = cycle[i], below = cycle[(i + 1) % cycle.size()];
    for (const Edge& edge : into_[below.value]) {
      if (edge.above != above || !holds(edge, t)) continue;
      shown += fmt::format("{}{} {} {}", i == 0 ? "" : ", ", model_.norms[above.value].qualified, verb(edge.why), model_.norms[below.value].qualified);
      break;
    }
  }
  auto& message = diagnostics.report("C0604", model_.norms[cycle[0].value].span, fmt::format("these norms stand above each other in a circle: {}", shown));
  for (size_t i = 1; i < cycle.size(); ++i) message.notes.push_back({model_.norms[cycle[i].value].span, "and this norm is part of it"});
  message.help =
      "remove one of these relations: an `overrides` or `yields to` against the declared precedence makes such a circle, and an exception is often better "
      "written into the condition with `unless`";
  return false;
}

bool Precedence::check_cycles(text::Diagnostics& diagnostics) const {
  if (acyclic_ignoring_time()) return true;
  if (!check_cycles_at(kBeginning, diagnostics)) return false;
  for (Instant t : model_.boundaries) {
    if (!check_cycles_at(t, diagnostics)) return false;
  }
  return true;
}

}  // namespace comity::book
