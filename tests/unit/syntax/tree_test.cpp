// What the parser makes of what is written.
#include <string>

#include <gtest/gtest.h>

#include "front_helpers.h"
#include "syntax/parse.h"

namespace comity {
namespace {

using front::messages;
using text::Diagnostics;
using text::Files;

syntax::Tree tree_of(const std::string& contents) {
  Files files;
  Diagnostics diagnostics;
  syntax::Tree tree = syntax::parse(files, files.add("x", contents), diagnostics);
  EXPECT_EQ(diagnostics.errors(), 0U) << messages("x", contents);
  return tree;
}

TEST(Tree, NumbersAndDurations) {
  const syntax::Tree tree = tree_of(
      "book t\ndefine a means hours is at least 47.5 hours\ndefine b means hours is not -3\n"
      "define c means hours is more than 2 days, not counting weekends and holidays before case.at\ndefine d means travel is 48 hours\n");
  using syntax::Cond;
  const auto& cond = [&](size_t i) -> const Cond& { return tree.cond(std::get<syntax::DefineDecl>(tree.decls[i].body).cond); };
  EXPECT_EQ(cond(0).compare, syntax::Compare::kAtLeast);
  EXPECT_EQ(cond(0).values[0].kind, syntax::Value::Kind::kNumber);
  EXPECT_EQ(cond(0).values[0].number.micro, 47'500'000);
  EXPECT_EQ(cond(0).values[0].number.unit->text, "hours");
  EXPECT_EQ(cond(1).compare, syntax::Compare::kNotEqual);
  EXPECT_EQ(cond(1).values[0].number.micro, -3'000'000);
  EXPECT_EQ(cond(2).kind, Cond::Kind::kTime);
  EXPECT_EQ(cond(2).time_test, syntax::TimeTest::kMoreBefore);
  EXPECT_TRUE(cond(2).duration.counting.skip_weekends && cond(2).duration.counting.skip_holidays);
  EXPECT_TRUE(cond(2).anchor.is_case_at);
  EXPECT_EQ(cond(3).kind, Cond::Kind::kCompare);
  EXPECT_EQ(cond(3).values[0].kind, syntax::Value::Kind::kDuration);
  EXPECT_EQ(cond(3).values[0].duration.unit, syntax::Unit::kHours);
  EXPECT_EQ(cond(3).values[0].number.micro, 48'000'000);
}

TEST(Tree, ChainsAreOneNode) {
  const syntax::Tree tree = tree_of("book t\ndefine d means a and not (b or c) and d is one of x, \"y\"\n");
  const syntax::Cond& top = tree.cond(std::get<syntax::DefineDecl>(tree.decls[0].body).cond);
  ASSERT_EQ(top.kind, syntax::Cond::Kind::kAnd);
  ASSERT_EQ(top.children.size(), 3U);
  EXPECT_EQ(tree.cond(top.children[1]).kind, syntax::Cond::Kind::kNot);
  const syntax::Cond& either = tree.cond(tree.cond(top.children[1]).children[0]);
  EXPECT_EQ(either.kind, syntax::Cond::Kind::kOr);
  EXPECT_TRUE(either.parenthesized);
  EXPECT_TRUE(tree.cond(top.children[2]).one_of);
}

TEST(Tree, WordsOfASetMayBeCalledAsKeywordsAre) {
  const syntax::Tree tree = tree_of(
      "book t\ndefine a means things includes only list, norm define b means things includes only source\n"
      "define c means things includes only\nlist l of text\n  \"x\"\n");
  const auto words = [&](size_t i) { return tree.cond(std::get<syntax::DefineDecl>(tree.decls[i].body).cond); };
  EXPECT_EQ(words(0).set_test, syntax::SetTest::kOnly);
  EXPECT_EQ(words(0).values.size(), 2U);
  EXPECT_EQ(words(1).set_test, syntax::SetTest::kOnly);
  EXPECT_EQ(words(2).set_test, syntax::SetTest::kHas);  // a set that has the word `only`, and a list below
  EXPECT_EQ(tree.decls.size(), 4U);
}

TEST(Tree, NormsCarryTheirClauses) {
  const syntax::Tree tree = tree_of(
      "book t\nnorm n \"title\"\n  cites s at \"p\" \"w\"\n  see u\n  forbids asking f\n  unless g\n  yields to x/m, o\n"
      "  in force from 2025-01-02 03:04:05 through 2025-02-01\n  then must tell counsel within 2 days after f.at\n"
      "  then must \"report\" every year on July 1\n  note \"n\"\n");
  const auto& norm = std::get<syntax::NormDecl>(tree.decls[0].body);
  EXPECT_EQ(norm.cites.size(), 2U);
  EXPECT_TRUE(norm.cites[1].supports_only);
  EXPECT_TRUE(norm.asking);
  EXPECT_EQ(norm.modality, syntax::Modality::kForbids);
  EXPECT_NE(norm.unless, syntax::kNoCond);
  EXPECT_EQ(norm.yields_to[0].text, "x/m");
  EXPECT_EQ(norm.in_force[0].from->second, 5);
  EXPECT_TRUE(norm.in_force[0].through);
  EXPECT_EQ(norm.duties[0].words, "tell counsel");
  EXPECT_EQ(norm.duties[0].after->text, "f.at");
  EXPECT_TRUE(norm.duties[1].quoted);
  EXPECT_EQ(norm.duties[1].every_year_on->month, 7);
}

TEST(Tree, ListsOfTextTakeTheStringAfterASourceAsAnElement) {
  const syntax::Tree tree =
      tree_of("book t\nlist l \"L\" of text\n  cites s at \"p\"\n  \"a\"\n  \"b\" until 2025-01-01\nlist m of k\n  cites s \"words\"\n  a\n  b\n");
  EXPECT_EQ(std::get<syntax::ListDecl>(tree.decls[0].body).elements.size(), 2U);
  EXPECT_EQ(std::get<syntax::ListDecl>(tree.decls[1].body).elements.size(), 2U);
  EXPECT_TRUE(std::get<syntax::ListDecl>(tree.decls[1].body).cites[0].words.has_value());
}

TEST(Tree, ScenariosAndReadings) {
  const syntax::Tree tree = tree_of(
      "book t\nscenario \"s\" at 2025-01-01\n  given a is (x, y), b is ({f: 1.5, g: 2020-01-01}, {}), c is empty\n  assume q is no\n"
      "  expect x undetermined between permitted, silent\n  expect next a for x\n  expect nothing to ask for x\n"
      "  expect x duty \"tell\" by 2025-01-02 10:00\n  expect asking a forbidden or silent by n, m\n"
      "reading r\n  column \"c\" gives case.at format \"%Y\"\n  column \"d\" gives a separated by \";\"\n    \"\" means unknown\n    \"z\" "
      "means (x)\n");
  const auto& scenario = std::get<syntax::ScenarioDecl>(tree.decls[0].body);
  EXPECT_EQ(scenario.given.size(), 3U);
  EXPECT_EQ(scenario.given[1].value.records.size(), 2U);
  EXPECT_FALSE(scenario.assume[0].answer);
  EXPECT_EQ(scenario.expect.size(), 5U);
  EXPECT_EQ(scenario.expect[0].between.size(), 2U);
  EXPECT_TRUE(scenario.expect[4].asking && scenario.expect[4].has_by);
  const auto& reading = std::get<syntax::ReadingDecl>(tree.decls[1].body);
  EXPECT_TRUE(reading.columns[0].gives_case_at);
  EXPECT_EQ(reading.columns[1].meanings[0].value.kind, syntax::Value::Kind::kUnknown);
}

}  // namespace
}  // namespace comity
