// Time by its properties: dates and days undo each other, counted time against a walk minute by minute, the edges of counted time against
// their definitions, and the ends of time.
#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "book/time/shift.h"
#include "book/time/zone_file.h"
#include "book/time/zone_rule.h"

namespace comity::book::time {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max(), kLeast = std::numeric_limits<int64_t>::min();

Zone zone(const std::string& name) {
  const std::optional<Zone> found = Zone::find(name);
  EXPECT_TRUE(found) << name;
  return found.value_or(Zone::utc());
}

// Instants of all years, more often of ours and near changes of the clock.
class Instants {
 public:
  explicit Instants(uint32_t seed) : random_(seed) {}
  Instant next() {
    const int32_t year = static_cast<int32_t>(random_() % 3 == 0 ? 1 + random_() % 9999 : 1960 + random_() % 100);
    const Day day = day_of({year, static_cast<uint8_t>(1 + random_() % 12), static_cast<uint8_t>(1 + random_() % 28)});
    return day * 86'400 + static_cast<Instant>(random_() % 2 == 0 ? random_() % 86'400 : 3600 * (random_() % 24));
  }
  int64_t below(int64_t bound) { return static_cast<int64_t>(random_() % static_cast<uint64_t>(bound)); }

 private:
  std::mt19937_64 random_;
};

Calendar working_days() {
  Calendar made;
  made.weekends = made.federal_holidays = true;
  return made;
}

std::vector<Calendar> calendars() {
  std::vector<Calendar> all(6);
  all[1].weekends = true;
  all[2].federal_holidays = true;
  all[3] = working_days();
  all[4].days = {{4, 16}, {2, 29}, {12, 31}, {4, 16}};
  all[5] = working_days();
  all[5].days = {{4, 16}, {1, 1}};
  return all;
}

TEST(Days, DatesAndDaysUndoEachOther) {
  Civil expected{1, 1, 1};
  for (Day day = kFirstDay; day <= kLastDay; ++day) {
    const Civil civil = civil_of(day);
    ASSERT_EQ(civil, expected) << day;
    ASSERT_EQ(day_of(civil), day);
    if (++expected.day <= month_length(expected.year, expected.month)) continue;
    expected.day = 1;
    if (++expected.month <= 12) continue;
    expected.month = 1;
    ++expected.year;
  }
  EXPECT_EQ(expected, (Civil{10'000, 1, 1}));
  EXPECT_EQ(weekday(day_of({2025, 8, 14})), 3);
  EXPECT_EQ(weekday(kFirstDay), 0);
}

TEST(Days, CountedDaysAreThoseNotSkipped) {
  Instants random(1);
  for (const Calendar& calendar : calendars()) {
    for (int i = 0; i < 200; ++i) {
      const Day from = std::min(random.next() / 86'400, kLastDay - 2000);
      const Day until = from + random.below(i % 2 == 0 ? 40 : 2000);
      int64_t counted = 0;
      for (Day day = from; day < until; ++day) counted += calendar.skips(day) ? 0 : 1;
      ASSERT_EQ(calendar.counted_days(from, until), counted) << from << " " << until;
    }
  }
  EXPECT_EQ(Calendar().counted_days(5, 5), 0);
  EXPECT_EQ(Calendar().counted_days(5, 4), 0);
}

TEST(Zones, LocalTimeAndInstantsUndoEachOther) {
  Instants random(2);
  for (const char* name : {"America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "UTC"}) {
    const Zone here = zone(name);
    for (int i = 0; i < 3000; ++i) {
      const Instant t = random.next();
      const Local local = here.local(t);
      ASSERT_GE(local.seconds, 0);
      ASSERT_LT(local.seconds, 86'400);
      ASSERT_EQ(local.day * 86'400 + local.seconds - here.offset(t), t);
      const int times = here.occurrences(local);
      ASSERT_GE(times, 1) << name << " " << t;
      const Instant back = here.resolve(local);
      ASSERT_TRUE(times == 1 ? back == t : back <= t) << name << " " << t;
      const Local next{local.day + 1, 0};
      const int64_t wall = next.day * 86'400;
      const Zone::Stretch stretch = here.stretch(wall);
      ASSERT_TRUE(stretch.from <= wall && wall < stretch.until);
      ASSERT_EQ(wall - stretch.offset, here.first_moment(next.day));
    }
  }
}

TEST(Zones, GapsAndRepeatedTimes) {
  const Zone york = zone("America/New_York");
  const Local missing{day_of({2025, 3, 9}), 2 * 3600 + 1800}, twice{day_of({2025, 11, 2}), 3600 + 1800};
  EXPECT_EQ(york.occurrences(missing), 0);
  EXPECT_EQ(york.show(york.resolve(missing)), "2025-03-09T03:30:00-04:00");
  EXPECT_EQ(york.occurrences(twice), 2);
  EXPECT_EQ(york.show(york.resolve(twice)), "2025-11-02T01:30:00-04:00");
  const Zone paulo = zone("America/Sao_Paulo");
  EXPECT_EQ(paulo.occurrences({day_of({2018, 11, 4}), 0}), 0);
  EXPECT_EQ(paulo.show(paulo.first_moment(day_of({2018, 11, 4}))), "2018-11-04T01:00:00-02:00");
  EXPECT_EQ(paulo.local_day(paulo.first_moment(day_of({2018, 11, 4})) - 1), day_of({2018, 11, 3}));
}

TEST(Zones, Show) {
  EXPECT_EQ(Zone::utc().show(0), "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(zone("America/New_York").show(kFirstInstant + 86'400), "0001-01-01T19:03:58-04:56:02");
  EXPECT_EQ(zone("Asia/Kolkata").show(0), "1970-01-01T05:30:00+05:30");
  EXPECT_EQ(zone("America/New_York").show(kMost), "9999-12-31T18:59:59-05:00");
}

TEST(Zones, NamesThatAreNone) {
  for (const char* name : {"", "America", "America/", "America/Washington", "../etc/passwd", "/etc/localtime", "America/../UTC", "localtime", "right/UTC",
                           "posix/UTC", "tzdata.zi", "America//New_York", "america/new_york", "America/New_York/x", "America/New_York\n"}) {
    EXPECT_FALSE(Zone::find(name)) << name;
  }
  EXPECT_FALSE(Zone::find(std::string("UTC\0", 4)));
  EXPECT_FALSE(Zone::find(std::string(5000, 'A')));
}

// Every name on the list can be found; no file on the system is misread; days are never longer than counted time allows for.
TEST(Zones, AllNames) {
  const std::vector<std::string> names = Zone::names();
  EXPECT_GT(names.size(), 300U);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_TRUE(std::binary_search(names.begin(), names.end(), "America/New_York"));
  for (const std::string& name : names) {
    const Zone here = zone(name);
    Zone::Stretch stretch = here.stretch(kLeast);
    for (int i = 0; stretch.until != kMost && i < 400; ++i) {
      const Zone::Stretch next = here.after(stretch);
      ASSERT_EQ(here.stretch(stretch.until).index, next.index) << name;
      ASSERT_EQ(next.from, stretch.until) << name;
      ASSERT_GT(next.until, next.from) << name << ": changes of the clock overtake each other";
      const Day changed = (stretch.until - 1) / 86'400;
      const int64_t length = here.first_moment(changed + 1) - here.first_moment(changed);
      ASSERT_GE(length, 0) << name;
      ASSERT_LE(length, 2 * 86'400) << name;
      stretch = next;
    }
  }
}

TEST(Zones, RulesAsText) {
  const auto begins = [](const char* rule, int32_t year) {
    const auto parsed = ZoneRule::parse(rule);
    return parsed ? Zone::utc().show(parsed->begins(year)) : "no rule";
  };
  EXPECT_EQ(begins("EST5EDT,M3.2.0,M11.1.0", 2025), "2025-03-09T07:00:00+00:00");
  EXPECT_EQ(begins("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2025), "2025-10-04T15:30:00+00:00");
  EXPECT_EQ(begins("A3B,J60/0,J300", 2023), "2023-03-01T03:00:00+00:00");
  EXPECT_EQ(begins("A3B,J60/0,J300", 2024), "2024-03-01T03:00:00+00:00");
  EXPECT_EQ(begins("A3B,J59/0,J300", 2024), "2024-02-28T03:00:00+00:00");
  EXPECT_EQ(begins("A3B,59/0,300", 2024), "2024-02-29T03:00:00+00:00");
  EXPECT_EQ(begins("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2025), "2025-03-30T01:00:00+00:00");
  EXPECT_FALSE(ZoneRule::parse("<-03>3")->changes());
  EXPECT_EQ(ZoneRule::parse("<-03>3")->standard(), -3 * 3600);
  for (const char* wrong : {"", "EST", "5", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.0,M11.1.0 ",
                            "<EST5", "EST5EDT,M3.2.0/200,M11.1.0", "EST5:EDT,M3.2.0,M11.1.0", "EST5EDT,J0,J1", "EST5EDT,366,1"}) {
    EXPECT_FALSE(ZoneRule::parse(wrong)) << wrong;
  }
}

// A file cut short or changed is refused or read as something, never a crash.
TEST(Zones, BrokenFiles) {
  std::string bytes = "TZif2" + std::string(15, '\0');
  const auto counts = [](int times, int types, int characters) {
    std::string out;
    for (int count : {0, 0, 0, times, types, characters}) out += std::string(3, '\0') + static_cast<char>(count);
    return out;
  };
  const std::string empty = bytes + counts(0, 1, 4) + std::string("\0\0\0\0\0\0UTC\0", 10);
  const std::string wide =
      bytes + counts(1, 2, 4) + std::string("\0\0\0\0\x5e\0\0\0\1", 9) + std::string("\0\0\0\0\0\0", 6) + std::string("\0\0\x0e\x10\0\0UTC\0", 10) + "\nA-1\n";
  const std::string good = empty + wide;
  const auto table = parse_zone(good);
  ASSERT_TRUE(table);
  ASSERT_EQ(table->changes.size(), 1U);
  EXPECT_EQ(table->changes[0].at, 0x5e000000);
  EXPECT_EQ(table->changes[0].offset, 3600);
  EXPECT_EQ(table->first_offset, 0);
  for (size_t length = 0; length < good.size(); ++length) EXPECT_FALSE(parse_zone(good.substr(0, length))) << length;
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    std::string broken = good;
    for (int edits = 0; edits < 3; ++edits) broken[random() % broken.size()] = static_cast<char>(random());
    parse_zone(broken);
  }
}

TEST(Moves, BackAndForth) {
  Instants random(4);
  const Zone york = zone("America/New_York");
  for (int i = 0; i < 5000; ++i) {
    const Instant t = std::clamp(random.next(), kFirstInstant + 100 * 366 * int64_t{86'400}, kLastInstant - 100 * 366 * int64_t{86'400});
    for (const Unit unit : {Unit::kSeconds, Unit::kMinutes, Unit::kHours, Unit::kDays, Unit::kWeeks}) {
      const int64_t n = random.below(1000);
      const Instant there = move_instant(t, {n, unit}, york);
      ASSERT_EQ(there, t + n * seconds_in(unit));
      ASSERT_EQ(move_instant(there, {-n, unit}, york), t);
    }
    const int64_t months = random.below(600);
    const Day day = york.local_day(t);
    const Day there = move_day(day, {months, Unit::kMonths});
    ASSERT_EQ(civil_of(there).day, std::min<int>(civil_of(day).day, month_length(civil_of(there).year, civil_of(there).month)));
    if (civil_of(day).day <= 28) { ASSERT_EQ(move_day(there, {-months, Unit::kMonths}), day); }
    ASSERT_EQ(move_day(day, {months, Unit::kYears}), move_day(day, {12 * months, Unit::kMonths}));
    const Instant moved = move_instant(t, {months, Unit::kMonths}, york);
    if (york.occurrences({there, york.local(t).seconds}) > 0) { ASSERT_EQ(york.local_day(moved), there); }
  }
}

TEST(Counted, AsAWalkMinuteByMinute) {
  Instants random(5);
  for (const char* name : {"America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata"}) {
    const Zone here = zone(name);
    for (const Calendar& calendar : calendars()) {
      for (int i = 0; i < 12; ++i) {
        // From 1950 on these zones have changes on whole minutes only.
        const Instant from = day_of({static_cast<int32_t>(1950 + random.below(120)), 1, 1}) * 86'400 + random.below(365 * 1440) * 60;
        const Instant to = from + random.below(9 * 1440) * 60;
        int64_t walked = 0;
        for (Instant t = from; t < to; t += 60) walked += calendar.skips(here.local_day(t)) ? 0 : 60;
        ASSERT_EQ(counted_between(from, to, calendar, here), walked) << name << " " << here.show(from) << " " << here.show(to);
      }
    }
  }
}

TEST(Counted, AddsUp) {
  Instants random(6);
  for (const char* name : {"America/New_York", "America/St_Johns", "Pacific/Apia", "America/Juneau"}) {
    const Zone here = zone(name);
    for (const Calendar& calendar : calendars()) {
      for (int i = 0; i < 30; ++i) {
        std::vector<Instant> t = {random.next(), random.next(), random.next()};
        std::sort(t.begin(), t.end());
        const int64_t whole = counted_between(t[0], t[2], calendar, here);
        ASSERT_EQ(whole, counted_between(t[0], t[1], calendar, here) + counted_between(t[1], t[2], calendar, here)) << name;
        ASSERT_LE(whole, t[2] - t[0]);
        if (calendar == Calendar()) { ASSERT_EQ(whole, t[2] - t[0]); }
        ASSERT_EQ(counted_between(t[2], t[0], calendar, here), 0);
      }
    }
  }
}

// The four edges, each by its definition, one second to either side.
TEST(Counted, EdgesAreWhereTheySay) {
  Instants random(7);
  for (const char* name : {"America/New_York", "America/St_Johns", "Pacific/Apia", "America/Sao_Paulo"}) {
    const Zone here = zone(name);
    for (const Calendar& calendar : calendars()) {
      const auto c = [&](Instant from, Instant to) { return counted_between(from, to, calendar, here); };
      for (int i = 0; i < 150; ++i) {
        const Instant pivot = std::clamp(random.next(), kFirstInstant + 60 * 366 * int64_t{86'400}, kLastInstant - 60 * 366 * int64_t{86'400});
        const int64_t n = i % 10 == 0 ? 0 : i % 3 == 0 ? random.below(50 * 366) * 43'200 : random.below(20 * 24) * 3600;
        const Instant within_before = earliest_within_before(pivot, n, calendar, here);
        ASSERT_LE(within_before, pivot);
        ASSERT_EQ(c(within_before, pivot), n) << name << " " << pivot << " " << n;
        ASSERT_GT(c(within_before - 1, pivot), n);
        const Instant least_before = latest_at_least_before(pivot, n, calendar, here);
        ASSERT_EQ(c(least_before, pivot), n);
        if (least_before < pivot) { ASSERT_LT(c(least_before + 1, pivot), n); }
        const Instant within_after = latest_within_after(pivot, n, calendar, here);
        ASSERT_GE(within_after, pivot);
        ASSERT_EQ(c(pivot, within_after), n);
        ASSERT_GT(c(pivot, within_after + 1), n);
        const Instant least_after = earliest_at_least_after(pivot, n, calendar, here);
        ASSERT_EQ(c(pivot, least_after), n);
        if (least_after > pivot) { ASSERT_LT(c(pivot, least_after - 1), n); }
      }
    }
  }
}

TEST(Counted, FortyEightHoursOverAWeekend) {
  const Zone york = zone("America/New_York");
  const auto at = [&](int month, int day, int hour) {
    return york.resolve({day_of({2025, static_cast<uint8_t>(month), static_cast<uint8_t>(day)}), hour * 3600});
  };
  EXPECT_EQ(latest_within_after(at(8, 15, 17), 48 * 3600, working_days(), york), at(8, 19, 17));
  EXPECT_EQ(earliest_within_before(at(7, 7, 17), 48 * 3600, working_days(), york), at(7, 2, 17));
  EXPECT_EQ(latest_within_after(at(8, 14, 0), 48 * 3600, working_days(), york), at(8, 18, 0));
  EXPECT_EQ(earliest_at_least_after(at(8, 14, 0), 48 * 3600, working_days(), york), at(8, 16, 0));
}

// A day that is shown twice over midnight is one day: Newfoundland set its clocks back at one minute past midnight.
TEST(Counted, ClockSetBackOverMidnight) {
  const Zone here = zone("America/St_Johns");
  const Instant sunday = here.first_moment(day_of({2006, 10, 29}));
  EXPECT_EQ(here.local_day(sunday + 60), day_of({2006, 10, 28}));
  Calendar weekends;
  weekends.weekends = true;
  EXPECT_EQ(counted_between(sunday - 86'400, sunday + 90'000, weekends, here), 0);
  EXPECT_EQ(counted_between(sunday + 30, sunday + 1800, Calendar(), here), 1770);
}

TEST(Time, BothEnds) {
  Calendar never;
  for (uint8_t month = 1; month <= 12; ++month) {
    for (uint8_t day = 1; day <= 31; ++day) never.days.push_back({month, day});
  }
  for (const char* name : {"America/New_York", "Pacific/Kiritimati", "UTC"}) {
    const Zone here = zone(name);
    for (const Instant t : {kLeast, kFirstInstant, kFirstInstant + 1, Instant{0}, kLastInstant, kMost}) {
      here.show(t);
      end_of_next(t, 2, 29, here);
      for (const int64_t n : {kLeast, int64_t{0}, int64_t{48 * 3600}, int64_t{40} * 366 * 86'400, kMost}) {
        for (const auto edge : {earliest_within_before, latest_at_least_before, latest_within_after, earliest_at_least_after}) {
          for (const Calendar& calendar : {Calendar(), working_days()}) {
            const Instant found = edge(t, n, calendar, here);
            ASSERT_EQ(found, clip(found));
          }
        }
        for (const Unit unit : {Unit::kSeconds, Unit::kWeeks, Unit::kMonths, Unit::kYears}) {
          ASSERT_EQ(clip(move_instant(t, {n, unit}, here)), move_instant(t, {n, unit}, here));
        }
        for (const Unit unit : {Unit::kDays, Unit::kWeeks, Unit::kMonths, Unit::kYears}) {
          ASSERT_GE(move_day(t, {n, unit}), kFirstDay);
          ASSERT_LE(move_day(t, {n, unit}), kLastDay);
        }
      }
    }
    for (const int64_t n : {int64_t{0}, int64_t{48 * 3600}, kMost}) {
      EXPECT_EQ(earliest_within_before(0, n, never, here), kFirstInstant);
      EXPECT_EQ(latest_within_after(0, n, never, here), kLastInstant);
    }
    EXPECT_EQ(counted_between(kLeast, kMost, never, here), 0);
    EXPECT_EQ(counted_between(kLeast, kMost, Calendar(), here), kLastInstant - kFirstInstant);
    EXPECT_EQ(here.resolve({kMost, 86'399}), here.resolve({kLastDay + 2, 86'399}));
  }
}

}  // namespace
}  // namespace comity::book::time
