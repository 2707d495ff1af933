// Literals carried over: the same truths, folded, and no more visited than needed.
#include "circuit/substitute.h"

#include <random>

#include <gtest/gtest.h>

#include "circuit/evaluate.h"

namespace comity::circuit {
namespace {

constexpr AtomId kAtoms = 6;

Lit random_literal(Circuit& circuit, std::mt19937& random, int depth) {
  const Lit lit =
      depth == 0 ? circuit.atom(random() % kAtoms) : circuit.both(random_literal(circuit, random, depth - 1), random_literal(circuit, random, depth - 1));
  return random() % 2 == 0 ? lit : !lit;
}

// The truths of a literal under all assignments, a bit each.
uint64_t truths(const Circuit& circuit, Lit lit) {
  const Evaluator evaluator(circuit, std::span(&lit, 1));
  std::vector<uint64_t> given, scratch;
  for (const AtomId atom : evaluator.atoms()) {
    uint64_t word = 0;
    for (uint64_t row = 0; row < 64; ++row) word |= (row >> atom & 1) << row;
    given.push_back(word);
  }
  uint64_t out = 0;
  evaluator.run(given, scratch, std::span(&out, 1));
  return out;
}

TEST(Substitution, PutsConstantsAndOtherAtoms) {
  std::mt19937 random(3);
  Substitution carry;
  for (int round = 0; round < 200; ++round) {
    Circuit from, into;
    carry.start();
    const Lit first = random_literal(from, random, 4), second = random_literal(from, random, 4);
    // Atom 0 is false, atom 1 true, atom 2 is denied, the others change places.
    const auto put = [&](AtomId atom) { return atom == 0 ? kFalse : atom == 1 ? kTrue : atom == 2 ? !into.atom(2) : into.atom(8 - atom); };
    for (const Lit lit : {first, second, !first}) {
      const uint64_t was = truths(from, lit), is = truths(into, carry(from, into, lit, put));
      for (uint64_t row = 0; row < 64; ++row) {
        uint64_t before = 2 | (~row & 4);  // what the atoms of `from` are, in the case `row` of `into`
        for (AtomId atom = 3; atom < kAtoms; ++atom) before |= (row >> (8 - atom) & 1) << atom;
        ASSERT_EQ(is >> row & 1, was >> before & 1) << round;
      }
    }
  }
}

TEST(Substitution, VisitsNothingBelowAFalseInput) {
  Circuit circuit;
  const Lit first = circuit.atom(0);  // made first, it is the left input
  const Lit silent = circuit.both(circuit.atom(1), circuit.atom(2));
  const Lit law = circuit.both(first, circuit.both(silent, circuit.atom(3)));
  Substitution carry;
  std::vector<AtomId> asked;
  const auto put = [&](AtomId atom) { return asked.push_back(atom), atom == 0 ? kFalse : circuit.atom(atom); };
  EXPECT_EQ(carry(circuit, circuit, law, put), kFalse);
  EXPECT_EQ(asked, std::vector<AtomId>{0});
}

TEST(Substitution, ForgetsAtEachStartAndCarriesWithinCarrying) {
  Circuit circuit;
  const Lit law = circuit.both(circuit.atom(0), circuit.atom(1));
  Substitution carry;
  EXPECT_EQ(carry(circuit, circuit, law, [&](AtomId atom) { return atom == 0 ? kTrue : circuit.atom(atom); }), circuit.atom(1));
  carry.start();
  const auto nested = [&](AtomId atom) {
    return atom == 0 ? carry(circuit, circuit, !circuit.atom(2), [&](AtomId inner) { return circuit.atom(inner + 1); }) : circuit.atom(atom);
  };
  EXPECT_EQ(carry(circuit, circuit, law, nested), circuit.both(!circuit.atom(3), circuit.atom(1)));
}

}  // namespace
}  // namespace comity::circuit
