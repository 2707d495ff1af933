// The public library: loading, telling, asking, and errors as values.
#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "comity/case.h"

namespace comity {
namespace {

constexpr const char* kPage = R"(book lib "Library"
timezone America/New_York

action enter "enter the building"
fact age is number of years
  asks "How old?"
fact card is yes-no
fact groups is some of staff, public
fact town is text
fact diagnosis is yes-no
  sensitive

source rules
  citation "Rules"
  in force from 2020-01-01
  text verified

norm adults
  cites rules at "1" "adults may enter"
  permits enter
  when age is at least 18
  then must leave within 2 hours

norm no_card
  cites rules at "2"
  forbids enter
  when not card
   and groups includes any of staff
)";

Book book() { return *Book::from_texts("lib", {{"lib.comity", kPage}}); }

TEST(Api, LoadsAndTellsNames) {
  const Book lib = book();
  EXPECT_EQ(lib.name(), "lib");
  EXPECT_EQ(lib.title(), "Library");
  EXPECT_EQ(lib.timezone(), "America/New_York");
  EXPECT_TRUE(lib.release().starts_with("sha256:"));
  EXPECT_EQ(lib.actions(), std::vector<std::string_view>{"enter"});
  EXPECT_EQ(lib.facts().size(), 5U);
  EXPECT_EQ(lib.asks(*lib.fact("age")), "How old?");
  EXPECT_TRUE(lib.is_sensitive(*lib.fact("diagnosis")));
  EXPECT_FALSE(lib.is_sensitive(*lib.fact("lib/age")));
}

TEST(Api, ErrorsAreValues) {
  const auto none = Book::load("nowhere", {.roots = {"/nonexistent"}});
  ASSERT_FALSE(none);
  EXPECT_FALSE(none.error()[0].code.empty());
  const auto broken = Book::from_texts("b", {{"b.comity", "book b\nnorm n\n  forbid x\n"}});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error()[0].file, "b.comity");
  EXPECT_EQ(broken.error()[0].line, 3U);

  const Book lib = book();
  EXPECT_EQ(lib.fact("agee").error().code, "C0808");
  EXPECT_EQ(lib.fact("agee").error().help, "did you mean `age`?");
  EXPECT_EQ(lib.action("entre").error().code, "C0807");
  EXPECT_EQ(lib.question("x").error().code, "C0809");
  Case one(lib);
  EXPECT_EQ(one.tell("age", "many").error().code, "C0811");
  EXPECT_EQ(one.tell("groups", {"staf"}).error().code, "C0812");
  EXPECT_EQ(one.at("2025-02-30").error().code, "C0813");
  EXPECT_EQ(one.tell_number(*lib.fact("age"), 0.1234567).error().code, "C0814");
  EXPECT_EQ(one.tell_number(*lib.fact("age"), 0.0 / 0.0).error().code, "C0811");
  EXPECT_EQ(one.ask("entre").error().code, "C0807");
  EXPECT_EQ(one.answer_json("[").find(R"({"error":{"code":"C0801")"), 0U);
}

TEST(Api, Asks) {
  const Book lib = book();
  const Action enter = *lib.action("enter");
  Case one(lib);
  ASSERT_TRUE(one.at("2025-08-14T12:00"));
  const auto open = one.ask(enter);
  ASSERT_TRUE(open);
  EXPECT_FALSE(open->possible.settled());
  EXPECT_TRUE(open->next_fact.has_value());
  EXPECT_EQ(open->missing_facts.size(), 3U);

  ASSERT_TRUE(one.tell("age", 18));
  ASSERT_TRUE(one.tell_number(*lib.fact("age"), 18.5));
  ASSERT_TRUE(one.tell("card", true));
  const auto answer = one.ask("enter");
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->possible.is(Ruling::permitted));
  ASSERT_EQ(answer->decided_by.size(), 1U);
  EXPECT_EQ(answer->decided_by[0].name, "lib/adults");
  EXPECT_EQ(answer->decided_by[0].sources[0].words, "adults may enter");
  EXPECT_TRUE(answer->decided_by[0].sources[0].in_force);
  ASSERT_EQ(answer->duties.size(), 1U);
  EXPECT_EQ(answer->duties[0].deadline, 1755187200 + 7200);
  EXPECT_EQ(answer->because.size(), 2U);
  EXPECT_NE(answer->json.find(R"("ruling":"permitted")"), std::string::npos);
  EXPECT_EQ(one.decide(enter)->decided_by, std::vector<std::string_view>{"lib/adults"});
}

TEST(Api, ConflictsAndChanges) {
  const Book lib = book();
  Case one(lib);
  one.at(1755187200);
  ASSERT_TRUE(one.tell("age", "30"));
  ASSERT_TRUE(one.tell("card", false));
  ASSERT_TRUE(one.tell("groups", {"staff", "public"}));
  ASSERT_TRUE(one.tell("town", "anywhere"));
  const Action enter = *lib.action("enter");
  EXPECT_TRUE(one.decide(enter)->possible.is(Ruling::conflicting));
  const auto why = one.why_not(enter, Ruling::permitted);
  ASSERT_TRUE(why && why->reachable);
  ASSERT_EQ(why->changes.size(), 1U);
  EXPECT_FALSE(one.why_not(enter, Ruling::required)->reachable);
  one.forget(*lib.fact("card"));
  EXPECT_FALSE(one.decide(enter)->possible.settled());
  one.clear();
  EXPECT_EQ(one.decide(*lib.action("asking:age"))->possible, Rulings(1U << 3));
}

TEST(Api, OutlivesTheBooksName) {
  std::optional<Case> one;
  {
    const Book lib = book();
    one.emplace(lib);
  }
  Case moved = std::move(*one);
  moved.at(0);
  EXPECT_TRUE(moved.ask("enter")->possible.is(Ruling::silent));  // before the rules
}

}  // namespace
}  // namespace comity
