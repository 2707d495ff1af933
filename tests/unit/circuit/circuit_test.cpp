// The circuit against truth tables: constants, sharing, and agreement of random graphs with direct evaluation.
#include "circuit/circuit.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace comity::circuit {
namespace {

bool value(const Circuit& circuit, Lit lit, uint32_t atoms) {
  bool result = false;
  const uint32_t node = lit.node();
  if (node != 0) {
    result = circuit.is_atom(node) ? (atoms >> circuit.atom_of(node) & 1) != 0
                                   : value(circuit, circuit.node(node).left, atoms) && value(circuit, circuit.node(node).right, atoms);
  }
  return result != lit.complemented();
}

TEST(Circuit, FoldsConstantsAndShares) {
  Circuit circuit;
  const Lit a = circuit.atom(0), b = circuit.atom(1);
  EXPECT_EQ(circuit.atom(0), a);
  EXPECT_EQ(circuit.both(a, b), circuit.both(b, a));
  EXPECT_EQ(circuit.both(a, !a), kFalse);
  EXPECT_EQ(circuit.either(a, !a), kTrue);
  EXPECT_EQ(circuit.both(a, kTrue), a);
  EXPECT_EQ(circuit.all({}), kTrue);
  EXPECT_EQ(circuit.any({}), kFalse);
}

TEST(Circuit, RandomGraphsAgreeWithTruthTables) {
  std::mt19937 random(7);
  Circuit circuit;
  std::vector<Lit> lits;
  std::vector<uint16_t> tables;  // one bit for each of the 16 assignments of four atoms
  for (uint32_t atom = 0; atom < 4; ++atom) {
    uint16_t table = 0;
    for (uint32_t row = 0; row < 16; ++row) table |= static_cast<uint16_t>((row >> atom & 1) << row);
    lits.push_back(circuit.atom(atom));
    tables.push_back(table);
  }
  for (int step = 0; step < 500; ++step) {
    const size_t i = random() % lits.size(), j = random() % lits.size();
    const bool flip = random() % 2 == 0;
    lits.push_back(circuit.both(flip ? !lits[i] : lits[i], lits[j]));
    tables.push_back(static_cast<uint16_t>((flip ? ~tables[i] : tables[i]) & tables[j]));
  }
  for (size_t k = 0; k < lits.size(); ++k) {
    for (uint32_t row = 0; row < 16; ++row) ASSERT_EQ(value(circuit, lits[k], row), (tables[k] >> row & 1) != 0);
  }
}

TEST(Circuit, ConeIsInTopologicalOrder) {
  Circuit circuit;
  const Lit a = circuit.atom(0), b = circuit.atom(1), c = circuit.atom(2);
  const Lit root = circuit.either(circuit.both(a, b), c);
  const std::vector<Lit> roots{root};
  const std::vector<uint32_t> nodes = cone(circuit, roots);
  EXPECT_EQ(nodes.size(), 5U);
  for (uint32_t node : nodes) {
    if (circuit.is_atom(node)) continue;
    EXPECT_LT(circuit.node(node).left.node(), node);
    EXPECT_LT(circuit.node(node).right.node(), node);
  }
}

}  // namespace
}  // namespace comity::circuit
