#include "circuit/threshold_order.h"

#include <limits>
#include <optional>

namespace comity::circuit {

using book::Threshold;
using Rule = Threshold::Rule;

namespace {

constexpr int64_t kFar = std::numeric_limits<int64_t>::max() / 4;

// How far after case.at a threshold may lie, on its grid.
struct Range {
  int64_t low = 0, high = 0;
};

std::optional<int64_t> months_of(const Threshold& t) {
  if (t.rule != Rule::kShift) return std::nullopt;
  if (t.shift.unit == book::time::Unit::kMonths) return t.shift.amount;
  if (t.shift.unit == book::time::Unit::kYears) return t.shift.amount * 12;
  return std::nullopt;
}

// A month is 28 to 31 days, a year 365 or 366 and one less where it ends on the 29th of February; an instant's clock may be moved besides.
Range range_of_months(int64_t months, bool on_dates) {
  const int64_t size = months < 0 ? -months : months, years = size / 12, rest = size % 12;
  const int64_t least = years * 365 + rest * 28 - 4, most = years * 366 + rest * 31 + 4;
  const int64_t day = on_dates ? 1 : 86400;
  return months < 0 ? Range{-most * day, -least * day} : Range{least * day, most * day};
}

Range range_of(const Threshold& t) {
  switch (t.rule) {
    case Rule::kEarliestWithinBefore:
    case Rule::kLatestAtLeastBefore: return {-kFar, -t.seconds};
    case Rule::kLatestWithinAfter:
    case Rule::kEarliestAtLeastAfter: return {t.seconds, kFar};
    case Rule::kShift: break;
    default: return {};
  }
  if (const auto months = months_of(t)) return range_of_months(*months, t.on_dates);
  const int64_t moved = t.shift.amount * book::time::seconds_in(t.shift.unit) / (t.on_dates ? 86400 : 1);
  return {moved, moved};
}

bool is_before(const Threshold& t) { return t.rule == Rule::kEarliestWithinBefore || t.rule == Rule::kLatestAtLeastBefore; }
bool is_after(const Threshold& t) { return t.rule == Rule::kLatestWithinAfter || t.rule == Rule::kEarliestAtLeastAfter; }

// Counted time: with c the time counted between an instant and case.at, the earliest instant with c <= n comes before the latest with
// c >= n, and both before those of a smaller n; after case.at it is the other way round.
std::optional<bool> by_one_calendar(const Threshold& a, const Threshold& b) {
  if (a.calendar != b.calendar || a.zone != b.zone) return std::nullopt;
  if (!(is_before(a) && is_before(b)) && !(is_after(a) && is_after(b))) return std::nullopt;
  if (a.seconds != b.seconds) return is_before(a) ? a.seconds > b.seconds : a.seconds < b.seconds;
  const bool a_is_earliest = a.rule == Rule::kEarliestWithinBefore || a.rule == Rule::kEarliestAtLeastAfter;
  return (a.rule == b.rule || a_is_earliest) && a.plus <= b.plus;
}

}  // namespace

bool never_after(const Threshold& a, const Threshold& b) {
  if (const auto known = by_one_calendar(a, b)) return *known;
  const auto months_a = months_of(a), months_b = months_of(b);
  if (months_a && months_b && a.zone == b.zone) return *months_a < *months_b || (*months_a == *months_b && a.plus <= b.plus);
  const Range of_a = range_of(a), of_b = range_of(b);
  const int64_t zones_apart = a.on_dates && a.zone != b.zone ? 2 : 0;  // one instant's local days, in days
  return of_a.high + a.plus + zones_apart <= of_b.low + b.plus;
}

}  // namespace comity::circuit
