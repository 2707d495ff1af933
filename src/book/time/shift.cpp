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
#include <utility>

namespace comity::book::time {

namespace {

constexpr int64_t kLongestDay = 2 * kSecondsInDay;  // a day on which the clock is set back by 24 hours
constexpr int64_t kAllTime = kLastInstant - kFirstInstant + 1;

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
      const Zone::Stretch next = zone_.after(at);
      const Day changed = floor_div(at.until - 1, kSecondsInDay);
      if (!calendar.skips(changed)) total += at.offset - next.offset;
      at = next;
    }
    return total;
  }

 private:
  const Zone& zone_;
  Zone::Stretch stretch_{1, 0, 0, 0};  // empty
};

// The counted time to go, and when to stop: at the first day with which it reaches `amount`, or with which it passes it.
struct Goal {
  int64_t amount;
  int64_t enough;
};
Goal reaching(int64_t amount) {
  amount = std::clamp<int64_t>(amount, 0, kAllTime);
  return {amount, amount};
}
Goal passing(int64_t amount) {
  amount = std::clamp<int64_t>(amount, 0, kAllTime);
  return {amount, amount + 1};
}

// Walks day by day away from an instant, and over days at once where it is sure that they do not reach the goal: as many as the longest
// days could be, and at the end of a year the next year, then the next two, four and so on as long as they hold too little.
class Walk {
 public:
  Walk(Instant pivot, Goal goal, const Calendar& calendar, const Zone& zone)
      : pivot_(clip(pivot)), goal_(goal), calendar_(calendar), starts_(zone), day_(starts_.holding(pivot_)) {}

  Instant forward() {
    Day year_end = new_year(1);
    for (Instant low = pivot_; day_ <= kLastDay + 1; low = starts_(day_)) {
      const Instant high = starts_(day_ + 1);
      if (takes(high - low)) return clip(low + (goal_.amount - counted_));
      ++day_;
      if (const int64_t days = sure_days(); days > 0) {
        day_ += days;
        counted_ += starts_.counted(day_ - days, day_, calendar_);
      }
      if (day_ == year_end) {
        while (skips_years(day_, new_year(years_))) day_ = new_year(skipped_);
      }
      if (day_ >= year_end) year_end = new_year(1);
    }
    return kLastInstant;
  }

  Instant backward() {
    Day year_end = new_year(0);
    for (Instant high = pivot_; day_ >= kFirstDay - 1; high = starts_(day_ + 1)) {
      const Instant low = starts_(day_);
      if (takes(high - low)) return clip(high - (goal_.amount - counted_));
      --day_;
      if (const int64_t days = sure_days(); days > 0) {
        day_ -= days;
        counted_ += starts_.counted(day_ + 1, day_ + days + 1, calendar_);
      }
      if (day_ + 1 == year_end) {
        while (skips_years(new_year(1 - years_), day_ + 1)) day_ = new_year(1 - skipped_) - 1;
      }
      if (day_ < year_end) year_end = new_year(0);
    }
    return kFirstInstant;
  }

 private:
  // January 1 so many years after that of the day.
  Day new_year(int years) const { return day_of({civil_of(day_).year + years, 1, 1}); }

  // Counts the day of this length, unless the goal lies on it.
  bool takes(int64_t length) {
    if (length <= 0 || calendar_.skips(day_)) return false;
    if (counted_ + length >= goal_.enough) return true;
    counted_ += length;
    return false;
  }

  int64_t sure_days() const { return (goal_.enough - counted_ - 1) / kLongestDay; }

  // Counts the days [from, until), `years_` of them, unless the goal may lie there. False where not even one year can be passed.
  bool skips_years(Day from, Day until) {
    if (from > kLastDay || until <= kFirstDay) return false;
    const int64_t held = starts_.counted(from, until, calendar_);
    if (counted_ + held < goal_.enough) {
      counted_ += held;
      skipped_ = years_;
      years_ *= 2;
      return true;
    }
    skipped_ = 0;
    return std::exchange(years_, 1) > 1;
  }

  Instant pivot_;
  Goal goal_;
  const Calendar& calendar_;
  DayStarts starts_;
  Day day_;
  int64_t counted_ = 0;
  int years_ = 1;    // to try next
  int skipped_ = 0;  // at the last try
};

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

Instant earliest_within_before(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone) {
  return Walk(pivot, passing(n), calendar, zone).backward();
}

Instant latest_at_least_before(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone) {
  return n <= 0 ? clip(pivot) : Walk(pivot, reaching(n), calendar, zone).backward();
}

Instant latest_within_after(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone) { return Walk(pivot, passing(n), calendar, zone).forward(); }

Instant earliest_at_least_after(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone) {
  return n <= 0 ? clip(pivot) : Walk(pivot, reaching(n), calendar, zone).forward();
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
