// Thresholds at one instant of the question.
//
// A test is `value >= threshold` on the grid of the fact, an instant's second or a date's day. With T the question's instant (for dates its
// local day in the threshold's zone), the rules are, before `plus` is added:
//
//   constant                 the constant itself
//   case at                  T
//   shift                    T moved by the shift (which is negative for "before")
//   earliest within before   the first second t with counted time from t to T at most `seconds`
//   latest at least before   the last second t with counted time from t to T at least `seconds`
//   latest within after      the last second t with counted time from T to t at most `seconds`
//   earliest at least after  the first second t with counted time from T to t at least `seconds`
//
// So "F within 48 hours before T" is F >= earliest within before(48 h) and not F >= T + 1; "at least" is not F >= latest at least
// before + 1; "more than" is not F >= earliest within before.
#include <algorithm>

#include "book/model.h"

namespace comity::book {

namespace {

using Rule = Threshold::Rule;

const time::Zone& zone_of(const Model& model, const Threshold& threshold) {
  static const time::Zone kUtc = time::Zone::utc();
  return threshold.zone.valid() ? model.zones[threshold.zone.value] : kUtc;
}

int64_t of_date(const Threshold& threshold, const time::Zone& zone, Instant case_at) {
  const time::Day today = zone.local_day(case_at);
  return threshold.rule == Rule::kShift ? time::move_day(today, threshold.shift) : today;
}

int64_t of_instant(const Model& model, const Threshold& threshold, const time::Zone& zone, Instant case_at) {
  if (threshold.rule == Rule::kCaseAt) return case_at;
  if (threshold.rule == Rule::kShift) return time::move_instant(case_at, threshold.shift, zone);
  const time::Calendar& calendar = model.calendars[threshold.calendar.value].skips;
  switch (threshold.rule) {
    case Rule::kEarliestWithinBefore: return time::earliest_within_before(case_at, threshold.seconds, calendar, zone);
    case Rule::kLatestAtLeastBefore: return time::latest_at_least_before(case_at, threshold.seconds, calendar, zone);
    case Rule::kLatestWithinAfter: return time::latest_within_after(case_at, threshold.seconds, calendar, zone);
    default: return time::earliest_at_least_after(case_at, threshold.seconds, calendar, zone);
  }
}

}  // namespace

int64_t threshold_at(const Model& model, const Threshold& threshold, Instant case_at) {
  if (threshold.rule == Rule::kConstant) return threshold.constant + threshold.plus;
  case_at = time::clip(case_at);
  const time::Zone& zone = zone_of(model, threshold);
  return (threshold.on_dates ? of_date(threshold, zone, case_at) : of_instant(model, threshold, zone, case_at)) + threshold.plus;
}

}  // namespace comity::book
