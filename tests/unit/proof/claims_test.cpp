// What a refutation assumes, and which instants are searched.
#include <gtest/gtest.h>

#include "proof/claims.h"
#include "proof/random_condition.h"

namespace comity::proof {
namespace {

constexpr const char* kLaw = R"(book law "A town"
timezone Pacific/Auckland
source code "Code"
  in force from 2010-01-01
action arrest "arrest a person"
fact custody is yes-no
fact released is instant
question lifted "Is the ban lifted?"
  answered yes by code on 2020-01-01
norm ban
  cites code
  forbids arrest
  when lifted is no
norm leave
  cites code
  permits arrest
  when lifted is yes

)";

Verdict verdict_on(const std::string& claim, By by) {
  const auto loaded = loaded_well("law", {{"law.comity", kLaw + claim}});
  Prover prover(loaded->model);
  return prover.prove(0, by);
}

// The question is answered here and was open then: what is assumed of it is assumed there alone, and overrides no answer.
TEST(Agreement, AssumesAQuestionOnlyWhereItIsOpen) {
  for (const By by : {By::kSolver, By::kDiagram}) {
    const Verdict verdict = verdict_on("claim as_before from 2021-01-01\n  arrest agrees with itself at 2015-01-01\n", by);
    ASSERT_EQ(verdict.kind, Outcome::Kind::kFound);
    const Refutation& r = verdict.refutation;
    EXPECT_TRUE(r.found.assumed.empty());
    EXPECT_EQ(r.rulings, 1U << static_cast<unsigned>(book::Ruling::kPermitted));
    ASSERT_TRUE(r.other_found);
    ASSERT_EQ(r.other_found->assumed.size(), 1U);
    EXPECT_FALSE(r.other_found->assumed[0].second);
    EXPECT_LT(r.other_found->at, r.found.at);
    EXPECT_EQ(r.other, 1U << static_cast<unsigned>(book::Ruling::kForbidden));
  }
}

// And the other way: open here, answered there.
TEST(Agreement, NamesTheAnswerThatIsAssumedHere) {
  const Verdict verdict = verdict_on("claim as_later from 2015-01-01 until 2019-01-01\n  arrest agrees with itself at 2021-01-01\n", By::kEither);
  ASSERT_EQ(verdict.kind, Outcome::Kind::kFound);
  ASSERT_EQ(verdict.refutation.found.assumed.size(), 1U);
  EXPECT_FALSE(verdict.refutation.found.assumed[0].second);
  ASSERT_TRUE(verdict.refutation.other_found);
  EXPECT_TRUE(verdict.refutation.other_found->assumed.empty());
  EXPECT_EQ(verdict.refutation.other, 1U << static_cast<unsigned>(book::Ruling::kPermitted));
}

// In a range of one day a day does not move, and in one of a second nothing does: a constant beside it is decided.
TEST(Ranges, StandStillWhereTheyAreShort) {
  const std::string law = R"(book law "A town"
timezone America/New_York
record conviction
  on is date
source code "Code"
  in force from 2010-01-01
action arrest "arrest a person"
action tell "tell an agency something"
fact birth is date
fact released is instant
fact convictions is list of conviction
norm recent
  cites code
  forbids arrest
  when some c in convictions where on is within 7 years before case.at
norm young
  cites code
  permits tell
  when birth is within 18 years before case.at
   and released is more than 48 hours, not counting weekends before case.at

)";
  const auto verdict = [&](const std::string& claim) {
    const auto loaded = loaded_well("law", {{"law.comity", law + claim}});
    Prover prover(loaded->model);
    return prover.prove(0, By::kSolver).kind;
  };
  const std::string never = "  arrest is never forbidden when no c in convictions where on is on or after 2019-01-15\n";
  EXPECT_EQ(verdict("claim one_day from 2026-01-15 through 2026-01-15\n" + never), Outcome::Kind::kNone);
  EXPECT_EQ(verdict("claim the_day_before from 2026-01-14 through 2026-01-15\n" + never), Outcome::Kind::kFound);
  const std::string permitted = "  tell is never permitted when released is on or after 2026-01-13 12:00\n";
  EXPECT_EQ(verdict("claim one_second from 2026-01-15 12:00 until 2026-01-15 12:00:01\n" + permitted), Outcome::Kind::kNone);
  EXPECT_EQ(verdict("claim an_hour from 2026-01-15 12:00 until 2026-01-15 13:00\n" + permitted), Outcome::Kind::kFound);
}

// Every instant that is searched is of a year from 1 to 9999 wherever the clock hangs, so that a case can be told again.
TEST(Instants, AreReadInEveryZone) {
  for (const char* name : {"Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Etc/UTC"}) {
    const auto loaded = loaded_well("law", {{"law.comity", std::string("book law\ntimezone ") + name + "\n"}});
    const book::time::Zone& zone = loaded->model.zone();
    EXPECT_EQ(zone.show(kLastInstant).substr(0, 5), "9999-") << name;
    EXPECT_EQ(zone.show(kFirstInstant).substr(0, 5), "0001-") << name;
  }
}

}  // namespace
}  // namespace comity::proof
