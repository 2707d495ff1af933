#include "book/check/moments.h"

#include <fmt/format.h>

namespace comity::book {

namespace {

std::string clock(const time::Local& local) { return fmt::format("{:02}:{:02}", local.seconds / 3600, local.seconds / 60 % 60); }

void report_missing(Context& context, const syntax::Moment& moment, const time::Zone& zone, time::Local local) {
  const Instant moved = zone.resolve(local);
  context.report("C0502", moment.span, fmt::format("this time does not exist in {}: the clocks were set forward over it", zone.name()),
                 fmt::format("the clocks showed {} at that moment; write a time that they showed", clock(zone.local(moved))));
}

void report_ambiguous(Context& context, const syntax::Moment& moment, const time::Zone& zone, time::Local local) {
  const Instant first = zone.resolve(local);
  context.report("C0503", moment.span, fmt::format("this time came twice in {}: the clocks were set back over it", zone.name()),
                 fmt::format("the first time was {}; write a time before or after the hour that came twice", zone.show(first)));
}

// A moment that broke off in the text has been reported and holds nothing.
bool was_read(const syntax::Moment& moment) { return moment.month != 0; }

}  // namespace

time::Day day_of(const syntax::Moment& moment) {
  if (!was_read(moment)) return 0;
  return time::day_of(time::Civil{moment.year, moment.month, moment.day});
}

Instant instant_of(Context& context, BookId book, const syntax::Moment& moment) {
  if (!was_read(moment)) return 0;
  const time::Zone& zone = context.zone(book);
  const time::Day day = day_of(moment);
  if (!moment.has_time) return zone.first_moment(day);
  const time::Local local{day, moment.hour * 3600 + moment.minute * 60 + moment.second};
  const int occurrences = zone.occurrences(local);
  if (occurrences == 0) report_missing(context, moment, zone, local);
  if (occurrences > 1) report_ambiguous(context, moment, zone, local);
  return zone.resolve(local);
}

Interval interval_of(Context& context, BookId book, const syntax::Range& range) {
  Interval out;
  if (range.from && was_read(*range.from)) out.from = instant_of(context, book, *range.from);
  if (!range.until || !was_read(*range.until)) return out;
  out.until = range.through ? context.zone(book).first_moment(day_of(*range.until) + 1) : instant_of(context, book, *range.until);
  if (out.until <= out.from) {
    const bool same = out.until == out.from;
    auto& message = context.report("C0504", range.until->span, same ? "this time ends when it begins" : "this time ends before it begins",
                                   same ? "`until` ends just before the instant; `through` ends with the day" : "look at the order of the two dates");
    message.notes.push_back({range.from->span, "it begins here"});
    out.until = out.from;
  }
  return out;
}

}  // namespace comity::book
