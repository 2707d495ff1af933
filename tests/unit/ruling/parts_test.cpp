// Laws that are asked part by part, against the judge.
#include <gtest/gtest.h>

#include "ruling/judge.h"
#include "ruling/nearest.h"
#include "ruling/random_law.h"

namespace comity::ruling {
namespace {

// Random laws, divided from the first norm on, and drawn with so many nodes that parts are drawn, or parts of them, or none.
template <class Visit>
void each_divided(const Visit& visit) {
  for (uint32_t nodes : {1U << 18, 8U, 3U, 0U}) {
    for (uint32_t seed = 0; seed < 400; ++seed) {
      RandomLaw made(seed);
      const Engine::Impl impl(made.law.program, Budget{.diagram_nodes = nodes, .norms_undivided = 0});
      for (int i = 0; i < 3; ++i) {
        const Case drawn = made.draw();
        for (SubjectId subject : made.subjects) {
          const Judge judge(made.law.program, subject, drawn.at());
          if (judge.completions() > 500) continue;
          const Matter matter = impl.matter(subject, drawn);
          if (!impl.law(matter.epoch).divided()) continue;
          SCOPED_TRACE(testing::Message() << "nodes " << nodes << " seed " << seed << " subject " << subject);
          visit(made, impl, matter, judge);
          if (testing::Test::HasFatalFailure()) return;
        }
      }
    }
  }
}

Cost cost_of(const std::optional<std::pair<int, int>>& changes) {
  return changes ? static_cast<Cost>(changes->first) * kChange + static_cast<Cost>(changes->second) : kNever;
}

TEST(Parts, TheNearestChangeIsThatOfTheWholeLaw) {
  int changed = 0, told = 0, moved = 0, none = 0;
  each_divided([&](const RandomLaw& made, const Engine::Impl& impl, const Matter& matter, const Judge& judge) {
    Workspace work;
    const Part& law = impl.law(matter.epoch);
    for (Ruling wanted : {Ruling::kPermitted, Ruling::kForbidden, Ruling::kRequired, Ruling::kSilent, Ruling::kConflicting}) {
      const Nearest::Found found = Nearest(impl, matter.subject, matter.epoch, matter.asked, wanted, work).in_parts(law, kNever);
      const auto right = judge.why_not(matter.asked, wanted);
      ASSERT_TRUE(found.exact());
      ASSERT_EQ(found.cost, cost_of(right));
      none += right ? 0 : 1;
      if (!right) continue;
      Case then = matter.asked;
      int changes = 0, tells = 0;
      for (const auto& [fact, was_told, value] : found.changes) {
        ASSERT_EQ(was_told, matter.asked.knows(fact));
        ++(was_told ? changes : tells);
        const bool is_list = made.law.program.model->facts[fact.value].type.kind == TypeKind::kListOf;
        is_list ? then.tell_list(fact, value.records) : then.tell(fact, value.number);
        moved += fact.value == law.fact().index() ? 1 : 0;
      }
      ASSERT_EQ(std::pair(changes, tells), *right);
      ASSERT_EQ(judge.ask(then).possible, set_of(wanted));
      changed += changes;
      told += tells;
    }
  });
  EXPECT_GT(changed, 200);
  EXPECT_GT(told, 200);
  EXPECT_GT(moved, 200);
  EXPECT_GT(none, 200);
}

// What a bound cuts off costs that much at least.
TEST(Parts, ABoundLeavesOutOnlyWhatIsNotBelowIt) {
  int left_out = 0;
  each_divided([&](const RandomLaw&, const Engine::Impl& impl, const Matter& matter, const Judge& judge) {
    Workspace work;
    const Part& law = impl.law(matter.epoch);
    for (Ruling wanted : {Ruling::kPermitted, Ruling::kForbidden, Ruling::kSilent}) {
      const auto right = judge.why_not(matter.asked, wanted);
      const Cost cost = cost_of(right);
      for (Cost below : {Cost{1}, Cost{2}, kChange, kChange + 1, 2 * kChange}) {
        const Nearest::Found found = Nearest(impl, matter.subject, matter.epoch, matter.asked, wanted, work).in_parts(law, below);
        ASSERT_EQ(found.cost, cost < below ? cost : kNever);
        ASSERT_LE(found.at_least, cost);
        ASSERT_GE(found.at_least, std::min(cost, below));
        left_out += cost != kNever && cost >= below ? 1 : 0;
      }
    }
  });
  EXPECT_GT(left_out, 200);
}

TEST(Parts, TheAnswerIsThatOfTheWholeLaw) {
  int open = 0, settled = 0, unsure = 0, asked_to_divide = 0;
  each_divided([&](const RandomLaw&, const Engine::Impl& impl, const Matter& matter, const Judge& judge) {
    if (impl.is_one(impl.law(matter.epoch))) return;
    Engine::Scratch scratch;
    const Answer given = impl.answer_in_parts(matter, scratch, {}), right = judge.ask(matter.asked);
    ASSERT_EQ(given.possible, right.possible);
    ASSERT_EQ(given.decided_by, right.decided_by);
    ASSERT_EQ(given.may_decide, right.may_decide);
    ASSERT_EQ(given.defeated, right.defeated);
    ASSERT_EQ(given.may_be_defeated, right.may_be_defeated);
    ASSERT_EQ(given.duties.size(), right.duties.size());
    for (const Unknown& missing : right.missing) ASSERT_EQ(std::ranges::count(given.missing, missing), 1);
    if (given.exhausted) {
      ++unsure;
    } else {
      ASSERT_EQ(given.missing, right.missing);
    }
    ASSERT_EQ(given.hangs_on.size(), right.hangs_on.size());
    for (size_t i = 0; i < right.hangs_on.size(); ++i) {
      ASSERT_EQ(given.hangs_on[i].question, right.hangs_on[i].question);
      ASSERT_EQ(given.hangs_on[i].if_yes, right.hangs_on[i].if_yes);
      ASSERT_EQ(given.hangs_on[i].if_no, right.hangs_on[i].if_no);
    }
    if (given.settled()) {
      ++settled;
      ASSERT_TRUE(judge.forces(matter.asked, given.because));
      ASSERT_EQ(given.because.size(), judge.because_size(matter.asked));
      return;
    }
    ++open;
    if (!given.next) return;
    std::vector<FactId> askable;
    for (const Unknown& missing : given.missing) {
      if (!missing.is_question && std::ranges::find(given.may_not_ask, FactId(missing.index), &MayNotAsk::fact) == given.may_not_ask.end()) {
        askable.emplace_back(missing.index);
      }
    }
    const double least = judge.expected_questions(matter.asked, askable, given.next->fact);
    ASSERT_GE(given.next->expected_questions, least - 1e-9);
    if (given.next->exact) { ASSERT_NEAR(given.next->expected_questions, judge.expected_questions(matter.asked, askable), 1e-9); }
    asked_to_divide += given.next->expected_questions > 1 ? 1 : 0;
  });
  EXPECT_GT(open, 200);
  EXPECT_GT(settled, 200);
  EXPECT_LT(unsure, open / 10);
  EXPECT_GT(asked_to_divide, 15);
}

}  // namespace
}  // namespace comity::ruling
