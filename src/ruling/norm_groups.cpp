#include "ruling/norm_groups.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace comity::ruling {

using book::NormId;

namespace {

// A group larger than this would only save a walk; smaller ones stay in the cache.
constexpr size_t kMostGroupNodes = 4096;
// So many facts are dealt out one below the other.
constexpr int kMostSplits = 4;
// So few norms are joined without further ado, and so small a group is always worth making.
constexpr size_t kFew = 4;
constexpr size_t kSmallGroup = 64;

}  // namespace

NormGroups::NormGroups(Diagram& diagram, size_t most_nodes) : diagram_(diagram), share_(most_nodes / 2), most_made_(diagram.size() + 4 * most_nodes) {
  set_number({});
}

uint32_t NormGroups::set_number(std::vector<NormId> sorted) {
  const auto [place, added] = numbers_.try_emplace(std::move(sorted), static_cast<uint32_t>(sets_.size()));
  if (added) sets_.push_back(place->first);
  return place->second;
}

uint32_t NormGroups::union_of(uint32_t a, uint32_t b) {
  std::vector<NormId> both;
  std::ranges::set_union(sets_[a], sets_[b], std::back_inserter(both));
  return set_number(std::move(both));
}

Ref NormGroups::draw(std::vector<Met> norms) {
  // Norms that begin with the same fact lie side by side, and join with least effort.
  std::ranges::stable_sort(norms, {}, [&](const Met& met) { return diagram_.top(met.when); });
  std::vector<Ref> groups;
  for (const Met& met : norms) {
    Memo memo;
    const Ref alone = Ref::terminal(set_number({met.norm}));
    groups.push_back(diagram_.exchange(met.when, memo, [alone](Ref terminal) { return terminal == kYes ? alone : kNone; }));
  }
  return draw(std::move(groups), 0, share_);
}

Ref NormGroups::draw(std::vector<Ref> norms, int splits, size_t share) {
  std::erase(norms, kNone);
  if (norms.empty()) return kNone;
  if (norms.size() > kFew && splits < kMostSplits) {
    if (const auto dealt = deal_out(norms)) return split(*dealt, splits, share);
  }
  const auto limit = [](size_t its) { return std::clamp(its, kSmallGroup, kMostGroupNodes); };
  std::vector<Ref> groups = joined(norms, limit(share));
  if (groups.size() == 1) return groups[0];
  // Several groups divide the share.
  if (limit(share / groups.size()) < limit(share)) groups = joined(std::move(norms), limit(share / groups.size()));
  lists_.push_back(std::move(groups));
  return Ref::terminal(static_cast<uint32_t>(lists_.size() - 1) | kListBit);
}

// What is left of the norms in each cell of the first fact that one of them tests; nothing, if that is half of them or more on average.
std::optional<NormGroups::Dealt> NormGroups::deal_out(const std::vector<Ref>& norms) const {
  auto level = static_cast<uint32_t>(diagram_.levels());
  for (Ref norm : norms) level = std::min(level, diagram_.top(norm));
  if (level == diagram_.levels()) return std::nullopt;
  const uint32_t cells = diagram_.cells(level);
  const size_t most = norms.size() * cells / 2;
  Dealt dealt{level, std::vector<std::vector<Ref>>(cells)};
  size_t left = 0;
  for (Ref norm : norms) {
    const Run whole[] = {{0, norm}};
    const std::span<const Run> runs = diagram_.top(norm) == level ? diagram_.runs(norm) : whole;
    for (size_t i = 0; i < runs.size(); ++i) {
      if (runs[i].to == kNone) continue;
      const uint32_t end = i + 1 < runs.size() ? runs[i + 1].from : cells;
      left += end - runs[i].from;
      if (left >= most) return std::nullopt;
      for (uint32_t cell = runs[i].from; cell < end; ++cell) dealt.by_cell[cell].push_back(runs[i].to);
    }
  }
  return dealt;
}

Ref NormGroups::split(const Dealt& dealt, int splits, size_t share) {
  const auto less = [](const std::vector<Ref>& a, const std::vector<Ref>& b) { return std::ranges::lexicographical_compare(a, b, {}, &Ref::code, &Ref::code); };
  std::map<std::vector<Ref>, Ref, decltype(less)> drawn(less);
  for (const auto& left : dealt.by_cell) drawn.try_emplace(left);
  for (auto& [left, its] : drawn) its = draw(left, splits + 1, share / drawn.size());
  std::vector<Ref> children;
  for (const auto& left : dealt.by_cell) children.push_back(drawn.at(left));
  return diagram_.make(dealt.level, children);
}

std::vector<Ref> NormGroups::joined(std::vector<Ref> groups, size_t most) {
  for (bool any = true; any && groups.size() > 1;) {
    any = false;
    std::vector<Ref> next;
    for (size_t i = 0; i < groups.size(); ++i) {
      const std::optional<Ref> both = i + 1 < groups.size() ? join(groups[i], groups[i + 1], most) : std::nullopt;
      next.push_back(both.value_or(groups[i]));
      if (both) {
        any = true;
        ++i;
      }
    }
    groups = std::move(next);
  }
  return groups;
}

// Both groups as one, if it has at most so many nodes.
std::optional<Ref> NormGroups::join(Ref a, Ref b, size_t most) {
  if (diagram_.size() + most > most_made_) return std::nullopt;
  // All that a join makes stands in its result, so that the limit on the one is a limit on the other.
  const size_t in_all = diagram_.most_nodes();
  diagram_.renew(std::min(in_all, diagram_.size() + most));
  const Ref both = diagram_.combine(a, b, join_, [this](Ref& x, Ref& y) -> std::optional<Ref> {
    if (x == kNone || x == y) return y;
    if (y == kNone) return x;
    if (x.is_terminal() && y.is_terminal()) return Ref::terminal(union_of(x.number(), y.number()));
    return std::nullopt;
  });
  const bool spent = diagram_.spent();
  diagram_.renew(in_all);
  if (spent || diagram_.count(both, most + 1) > most) return std::nullopt;
  return both;
}

}  // namespace comity::ruling
