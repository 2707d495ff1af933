// What does not fit a table is told with its code; what fits is bound as the reading says.
#include "replay_helpers.h"

namespace comity::replay {
namespace {

const char* const kBook = R"(book b "B"
timezone America/New_York
kind stop is one of traffic, foot
action share "share"
fact encounter is stop
fact custody is yes-no
fact grounds is some of paper, warrant
fact hours is number of hours
fact seen is date
fact race is text
  protected
source s "S"
  in force from 2020-01-01
norm n
  cites s
  permits share
  when encounter is traffic and not custody
norm m
  cites s
  forbids share
  when grounds includes paper and hours is more than 24
reading stops
  column "type" gives encounter
    "Ticket" means traffic
    "Walk" means foot
    "" means unknown
  column "when" gives case.at format "%m/%d/%Y %H:%M"
  column "why" gives grounds separated by ";"
    "P" means (paper)
    "W" means (warrant)
  given hours is 30
reading other
  column "type" gives encounter
    "Ticket" means foot
)";

std::vector<std::optional<std::string>> three(const char* a, const char* b, const char* c) { return {a, b, c}; }

struct Bound {
  std::unique_ptr<Replay> replay;
  std::vector<std::string> codes;
  std::string message;
};

Bound bound(const Asking& asking, const HandMade& table, Request request) {
  request.subject = asking.action("share");
  text::Diagnostics diagnostics;
  Bound out;
  out.replay = Replay::make(asking.program, *asking.names, *asking.engine, std::move(request), table.types(), diagnostics, 1);
  out.codes = codes_of(diagnostics);
  for (const auto& one : diagnostics.all()) out.message += one.message + " / " + one.help + "\n";
  return out;
}

using Codes = std::vector<std::string>;

TEST(Binding, NoReadingOfThatNameIsToldWithTheNearest) {
  const auto asking = from_text(kBook);
  HandMade table(3);
  table.texts("type", three("Ticket", "Walk", ""));
  const Bound out = bound(*asking, table, {.at = 1'700'000'000, .reading = "stop"});
  EXPECT_EQ(out.codes, Codes{"C1101"});
  EXPECT_NE(out.message.find("did you mean `stops`?"), std::string::npos) << out.message;
}

TEST(Binding, TwoReadingsThatFitAreNotChosenBetween) {
  const auto asking = from_text(kBook);
  HandMade table(3);
  for (const char* name : {"type", "when", "why"}) table.texts(name, three("", "", ""));
  const Bound out = bound(*asking, table, {.at = 1'700'000'000});
  EXPECT_EQ(out.codes, Codes{"C1102"});
  EXPECT_NE(out.message.find("`b/stops` and `b/other`"), std::string::npos) << out.message;
}

TEST(Binding, ATableWithoutFactsIsToldAsSuch) {
  const auto asking = from_text(kBook);
  HandMade table(3);
  table.texts("colour", three("red", "red", "blue"));
  EXPECT_EQ(bound(*asking, table, {.at = 1'700'000'000}).codes, Codes{"C1103"});
}

TEST(Binding, AColumnThatTheReadingNamesMustBeThere) {
  const auto asking = from_text(kBook);
  HandMade table(3);
  table.texts("type", three("Ticket", "Walk", ""));
  table.texts("When", three("1/2/2023 10:00", "1/2/2023 10:00", "1/2/2023 10:00"));
  const Bound out = bound(*asking, table, {.reading = "stops"});
  EXPECT_EQ(out.codes, (Codes{"C1104", "C1104"}));  // "when" and "why"
  EXPECT_NE(out.message.find("did you mean the column `When`?"), std::string::npos) << out.message;
}

TEST(Binding, AColumnOfTheWrongTypeIsToldForEveryKindOfFact) {
  const auto asking = from_text(kBook);
  for (const char* fact : {"encounter", "custody", "grounds", "seen"}) {
    HandMade table(3);
    table.numbers<double>(fact, Physical::kFloat64, {0.0, 1.0, std::nullopt});
    EXPECT_EQ(bound(*asking, table, {.at = 1'700'000'000}).codes, Codes{"C1105"}) << fact;
  }
  HandMade table(3);
  table.numbers<int32_t>("hours", Physical::kDate32, {1, 2, 3});
  const Bound out = bound(*asking, table, {.at = 1'700'000'000});
  EXPECT_EQ(out.codes, Codes{"C1105"});
  EXPECT_NE(out.message.find("the column `hours` holds dates, and `hours` is a number"), std::string::npos) << out.message;
}

TEST(Binding, AFormatWithUnknownLettersIsTold) {
  std::string text(kBook);
  text.replace(text.find("%m/%d/%Y"), 8, "%m/%Q/%Y");
  const auto asking = from_text(text);
  HandMade table(3);
  for (const char* name : {"type", "when", "why"}) table.texts(name, three("", "", ""));
  EXPECT_EQ(bound(*asking, table, {.reading = "stops"}).codes, Codes{"C1106"});
}

TEST(Binding, WithoutAnInstantNothingIsAsked) {
  const auto asking = from_text(kBook);
  HandMade table(3);
  table.texts("custody", three("yes", "no", "no"));
  EXPECT_EQ(bound(*asking, table, {}).codes, Codes{"C1111"});
  EXPECT_EQ(bound(*asking, table, {.at_column = "when"}).codes, Codes{"C1104"});
}

TEST(Binding, TwoColumnsOfOneFactAreRefused) {
  const auto asking = from_text(kBook);
  HandMade table(3);
  table.texts("custody", three("yes", "no", "no"));
  table.texts("b/custody", three("yes", "no", "yes"));
  EXPECT_EQ(bound(*asking, table, {.at = 1'700'000'000}).codes, Codes{"C1113"});
}

TEST(Binding, AReadingGivesFactsInstantsAndAssumptions) {
  const auto asking = from_text(kBook);
  HandMade table(6);
  table.texts("type", {"Ticket", "Walk", "", std::nullopt, "Tickt", "Ticket"});
  table.texts("when", {"1/2/2023 10:00", "1/2/2023 10:00", "1/2/2023 10:00", "1/2/2019 10:00", "1/2/2023 10:00", "13/2/2023 10:00"});
  table.texts("why", {"W", "P;W", "P", "P", "X", "P"});
  Bound out = bound(*asking, table, {.reading = "stops", .want = {.deciding = true}});
  ASSERT_NE(out.replay, nullptr) << out.message;
  Ruled ruled;
  ASSERT_TRUE(out.replay->run(table.array(), ruled));
  // Custody is in no column: a ticket is permitted or silent. On paper for more than 24 hours, as given, the second norm forbids.
  EXPECT_EQ(ruling_name(ruled.rulings[0]), "undetermined");
  EXPECT_EQ(ruling_name(ruled.rulings[1]), "forbidden");
  EXPECT_EQ(ruling_name(ruled.rulings[2]), "undetermined");  // the encounter is not known
  EXPECT_EQ(ruling_name(ruled.rulings[3]), "silent");        // before the order
  EXPECT_EQ(ruling_name(ruled.rulings[4]), "undetermined");
  EXPECT_EQ(ruled.rulings[5], kUnruled);  // there is no thirteenth month
  EXPECT_EQ(ruled.unruled, 1U);
  const auto unknown = out.replay->unrecognised();
  ASSERT_EQ(unknown.size(), 2U);
  std::map<std::string, uint64_t> seen;
  for (const auto& [column, literals] : unknown) seen.insert(literals.literals.begin(), literals.literals.end());
  EXPECT_EQ(seen, (std::map<std::string, uint64_t>{{"Tickt", 1}, {"X", 1}}));
}

TEST(Binding, WhatIsGivenForAllRowsStandsBeforeColumns) {
  const auto asking = from_text(kBook);
  HandMade table(3);
  table.texts("encounter", three("traffic", "foot", "traffic"));
  table.texts("custody", three("yes", "no", "no"));
  table.numbers<int64_t>("hours", Physical::kInt64, {1, 2, 3});
  Request request{.at = 1'700'000'000};
  request.given.emplace_back(*asking->names->fact("custody"), ToldValue{0, {}});
  request.given.emplace_back(*asking->names->fact("grounds"), ToldValue{0, {}});
  Bound out = bound(*asking, table, request);
  ASSERT_NE(out.replay, nullptr) << out.message;
  Ruled ruled;
  ASSERT_TRUE(out.replay->run(table.array(), ruled));
  EXPECT_EQ(ruling_name(ruled.rulings[0]), "permitted");  // the column says custody: the one who asks says otherwise
  EXPECT_EQ(ruling_name(ruled.rulings[1]), "silent");
  EXPECT_EQ(ruling_name(ruled.rulings[2]), "permitted");
}

}  // namespace
}  // namespace comity::replay
