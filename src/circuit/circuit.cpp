#include "circuit/circuit.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace comity::circuit {

namespace {

uint64_t mix(uint32_t a, uint32_t b) {
  uint64_t x = (static_cast<uint64_t>(a) << 32 | b) * 0x9e3779b97f4a7c15ULL;
  return x ^ (x >> 29);
}

}  // namespace

Circuit::Circuit() {
  nodes_.push_back(Node{kFalse, kFalse});
  table_.assign(64, 0);
}

void Circuit::grow() {
  std::vector<uint32_t> old = std::move(table_);
  table_.assign(old.size() * 2, 0);
  const size_t mask = table_.size() - 1;
  for (uint32_t id : old) {
    if (id == 0) continue;
    size_t slot = mix(nodes_[id].left.code, nodes_[id].right.code) & mask;
    while (table_[slot] != 0) slot = (slot + 1) & mask;
    table_[slot] = id;
  }
}

uint32_t Circuit::intern(Node node) {
  if (nodes_.size() * 2 > table_.size()) grow();
  const size_t mask = table_.size() - 1;
  size_t slot = mix(node.left.code, node.right.code) & mask;
  while (table_[slot] != 0) {
    const Node& have = nodes_[table_[slot]];
    if (have.left == node.left && have.right == node.right) return table_[slot];
    slot = (slot + 1) & mask;
  }
  const auto id = static_cast<uint32_t>(nodes_.size());
  nodes_.push_back(node);
  table_[slot] = id;
  return id;
}

Lit Circuit::atom(AtomId atom) { return Lit{2 * intern(Node{kAtomMark, Lit{atom}})}; }

Lit Circuit::both(Lit a, Lit b) {
  if (a > b) std::swap(a, b);
  if (a == kFalse || a == !b) return kFalse;
  if (a == kTrue || a == b) return b;
  return Lit{2 * intern(Node{a, b})};
}

Lit Circuit::all(std::span<const Lit> lits) {
  if (lits.empty()) return kTrue;
  if (lits.size() == 1) return lits[0];
  const size_t half = lits.size() / 2;
  return both(all(lits.first(half)), all(lits.subspan(half)));
}

Lit Circuit::any(std::span<const Lit> lits) {
  std::vector<Lit> complements(lits.begin(), lits.end());
  for (Lit& lit : complements) lit = !lit;
  return !all(complements);
}

std::vector<uint32_t> cone(const Circuit& circuit, std::span<const Lit> roots) {
  std::vector<uint32_t> found;
  std::vector<bool> seen(circuit.size());
  std::vector<uint32_t> todo;
  const auto visit = [&](Lit lit) {
    if (lit.node() == 0 || seen[lit.node()]) return;
    seen[lit.node()] = true;
    todo.push_back(lit.node());
  };
  for (Lit root : roots) visit(root);
  while (!todo.empty()) {
    const uint32_t node = todo.back();
    todo.pop_back();
    found.push_back(node);
    if (circuit.is_atom(node)) continue;
    visit(circuit.node(node).left);
    visit(circuit.node(node).right);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace comity::circuit
