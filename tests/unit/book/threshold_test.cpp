// Each rule of a threshold, and the tests of the page put together from them.
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "book/model.h"

namespace comity::book {
namespace {

using Rule = Threshold::Rule;

Model model_of_new_york() {
  Model model;
  model.zones.push_back(time::Zone::utc());
  model.zones.push_back(*time::Zone::find("America/New_York"));
  model.calendars.push_back({"working", {true, true, {}}, {}, {}});
  return model;
}

Threshold rule(Rule rule, time::Shift shift = {}, bool on_dates = false) {
  Threshold made;
  made.rule = rule;
  made.shift = shift;
  made.on_dates = on_dates;
  made.zone = ZoneId(1);
  made.calendar = CalendarId(0);
  made.seconds = 48 * 3600;
  return made;
}

TEST(Thresholds, EachRule) {
  const Model model = model_of_new_york();
  const time::Zone& york = model.zones[1];
  const auto at = [&](int month, int day, int hour) {
    return york.resolve({time::day_of({2025, static_cast<uint8_t>(month), static_cast<uint8_t>(day)}), hour * 3600});
  };
  const Instant monday = at(7, 7, 17);
  const time::Day today = time::day_of({2025, 7, 7});
  Threshold constant;
  constant.constant = -5;
  EXPECT_EQ(threshold_at(model, constant, monday), -5);
  constant.plus = 1;
  EXPECT_EQ(threshold_at(model, constant, kBeginning), -4);
  EXPECT_EQ(threshold_at(model, rule(Rule::kCaseAt), monday), monday);
  EXPECT_EQ(threshold_at(model, rule(Rule::kCaseAt, {}, true), monday), today);
  // Late in the evening of New York it is the next day in UTC.
  EXPECT_EQ(threshold_at(model, rule(Rule::kCaseAt, {}, true), at(7, 7, 23)), today);
  EXPECT_EQ(threshold_at(model, rule(Rule::kShift, {-2, time::Unit::kDays}), monday), monday - 2 * 86'400);
  EXPECT_EQ(threshold_at(model, rule(Rule::kShift, {8, time::Unit::kMonths}), monday), time::move_instant(monday, {8, time::Unit::kMonths}, york));
  EXPECT_EQ(threshold_at(model, rule(Rule::kShift, {-1, time::Unit::kYears}, true), monday), time::day_of({2024, 7, 7}));
  EXPECT_EQ(threshold_at(model, rule(Rule::kEarliestWithinBefore), monday), at(7, 2, 17));
  EXPECT_EQ(threshold_at(model, rule(Rule::kLatestAtLeastBefore), monday), at(7, 2, 17));
  EXPECT_EQ(threshold_at(model, rule(Rule::kLatestWithinAfter), at(7, 2, 17)), at(7, 7, 17));
  EXPECT_EQ(threshold_at(model, rule(Rule::kEarliestAtLeastAfter), at(7, 3, 0)), at(7, 8, 0));
  EXPECT_EQ(threshold_at(model, rule(Rule::kLatestWithinAfter), at(7, 2, 0)), at(7, 7, 0));
  EXPECT_EQ(threshold_at(model, rule(Rule::kEarliestAtLeastAfter), at(7, 2, 0)), at(7, 4, 0));
  Threshold next = rule(Rule::kLatestWithinAfter);
  next.plus = 1;
  EXPECT_EQ(threshold_at(model, next, at(7, 2, 0)), at(7, 7, 0) + 1);
}

TEST(Thresholds, PlainShiftsNeedNoZone) {
  const Model model = model_of_new_york();
  Threshold shift = rule(Rule::kShift, {-90, time::Unit::kMinutes});
  shift.zone = {};
  EXPECT_EQ(threshold_at(model, shift, 0), -5400);
}

// `F is within 48 hours, not counting weekends and holidays before case.at` and its kin, by elapsed time.
TEST(Thresholds, MakeTheTestsOfThePage) {
  const Model model = model_of_new_york();
  const time::Calendar& working = model.calendars[0].skips;
  const time::Zone& york = model.zones[1];
  std::mt19937_64 random(10);
  const auto holds = [&](Instant fact, Threshold threshold, int64_t plus, Instant t) {
    threshold.plus = plus;
    return fact >= threshold_at(model, threshold, t);
  };
  for (int i = 0; i < 3000; ++i) {
    const Instant t = 1'700'000'000 + static_cast<Instant>(random() % 60'000'000);
    const Instant fact = t + static_cast<Instant>(random() % 1'000'000) - 500'000;
    const int64_t since = time::counted_between(fact, t, working, york), until = time::counted_between(t, fact, working, york);
    const int64_t limit = 48 * 3600;
    ASSERT_EQ(holds(fact, rule(Rule::kEarliestWithinBefore), 0, t) && !holds(fact, rule(Rule::kCaseAt), 1, t), fact <= t && since <= limit);
    ASSERT_EQ(!holds(fact, rule(Rule::kLatestAtLeastBefore), 1, t), fact <= t && since >= limit);
    ASSERT_EQ(!holds(fact, rule(Rule::kEarliestWithinBefore), 0, t), fact <= t && since > limit);
    ASSERT_EQ(holds(fact, rule(Rule::kCaseAt), 0, t) && !holds(fact, rule(Rule::kLatestWithinAfter), 1, t), fact >= t && until <= limit);
    ASSERT_EQ(holds(fact, rule(Rule::kEarliestAtLeastAfter), 0, t), fact >= t && until >= limit);
    ASSERT_EQ(holds(fact, rule(Rule::kLatestWithinAfter), 1, t), fact >= t && until > limit);
  }
}

TEST(Thresholds, EndsOfTime) {
  const Model model = model_of_new_york();
  for (const Instant t : {kBeginning, time::kFirstInstant, time::kLastInstant, kForever}) {
    for (const Rule each :
         {Rule::kCaseAt, Rule::kShift, Rule::kEarliestWithinBefore, Rule::kLatestAtLeastBefore, Rule::kLatestWithinAfter, Rule::kEarliestAtLeastAfter}) {
      Threshold threshold = rule(each, {t > 0 ? 1 : -1, time::Unit::kYears});
      threshold.plus = 1;
      const int64_t found = threshold_at(model, threshold, t);
      EXPECT_GT(found, time::kFirstInstant - 1);
      EXPECT_LE(found, time::kLastInstant + 1);
    }
  }
}

}  // namespace
}  // namespace comity::book
