// Days and calendars.
//
// A day's date follows from counting years as if they began on March 1: the leap day is then the last of its year and the months before it
// have lengths that repeat, so that a date is a few divisions and no table of leap years.
//
// Holidays and weekends repeat with the sort of year: whether it is a leap year, its first weekday, and which statute stood. For each of the
// 4 x 7 x 2 sorts a mask of 366 bits is computed by the compiler. A day is then one bit, and the days that a calendar counts in a year
// are the zeros of an or of masks: years cost nanoseconds, which makes "15 years, not counting holidays" as cheap as it sounds.
#include "book/time/calendar.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace comity::book::time {

namespace {

constexpr int64_t kDaysIn400Years = 146'097;
constexpr Day kMarchOfYearZero = -719'468;  // 0000-03-01

constexpr bool is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
constexpr int days_in_month(bool leap, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[static_cast<size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
}

constexpr Day days_before_year(int64_t year) {  // the day of January 1
  const int64_t past = year - 1;
  return 365 * past + floor_div(past, 4) - floor_div(past, 100) + floor_div(past, 400) + kFirstDay;
}
constexpr int weekday_of(Day day) { return static_cast<int>(floor_mod(day + 3, 7)); }  // 1970-01-01 was a Thursday

// Days of one year, January 1 is bit 0.
struct YearMask {
  std::array<uint64_t, 6> words{};
  constexpr void add(int day_of_year) { words[static_cast<size_t>(day_of_year) / 64] |= uint64_t{1} << (day_of_year % 64); }
  constexpr bool has(int64_t day_of_year) const { return (words[static_cast<size_t>(day_of_year) / 64] >> (day_of_year % 64) & 1) != 0; }
  constexpr void join(const YearMask& other) {
    for (size_t i = 0; i < words.size(); ++i) words[i] |= other.words[i];
  }
  int64_t count(int64_t from, int64_t until) const {  // how many of the days [from, until)
    int64_t found = 0;
    for (int64_t i = 0; i < 6; ++i) {
      uint64_t word = words[static_cast<size_t>(i)];
      const int64_t low = from - i * 64, high = until - i * 64;
      if (low >= 64 || high <= 0) continue;
      if (low > 0) word &= ~uint64_t{0} << low;
      if (high < 64) word &= (uint64_t{1} << high) - 1;
      found += std::popcount(word);
    }
    return found;
  }
};

// --- federal holidays --------------------------------------------------------------------------------------------------------

// Which text of 5 U.S.C. 6103 stood: from 1971; Veterans Day back to November 11 from 1978; King from 1986; Juneteenth from 2021.
constexpr size_t kStatutes = 4;
constexpr int64_t kFirstHolidays = 1971, kLastStatute = 2021, kLastHolidays = 9999;
constexpr size_t statute_of(int64_t year) { return year >= kLastStatute ? 3 : year >= 1986 ? 2 : year >= 1978 ? 1 : 0; }

constexpr YearMask holidays_of(bool leap, int first_weekday, size_t statute) {
  YearMask mask;
  const int length = leap ? 366 : 365;
  const auto day_of_year = [&](int month, int day) {
    int before = 0;
    for (int m = 1; m < month; ++m) before += days_in_month(leap, m);
    return before + day - 1;
  };
  const auto add = [&](int at) {  // the day, and the day observed where it falls on a weekend
    const int weekday = (first_weekday + at) % 7;
    mask.add(at);
    if (weekday == 5 && at > 0) mask.add(at - 1);
    if (weekday == 6) mask.add(at + 1);
  };
  const auto nth = [&](int month, int weekday, int n) {
    const int first = day_of_year(month, 1);
    mask.add(first + (weekday - (first_weekday + first) % 7 + 7) % 7 + 7 * (n - 1));
  };
  add(day_of_year(1, 1));
  if (statute >= 2) nth(1, 0, 3);
  nth(2, 0, 3);
  const int last_of_may = day_of_year(5, 31);
  mask.add(last_of_may - (first_weekday + last_of_may) % 7);
  if (statute >= 3) add(day_of_year(6, 19));
  add(day_of_year(7, 4));
  nth(9, 0, 1);
  nth(10, 0, 2);
  if (statute == 0) nth(10, 0, 4);
  if (statute >= 1) add(day_of_year(11, 11));
  nth(11, 3, 4);
  add(day_of_year(12, 25));
  // The next New Year on a Saturday is observed on December 31.
  if ((first_weekday + length) % 7 == 5) mask.add(length - 1);
  return mask;
}

constexpr YearMask weekends_of(int first_weekday) {
  YearMask mask;
  for (int at = 0; at < 366; ++at) {
    if ((first_weekday + at) % 7 >= 5) mask.add(at);
  }
  return mask;
}

constexpr auto kHolidays = [] {
  std::array<std::array<std::array<YearMask, 7>, 2>, kStatutes> all;
  for (size_t statute = 0; statute < kStatutes; ++statute) {
    for (int leap = 0; leap < 2; ++leap) {
      for (int weekday = 0; weekday < 7; ++weekday)
        all[statute][static_cast<size_t>(leap)][static_cast<size_t>(weekday)] = holidays_of(leap == 1, weekday, statute);
    }
  }
  return all;
}();

constexpr auto kWeekends = [] {
  std::array<YearMask, 7> all;
  for (int weekday = 0; weekday < 7; ++weekday) all[static_cast<size_t>(weekday)] = weekends_of(weekday);
  return all;
}();

// The last day of 9999 is a Friday, but the year 10000 has no holidays.
bool has_holidays(int64_t year, int64_t day_of_year) {
  return year >= kFirstHolidays && year <= kLastHolidays && !(year == kLastHolidays && day_of_year == 364);
}

const YearMask& holiday_mask(int64_t year, Day first) { return kHolidays[statute_of(year)][is_leap(year) ? 1 : 0][static_cast<size_t>(weekday_of(first))]; }

YearMask skipped_of(const Calendar& calendar, int64_t year, Day first) {
  YearMask mask;
  if (calendar.weekends) mask = kWeekends[static_cast<size_t>(weekday_of(first))];
  if (calendar.federal_holidays && has_holidays(year, 0)) {
    YearMask holidays = holiday_mask(year, first);
    if (year == kLastHolidays) holidays.words[5] &= ~(uint64_t{1} << (364 % 64));
    mask.join(holidays);
  }
  for (const Calendar::MonthDay& at : calendar.days) {
    if (at.day <= days_in_month(is_leap(year), at.month)) mask.add(static_cast<int>(day_of({static_cast<int32_t>(year), at.month, at.day}) - first));
  }
  return mask;
}

}  // namespace

Day day_of(Civil civil) {
  const int64_t year = civil.month > 2 ? civil.year : int64_t{civil.year} - 1;
  const int64_t month = civil.month > 2 ? civil.month - 3 : civil.month + 9;  // March is 0
  const int64_t in_year = (153 * month + 2) / 5 + civil.day - 1;              // months of 31, 30, 31, 30, 31 days: 153 in five
  return kMarchOfYearZero + 365 * year + floor_div(year, 4) - floor_div(year, 100) + floor_div(year, 400) + in_year;
}

Civil civil_of(Day day) {
  const int64_t from_march = day - kMarchOfYearZero;
  const int64_t cycle = floor_div(from_march, kDaysIn400Years);
  const int64_t in_cycle = from_march - cycle * kDaysIn400Years;
  // Take out the leap days that have passed: one in 1461 days, but for the ends of centuries.
  const int64_t year = (in_cycle - in_cycle / 1460 + in_cycle / 36'524 - in_cycle / 146'096) / 365;
  const int64_t in_year = in_cycle - (365 * year + year / 4 - year / 100);
  const int64_t month = (5 * in_year + 2) / 153;
  Civil civil;
  civil.day = static_cast<uint8_t>(in_year - (153 * month + 2) / 5 + 1);
  civil.month = static_cast<uint8_t>(month < 10 ? month + 3 : month - 9);
  civil.year = static_cast<int32_t>(cycle * 400 + year + (month < 10 ? 0 : 1));
  return civil;
}

int month_length(int32_t year, int month) {
  assert(month >= 1 && month <= 12);
  return days_in_month(is_leap(year), month);
}

int weekday(Day day) { return weekday_of(day); }

bool is_federal_holiday(Day day) {
  const int64_t year = civil_of(day).year;
  const Day first = days_before_year(year);
  return has_holidays(year, day - first) && holiday_mask(year, first).has(day - first);
}

bool Calendar::skips(Day day) const {
  if (weekends && weekday_of(day) >= 5) return true;
  if (federal_holidays && is_federal_holiday(day)) return true;
  if (days.empty()) return false;
  const Civil civil = civil_of(day);
  return std::find(days.begin(), days.end(), MonthDay{civil.month, civil.day}) != days.end();
}

int64_t Calendar::counted_days(Day from, Day until) const {
  if (from >= until) return 0;
  int64_t skipped = 0;
  int64_t year = civil_of(from).year;
  for (Day first = days_before_year(year), next;; first = next, ++year) {
    // 400 years are whole weeks, and before the first holidays and after the last statute they are all alike.
    const int64_t alike_until = year > kLastStatute ? kLastHolidays : kFirstHolidays;
    const int64_t cycles = std::min(until - first, days_before_year(alike_until) - first) / kDaysIn400Years;
    if (from <= first && cycles > 1) {
      skipped += cycles * (kDaysIn400Years - counted_days(first, first + kDaysIn400Years));
      year += 400 * cycles;
      first += cycles * kDaysIn400Years;
    }
    next = days_before_year(year + 1);
    skipped += skipped_of(*this, year, first).count(std::max(from, first) - first, std::min(until, next) - first);
    if (until <= next) return until - from - skipped;
  }
}

}  // namespace comity::book::time
