// Lowering against the plain meaning on random laws, and by hand on the turns that matter: chains, defeat, time, questions, asking.
#include <gtest/gtest.h>

#include "lower_builder.h"
#include "text/diagnostics.h"

namespace comity::circuit {
namespace {

bool lit_true(const Program& program, Lit lit, const PlainCase& asked) {
  const uint32_t node = lit.node();
  bool result = false;
  if (node != 0 && program.circuit.is_atom(node)) {
    const Atom& atom = program.atoms[program.circuit.atom_of(node)];
    result = atom.kind == Kind::kQuestion ? asked.questions[atom.index] : holds_plainly(program, atom, asked.facts[atom.index], 0);
  } else if (node != 0) {
    result = lit_true(program, program.circuit.node(node).left, asked) && lit_true(program, program.circuit.node(node).right, asked);
  }
  return result != lit.complemented();
}

PlainCase random_case(Random& random, const Model& model) {
  PlainCase asked;
  for (const book::Fact& fact : model.facts) asked.facts.push_back({static_cast<int64_t>(below(random, fact.type.kind == TypeKind::kYesNo ? 2 : 3)), {}});
  for (size_t i = 0; i < model.questions.size(); ++i) asked.questions.push_back(below(random, 2) == 0);
  return asked;
}

// One subject at one instant for one complete case.
void expect_as_plain(const Program& program, SubjectId subject, Instant t, const PlainCase& asked) {
  const Model& model = *program.model;
  const Epoch& epoch = program.epoch_at(subject, t);
  ASSERT_TRUE(epoch.from <= t && t < epoch.until);
  Plain plain{program, asked, t};
  bool by[4] = {};
  size_t in_force = 0;
  for (size_t i = 0; i < model.norms.size(); ++i) {
    const Norm& norm = model.norms[i];
    const Subject& of = program.subjects[subject];
    if ((of.asking ? norm.asked.value : norm.action.value) != of.index || !book::in_force(norm.in_force, t)) continue;
    ASSERT_LT(in_force, epoch.norms.size());
    const NormState& state = epoch.norms[in_force++];
    ASSERT_EQ(state.norm, NormId(i));
    ASSERT_EQ(lit_true(program, state.condition, asked), plain.holds(norm.when));
    ASSERT_EQ(lit_true(program, state.active, asked), plain.active(NormId(i))) << "norm " << i << " at " << t;
    by[static_cast<size_t>(norm.modality)] |= plain.active(NormId(i));
  }
  ASSERT_EQ(in_force, epoch.norms.size());
  ASSERT_EQ(lit_true(program, epoch.permits, asked), by[1]);
  ASSERT_EQ(lit_true(program, epoch.forbids, asked), by[2]);
  ASSERT_EQ(lit_true(program, epoch.requires_, asked), by[3]);
  for (const Answered& answered : epoch.answered) ASSERT_EQ(model.questions[answered.question.value].answer_at(t), answered.yes);
}

// What an epoch may not hide: each subject's epochs end where a carrying source of its norms or an answer that it reads changes.
void expect_no_hidden_change(const Program& program, SubjectId subject, Instant t) {
  const Model& model = *program.model;
  const Epoch& epoch = program.epoch_at(subject, t);
  const Instant start = epoch.from;
  for (const NormState& state : epoch.norms) {
    ASSERT_EQ(book::carrying_source(model, model.norms[state.norm.value], t), book::carrying_source(model, model.norms[state.norm.value], start));
    for (uint32_t node : cone(program.circuit, std::vector<Lit>{state.active})) {
      if (!program.circuit.is_atom(node)) continue;
      const Atom& atom = program.atoms[program.circuit.atom_of(node)];
      if (atom.kind != Kind::kQuestion) continue;
      ASSERT_EQ(program.answer(QuestionId(atom.index), t), program.answer(QuestionId(atom.index), start));
    }
  }
}

TEST(Lowering, AgreesWithThePlainMeaningOnRandomLaws) {
  Random random(21);
  int lowered = 0, circles = 0;
  for (int round = 0; round < 600; ++round) {
    const RandomLaw law(random);
    const std::vector<Instant> moments = law.moments();
    const bool circle = std::any_of(moments.begin(), moments.end(), [&](Instant t) { return law.has_cycle(t); });
    text::Diagnostics diagnostics;
    ASSERT_EQ(book::check_cycles(law.model, diagnostics), !circle);
    circles += circle ? 1 : 0;
    if (circle) continue;
    ++lowered;
    const Program program = lower(law.model);
    for (Instant t : moments) {
      for (SubjectId subject = 0; subject < program.subjects.size(); ++subject) {
        for (int i = 0; i < 4; ++i) expect_as_plain(program, subject, t, random_case(random, law.model));
        expect_no_hidden_change(program, subject, t);
        if (HasFatalFailure()) return;
      }
    }
  }
  EXPECT_GT(lowered, 100);
  EXPECT_GT(circles, 30);
}

TEST(Lowering, EpochsAreContiguousAndDiffer) {
  Random random(22);
  for (int round = 0; round < 500; ++round) {
    const RandomLaw law(random);
    text::Diagnostics diagnostics;
    if (!book::check_cycles(law.model, diagnostics)) continue;
    const Program program = lower(law.model);
    const std::vector<Instant> moments = law.moments();
    for (const auto& epochs : program.epochs) {
      ASSERT_EQ(epochs.front().from, book::kBeginning);
      ASSERT_EQ(epochs.back().until, book::kForever);
      for (size_t i = 1; i < epochs.size(); ++i) {
        ASSERT_EQ(epochs[i - 1].until, epochs[i].from);
        ASSERT_TRUE(std::binary_search(moments.begin(), moments.end(), epochs[i].from));
        ASSERT_EQ(epochs[i - 1].shape == epochs[i].shape, epochs[i - 1].norms == epochs[i].norms);
      }
    }
  }
}

TEST(Lowering, AChainOfSuspensions) {
  LawBuilder law;
  law.action();
  for (int i = 0; i < 3; ++i) law.fact(law.type(TypeKind::kYesNo));
  const SourceId always = law.source({{}});
  const NormId forbids = law.norm(Modality::kForbids, 0, law.yes(FactId(0)), {always});
  const NormId suspends = law.norm(Modality::kNone, 0, law.yes(FactId(1)), {always});
  const NormId revives = law.norm(Modality::kNone, 0, law.yes(FactId(2)), {always});
  law.model.norms[suspends.value].suspends = {forbids};
  law.model.norms[revives.value].suspends = {suspends};
  law.settle_force();
  const Program program = lower(law.model);
  const Epoch& epoch = program.epoch_at(0, 0);
  ASSERT_EQ(epoch.norms.size(), 1U);
  for (int64_t bits = 0; bits < 8; ++bits) {
    const PlainCase asked{{{bits & 1, {}}, {bits >> 1 & 1, {}}, {bits >> 2 & 1, {}}}, {}};
    EXPECT_EQ(lit_true(program, epoch.forbids, asked), (bits & 1) != 0 && ((bits & 2) == 0 || (bits & 4) != 0));
  }
}

TEST(Lowering, TheLaterOfTwoPrevailsAndItsEndIsFelt) {
  LawBuilder law;
  law.model.books[0].by_date = true;
  law.action();
  law.fact(law.type(TypeKind::kYesNo));
  const SourceId older = law.source({{0, book::kForever}}), newer = law.source({{10, 20}});
  law.model.sources[older.value].precedence_day = 1;
  law.model.sources[newer.value].precedence_day = 2;
  law.norm(Modality::kForbids, 0, CondId(), {older});
  law.norm(Modality::kPermits, 0, law.yes(FactId(0)), {newer});
  law.settle_force();
  const Program program = lower(law.model);
  const PlainCase yes{{{1, {}}}, {}}, no{{{0, {}}}, {}};
  ASSERT_EQ(program.epochs[0].size(), 4U);
  EXPECT_TRUE(lit_true(program, program.epoch_at(0, 5).forbids, yes));
  EXPECT_FALSE(lit_true(program, program.epoch_at(0, 15).forbids, yes));
  EXPECT_TRUE(lit_true(program, program.epoch_at(0, 15).permits, yes));
  EXPECT_TRUE(lit_true(program, program.epoch_at(0, 15).forbids, no));
  EXPECT_TRUE(lit_true(program, program.epoch_at(0, 20).forbids, yes));
  EXPECT_EQ(program.epoch_at(0, 5).shape, program.epoch_at(0, 25).shape);
}

TEST(Lowering, AQuestionStaysAnAtomWhenItIsAnswered) {
  LawBuilder law;
  law.action();
  book::Question question;
  question.answers = {{10, true, SourceId(), {}}, {20, std::nullopt, SourceId(), {}}};
  law.model.questions.push_back(question);
  law.norm(Modality::kForbids, 0, law.asked(QuestionId(0)), {law.source({{}})});
  law.settle_force();
  const Program program = lower(law.model);
  ASSERT_EQ(program.epochs[0].size(), 3U);
  EXPECT_TRUE(program.epochs[0][0].answered.empty());
  EXPECT_EQ(program.epochs[0][1].answered, (std::vector<Answered>{{QuestionId(0), true}}));
  EXPECT_TRUE(program.epochs[0][2].answered.empty());
  EXPECT_EQ(program.epochs[0][0].shape, program.epochs[0][1].shape);
  EXPECT_TRUE(lit_true(program, program.epochs[0][1].forbids, {{}, {true}}));
  EXPECT_FALSE(lit_true(program, program.epochs[0][1].forbids, {{}, {false}}));
}

TEST(Lowering, AnEpochEndsWhereAnotherSourceCarries) {
  LawBuilder law;
  law.action();
  law.norm(Modality::kForbids, 0, CondId(), {law.source({{0, 10}}), law.source({{5, 20}})});
  law.settle_force();
  const Program program = lower(law.model);
  std::vector<Instant> starts;
  for (const Epoch& epoch : program.epochs[0]) starts.push_back(epoch.from);
  EXPECT_EQ(starts, (std::vector<Instant>{book::kBeginning, 0, 5, 10, 20}));
}

TEST(Lowering, AskingIsASubject) {
  LawBuilder law;
  law.action();
  for (int i = 0; i < 3; ++i) law.fact(law.type(TypeKind::kYesNo));
  const NormId norm = law.norm(Modality::kForbids, 0, law.yes(FactId(0)), {law.source({{}})});
  law.model.norms[norm.value].action = book::ActionId();
  law.model.norms[norm.value].asked = FactId(2);
  law.settle_force();
  const Program program = lower(law.model);
  ASSERT_EQ(program.subjects.size(), 2U);
  EXPECT_EQ(program.subject_of_asking(FactId(2)), SubjectId(1));
  EXPECT_FALSE(program.subject_of_asking(FactId(1)).has_value());
  EXPECT_FALSE(program.subject_of_asking(FactId(0)).has_value());
  EXPECT_EQ(program.subject_of_action(book::ActionId(0)), SubjectId(0));
  EXPECT_TRUE(program.epoch_at(0, 0).norms.empty());
  EXPECT_EQ(program.epoch_at(1, 0).norms.size(), 1U);
}

TEST(Lowering, ATextListIsOneAtomATime) {
  LawBuilder law;
  law.action();
  law.fact(law.type(TypeKind::kText));
  book::List list;
  list.elements = {{"California", 0, {0, 10}}, {"District of Columbia", 0, {0, book::kForever}}, {"another", 0, {5, book::kForever}}};
  law.model.lists.push_back(list);
  book::Test test;
  test.kind = book::Test::Kind::kIsText;
  test.fact = FactId(0);
  test.list = book::ListId(0);
  law.norm(Modality::kForbids, 0, law.test(test), {law.source({{}})});
  law.settle_force();
  const Program program = lower(law.model);
  EXPECT_EQ(program.epochs[0].size(), 4U);
  EXPECT_EQ(program.epoch_at(0, -1).forbids, kFalse);
  EXPECT_EQ(program.atoms.size(), 3U);
  EXPECT_EQ(program.text_id("Utah"), kOtherText);
  EXPECT_NE(program.texts[0], "another") << "the text shown for any other must not be a constant";
  const auto forbids = [&](Instant t, std::string_view text) { return lit_true(program, program.epoch_at(0, t).forbids, {{{program.text_id(text), {}}}, {}}); };
  EXPECT_TRUE(forbids(1, "California"));
  EXPECT_FALSE(forbids(10, "California"));
  EXPECT_FALSE(forbids(1, "another"));
  EXPECT_TRUE(forbids(5, "another"));
  EXPECT_FALSE(forbids(5, "Utah"));
}

}  // namespace
}  // namespace comity::circuit
