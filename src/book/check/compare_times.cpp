// Tests of dates and instants against a fixed point of time or `case.at`.
//
// With T the point and D the duration:
//   before T: F < T                      on or before T: F < T + 1
//   within D before T: T - D <= F < T + 1   within D after T: T <= F < T + D + 1
//   more than D before T: F < T - D         at least D before T: F < T - D + 1
//   more than D after T: F >= T + D + 1     at least D after T: F >= T + D
// each as AtLeast or its negation; + 1 is one step of the grid. Where a calendar counts, T ± D is the threshold of counted time that fits
// the comparison (time/shift.h). A fixed T gives a constant here; `case.at` a rule that the answer computes.
#include <fmt/format.h>

#include "book/check/conditions.h"
#include "book/check/moments.h"
#include "book/check/wording.h"

namespace comity::book {

namespace {

using syntax::TimeTest;

// The whole domain of dates and instants: years 1 to 9999.
constexpr int64_t kFirstInstant = time::kFirstDay * 86'400;
constexpr int64_t kLastInstant = (time::kLastDay + 1) * 86'400 - 1;

bool looks_back(TimeTest test) { return test == TimeTest::kWithinBefore || test == TimeTest::kMoreBefore || test == TimeTest::kAtLeastBefore; }

// The threshold of counted time from which, or to which, the comparison holds.
Threshold::Rule counted_rule(TimeTest test) {
  switch (test) {
    case TimeTest::kAtLeastBefore: return Threshold::Rule::kLatestAtLeastBefore;
    case TimeTest::kWithinAfter:
    case TimeTest::kMoreAfter: return Threshold::Rule::kLatestWithinAfter;
    case TimeTest::kAtLeastAfter: return Threshold::Rule::kEarliestAtLeastAfter;
    default: return Threshold::Rule::kEarliestWithinBefore;
  }
}

Instant counted(Threshold::Rule rule, Instant pivot, int64_t seconds, const time::Calendar& calendar, const time::Zone& zone) {
  switch (rule) {
    case Threshold::Rule::kLatestAtLeastBefore: return time::latest_at_least_before(pivot, seconds, calendar, zone);
    case Threshold::Rule::kLatestWithinAfter: return time::latest_within_after(pivot, seconds, calendar, zone);
    case Threshold::Rule::kEarliestAtLeastAfter: return time::earliest_at_least_after(pivot, seconds, calendar, zone);
    default: return time::earliest_within_before(pivot, seconds, calendar, zone);
  }
}

std::string_view name(syntax::Unit unit) {
  constexpr std::string_view kNames[] = {"seconds", "minutes", "hours", "days", "weeks", "months", "years"};
  return kNames[static_cast<size_t>(unit)];
}

// Where days begin matters only to dates, months and calendars. Elsewhere the zone is left out, so that books in different zones share atoms.
bool needs_zone(const Threshold& threshold) {
  if (!threshold.relative()) return false;
  if (threshold.on_dates || threshold.calendar.valid()) return true;
  return threshold.rule == Threshold::Rule::kShift && threshold.shift.unit >= syntax::Unit::kMonths;
}

bool counts(const syntax::Counting& counting) { return counting.skip_weekends || counting.skip_holidays || counting.calendar; }

}  // namespace

CalendarId Conditions::calendar_of(BookId book, const syntax::Duration& duration) {
  const syntax::Counting& counting = duration.counting;
  if (counting.calendar) return context_.find<CalendarId>(Space::kCalendar, book, *counting.calendar);
  const time::Calendar skips{counting.skip_weekends, counting.skip_holidays, {}};
  for (size_t i = context_.calendars.size(); i < model_.calendars.size(); ++i) {
    if (model_.calendars[i].skips == skips) return CalendarId(i);
  }
  model_.calendars.push_back({"", skips, duration.span, book});
  return CalendarId(model_.calendars.size() - 1);
}

bool Conditions::duration_fits(const Subject& subject, const syntax::Duration& duration) {
  const bool small = duration.unit < syntax::Unit::kDays, large = duration.unit >= syntax::Unit::kMonths;
  if (subject.type->kind == TypeKind::kDate && small) {
    context_
        .report("C0410", duration.span, fmt::format("`{}` is a date: {} do not count", subject.name, name(duration.unit)), "write days, weeks, months or years")
        .notes.push_back({subject.declared, "declared here"});
    return false;
  }
  if (!counts(duration.counting)) return true;
  if (subject.type->kind == TypeKind::kDate) {
    context_
        .report("C0411", duration.span, fmt::format("`{}` is a date; days off are left out for instants only", subject.name),
                "declare the fact as `instant`, or count all days")
        .notes.push_back({subject.declared, "declared here"});
    return false;
  }
  if (!large) return true;
  context_.report("C0411", duration.span, fmt::format("{} are not counted by a calendar of days off", name(duration.unit)),
                  "write minutes, hours, days or weeks, or take the calendar away");
  return false;
}

// T as a threshold: a constant on the fact's grid, or the rule for case.at.
bool Conditions::pivot(const Scope& scope, const Subject& subject, const syntax::Cond& cond, Threshold& out) {
  const bool dates = subject.type->kind == TypeKind::kDate;
  out.on_dates = dates;
  out.zone = model_.books[scope.book.value].zone;
  if (cond.anchor.is_case_at) {
    out.rule = Threshold::Rule::kCaseAt;
    return true;
  }
  const syntax::Moment& moment = cond.anchor.moment;
  const std::string_view shown = context_.loaded.files.slice(moment.span);
  if (dates && moment.has_time) {
    context_.report("C0413", moment.span, fmt::format("`{}` is a date and has no time of day", subject.name), "write the day alone")
        .notes.push_back({subject.declared, "declared here"});
    return false;
  }
  if (!dates && !moment.has_time && cond.time_test == TimeTest::kOn) {
    context_
        .report("C0412", moment.span, fmt::format("`{}` is an instant: it is on one second, not on a day", subject.name),
                fmt::format("write `{} is on or after {} and {} is before {}`", subject.name, shown, subject.name, day_after(moment)))
        .notes.push_back({subject.declared, "declared here"});
    return false;
  }
  if (!dates && !moment.has_time && (cond.time_test == TimeTest::kAfter || cond.time_test == TimeTest::kOnOrBefore)) {
    const bool after = cond.time_test == TimeTest::kAfter;
    context_
        .report("C0421", moment.span,
                fmt::format("`{}` is an instant, so this day means its first moment: {}", subject.name,
                            after ? "the rest of it is after" : "the rest of it is not before"),
                fmt::format("if the whole day is meant, write `is {} {}`", after ? "on or after" : "before", day_after(moment)))
        .notes.push_back({subject.declared, "declared here"});
  }
  out.constant = dates ? day_of(moment) : instant_of(context_, scope.book, moment);
  return true;
}

// T - D or T + D.
Threshold Conditions::moved(const Scope& scope, const Subject& subject, const syntax::Cond& cond, const Threshold& from) {
  const syntax::Duration& duration = cond.duration;
  const time::Zone& zone = context_.zone(scope.book);
  Threshold out = from;
  if (counts(duration.counting)) {
    const CalendarId calendar = calendar_of(scope.book, duration);
    if (!calendar.valid()) return out;
    const Threshold::Rule rule = counted_rule(cond.time_test);
    const int64_t seconds = duration.amount * time::seconds_in(duration.unit);
    if (!from.relative()) {
      out.constant = counted(rule, from.constant, seconds, model_.calendars[calendar.value].skips, zone);
      return out;
    }
    out.rule = rule;
    out.seconds = seconds;
    out.calendar = calendar;
    return out;
  }
  const time::Shift shift{looks_back(cond.time_test) ? -duration.amount : duration.amount, duration.unit};
  if (!from.relative()) {
    out.constant = subject.type->kind == TypeKind::kDate ? time::move_day(from.constant, shift) : time::move_instant(from.constant, shift, zone);
    return out;
  }
  out.rule = Threshold::Rule::kShift;
  out.shift = shift;
  return out;
}

// F >= threshold + plus.
CondId Conditions::from(const Subject& subject, Threshold threshold, int64_t plus, Span span) {
  if (!needs_zone(threshold)) threshold.zone = ZoneId();
  if (threshold.relative()) {
    threshold.plus = plus;
  } else {
    threshold.constant += plus;
    const bool dates = threshold.on_dates;
    if (threshold.constant <= (dates ? time::kFirstDay : kFirstInstant)) return arena_.constant(true, span);
    if (threshold.constant > (dates ? time::kLastDay : kLastInstant)) return arena_.constant(false, span);
  }
  Test test = subject.test(Test::Kind::kAtLeast);
  test.threshold = std::move(threshold);
  return arena_.test(std::move(test), span);
}

CondId Conditions::timed(const Scope& scope, const Subject& subject, const syntax::Cond& cond) {
  const TypeKind kind = subject.type->kind;
  if (kind != TypeKind::kDate && kind != TypeKind::kInstant) return mismatch(subject, cond.span, "compared with a date or an instant");
  const bool with_duration = cond.time_test >= TimeTest::kWithinBefore;
  Threshold point;
  const bool fits = !with_duration || duration_fits(subject, cond.duration);
  if (!pivot(scope, subject, cond, point) || !fits) return broken(cond.span);
  const Threshold edge = with_duration ? moved(scope, subject, cond, point) : point;
  const auto least = [&](const Threshold& threshold, int64_t plus) { return from(subject, threshold, plus, cond.span); };
  const auto less = [&](const Threshold& threshold, int64_t plus) { return arena_.negation(least(threshold, plus), cond.span); };
  switch (cond.time_test) {
    case TimeTest::kOn: return arena_.all({least(point, 0), less(point, 1)}, cond.span);
    case TimeTest::kBefore: return less(point, 0);
    case TimeTest::kAfter: return least(point, 1);
    case TimeTest::kOnOrBefore: return less(point, 1);
    case TimeTest::kOnOrAfter: return least(point, 0);
    case TimeTest::kWithinBefore: return arena_.all({least(edge, 0), less(point, 1)}, cond.span);
    case TimeTest::kWithinAfter: return arena_.all({least(point, 0), less(edge, 1)}, cond.span);
    case TimeTest::kMoreBefore: return less(edge, 0);
    case TimeTest::kAtLeastBefore: return less(edge, 1);
    case TimeTest::kMoreAfter: return least(edge, 1);
    case TimeTest::kAtLeastAfter: return least(edge, 0);
  }
  return broken(cond.span);
}

}  // namespace comity::book
