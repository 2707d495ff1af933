// Multi-valued decision diagrams, reduced and shared.
//
// The idea: a function of facts that fall into cells is a graph. A node tests one variable and has a child for each of its cells; at the
// ends stand terminals. Variables come in one order on every path, a node whose children are all one is left out, and no two nodes are
// equal. Then a function has exactly one diagram: equal functions are the same Ref, a variable matters if and only if a node tests it,
// and a case is decided by one walk down.
// Example: "in custody, or held more than 48 hours", with hours in the cells below 24, 24 to 48, above 48, is two nodes:
//   custody --yes--> 1,  --no--> hours --above 48--> 1, --else--> 0
// Neighbouring cells that share a child are one run, so that a test for one word of four thousand is three runs, not four thousand
// children.
// Cost: making a node is one hash probe and 8 bytes a run; combining diagrams of m and n nodes takes at most m x n steps, each done once.
// Nothing is freed before `reset`: a Diagram is a workshop for one shape; what is kept is copied out of it (chart.h).
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
// The cells from `from` up to the next run lead to `to`.
struct Run {
  uint32_t from = 0;
  Ref to;
  friend constexpr bool operator==(const Run&, const Run&) = default;
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

  // The node of this level with these children, by cell, all of later levels.
  Ref make(uint32_t level, std::span<const Ref> children);

  uint32_t level(Ref node) const { return nodes_[node.number()].level; }
  uint32_t top(Ref ref) const { return ref.is_terminal() ? static_cast<uint32_t>(levels()) : level(ref); }
  // By cell, the first from 0; neighbours differ. Valid until the next node is made.
  std::span<const Run> runs(Ref node) const { return {runs_.data() + nodes_[node.number()].first, nodes_[node.number()].runs}; }
  Ref child(Ref node, uint32_t cell) const;
  // The function once the variable of `level` is in `cell`, for a node of that level or a later one.
  Ref step(Ref ref, uint32_t level, uint32_t cell) const { return top(ref) != level ? ref : child(ref, cell); }

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
  // The node of `level` with the runs of `node`, each led on by `to`; `level` has as many cells as the node's own.
  template <class To>
  Ref led_on(uint32_t level, Ref node, const To& to);

  // How many nodes a function has, counting at most `most` of them.
  size_t count(Ref root, size_t most) const;

 private:
  struct Node {
    uint32_t level, first, runs, slot;
  };
  Ref made(uint32_t level, size_t base);  // of the runs on the stack from `base` on, which are taken off it
  Ref node_of(uint32_t level, std::span<const Run> its);
  uint64_t hash(uint32_t level, std::span<const Run> runs) const;
  void grow();

  std::vector<uint32_t> cells_;
  std::vector<Node> nodes_;
  std::vector<Run> runs_;
  std::vector<uint32_t> table_;  // node + 1, or 0; open addressing
  std::vector<Run> stack_;       // of nodes under way; neighbours may be equal
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
  // Both lists of runs side by side; what does not test this level is one run. Runs are found anew after each child, which may move them.
  const auto run_of = [this, at](Ref ref, size_t i) { return top(ref) == at ? runs(ref)[i] : Run{0, ref}; };
  const auto end_of = [this, at](Ref ref, size_t i) { return top(ref) == at && i + 1 < runs(ref).size() ? runs(ref)[i + 1].from : cells_[at]; };
  uint32_t from = 0;
  for (size_t i = 0, j = 0; from < cells_[at];) {
    const Ref child = combine(run_of(a, i).to, run_of(b, j).to, memo, leaf);
    stack_.push_back({from, child});
    const uint32_t end_a = end_of(a, i), end_b = end_of(b, j);
    from = std::min(end_a, end_b);
    if (end_a == from) ++i;
    if (end_b == from) ++j;
  }
  const Ref result = made(at, base);
  if (!spent_) memo.put(a.code, b.code, result);
  return result;
}

template <class To>
Ref Diagram::led_on(uint32_t level, Ref node, const To& to) {
  const size_t base = stack_.size();
  for (size_t i = 0; i < runs(node).size(); ++i) {
    const Run run = runs(node)[i];
    const Ref child = to(run.to);
    stack_.push_back({run.from, child});
  }
  return made(level, base);
}

template <class Leaf>
Ref Diagram::exchange(Ref a, Memo& memo, const Leaf& leaf) {
  if (a.is_terminal()) return leaf(a);
  if (const Ref* known = memo.find(a.code, 0)) return *known;
  if (spent_) return kNo;
  const Ref result = led_on(level(a), a, [&](Ref child) { return exchange(child, memo, leaf); });
  if (!spent_) memo.put(a.code, 0, result);
  return result;
}

}  // namespace comity::ruling
