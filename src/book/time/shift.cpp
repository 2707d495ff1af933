// Moving in time.
//
// Counted time is summed by days, not by seconds. A local day runs from its first moment to the next day's first moment, which makes 24
// hours but where a clock change lies within it; a calendar counts whole days or skips them. So the time counted between two instants is
//
//   the rest of the first day + 86,400 x the days counted in between + what clock changes add to these + the part of the last day
//
// where the days in between come from the masks of years (calendar.cpp) and clock changes are two a year. To go the other way, "which
// instant lies 48 counted hours before this one", days are taken as long as what is left surely covers them, then one by one.
//
// Example: 48 hours, not counting weekends, after Friday 17:00: 7 hours are left of Friday, Saturday and Sunday count nothing, Monday
// makes 31, and the 48th hour ends on Tuesday at 17:00.
//
// Cost: about 0.1 us for a few days; some 50 ns for each year or halving of what is left. Where a clock is set back over midnight (in
// Newfoundland until 2011), the minutes that are shown twice belong to the day that had begun.
#include "book/time/shift.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace comity::book::time {

namespace {

constexpr int64_t kSecondsInDay = 86'400;
constexpr int64_t kLongestDay = 2 * kSecondsInDay;  // a day on which the clock is set back by 24 hours
constexpr int64_t kAllTime = kLastInstant - kFirstInstant + 1;

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

int64_t times(int64_t a, int64_t b) {
  int64_t out = 0;
  if (__builtin_mul_overflow(a, b, &out)) return (a < 0) == (b < 0) ? std::numeric_limits<int64_t>::max() : std::numeric_limits<int64_t>::min();
  return out;
}
int64_t plus(int64_t a, int64_t b) {
  int64_t out = 0;
  if (__builtin_add_overflow(a, b, &out)) return b > 0 ? std::numeric_limits<int64_t>::max() : std::numeric_limits<int64_t>::min();
  return out;
}

Day clip_day(int64_t day) { return std::clamp(day, kFirstDay, kLastDay); }

// The day so many months later; the 31st becomes the last day of a shorter month.
Day move_months(Day day, int64_t months) {
  const Civil civil = civil_of(day);
  const int64_t count = plus(int64_t{civil.year} * 12 + civil.month - 1, months);
  const int64_t year = floor_div(count, 12);
  if (year < 1) return kFirstDay;
  if (year > 9999) return kLastDay;
  const int month = static_cast<int>(count - year * 12) + 1;
  const int last = month_length(static_cast<int32_t>(year), month);
  return day_of({static_cast<int32_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(std::min<int>(civil.day, last))});
}

// The first moments of days in one zone, one after the other: the stretch of the last answer mostly serves for the next.
class DayStarts {
 public:
  explicit DayStarts(const Zone& zone) : zone_(zone) {}

  Instant operator()(Day day) {
    const int64_t wall = day * kSecondsInDay;
    if (wall < stretch_.from || wall >= stretch_.until) stretch_ = zone_.stretch(wall);
    return wall - stretch_.offset;
  }

  // The day d with (*this)(d) <= instant < (*this)(d + 1).
  Day holding(Instant instant) {
    const int64_t wall = instant + stretch_.offset;
    Day day = wall >= stretch_.from && wall < stretch_.until ? floor_div(wall, kSecondsInDay) : zone_.local_day(instant);
    while (instant < (*this)(day)) --day;
    while (instant >= (*this)(day + 1)) ++day;
    return day;
  }

  // The time counted on the days [from, until).
  int64_t counted(Day from, Day until, const Calendar& calendar) {
    if (from >= until) return 0;
    int64_t total = calendar.counted_days(from, until) * kSecondsInDay;
    Zone::Stretch at = zone_.stretch(from * kSecondsInDay);
    while (at.until <= until * kSecondsInDay) {
      const Zone::Stretch next = zone_.stretch(at.until);
      const Day changed = floor_div(at.until - 1, kSecondsInDay);
      if (!calendar.skips(changed)) total += at.offset - next.offset;
      at = next;
    }
    return total;
  }

 private:
  const Zone& zone_;
  Zone::Stretch stretch_{1, 0, 0};  // empty
};

// The counted time to go, and when to stop: at the first day with which it reaches `amount`, or with which it passes it.
struct Goal {
  int64_t amount;
  int64_t enough;
  static Goal reaching(int64_t amount) { return {std::clamp<int64_t>(amount, 0, kAllTime), std::clamp<int64_t>(amount, 0, kAllTime)}; }
  static Goal passing(int64_t amount) { return {std::clamp<int64_t>(amount, 0, kAllTime), std::clamp<int64_t>(amount, 0, kAllTime) + 1}; }
};

Day new_year(Day day, int years) { return day_of({civil_of(day).year + years, 1, 1}); }

// How many days from `day` on, in the direction of `sign`, surely count less than `left`; and what they count.
struct Leap {
  int64_t days = 0;
  int64_t counted = 0;
};
Leap leap(DayStarts& starts, const Calendar& calendar, Day day, int sign, int64_t left, Day& year_end) {
  const auto count = [&](int64_t days) { return sign > 0 ? starts.counted(day, day + days, calendar) : starts.counted(day - days + 1, day + 1, calendar); };
  if (const int64_t days = (left - 1) / kLongestDay; days > 0) return {days, count(days)};
  // Years that count next to nothing are passed whole.
  if (sign > 0 ? day < year_end : day > year_end) return {};
  const bool at_end = day == year_end;
  year_end = sign > 0 ? new_year(day, 1) : new_year(day, 0) - 1;
  if (!at_end) return {};
  const int64_t days = sign > 0 ? year_end - day : day - year_end;
  const int64_t counted = count(days);
  return counted < left ? Leap{days, counted} : Leap{};
}

Instant after(Instant pivot, Goal goal, const Calendar& calendar, const Zone& zone) {
  pivot = clip(pivot);
  DayStarts starts(zone);
  Day day = starts.holding(pivot);
  Day year_end = new_year(day, 1);
  Instant low = pivot;
  for (int64_t counted = 0; day <= kLastDay + 1;) {
    const Instant high = starts(day + 1);
    if (low < high && !calendar.skips(day)) {
      if (counted + (high - low) >= goal.enough) return clip(low + (goal.amount - counted));
      counted += high - low;
    }
    ++day;
    const Leap leap = time::leap(starts, calendar, day, 1, goal.enough - counted, year_end);
    day += leap.days;
    counted += leap.counted;
    low = leap.days == 0 ? high : starts(day);
  }
  return kLastInstant;
}

Instant before(Instant pivot, Goal goal, const Calendar& calendar, const Zone& zone) {
  pivot = clip(pivot);
  DayStarts starts(zone);
  Day day = starts.holding(pivot);
  Day year_end = new_year(day, 0) - 1;
  Instant high = pivot;
  for (int64_t counted = 0; day >= kFirstDay - 1;) {
    const Instant low = starts(day);
    if (low < high && !calendar.skips(day)) {
      if (counted + (high - low) >= goal.enough) return clip(high - (goal.amount - counted));
      counted += high - low;
    }
    --day;
    const Leap leap = time::leap(starts, calendar, day, -1, goal.enough - counted, year_end);
    day -= leap.days;
    counted += leap.counted;
    high = leap.days == 0 ? low : starts(day + 1);
  }
  return kFirstInstant;
}

}  // namespace

int64_t seconds_in(Unit unit) {
  switch (unit) {
    case Unit::kSeconds: return 1;
    case Unit::kMinutes: return 60;
    case Unit::kHours: return 3600;
    case Unit::kDays: return kSecondsInDay;
    case Unit::kWeeks: return 7 * kSecondsInDay;
    case Unit::kMonths:
    case Unit::kYears: break;
  }
  assert(false && "months and years have no fixed length");
  return 0;
}

Instant move_instant(Instant from, Shift shift, const Zone& zone) {
  from = clip(from);
  if (shift.unit != Unit::kMonths && shift.unit != Unit::kYears) return clip(plus(from, times(shift.amount, seconds_in(shift.unit))));
  const Local there = zone.local(from);
  return clip(zone.resolve({move_months(there.day, times(shift.amount, shift.unit == Unit::kYears ? 12 : 1)), there.seconds}));
}

Instant move_date(Instant from, Shift shift, const Zone& zone) {
  if (shift.unit != Unit::kDays && shift.unit != Unit::kWeeks) return move_instant(from, shift, zone);
  const Local there = zone.local(clip(from));
  return clip(zone.resolve({move_day(there.day, shift), there.seconds}));
}

Day move_day(Day from, Shift shift) {
  from = clip_day(from);
  switch (shift.unit) {
    case Unit::kDays: return clip_day(plus(from, shift.amount));
    case Unit::kWeeks: return clip_day(plus(from, times(shift.amount, 7)));
    case Unit::kMonths: return move_months(from, shift.amount);
    case Unit::kYears: return move_months(from, times(shift.amount, 12));
    default: break;
  }
  assert(false && "days move by days, weeks, months and years");
  return from;
}

int64_t counted_between(Instant from, Instant to, const Calendar& calendar, const Zone& zone) {
  from = clip(from);
  to = clip(to);
  if (to <= from) return 0;
  DayStarts starts(zone);
  const Day first = starts.holding(from);
  const Day last = starts.holding(to);
  if (first == last) return calendar.skips(first) ? 0 : to - from;
  const int64_t head = calendar.skips(first) ? 0 : starts(first + 1) - from;
  const int64_t tail = calendar.skips(last) ? 0 : to - starts(last);
  return head + starts.counted(first + 1, last, calendar) + tail;
}

Instant earliest_within_before(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone) { return before(pivot, Goal::passing(n), calendar, zone); }

Instant latest_at_least_before(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone) {
  return n <= 0 ? clip(pivot) : before(pivot, Goal::reaching(n), calendar, zone);
}

Instant latest_within_after(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone) { return after(pivot, Goal::passing(n), calendar, zone); }

Instant earliest_at_least_after(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone) {
  return n <= 0 ? clip(pivot) : after(pivot, Goal::reaching(n), calendar, zone);
}

Instant end_of_next(Instant from, int month, int day, const Zone& zone) {
  const Day today = zone.local_day(from);
  const int32_t this_year = civil_of(today).year;
  // February 29 comes at the latest after eight years: 1896, 1904.
  for (int32_t year = this_year; year <= this_year + 8 && year <= 9999; ++year) {
    if (day > month_length(year, month)) continue;
    const Day found = day_of({year, static_cast<uint8_t>(month), static_cast<uint8_t>(day)});
    if (found >= today) return clip(zone.first_moment(found + 1) - 1);
  }
  return kLastInstant;
}

}  // namespace comity::book::time
