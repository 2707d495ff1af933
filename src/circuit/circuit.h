// The circuit: all conditions of a book as one shared graph of two-input ANDs with complemented edges over atoms.
//
// This is where meaning lives. The single-case engine, the columnar engine, the prover and the SQL export all read it.
// Nodes are hash-consed: the same condition, written twice or standing in a hundred epochs, is one node. A node is made only from
// nodes that exist, so ids are a topological order and every pass is a loop.
//
// Example: `requester is federal_immigration and not subject.in_custody` is one AND of two atoms, the second complemented.
// Cost: making a node is one hash probe; memory is 8 bytes a node and 4 to 8 for its place in the table.
// Source: and-inverter graphs, after Kuehlmann and Krohm, "Equivalence checking using cuts and heaps", DAC 1997.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace comity::circuit {

using AtomId = uint32_t;

// A node or its complement.
struct Lit {
  uint32_t code = 0;  // 2 * node + complement
  constexpr uint32_t node() const { return code >> 1; }
  constexpr bool complemented() const { return (code & 1) != 0; }
  constexpr Lit operator!() const { return Lit{code ^ 1}; }
  friend constexpr bool operator==(Lit, Lit) = default;
  friend constexpr auto operator<=>(Lit, Lit) = default;
};
inline constexpr Lit kFalse{0};
inline constexpr Lit kTrue{1};

class Circuit {
 public:
  struct Node {
    Lit left, right;  // an AND; for an atom `left` is kAtomMark and `right.code` the AtomId
  };

  Circuit();

  Lit atom(AtomId atom);
  Lit both(Lit a, Lit b);
  Lit either(Lit a, Lit b) { return !both(!a, !b); }
  Lit all(std::span<const Lit> lits);  // balanced, so that depth stays logarithmic in the list
  Lit any(std::span<const Lit> lits);

  size_t size() const { return nodes_.size(); }
  bool is_atom(uint32_t node) const { return node != 0 && nodes_[node].left == kAtomMark; }
  AtomId atom_of(uint32_t node) const { return nodes_[node].right.code; }
  const Node& node(uint32_t node) const { return nodes_[node]; }

 private:
  static constexpr Lit kAtomMark{0xffffffff};

  uint32_t intern(Node node);
  void grow();

  std::vector<Node> nodes_;      // node 0 is the constant false
  std::vector<uint32_t> table_;  // open addressing over node ids; 0 is empty
};

// The nodes that `roots` depend on, constants left out, in topological order. O(size of the cone).
std::vector<uint32_t> cone(const Circuit& circuit, std::span<const Lit> roots);

}  // namespace comity::circuit
