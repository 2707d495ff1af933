// The engine on laws made by hand, and on random laws against the judge.
#include "ruling/engine.h"

#include <gtest/gtest.h>

#include "ruling/judge.h"
#include "ruling/random_law.h"

namespace comity::ruling {
namespace {

RulingSet bits(std::initializer_list<Ruling> rulings) {
  RulingSet set = 0;
  for (Ruling ruling : rulings) set |= static_cast<RulingSet>(1u << static_cast<unsigned>(ruling));
  return set;
}

std::vector<NormId> deciding(const Decision& decision) { return {decision.deciding.begin(), decision.deciding.end()}; }

// Share where the requester is known, forbid in custody, which stands above.
struct Sharing {
  SmallLaw law;
  FactId requester = law.one_of(3), custody = law.yes_no();
  NormId permit, forbid;
  SubjectId share;
  Sharing() {
    const Lit asked = law.is(requester, {0, 1}), held = law.is_yes(custody);
    permit = law.norm(Modality::kPermits, asked, law.both(asked, !held));
    forbid = law.norm(Modality::kForbids, held);
    share = law.close_action();
  }
};

TEST(Engine, DecidesWhatIsTold) {
  Sharing s;
  const Engine engine(s.law.program);
  const auto scratch = engine.scratch();
  Case told(s.law.program);
  told.tell(s.requester, 1);
  told.tell(s.custody, 0);
  Decision decision = engine.decide(s.share, told, *scratch);
  EXPECT_EQ(decision.possible, bits({Ruling::kPermitted}));
  EXPECT_EQ(deciding(decision), std::vector{s.permit});
  told.tell(s.custody, 1);
  decision = engine.decide(s.share, told, *scratch);
  EXPECT_EQ(decision.possible, bits({Ruling::kForbidden}));
  EXPECT_EQ(deciding(decision), std::vector{s.forbid});
  told.tell(s.custody, 0);
  told.tell(s.requester, 2);
  decision = engine.decide(s.share, told, *scratch);
  EXPECT_EQ(decision.possible, bits({Ruling::kSilent}));
  EXPECT_TRUE(decision.deciding.empty());
}

TEST(Engine, UnknownFactsLeaveRulingsOpen) {
  Sharing s;
  const Engine engine(s.law.program);
  const auto scratch = engine.scratch();
  Case told(s.law.program);
  EXPECT_EQ(engine.decide(s.share, told, *scratch).possible, bits({Ruling::kPermitted, Ruling::kForbidden, Ruling::kSilent}));
  told.tell(s.requester, 0);
  EXPECT_EQ(engine.decide(s.share, told, *scratch).possible, bits({Ruling::kPermitted, Ruling::kForbidden}));
  // In custody the requester does not matter.
  told.clear();
  told.tell(s.custody, 1);
  const Decision decision = engine.decide(s.share, told, *scratch);
  EXPECT_EQ(decision.possible, bits({Ruling::kForbidden}));
  EXPECT_EQ(deciding(decision), std::vector{s.forbid});
}

TEST(Engine, AnsweredQuestionsAreToldAndMayBeAssumedOtherwise) {
  SmallLaw law;
  const QuestionId open = law.question(), answered = law.question();
  law.norm(Modality::kForbids, law.both(law.asks(open), law.asks(answered)));
  law.answered(answered, true);
  const SubjectId subject = law.close_action();
  const Engine engine(law.program);
  const auto scratch = engine.scratch();
  Case told(law.program);
  EXPECT_EQ(engine.decide(subject, told, *scratch).possible, bits({Ruling::kForbidden, Ruling::kSilent}));
  const Answer answer = engine.ask(subject, told, *scratch);
  ASSERT_EQ(answer.missing.size(), 1U);
  EXPECT_EQ(answer.missing[0], (Unknown{true, open.value}));
  told.assume(open, true);
  EXPECT_EQ(engine.decide(subject, told, *scratch).possible, bits({Ruling::kForbidden}));
  told.assume(answered, false);
  EXPECT_EQ(engine.decide(subject, told, *scratch).possible, bits({Ruling::kSilent}));
}

TEST(Engine, BesideANormThatRequiresAPermissionDoesNotDecide) {
  SmallLaw law;
  const FactId must = law.yes_no();
  const NormId permits = law.norm(Modality::kPermits, circuit::kTrue), requires_it = law.norm(Modality::kRequires, law.is_yes(must));
  const SubjectId subject = law.close_action();
  const Engine engine(law.program);
  const auto scratch = engine.scratch();
  Case told(law.program);
  told.tell(must, 1);
  const Decision decision = engine.decide(subject, told, *scratch);
  EXPECT_EQ(decision.possible, bits({Ruling::kRequired}));
  EXPECT_EQ(deciding(decision), std::vector{requires_it});
  told.forget(must);
  const Answer answer = engine.ask(subject, told, *scratch);
  EXPECT_EQ(answer.may_decide, (std::vector{permits, requires_it}));
}

class AgainstTheJudge : public testing::TestWithParam<Budget> {
 protected:
  // Calls `check(law, engine, scratch, judge, subject, case)` for random small laws and cases.
  template <class Check>
  void each(uint32_t laws, size_t most_completions, const Check& check) {
    for (uint32_t seed = 0; seed < laws; ++seed) {
      RandomLaw made(seed);
      const Engine engine(made.law.program, GetParam());
      const auto scratch = engine.scratch();
      for (int round = 0; round < 6; ++round) {
        const Case drawn = made.draw();
        for (SubjectId subject : made.subjects) {
          const Judge judge(made.law.program, subject, drawn.at());
          if (judge.completions() > most_completions) continue;
          SCOPED_TRACE(testing::Message() << "seed " << seed << " round " << round << " subject " << subject);
          check(made, engine, *scratch, judge, subject, drawn);
          if (testing::Test::HasFatalFailure()) return;
        }
      }
    }
  }
};

using Made = RandomLaw&;
using Memory = Engine::Scratch&;

TEST_P(AgainstTheJudge, RulingsAndNorms) {
  int judged = 0;
  each(400, 3000, [&](Made, const Engine& engine, Memory scratch, const Judge& judge, SubjectId subject, const Case& drawn) {
    ++judged;
    const Answer right = judge.ask(drawn), given = engine.ask(subject, drawn, scratch);
    const Decision decision = engine.decide(subject, drawn, scratch);
    ASSERT_EQ(given.possible, right.possible);
    ASSERT_EQ(decision.possible, right.possible);
    if (right.settled()) { ASSERT_EQ(deciding(decision), right.decided_by); }
    ASSERT_EQ(given.decided_by, right.decided_by);
    ASSERT_EQ(given.may_decide, right.may_decide);
    ASSERT_EQ(given.defeated, right.defeated);
    ASSERT_EQ(given.may_be_defeated, right.may_be_defeated);
    ASSERT_EQ(given.missing, right.missing);
    ASSERT_FALSE(given.exhausted);
    ASSERT_EQ(given.duties.size(), right.duties.size());
    for (size_t i = 0; i < given.duties.size(); ++i) ASSERT_EQ(given.duties[i].norm, right.duties[i].norm);
    ASSERT_EQ(given.hangs_on.size(), right.hangs_on.size());
    for (size_t i = 0; i < given.hangs_on.size(); ++i) {
      ASSERT_EQ(given.hangs_on[i].question, right.hangs_on[i].question);
      ASSERT_EQ(given.hangs_on[i].if_yes, right.hangs_on[i].if_yes);
      ASSERT_EQ(given.hangs_on[i].if_no, right.hangs_on[i].if_no);
    }
  });
  EXPECT_GT(judged, 3000);
}

TEST_P(AgainstTheJudge, BecauseIsSmallestAndForces) {
  std::vector<int> by_size(8);
  each(400, 800, [&](Made, const Engine& engine, Memory scratch, const Judge& judge, SubjectId subject, const Case& drawn) {
    const Answer given = engine.ask(subject, drawn, scratch);
    if (!given.settled()) {
      ASSERT_TRUE(given.because.empty());
      return;
    }
    ++by_size[given.because.size()];
    for (FactId fact : given.because) ASSERT_TRUE(drawn.knows(fact));
    ASSERT_TRUE(judge.forces(drawn, given.because));
    ASSERT_EQ(given.because.size(), judge.because_size(drawn));
  });
  EXPECT_GT(by_size[2], 100);
  EXPECT_GT(by_size[3], 10);
}

TEST_P(AgainstTheJudge, NextQuestionIsTheBestThatMayBeAsked) {
  int asked = 0, forbidden = 0;
  each(400, 400, [&](Made made, const Engine& engine, Memory scratch, const Judge& judge, SubjectId subject, const Case& drawn) {
    const Answer given = engine.ask(subject, drawn, scratch);
    std::vector<FactId> askable;
    size_t may_not = 0;
    for (const Unknown& unknown : given.missing) {
      if (unknown.is_question) continue;
      const auto asking = made.law.program.subject_of_asking(FactId(unknown.index));
      const bool banned = asking && (Judge(made.law.program, *asking, drawn.at()).ask(drawn).possible & bits({Ruling::kForbidden, Ruling::kConflicting})) != 0;
      if (!banned) {
        askable.emplace_back(unknown.index);
        continue;
      }
      ASSERT_LT(may_not, given.may_not_ask.size());
      ASSERT_EQ(given.may_not_ask[may_not].fact, FactId(unknown.index));
      ASSERT_FALSE(given.may_not_ask[may_not].forbidden_by.empty());
      ++may_not;
    }
    ASSERT_EQ(given.may_not_ask.size(), may_not);
    ASSERT_EQ(given.next.has_value(), !askable.empty());
    forbidden += static_cast<int>(may_not);
    if (!given.next) return;
    ++asked;
    ASSERT_TRUE(given.next->exact);
    ASSERT_EQ(std::ranges::count(askable, given.next->fact), 1);
    ASSERT_NEAR(given.next->expected_questions, judge.expected_questions(drawn, askable), 1e-9);
    ASSERT_NEAR(given.next->expected_questions, judge.expected_questions(drawn, askable, given.next->fact), 1e-9);
  });
  EXPECT_GT(asked, 500);
  EXPECT_GT(forbidden, 100);
}

TEST_P(AgainstTheJudge, WhereAFactIsDeclinedTheNextQuestionIsTheBestOfTheOthers) {
  int asked = 0, others_too = 0;
  each(400, 400, [&](Made, const Engine& engine, Memory scratch, const Judge& judge, SubjectId subject, const Case& drawn) {
    // As an interview goes in which every reply is "not known": each question once, until none is left.
    std::vector<FactId> declined;
    Answer given = engine.ask(subject, drawn, scratch);
    const Answer first = given;
    while (given.next) {
      declined.push_back(given.next->fact);
      given = engine.ask(subject, drawn, scratch, declined);
      ASSERT_EQ(given.missing, first.missing);
      std::vector<FactId> askable;
      for (const Unknown& unknown : given.missing) {
        const FactId fact(unknown.index);
        if (unknown.is_question || std::ranges::find(declined, fact) != declined.end()) continue;
        if (std::ranges::find(given.may_not_ask, fact, &MayNotAsk::fact) == given.may_not_ask.end()) askable.push_back(fact);
      }
      ASSERT_EQ(given.next.has_value(), !askable.empty());
      ++asked;
      if (!given.next) break;
      ++others_too;
      ASSERT_EQ(std::ranges::count(askable, given.next->fact), 1);
      ASSERT_NEAR(given.next->expected_questions, judge.expected_questions(drawn, askable), 1e-9);
    }
  });
  EXPECT_GT(asked, 500);
  EXPECT_GT(others_too, 200);
}

TEST_P(AgainstTheJudge, WhyNotIsTheSmallestChange) {
  std::vector<int> by_changes(8), by_tells(8);
  each(250, 200, [&](Made made, const Engine& engine, Memory scratch, const Judge& judge, SubjectId subject, const Case& drawn) {
    for (Ruling wanted : {Ruling::kPermitted, Ruling::kForbidden, Ruling::kRequired, Ruling::kSilent, Ruling::kConflicting}) {
      const WhyNot given = engine.why_not(subject, drawn, wanted, scratch);
      const auto right = judge.why_not(drawn, wanted);
      ASSERT_FALSE(given.exhausted);
      ASSERT_EQ(given.possible, right.has_value());
      if (!right) continue;
      Case changed = drawn;
      int changes = 0, tells = 0;
      for (const Change& change : given.changes) {
        ASSERT_EQ(change.was_told, drawn.knows(change.fact));
        ++(change.was_told ? changes : tells);
        if (made.law.program.model->facts[change.fact.value].type.kind == TypeKind::kListOf) {
          changed.tell_list(change.fact, change.value.records);
        } else {
          changed.tell(change.fact, change.value.number);
        }
      }
      ASSERT_EQ(std::pair(changes, tells), *right);
      ++by_changes[static_cast<size_t>(changes)];
      ++by_tells[static_cast<size_t>(tells)];
      const Answer then = judge.ask(changed);
      ASSERT_EQ(then.possible, bits({wanted}));
      ASSERT_EQ(given.in_favour, then.decided_by.empty() ? then.may_decide : then.decided_by);
    }
  });
  EXPECT_GT(by_changes[1], 200);
  EXPECT_GT(by_changes[2], 20);
  EXPECT_GT(by_tells[2], 20);
}

INSTANTIATE_TEST_SUITE_P(Engine, AgainstTheJudge,
                         testing::Values(Budget{}, Budget{24, 1 << 22}, Budget{6, 1 << 22}, Budget{0, 1 << 22}, Budget{.norms_undivided = 0},
                                         Budget{.norms_undivided = 1}, Budget{.diagram_nodes = 6, .norms_undivided = 0}),
                         [](const auto& info) {
                           return "Nodes" + std::to_string(info.param.diagram_nodes) + "Undivided" + std::to_string(info.param.norms_undivided);
                         });

}  // namespace
}  // namespace comity::ruling
