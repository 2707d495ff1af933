// Moving in time: by plain and civil units, and by time that a calendar counts.
//
// Civil units: months and years move the calendar date and keep the time of day; the 31st becomes the last day of a shorter month; days
// and weeks on instants are 24 and 168 hours. Counted time: the seconds between two instants less all moments on local days that the
// calendar skips (language.md section 5). Results are clipped to the years 1 to 9999.
#pragma once

#include <cstdint>

#include "book/time/calendar.h"
#include "book/time/zone.h"
#include "syntax/tree.h"

namespace comity::book::time {

using Unit = syntax::Unit;

struct Shift {
  int64_t amount = 0;  // signed: negative moves back
  Unit unit = Unit::kSeconds;
  friend bool operator==(const Shift&, const Shift&) = default;
};

int64_t seconds_in(Unit unit);  // for seconds to weeks; months and years have none (asserted)

Instant move_instant(Instant from, Shift shift, const Zone& zone);  // O(log transitions)
// The same, but days and weeks move the calendar date too: "90 days" from a midnight ends at a midnight, whatever the clocks did in between.
Instant move_date(Instant from, Shift shift, const Zone& zone);
Day move_day(Day from, Shift shift);  // days, weeks, months, years

// Counted seconds from `from` to `to` (0 if to <= from). O(days between), or better.
int64_t counted_between(Instant from, Instant to, const Calendar& calendar, const Zone& zone);

// With counted seconds c(a, b) between two instants and n >= 0:
Instant earliest_within_before(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone);   // the first t with c(t, pivot) <= n
Instant latest_at_least_before(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone);   // the last t <= pivot with c(t, pivot) >= n
Instant latest_within_after(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone);      // the last t with c(pivot, t) <= n: a deadline
Instant earliest_at_least_after(Instant pivot, int64_t n, const Calendar& calendar, const Zone& zone);  // the first t >= pivot with c(pivot, t) >= n

// The last second of the first MONTH DAY on or after the local day of `from`.
Instant end_of_next(Instant from, int month, int day, const Zone& zone);

}  // namespace comity::book::time
