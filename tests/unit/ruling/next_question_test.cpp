// The next question on laws of four to seven facts, shaped as law is, against every way of asking.
#include <gtest/gtest.h>

#include "ruling/judge.h"
#include "ruling/small_law.h"

namespace comity::ruling {
namespace {

using circuit::below;
using circuit::Random;

// One action under two norms: lists of "any of" and "all of" in one another, of facts that are yes-no or one of some words.
struct Listed {
  SmallLaw law;
  Random random;
  std::vector<FactId> facts;
  std::vector<size_t> words;
  SubjectId subject;

  explicit Listed(uint32_t seed) : random(seed) {
    const bool only_yes_no = below(random, 2) == 0;
    for (size_t i = 4 + below(random, 4); i > 0; --i) {
      words.push_back(only_yes_no || below(random, 3) > 0 ? 2 : 3 + below(random, 2));
      facts.push_back(words.back() == 2 ? law.yes_no() : law.one_of(words.back()));
    }
    if (below(random, 4) == 0) law.question();
    const Lit permits = list(0, facts.size(), below(random, 2) == 0);
    const size_t from = below(random, facts.size() - 1);
    const Lit forbids = below(random, 2) == 0 ? circuit::kFalse : list(from, facts.size(), below(random, 2) == 0);
    law.norm(Modality::kPermits, permits, law.both(permits, !forbids));
    law.norm(Modality::kForbids, forbids);
    subject = law.close_action();
  }

 private:
  Lit test(size_t fact) {
    if (!law.program.model->questions.empty() && below(random, 8) == 0) return law.asks(QuestionId(0));
    if (words[fact] == 2) return below(random, 4) == 0 ? !law.is_yes(facts[fact]) : law.is_yes(facts[fact]);
    std::vector<uint16_t> some{static_cast<uint16_t>(below(random, words[fact]))};
    if (words[fact] == 4 && some[0] < 3 && below(random, 2) == 0) some.push_back(static_cast<uint16_t>(some[0] + 1));
    return law.is(facts[fact], some);
  }

  // Of the facts from one on until another; now and then of one of all the others besides.
  Lit list(size_t from, size_t until, bool any) {
    if (until - from == 1) return test(from);
    Lit all = any ? circuit::kFalse : circuit::kTrue;
    const auto add = [&](Lit more) { all = any ? law.either(all, more) : law.both(all, more); };
    while (from < until) {
      const size_t next = below(random, 2) == 0 ? from + 1 : from + 1 + below(random, until - from);
      add(list(from, std::min(next, until), !any));
      from = std::min(next, until);
    }
    if (below(random, 6) == 0) add(test(below(random, facts.size())));
    return all;
  }
};

TEST(NextQuestion, IsAsGoodAsTheBestWayOfAsking) {
  int asked = 0, after_some = 0, with_a_declined = 0;
  for (uint32_t seed = 0; seed < 300; ++seed) {
    Listed made(seed);
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const Engine engine(made.law.program);
    const auto scratch = engine.scratch();
    Case told(made.law.program);
    const Judge judge(made.law.program, made.subject, told.at());
    std::vector<FactId> declined;
    for (int round = 0; round < 2; ++round) {
      const Answer answer = engine.ask(made.subject, told, *scratch, declined);
      if (!answer.next) break;
      std::vector<FactId> askable;
      for (const Unknown& missing : answer.missing) {
        const FactId fact(missing.index);
        if (!missing.is_question && std::ranges::count(declined, fact) == 0) askable.push_back(fact);
      }
      ASSERT_TRUE(answer.next->exact);
      ASSERT_NEAR(answer.next->expected_questions, judge.expected_questions(told, askable), 1e-9);
      ASSERT_NEAR(answer.next->expected_questions, judge.expected_questions(told, askable, answer.next->fact), 1e-9);
      asked += askable.size() > 3;
      after_some += round;
      with_a_declined += askable.size() > 3 && !declined.empty();
      // Of facts, one is not known, or one is told.
      if (below(made.random, 2) == 0) {
        declined.push_back(askable[below(made.random, askable.size())]);
      } else {
        const FactId fact = askable[below(made.random, askable.size())];
        told.tell(fact, static_cast<int64_t>(below(made.random, made.words[fact.value])));
      }
    }
  }
  EXPECT_GT(asked, 250);
  EXPECT_GT(after_some, 150);
  EXPECT_GT(with_a_declined, 50);
}

// Three lists, each of four facts of a kind, any one of which will do: asked list by list, in as many questions as each list needs.
TEST(NextQuestion, AListIsAskedToItsEnd) {
  SmallLaw law;
  std::vector<Lit> lists;
  for (int list = 0; list < 3; ++list) {
    std::vector<Lit> any;
    for (int i = 0; i < 4; ++i) any.push_back(law.is_yes(law.yes_no()));
    lists.push_back(law.program.circuit.any(any));
  }
  law.norm(Modality::kPermits, law.both(lists[0], law.both(lists[1], lists[2])));
  const SubjectId subject = law.close_action();
  const Engine engine(law.program);
  const auto scratch = engine.scratch();
  Case told(law.program);
  const double one = 15.0 / 8, met = 15.0 / 16;  // questions that a list needs; that it is met
  Answer answer = engine.ask(subject, told, *scratch);
  EXPECT_EQ(answer.next->fact, FactId(0));
  EXPECT_NEAR(answer.next->expected_questions, one * (1 + met + met * met), 1e-12);
  told.tell(FactId(0), 0);
  answer = engine.ask(subject, told, *scratch);
  EXPECT_EQ(answer.next->fact, FactId(1));
  EXPECT_NEAR(answer.next->expected_questions, 7.0 / 4 + 7.0 / 8 * one * (1 + met), 1e-12);
}

// Two of sixteen, whichever they are: no two are twins, and only their number counts.
TEST(NextQuestion, WhereOnlyTheNumberCountsAllAreTheSame) {
  SmallLaw law;
  Lit one = circuit::kFalse, two = circuit::kFalse;
  for (int i = 0; i < 16; ++i) {
    const Lit yes = law.is_yes(law.yes_no());
    two = law.either(two, law.both(one, yes));
    one = law.either(one, yes);
  }
  law.norm(Modality::kPermits, two);
  const SubjectId subject = law.close_action();
  const Engine engine(law.program);
  const auto scratch = engine.scratch();
  const Answer answer = engine.ask(subject, Case(law.program), *scratch);
  ASSERT_TRUE(answer.next.has_value());
  EXPECT_TRUE(answer.next->exact);
  EXPECT_EQ(answer.next->fact, FactId(0));
  // Asked until two were yes or fifteen no: 1 for each question that is still asked, which it is while fewer than two were yes.
  double expected = 0, none = 1, only_one = 0;
  for (int asked = 0; asked < 16; ++asked) {
    expected += none * (asked < 15 ? 1 : 0) + only_one;
    only_one = only_one / 2 + none / 2;
    none /= 2;
  }
  EXPECT_NEAR(answer.next->expected_questions, expected, 1e-12);
}

}  // namespace
}  // namespace comity::ruling
