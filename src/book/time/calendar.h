// Days: the civil calendar, weekdays, U.S. federal holidays by rule, and the days that a calendar does not count.
//
// A day is the number of days since 1970-01-01 in the proleptic Gregorian calendar, years 1 to 9999.
#pragma once

#include <cstdint>
#include <vector>

namespace comity::book::time {

using Day = int64_t;
inline constexpr Day kFirstDay = -719162;  // 0001-01-01
inline constexpr Day kLastDay = 2932896;   // 9999-12-31
inline constexpr int64_t kSecondsInDay = 86'400;

// Division towards the past, so that it is the same before 1970 as after.
constexpr int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr int64_t floor_mod(int64_t a, int64_t b) { return a - floor_div(a, b) * b; }

struct Civil {
  int32_t year = 1970;
  uint8_t month = 1, day = 1;  // from 1
  friend bool operator==(const Civil&, const Civil&) = default;
};

Day day_of(Civil civil);  // O(1); the civil day must exist
Civil civil_of(Day day);  // O(1)
int month_length(int32_t year, int month);
int weekday(Day day);  // 0 is Monday, 6 Sunday

// The ten or eleven holidays of 5 U.S.C. 6103 as they stood in the day's year, and the days on which they are observed. Computed, from 1971.
bool is_federal_holiday(Day day);

// The local days that a calendar skips.
struct Calendar {
  struct MonthDay {
    uint8_t month = 1, day = 1;
    friend bool operator==(const MonthDay&, const MonthDay&) = default;
  };
  bool weekends = false;
  bool federal_holidays = false;
  std::vector<MonthDay> days;  // skipped each year, on that day itself only

  bool skips(Day day) const;
  // How many of the days [from, until) are not skipped. O(years).
  int64_t counted_days(Day from, Day until) const;
  friend bool operator==(const Calendar&, const Calendar&) = default;
};

}  // namespace comity::book::time
