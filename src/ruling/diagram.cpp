#include "ruling/diagram.h"

#include <algorithm>
#include <optional>

namespace comity::ruling {

namespace {

// A node of more cells counts for several in the budget.
constexpr size_t kUsualCells = 16;

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
  children_.clear();
  both_.clear();
  complement_.clear();
  renew(most_nodes);
}

uint64_t Diagram::hash(uint32_t level, std::span<const Ref> children) const {
  uint64_t x = level;
  for (Ref child : children) x = mix(x ^ child.code);
  return mix(x);
}

void Diagram::grow() {
  table_.assign(table_.size() * 2, 0);
  const size_t mask = table_.size() - 1;
  for (uint32_t node = 0; node < nodes_.size(); ++node) {
    size_t slot = hash(nodes_[node].level, children(Ref{node})) & mask;
    while (table_[slot] != 0) slot = (slot + 1) & mask;
    table_[slot] = node + 1;
    nodes_[node].slot = static_cast<uint32_t>(slot);
  }
}

Ref Diagram::make(uint32_t level, std::span<const Ref> children) {
  if (std::all_of(children.begin(), children.end(), [&](Ref child) { return child == children[0]; })) return children[0];
  const size_t mask = table_.size() - 1;
  size_t slot = hash(level, children) & mask;
  for (; table_[slot] != 0; slot = (slot + 1) & mask) {
    const Ref have{table_[slot] - 1};
    if (this->level(have) == level && std::ranges::equal(this->children(have), children)) return have;
  }
  if (nodes_.size() >= most_nodes_ || children_.size() + children.size() > kUsualCells * most_nodes_) {
    spent_ = true;
    return kNo;
  }
  const Ref made{static_cast<uint32_t>(nodes_.size())};
  nodes_.push_back({level, static_cast<uint32_t>(children_.size()), static_cast<uint32_t>(slot)});
  children_.insert(children_.end(), children.begin(), children.end());
  table_[slot] = made.code + 1;
  if (2 * nodes_.size() > table_.size()) grow();
  return made;
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
    for (Ref child : children(node)) {
      if (child.is_terminal() || seen[child.code]) continue;
      seen[child.code] = true;
      todo.push_back(child);
    }
  }
  return found;
}

}  // namespace comity::ruling
