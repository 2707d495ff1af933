// The normal form of conditions: each line of the table is a condition as a book writes it and what the model holds for it.
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "book/load.h"
#include "book_helpers.h"

namespace comity {
namespace {

using book::CondId;
using book::Model;
using book::Test;
using book::Threshold;
using book_tests::checked;
using book_tests::Checked;

// The words of a type at these indices, or under these bits.
std::string words(const Model& model, const book::Type& type, const std::vector<uint16_t>& indices, uint64_t mask) {
  std::string out;
  const auto& all = model.kinds[type.words.value].words;
  for (size_t i = 0; i < all.size(); ++i) {
    const bool listed = std::find(indices.begin(), indices.end(), i) != indices.end();
    if (listed || (i < 64 && (mask >> i & 1) != 0)) out += (out.empty() ? "" : ",") + all[i];
  }
  return "{" + out + "}";
}

std::string show(const Model& model, const Threshold& threshold) {
  using Rule = Threshold::Rule;
  static constexpr std::string_view kUnits[] = {"s", "min", "h", "d", "w", "mo", "y"};
  std::string out;
  switch (threshold.rule) {
    case Rule::kConstant: out = fmt::format("{}", threshold.constant); break;
    case Rule::kCaseAt: out = "at"; break;
    case Rule::kShift: out = fmt::format("at{:+}{}", threshold.shift.amount, kUnits[static_cast<size_t>(threshold.shift.unit)]); break;
    case Rule::kEarliestWithinBefore: out = fmt::format("earliest within {} before at", threshold.seconds); break;
    case Rule::kLatestAtLeastBefore: out = fmt::format("latest at least {} before at", threshold.seconds); break;
    case Rule::kLatestWithinAfter: out = fmt::format("latest within {} after at", threshold.seconds); break;
    case Rule::kEarliestAtLeastAfter: out = fmt::format("earliest at least {} after at", threshold.seconds); break;
  }
  if (threshold.calendar.valid()) out += " by " + model.calendars[threshold.calendar.value].name;
  if (threshold.zone.valid()) out += " in " + model.zones[threshold.zone.value].name();
  if (threshold.plus != 0) out += " +1";
  return threshold.on_dates ? "day " + out : out;
}

std::string show(const Model& model, CondId id, book::RecordId record);

std::string show(const Model& model, const Test& test, book::RecordId record) {
  const auto& field_or_fact = [&]() -> std::pair<std::string, book::Type> {
    if (test.on_field) return {model.records[record.value].fields[test.fact.value].name, model.records[record.value].fields[test.fact.value].type};
    return {model.facts[test.fact.value].name, model.facts[test.fact.value].type};
  };
  if (test.kind == Test::Kind::kQuestion) return "?" + model.questions[test.question.value].name;
  const auto [name, type] = field_or_fact();
  const std::string list = test.list.valid() ? " on " + model.lists[test.list.value].name : "";
  switch (test.kind) {
    case Test::Kind::kIsYes: return name;
    case Test::Kind::kInWords: return name + (list.empty() ? " in " + words(model, type, test.words, 0) : list);
    case Test::Kind::kMeets: return name + " meets " + words(model, type, {}, test.mask);
    case Test::Kind::kContains: return name + " has " + words(model, type, {}, test.mask);
    case Test::Kind::kWithin: return name + " within " + words(model, type, {}, test.mask);
    case Test::Kind::kEmpty: return name + " empty";
    case Test::Kind::kAtLeast: return name + " >= " + show(model, test.threshold);
    case Test::Kind::kIsText: return name + (list.empty() ? " = \"" + test.text + "\"" : list);
    case Test::Kind::kCountAtLeast: {
      const std::string where = test.where.valid() ? " where " + show(model, test.where, type.record) : "";
      return fmt::format("#({}{}) >= {}", name, where, test.count);
    }
    default: return "?";
  }
}

std::string show(const Model& model, CondId id, book::RecordId record) {
  if (!id.valid()) return "true";
  const book::Cond& cond = model.conds[id.value];
  std::string out;
  switch (cond.kind) {
    case book::Cond::Kind::kTrue: return "true";
    case book::Cond::Kind::kFalse: return "false";
    case book::Cond::Kind::kTest: return show(model, model.tests[cond.test], record);
    case book::Cond::Kind::kNot: return "!" + show(model, cond.children[0], record);
    default:
      for (CondId child : cond.children) out += (out.empty() ? "" : cond.kind == book::Cond::Kind::kAnd ? " & " : " | ") + show(model, child, record);
      return "(" + out + ")";
  }
}

constexpr std::string_view kFacts = R"(book t
timezone America/New_York
source s
  in force from 2020-01-01
kind class is one of infraction, misdemeanor, felony
extend class with capital
calendar courts skips weekends, April 16
record charge
  class is class
  filed_on is date
  guilty is yes-no
  place is text
fact armed is yes-no
fact worst is class
fact encounter is one of stop, booking, none
fact grounds is some of detainer, warrant, order
fact hours is number of hours
fact held is duration
fact born is date
fact released is instant
fact city is text
fact charges is list of charge
question valid "Is it valid?"
list cities of text
  "dc"
list classes of class
  felony
define dangerous means
  armed or hours is at least 2
define d means
)";

struct Row {
  std::string_view written, form;
};

void expect_forms(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const Checked found = checked(std::string(kFacts) + "  " + std::string(row.written) + "\n");
    ASSERT_FALSE(found.diagnostics.has_errors()) << row.written << "\n" << found.messages();
    EXPECT_EQ(show(found.model(), found.model().definitions.back().cond, book::RecordId()), row.form) << row.written;
  }
}

TEST(Conditions, WordsTextsAndSets) {
  expect_forms({
      {"armed", "armed"},
      {"armed is yes", "armed"},
      {"armed is no", "!armed"},
      {"armed is not no", "armed"},
      {"not armed", "!armed"},
      {"worst is capital", "worst in {capital}"},
      {"worst is not felony", "!worst in {felony}"},
      {"worst is one of felony, infraction, felony", "worst in {infraction,felony}"},
      {"encounter is not one of stop, none", "!encounter in {stop,none}"},
      {"city is \"dc\"", "city = \"dc\""},
      {"city is one of \"dc\", \"\"", "(city = \"dc\" | city = \"\")"},
      {"city is not one of \"dc\", \"md\"", "!(city = \"dc\" | city = \"md\")"},
      {"city is on list cities", "city on cities"},
      {"worst is not on list classes", "!worst on classes"},
      {"grounds includes warrant", "grounds meets {warrant}"},
      {"grounds includes any of warrant, order", "grounds meets {warrant,order}"},
      {"grounds includes all of warrant, detainer", "grounds has {detainer,warrant}"},
      {"grounds includes only warrant", "(grounds within {warrant} & !grounds empty)"},
      {"grounds is empty", "grounds empty"},
      {"grounds is not empty", "!grounds empty"},
      {"valid", "?valid"},
      {"valid is no", "!?valid"},
      {"not dangerous and armed", "(!(armed | hours >= 2000000) & armed)"},
      {"dangerous is no", "!(armed | hours >= 2000000)"},
  });
}

TEST(Conditions, NumbersAndDurations) {
  expect_forms({
      {"hours is at least 47.5 hours", "hours >= 47500000"},
      {"hours is more than 48", "hours >= 48000001"},
      {"hours is at most 48", "!hours >= 48000001"},
      {"hours is less than 48", "!hours >= 48000000"},
      {"hours is 1 hour", "(hours >= 1000000 & !hours >= 1000001)"},
      {"hours is not 0", "(!hours >= 0 | hours >= 1)"},
      {"hours is less than -5", "!hours >= -5000000"},
      {"hours is more than 999999999999.999999", "false"},
      {"hours is at least -999999999999.999999", "true"},
      {"held is at least 48 hours", "held >= 172800"},
      {"held is more than 90 minutes", "held >= 5401"},
      {"held is at most 1.5 hours", "!held >= 5401"},
      {"held is 0 minutes", "(true & !held >= 1)"},
      {"held is not 1 week", "(!held >= 604800 | held >= 604801)"},
  });
}

TEST(Conditions, DatesAndInstants) {
  // 2025-08-14 is day 20314; its first moment in New York is 04:00 UTC.
  expect_forms({
      {"born is on 2025-08-14", "(born >= day 20314 & !born >= day 20315)"},
      {"born is before 2025-08-14", "!born >= day 20314"},
      {"born is after 2025-08-14", "born >= day 20315"},
      {"born is on or before 2025-08-14", "!born >= day 20315"},
      {"born is on or after 2025-08-14", "born >= day 20314"},
      {"born is on case.at", "(born >= day at in America/New_York & !born >= day at in America/New_York +1)"},
      {"born is more than 18 years before case.at", "!born >= day at-18y in America/New_York"},
      {"born is at least 18 years before case.at", "!born >= day at-18y in America/New_York +1"},
      {"born is within 2 weeks after 2025-08-14", "(born >= day 20314 & !born >= day 20329)"},
      {"born is at least 1 month after 2025-01-31", "born >= day 20147"},
      {"born is on or after 0001-01-01", "true"},
      {"born is after 9999-12-31", "false"},
      {"released is before 2025-08-14", "!released >= 1755144000"},
      {"released is after 2025-08-14 09:00", "released >= 1755176401"},
      {"released is on 2025-08-14 09:00", "(released >= 1755176400 & !released >= 1755176401)"},
      {"released is before case.at", "!released >= at"},
      {"released is within 48 hours before case.at", "(released >= at-48h & !released >= at +1)"},
      {"released is within 1 hour after case.at", "(released >= at & !released >= at+1h +1)"},
      {"released is more than 3 months after case.at", "released >= at+3mo in America/New_York +1"},
      {"released is at least 2 days before 2025-08-14 09:00", "!released >= 1755003601"},
  });
}

TEST(Conditions, Calendars) {
  expect_forms({
      {"released is within 48 hours, counted by courts before case.at",
       "(released >= earliest within 172800 before at by courts in America/New_York & !released >= at +1)"},
      {"released is more than 2 days, not counting weekends before case.at", "!released >= earliest within 172800 before at by  in America/New_York"},
      {"released is at least 2 days, not counting weekends before case.at", "!released >= latest at least 172800 before at by  in America/New_York +1"},
      {"released is within 2 days, not counting weekends after case.at",
       "(released >= at & !released >= latest within 172800 after at by  in America/New_York +1)"},
      {"released is more than 2 days, not counting weekends after case.at", "released >= latest within 172800 after at by  in America/New_York +1"},
      {"released is at least 2 days, not counting weekends after case.at", "released >= earliest at least 172800 after at by  in America/New_York"},
      // Monday 2025-08-18 09:00 less 24 counted hours: Friday 09:00.
      {"released is at least 1 day, not counting weekends before 2025-08-18 09:00", "!released >= 1755262801"},
  });
}

TEST(Conditions, Lists) {
  expect_forms({
      {"some charge in charges", "#(charges) >= 1"},
      {"no charge in charges where guilty", "!#(charges where guilty) >= 1"},
      {"every charge in charges where not guilty", "!#(charges where !!guilty) >= 1"},
      {"at least 2 charge in charges where class is felony", "#(charges where class in {felony}) >= 2"},
      {"more than 2 charge in charges where guilty", "#(charges where guilty) >= 3"},
      {"at most 2 charge in charges where guilty", "!#(charges where guilty) >= 3"},
      {"fewer than 2 charge in charges where guilty", "!#(charges where guilty) >= 2"},
      {"fewer than 0 charge in charges where guilty", "!true"},
      {"exactly 0 charge in charges where guilty", "(true & !#(charges where guilty) >= 1)"},
      {"exactly 2 charge in charges where guilty", "(#(charges where guilty) >= 2 & !#(charges where guilty) >= 3)"},
      {"charges is empty", "!#(charges) >= 1"},
      {"charges is not empty", "!!#(charges) >= 1"},
      {"some charge in charges where (filed_on is within 1 year before case.at and place is on list cities)",
       "#(charges where ((filed_on >= day at-1y in America/New_York & !filed_on >= day at in America/New_York +1) & place on cities)) >= 1"},
      {"some thing in charges where class is on list classes", "#(charges where class on classes) >= 1"},
  });
}

TEST(Conditions, AndOrAndUnless) {
  const Checked found = checked(std::string(kFacts) + R"(  armed
action arrest
norm a
  cites s
  forbids arrest
  when armed and (valid or worst is felony)
  unless dangerous
norm b
  cites s
  forbids arrest
  unless armed
norm c
  cites s
  forbids arrest
)");
  ASSERT_FALSE(found.diagnostics.has_errors()) << found.messages();
  const Model& model = found.model();
  EXPECT_EQ(show(model, model.norms[0].when, {}), "((armed & (?valid | worst in {felony})) & !(armed | hours >= 2000000))");
  EXPECT_EQ(show(model, model.norms[1].when, {}), "!armed");
  EXPECT_FALSE(model.norms[2].when.valid());
}

TEST(Conditions, DefinitionsAreShared) {
  const Checked found = checked(std::string(kFacts) + R"(  not early
   and dangerous
define early means
  dangerous or armed
)");
  ASSERT_FALSE(found.diagnostics.has_errors()) << found.messages();
  const Model& model = found.model();
  const CondId dangerous = model.definitions[0].cond;
  const book::Cond& d = model.conds[model.definitions[1].cond.value];
  ASSERT_EQ(d.children.size(), 2U);
  EXPECT_EQ(d.children[1], dangerous);
  EXPECT_EQ(model.conds[d.children[0].value].children[0], model.definitions[2].cond);
  EXPECT_EQ(model.conds[model.definitions[2].cond.value].children[0], dangerous);
}

}  // namespace
}  // namespace comity
