// The shipped books: with a chart and without one every case has the same answer, and why-not reaches what it promises.
#include <gtest/gtest.h>

#include <random>

#include "book/load.h"
#include "circuit/program.h"
#include "ruling/engine.h"
#include "ruling/names.h"
#include "ruling/scenarios.h"

namespace comity::ruling {
namespace {

std::vector<uint32_t> ids(const std::vector<NormId>& norms) {
  std::vector<uint32_t> found;
  for (NormId norm : norms) found.push_back(norm.value);
  return found;
}

void expect_same(const Answer& a, const Answer& b) {
  ASSERT_EQ(a.possible, b.possible);
  ASSERT_EQ(ids(a.decided_by), ids(b.decided_by));
  ASSERT_EQ(ids(a.may_decide), ids(b.may_decide));
  ASSERT_EQ(ids(a.defeated), ids(b.defeated));
  ASSERT_EQ(ids(a.may_be_defeated), ids(b.may_be_defeated));
  ASSERT_EQ(a.missing, b.missing);
  ASSERT_EQ(a.because.size(), b.because.size());
  ASSERT_EQ(a.may_not_ask.size(), b.may_not_ask.size());
  ASSERT_EQ(a.next.has_value(), b.next.has_value());
  if (a.next && a.next->exact && b.next->exact) { ASSERT_NEAR(a.next->expected_questions, b.next->expected_questions, 1e-9); }
  ASSERT_EQ(a.hangs_on.size(), b.hangs_on.size());
  for (size_t i = 0; i < a.hangs_on.size(); ++i)
    ASSERT_EQ(std::pair(a.hangs_on[i].if_yes, a.hangs_on[i].if_no), std::pair(b.hangs_on[i].if_yes, b.hangs_on[i].if_no));
  ASSERT_EQ(a.duties.size(), b.duties.size());
  ASSERT_FALSE(a.exhausted);
  ASSERT_FALSE(b.exhausted);
}

class Books : public testing::TestWithParam<const char*> {};

TEST_P(Books, BothWaysAnswerAlike) {
  text::Diagnostics diagnostics;
  const auto loaded = book::load(GetParam(), {.roots = {COMITY_ROOT "/books"}}, diagnostics);
  ASSERT_FALSE(diagnostics.has_errors());
  const Program program = circuit::lower(loaded->model);
  const Names names(loaded->model);
  const Engine drawn(program), bare(program, Budget{0, 1 << 22});
  const auto scratch = drawn.scratch(), bare_scratch = bare.scratch();
  std::mt19937 random(9);
  size_t asked = 0, open = 0;
  for (const book::Scenario& scenario : loaded->model.scenarios) {
    Case given(program);
    ASSERT_TRUE(set_up(program, names, scenario, given).empty());
    for (int round = 0; round < 3; ++round) {
      // As it is given, then with facts forgotten.
      for (FactId fact : given.told()) {
        if (round > 0 && random() % 3 == 0) given.forget(fact);
      }
      for (SubjectId subject = 0; subject < program.subjects.size(); ++subject) {
        if (program.epoch_at(subject, given.at()).norms.empty() || random() % 4 > 0) continue;
        SCOPED_TRACE(testing::Message() << scenario.title << ", round " << round << ", subject " << subject);
        const Answer with_chart = drawn.ask(subject, given, *scratch);
        expect_same(with_chart, bare.ask(subject, given, *bare_scratch));
        if (testing::Test::HasFatalFailure()) return;
        ASSERT_EQ(drawn.decide(subject, given, *scratch).possible, with_chart.possible);
        ++asked;
        open += with_chart.settled() ? 0 : 1;
        const WhyNot why = drawn.why_not(subject, given, Ruling::kPermitted, *scratch);
        if (!why.possible) continue;
        Case changed = given;
        for (const Change& change : why.changes) {
          if (loaded->model.facts[change.fact.value].type.kind == book::TypeKind::kListOf) {
            changed.tell_list(change.fact, change.value.records);
          } else {
            changed.tell(change.fact, change.value.number);
          }
        }
        const Answer then = drawn.ask(subject, changed, *scratch);
        ASSERT_TRUE(then.settled());
        ASSERT_EQ(then.ruling(), Ruling::kPermitted);
      }
    }
  }
  EXPECT_GT(asked, 100U);
  EXPECT_GT(open, 20U);
}

INSTANTIATE_TEST_SUITE_P(Shipped, Books, testing::Values("dc", "cases", "ca", "nyc", "chicago", "il", "tx", "fl", "san_francisco"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace comity::ruling
