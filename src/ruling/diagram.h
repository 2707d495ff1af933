// Multi-valued decision diagrams, reduced and shared.
//
// The idea: a function of facts that fall into cells is a graph. A node tests one variable and has a child for each of its cells; at the
// ends stand terminals. Variables come in one order on every path, a node whose children are all one is left out, and no two nodes are
// equal. Then a function has exactly one diagram: equal functions are the same Ref, a variable matters if and only if a node tests it,
// and a case is decided by one walk down.
// Example: "in custody, or held more than 48 hours", with hours in the cells below 24, 24 to 48, above 48, is two nodes:
//   custody --yes--> 1,  --no--> hours --above 48--> 1, --else--> 0
// Cost: making a node is one hash probe and `cells` words of memory; combining diagrams of m and n nodes takes at most m x n steps, each
// done once. Nothing is freed before `clear`: a Diagram is a workshop for one shape; what is kept is copied out of it (chart.h).
// Limits: the order of the variables decides the size, which at worst doubles with each variable. Past its budget of nodes a Diagram
// makes no more and says so (`spent`); what it returns from then on means nothing, what it returned before still stands.
// Source: Bryant, "Graph-based algorithms for Boolean function manipulation", IEEE Transactions on Computers C-35(8), 1986; Srinivasan,
// Kam, Malik and Brayton, "Algorithms for discrete function manipulation", ICCAD 1990, for many values.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace comity::ruling {

// A node, or a terminal with its number.
struct Ref {
  uint32_t code = kTerminalBit;
  static constexpr uint32_t kTerminalBit = 1u << 31;
  static constexpr Ref terminal(uint32_t number) { return Ref{number | kTerminalBit}; }
  constexpr bool is_terminal() const { return (code & kTerminalBit) != 0; }
  constexpr uint32_t number() const { return code & ~kTerminalBit; }
  friend constexpr bool operator==(Ref, Ref) = default;
};
inline constexpr Ref kNo = Ref::terminal(0);
inline constexpr Ref kYes = Ref::terminal(1);

// What has been computed, by two Refs: open addressing, cleared in time proportional to what was put in.
class Memo {
 public:
  Memo() : slots_(256) {}
  const Ref* find(uint32_t a, uint32_t b) const;
  void put(uint32_t a, uint32_t b, Ref result);
  void clear();

 private:
  struct Slot {
    uint64_t key = kEmpty;
    Ref result;
  };
  static constexpr uint64_t kEmpty = ~uint64_t{0};
  size_t place(uint64_t key) const;

  std::vector<Slot> slots_;
  std::vector<uint32_t> used_;
};

class Diagram {
 public:
  Diagram() = default;
  // `cells` by level; the variable of level 0 is tested first.
  Diagram(std::span<const uint32_t> cells, size_t most_nodes) { reset(cells, most_nodes); }
  void reset(std::span<const uint32_t> cells, size_t most_nodes);  // empty again, its memory kept; O(nodes that it had)

  size_t levels() const { return cells_.size(); }
  uint32_t cells(uint32_t level) const { return cells_[level]; }
  size_t size() const { return nodes_.size(); }
  bool spent() const { return spent_; }
  size_t most_nodes() const { return most_nodes_; }
  void renew(size_t most_nodes) {  // a new budget of nodes in all; no longer spent if it is larger
    most_nodes_ = most_nodes;
    spent_ = false;
  }

  // The node of this level with these children, all of later levels. `children` must not lie in the diagram itself.
  Ref make(uint32_t level, std::span<const Ref> children);

  uint32_t level(Ref node) const { return nodes_[node.number()].level; }
  std::span<const Ref> children(Ref node) const { return {children_.data() + nodes_[node.number()].first, cells_[level(node)]}; }
  Ref child(Ref node, uint32_t cell) const { return children_[nodes_[node.number()].first + cell]; }
  // The function once the variable of `level` is in `cell`, for a node of that level or a later one.
  Ref step(Ref ref, uint32_t level, uint32_t cell) const { return ref.is_terminal() || this->level(ref) != level ? ref : child(ref, cell); }
  uint32_t top(Ref ref) const { return ref.is_terminal() ? static_cast<uint32_t>(levels()) : level(ref); }

  // Over terminals 0 and 1.
  Ref both(Ref a, Ref b);
  Ref complement(Ref a);
  Ref either(Ref a, Ref b) { return complement(both(complement(a), complement(b))); }

  // `leaf(a, b)` gives a Ref where the result is plain (it must be, for two terminals), else nothing. `memo` is for this leaf alone.
  template <class Leaf>
  Ref combine(Ref a, Ref b, Memo& memo, const Leaf& leaf);
  // The same function with each terminal exchanged for another.
  template <class Leaf>
  Ref exchange(Ref a, Memo& memo, const Leaf& leaf);

  // How many nodes a function has, counting at most `most` of them.
  size_t count(Ref root, size_t most) const;

 private:
  struct Node {
    uint32_t level, first, slot;
  };
  uint64_t hash(uint32_t level, std::span<const Ref> children) const;
  void grow();

  std::vector<uint32_t> cells_;
  std::vector<Node> nodes_;
  std::vector<Ref> children_;
  std::vector<uint32_t> table_;  // node + 1, or 0; open addressing
  std::vector<Ref> stack_;       // children of nodes under way
  Memo both_, complement_;
  size_t most_nodes_ = 0;
  bool spent_ = false;
};

template <class Leaf>
Ref Diagram::combine(Ref a, Ref b, Memo& memo, const Leaf& leaf) {
  if (const auto plain = leaf(a, b)) return *plain;
  if (const Ref* known = memo.find(a.code, b.code)) return *known;
  if (spent_) return kNo;
  const uint32_t at = std::min(top(a), top(b));
  const size_t base = stack_.size();
  for (uint32_t cell = 0; cell < cells_[at]; ++cell) {
    const Ref child = combine(step(a, at, cell), step(b, at, cell), memo, leaf);
    stack_.push_back(child);
  }
  const Ref result = make(at, std::span(stack_).subspan(base));
  stack_.resize(base);
  if (!spent_) memo.put(a.code, b.code, result);
  return result;
}

template <class Leaf>
Ref Diagram::exchange(Ref a, Memo& memo, const Leaf& leaf) {
  if (a.is_terminal()) return leaf(a);
  if (const Ref* known = memo.find(a.code, 0)) return *known;
  if (spent_) return kNo;
  const uint32_t at = level(a);
  const size_t base = stack_.size();
  for (uint32_t cell = 0; cell < cells_[at]; ++cell) {
    const Ref changed = exchange(child(a, cell), memo, leaf);
    stack_.push_back(changed);
  }
  const Ref result = make(at, std::span(stack_).subspan(base));
  stack_.resize(base);
  if (!spent_) memo.put(a.code, 0, result);
  return result;
}

}  // namespace comity::ruling
