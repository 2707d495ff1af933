#include "ruling/diagram.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace comity::ruling {

namespace {

// A node of more runs counts for several in the budget.
constexpr size_t kUsualRuns = 16;

uint64_t mix(uint64_t x) {
  x *= 0x9e3779b97f4a7c15ULL;
  return x ^ (x >> 32);
}

}  // namespace

size_t Memo::place(uint64_t key) const {
  const size_t mask = slots_.size() - 1;
  size_t slot = mix(key) & mask;
  while (slots_[slot].key != kEmpty && slots_[slot].key != key) slot = (slot + 1) & mask;
  return slot;
}

const Ref* Memo::find(uint32_t a, uint32_t b) const {
  const Slot& slot = slots_[place(static_cast<uint64_t>(a) << 32 | b)];
  return slot.key == kEmpty ? nullptr : &slot.result;
}

void Memo::put(uint32_t a, uint32_t b, Ref result) {
  if (2 * (used_.size() + 1) > slots_.size()) {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (uint32_t& used : used_) {
      const Slot& slot = old[used];
      const size_t to = place(slot.key);
      slots_[to] = slot;
      used = static_cast<uint32_t>(to);
    }
  }
  const uint64_t key = static_cast<uint64_t>(a) << 32 | b;
  const size_t slot = place(key);
  if (slots_[slot].key == kEmpty) used_.push_back(static_cast<uint32_t>(slot));
  slots_[slot] = {key, result};
}

void Memo::clear() {
  for (uint32_t used : used_) slots_[used].key = kEmpty;
  used_.clear();
}

void Diagram::reset(std::span<const uint32_t> cells, size_t most_nodes) {
  if (table_.empty()) table_.resize(64);
  for (const Node& node : nodes_) table_[node.slot] = 0;
  cells_.assign(cells.begin(), cells.end());
  nodes_.clear();
  runs_.clear();
  both_.clear();
  complement_.clear();
  renew(most_nodes);
}

uint64_t Diagram::hash(uint32_t level, std::span<const Run> runs) const {
  uint64_t x = level;
  for (const Run& run : runs) x = mix(x ^ (static_cast<uint64_t>(run.from) << 32 | run.to.code));
  return mix(x);
}

void Diagram::grow() {
  table_.assign(table_.size() * 2, 0);
  const size_t mask = table_.size() - 1;
  for (uint32_t node = 0; node < nodes_.size(); ++node) {
    size_t slot = hash(nodes_[node].level, runs(Ref{node})) & mask;
    while (table_[slot] != 0) slot = (slot + 1) & mask;
    table_[slot] = node + 1;
    nodes_[node].slot = static_cast<uint32_t>(slot);
  }
}

Ref Diagram::make(uint32_t level, std::span<const Ref> children) {
  const size_t base = stack_.size();
  for (uint32_t cell = 0; cell < children.size(); ++cell) stack_.push_back({cell, children[cell]});
  return made(level, base);
}

Ref Diagram::made(uint32_t level, size_t base) {
  const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(base);
  stack_.erase(std::unique(begin, stack_.end(), [](const Run& a, const Run& b) { return a.to == b.to; }), stack_.end());
  const auto its = std::span(stack_).subspan(base);
  const Ref result = its.size() == 1 ? its[0].to : node_of(level, its);
  stack_.resize(base);
  return result;
}

Ref Diagram::node_of(uint32_t level, std::span<const Run> its) {
  const size_t mask = table_.size() - 1;
  size_t slot = hash(level, its) & mask;
  for (; table_[slot] != 0; slot = (slot + 1) & mask) {
    const Ref have{table_[slot] - 1};
    if (this->level(have) == level && std::ranges::equal(runs(have), its)) return have;
  }
  if (nodes_.size() >= most_nodes_ || runs_.size() + its.size() > kUsualRuns * most_nodes_) {
    spent_ = true;
    return kNo;
  }
  const Ref made{static_cast<uint32_t>(nodes_.size())};
  nodes_.push_back({level, static_cast<uint32_t>(runs_.size()), static_cast<uint32_t>(its.size()), static_cast<uint32_t>(slot)});
  runs_.insert(runs_.end(), its.begin(), its.end());
  table_[slot] = made.code + 1;
  if (2 * nodes_.size() > table_.size()) grow();
  return made;
}

Ref Diagram::child(Ref node, uint32_t cell) const {
  const auto its = runs(node);
  return std::prev(std::ranges::upper_bound(its, cell, {}, &Run::from))->to;
}

Ref Diagram::complement(Ref a) {
  return exchange(a, complement_, [](Ref terminal) { return terminal == kYes ? kNo : kYes; });
}

Ref Diagram::both(Ref a, Ref b) {
  return combine(a, b, both_, [](Ref& x, Ref& y) -> std::optional<Ref> {
    if (x == kNo || y == kNo) return kNo;
    if (x == kYes || x == y) return y;
    if (y == kYes) return x;
    if (x.code > y.code) std::swap(x, y);
    return std::nullopt;
  });
}

size_t Diagram::count(Ref root, size_t most) const {
  if (root.is_terminal()) return 0;
  std::vector<bool> seen(nodes_.size());
  std::vector<Ref> todo{root};
  seen[root.code] = true;
  size_t found = 0;
  while (!todo.empty() && found < most) {
    const Ref node = todo.back();
    todo.pop_back();
    ++found;
    for (const Run& run : runs(node)) {
      if (run.to.is_terminal() || seen[run.to.code]) continue;
      seen[run.to.code] = true;
      todo.push_back(run.to);
    }
  }
  return found;
}

}  // namespace comity::ruling
