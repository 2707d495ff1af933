#include "ruling/norm_groups.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace comity::ruling {

using book::NormId;

namespace {

// A group larger than this would only save a walk; smaller ones stay in the cache.
constexpr size_t kMostGroupNodes = 4096;
// So many facts are dealt out one below the other, and no more when a share is this small.
constexpr int kMostSplits = 3;
constexpr size_t kLeastShare = 64;
// So few norms are joined without further ado.
constexpr size_t kFew = 16;

}  // namespace

NormGroups::NormGroups(Diagram& diagram, size_t most_nodes) : diagram_(diagram), share_(most_nodes / 4), most_made_(diagram.size() + 4 * most_nodes) {
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

Ref NormGroups::draw(std::vector<Ref> groups, int splits, size_t share) {
  std::erase(groups, kNone);
  const bool may_split = splits < kMostSplits && share >= kLeastShare;
  if (may_split && deals_out(groups)) return split(groups, splits, share);
  groups = joined(std::move(groups), std::min(share, kMostGroupNodes));
  if (groups.empty()) return kNone;
  if (groups.size() == 1) return groups[0];
  if (may_split && first_level(groups) < diagram_.levels()) return split(groups, splits, share);
  lists_.push_back(std::move(groups));
  return Ref::terminal(static_cast<uint32_t>(lists_.size() - 1) | kListBit);
}

uint32_t NormGroups::first_level(const std::vector<Ref>& groups) const {
  auto level = static_cast<uint32_t>(diagram_.levels());
  for (Ref group : groups) level = std::min(level, diagram_.top(group));
  return level;
}

std::vector<Ref> NormGroups::under(const std::vector<Ref>& groups, uint32_t level, uint32_t cell) const {
  std::vector<Ref> left;
  for (Ref group : groups) {
    const Ref its = diagram_.step(group, level, cell);
    if (its != kNone) left.push_back(its);
  }
  return left;
}

// Whether taking the first fact cell by cell leaves less than half of the norms under each, on average.
bool NormGroups::deals_out(const std::vector<Ref>& groups) const {
  const uint32_t level = first_level(groups);
  if (groups.size() <= kFew || level == diagram_.levels()) return false;
  size_t left = 0;
  for (uint32_t cell = 0; cell < diagram_.cells(level); ++cell) left += under(groups, level, cell).size();
  return 2 * left < groups.size() * diagram_.cells(level);
}

Ref NormGroups::split(const std::vector<Ref>& groups, int splits, size_t share) {
  const uint32_t level = first_level(groups);
  const auto less = [](const std::vector<Ref>& a, const std::vector<Ref>& b) { return std::ranges::lexicographical_compare(a, b, {}, &Ref::code, &Ref::code); };
  std::map<std::vector<Ref>, Ref, decltype(less)> drawn(less);
  std::vector<std::vector<Ref>> by_cell;
  for (uint32_t cell = 0; cell < diagram_.cells(level); ++cell) {
    by_cell.push_back(under(groups, level, cell));
    drawn.try_emplace(by_cell.back());
  }
  for (auto& [left, its] : drawn) its = draw(left, splits + 1, share / drawn.size());
  std::vector<Ref> children;
  for (const auto& left : by_cell) children.push_back(drawn.at(left));
  return diagram_.make(level, children);
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
