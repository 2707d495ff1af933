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

class AgainstTheJudge : public testing::TestWithParam<Budget> {};

TEST_P(AgainstTheJudge, RandomLaws) {
  int judged = 0;
  for (uint32_t seed = 0; seed < 400; ++seed) {
    RandomLaw made(seed);
    const Engine engine(made.law.program, GetParam());
    const auto scratch = engine.scratch();
    for (int round = 0; round < 6; ++round) {
      const Case drawn = made.draw();
      for (SubjectId subject : made.subjects) {
        const Judge judge(made.law.program, subject, drawn.at());
        if (judge.completions() > 3000) continue;
        SCOPED_TRACE(testing::Message() << "seed " << seed << " round " << round << " subject " << subject);
        ++judged;
        const Answer right = judge.ask(drawn), given = engine.ask(subject, drawn, *scratch);
        const Decision decision = engine.decide(subject, drawn, *scratch);
        ASSERT_EQ(given.possible, right.possible);
        ASSERT_EQ(decision.possible, right.possible);
        if (right.settled()) { ASSERT_EQ(deciding(decision), right.decided_by); }
        ASSERT_EQ(given.decided_by, right.decided_by);
        ASSERT_EQ(given.may_decide, right.may_decide);
        ASSERT_EQ(given.defeated, right.defeated);
        ASSERT_EQ(given.may_be_defeated, right.may_be_defeated);
        ASSERT_EQ(given.missing, right.missing);
        ASSERT_FALSE(given.exhausted);
      }
    }
  }
  EXPECT_GT(judged, 3000);
}

INSTANTIATE_TEST_SUITE_P(Engine, AgainstTheJudge, testing::Values(Budget{}),
                         [](const auto& info) { return info.param.diagram_nodes == 0 ? "Circuit" : "Diagram"; });

}  // namespace
}  // namespace comity::ruling
