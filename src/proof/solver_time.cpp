// Thresholds that move with case.at, as terms.
#include <algorithm>
#include <cmath>

#include "proof/solver_terms.h"

namespace comity::proof {

using Rule = book::Threshold::Rule;
using book::time::Unit;

namespace {

constexpr int64_t kDay = 86400;
constexpr double kDaysInMonth = 146097.0 / 4800;  // the mean over 400 years
constexpr int64_t kMonthSlack = 10;               // no run of months strays further from the mean, in days

z3::expr clipped(z3::context& z3, const z3::expr& value, circuit::Domain domain) {
  const z3::expr low = z3.int_val(domain.low), high = z3.int_val(domain.high);
  return z3::ite(value < low, low, z3::ite(value > high, high, value));
}

}  // namespace

// The local day of case.at in the threshold's zone. It is tied to the instant within the widest offset there is, which is enough: a case
// that this admits wrongly is not confirmed by any instant.
z3::expr Terms::day_of(const book::Threshold& threshold) {
  if (auto found = day_.find(threshold.zone.value); found != day_.end()) return found->second;
  const z3::expr day = z3_.int_const(("day " + program_.model->zones[threshold.zone.value].name()).c_str());
  rules_.push_back(day * z3_.int_val(kDay) <= instant_ + z3_.int_val(kDay) && instant_ <= day * z3_.int_val(kDay) + z3_.int_val(2 * kDay));
  return day_.emplace(threshold.zone.value, day).first->second;
}

z3::expr Terms::threshold(const book::Threshold& threshold, book::TypeKind kind) {
  if (!threshold.relative()) return z3_.int_val(book::threshold_at(*program_.model, threshold, 0));
  return clipped(z3_, moving(threshold), circuit::domain_of(kind)) + z3_.int_val(threshold.plus);
}

z3::expr Terms::moving(const book::Threshold& threshold) {
  const z3::expr pivot = threshold.on_dates ? day_of(threshold) : instant_;
  if (threshold.rule == Rule::kCaseAt) return pivot;
  if (threshold.rule != Rule::kShift) return by_calendar(threshold);
  const book::time::Shift shift = threshold.shift;
  if (shift.unit == Unit::kMonths || shift.unit == Unit::kYears) return by_months(threshold, shift.amount * (shift.unit == Unit::kYears ? 12 : 1));
  const int64_t seconds = shift.amount * book::time::seconds_in(shift.unit);
  return pivot + z3_.int_val(threshold.on_dates ? seconds / kDay : seconds);
}

// Months and years: an unknown near the mean, in order with the other shifts by months.
z3::expr Terms::by_months(const book::Threshold& threshold, int64_t months) {
  for (const Moved& moved : by_months_) {
    if (moved.order == months && moved.threshold.zone == threshold.zone && moved.threshold.on_dates == threshold.on_dates) return moved.value;
  }
  const z3::expr value =
      z3_.int_const(("months " + std::to_string(months) + (threshold.on_dates ? " d" : " i") + std::to_string(threshold.zone.value)).c_str());
  const z3::expr pivot = threshold.on_dates ? day_of(threshold) : instant_;
  const int64_t grid = threshold.on_dates ? 1 : kDay;
  const auto mean = static_cast<int64_t>(std::floor(kDaysInMonth * static_cast<double>(months)));
  rules_.push_back(value >= pivot + z3_.int_val((mean - kMonthSlack) * grid) && value <= pivot + z3_.int_val((mean + kMonthSlack) * grid));
  for (const Moved& moved : by_months_) {
    if (moved.threshold.zone != threshold.zone || moved.threshold.on_dates != threshold.on_dates) continue;
    rules_.push_back(moved.order < months ? moved.value < value : value < moved.value);
  }
  by_months_.push_back({threshold, months, value});
  return value;
}

// A calendar's rules: before or after case.at, and further off the more time is counted.
z3::expr Terms::by_calendar(const book::Threshold& threshold) {
  for (const Moved& moved : by_calendar_) {
    book::Threshold same = moved.threshold;
    same.plus = threshold.plus;
    if (same == threshold) return moved.value;
  }
  const z3::expr value = z3_.int_const(("counted " + std::to_string(by_calendar_.size())).c_str());
  const bool before = threshold.rule == Rule::kEarliestWithinBefore || threshold.rule == Rule::kLatestAtLeastBefore;
  const z3::expr length = z3_.int_val(threshold.seconds);
  rules_.push_back(before ? value <= instant_ - length : value >= instant_ + length);
  for (const Moved& moved : by_calendar_) {
    if (moved.threshold.rule != threshold.rule || moved.threshold.calendar != threshold.calendar || moved.threshold.zone != threshold.zone) continue;
    const bool further = moved.order < threshold.seconds;
    rules_.push_back(further == before ? value <= moved.value : moved.value <= value);
  }
  by_calendar_.push_back({threshold, threshold.seconds, value});
  return value;
}

z3::expr Terms::within(const Interval& range) {
  const Instant from = std::max(range.from, kFirstInstant);
  const Instant last = std::min(range.until, kLastInstant + 1) - 1;
  z3::expr all = instant_ >= z3_.int_val(from) && instant_ <= z3_.int_val(last);
  for (const auto& [zone, day] : day_) {
    const auto& where = program_.model->zones[zone];
    all = all && day >= z3_.int_val(where.local_day(from)) && day <= z3_.int_val(where.local_day(last));
  }
  return all;
}

}  // namespace comity::proof
