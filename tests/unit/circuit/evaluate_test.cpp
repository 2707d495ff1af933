// Evaluation against recursion, and enumeration of rulings against trying every complete case.
#include <gtest/gtest.h>

#include <set>

#include "circuit/show.h"
#include "lower_builder.h"
#include "text/diagnostics.h"

namespace comity::circuit {
namespace {

bool value(const Circuit& circuit, Lit lit, uint64_t atoms) {
  bool result = false;
  const uint32_t node = lit.node();
  if (node != 0) {
    result = circuit.is_atom(node) ? (atoms >> circuit.atom_of(node) & 1) != 0
                                   : value(circuit, circuit.node(node).left, atoms) && value(circuit, circuit.node(node).right, atoms);
  }
  return result != lit.complemented();
}

TEST(Evaluator, SixtyFourAssignmentsAtOnce) {
  Random random(51);
  for (int round = 0; round < 50; ++round) {
    Circuit circuit;
    std::vector<Lit> lits{kTrue};
    for (uint32_t atom = 0; atom < 8; ++atom) lits.push_back(circuit.atom(atom));
    for (int i = 0; i < 40; ++i) {
      const Lit a = lits[below(random, lits.size())], b = lits[below(random, lits.size())];
      lits.push_back(circuit.both(below(random, 2) == 0 ? a : !a, below(random, 2) == 0 ? b : !b));
    }
    const std::vector<Lit> roots{lits.back(), !lits[lits.size() / 2], kFalse, kTrue};
    const Evaluator evaluator(circuit, roots);
    std::vector<uint64_t> assignments(64), truths(evaluator.atoms().size()), scratch, out(roots.size());
    for (size_t bit = 0; bit < 64; ++bit) {
      assignments[bit] = random() & 0xff;
      for (size_t a = 0; a < truths.size(); ++a) truths[a] |= (assignments[bit] >> evaluator.atoms()[a] & 1) << bit;
    }
    evaluator.run(truths, scratch, out);
    for (size_t bit = 0; bit < 64; ++bit) {
      for (size_t r = 0; r < roots.size(); ++r) ASSERT_EQ((out[r] >> bit & 1) != 0, value(circuit, roots[r], assignments[bit]));
    }
  }
}

TEST(Rulings, FollowFromWhatIsActive) {
  using book::Ruling;
  EXPECT_EQ(ruling_of(false, false, false), Ruling::kSilent);
  EXPECT_EQ(ruling_of(true, false, false), Ruling::kPermitted);
  EXPECT_EQ(ruling_of(false, true, false), Ruling::kForbidden);
  EXPECT_EQ(ruling_of(false, false, true), Ruling::kRequired);
  EXPECT_EQ(ruling_of(true, false, true), Ruling::kRequired);
  EXPECT_EQ(ruling_of(true, true, false), Ruling::kConflicting);
  EXPECT_EQ(ruling_of(false, true, true), Ruling::kConflicting);
  EXPECT_EQ(ruling_of(true, true, true), Ruling::kConflicting);
}

TEST(Rulings, ByEnumerationAreThoseOfAllCases) {
  Random random(52);
  int compared = 0;
  for (int round = 0; round < 300; ++round) {
    const RandomLaw law(random);
    text::Diagnostics diagnostics;
    if (!book::check_cycles(law.model, diagnostics)) continue;
    const Program program = lower(law.model);
    const Instant t = static_cast<Instant>(below(random, 100));
    for (SubjectId subject = 0; subject < program.subjects.size(); ++subject) {
      const Epoch& epoch = program.epoch_at(subject, t);
      const auto variables = variables_of(program, roots_of(epoch));
      ASSERT_TRUE(variables.has_value());
      std::vector<CellSet> all;
      for (const Variable& variable : *variables) all.push_back(variable.feasible(program, t));
      const auto found = rulings_by_enumeration(program, epoch, *variables, all);
      book::RulingSet expected = 0;
      for (int64_t bits = 0; bits < 64; ++bits) {
        for (int64_t word = 0; word < 3; ++word) {
          PlainCase asked{{{bits & 1, {}}, {bits >> 1 & 1, {}}, {bits >> 2 & 1, {}}, {bits >> 3 & 1, {}}, {word, {}}}, {(bits & 16) != 0, (bits & 32) != 0}};
          Plain plain{program, asked, t};
          bool by[4] = {};
          for (const NormState& state : epoch.norms) by[static_cast<size_t>(state.modality)] |= plain.active(state.norm);
          expected |= static_cast<book::RulingSet>(1U << static_cast<unsigned>(ruling_of(by[1], by[2], by[3])));
        }
      }
      ASSERT_EQ(*found, expected) << show_epoch(program, subject, epoch);
      ++compared;
    }
  }
  EXPECT_GT(compared, 100);
}

TEST(Rulings, PastTheBudgetThereIsNone) {
  LawBuilder law;
  law.action();
  std::vector<CondId> all;
  for (size_t i = 0; i < 8; ++i) all.push_back(law.yes(law.fact(law.type(TypeKind::kYesNo))));
  law.norm(Modality::kForbids, 0, law.join(book::Cond::Kind::kAnd, all), {law.source({{}})});
  law.settle_force();
  const Program program = lower(law.model);
  const Epoch& epoch = program.epoch_at(0, 0);
  const auto variables = variables_of(program, roots_of(epoch));
  const std::vector<CellSet> free(8, CellSet(2, true));
  EXPECT_EQ(rulings_by_enumeration(program, epoch, *variables, free, 256), book::RulingSet{0b01010});
  EXPECT_FALSE(rulings_by_enumeration(program, epoch, *variables, free, 255).has_value());
}

TEST(Show, AnEpochInWords) {
  LawBuilder law;
  law.action();
  const FactId custody = law.fact(law.type(TypeKind::kYesNo)), hours = law.fact(law.type(TypeKind::kNumber));
  book::Test test;
  test.kind = book::Test::Kind::kAtLeast;
  test.fact = hours;
  test.threshold.constant = 47'500'000;
  const CondId when = law.join(book::Cond::Kind::kAnd, {law.yes(custody), law.test(test)});
  law.norm(Modality::kPermits, 0, law.join(book::Cond::Kind::kNot, {when}), {law.source({{}})});
  law.settle_force();
  const Program program = lower(law.model);
  EXPECT_EQ(show_epoch(program, 0, program.epoch_at(0, 0)),
            "a0, from the beginning until ever, shape 0\n"
            "  permits not n3   forbids no   requires no\n"
            "  n0 permits: condition not n3, active not n3\n"
            "  n1 = f0\n"
            "  n2 = f1 at least 47.5\n"
            "  n3 = n1 and n2\n");
}

}  // namespace
}  // namespace comity::circuit
