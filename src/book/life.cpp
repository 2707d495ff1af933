#include "book/life.h"

#include <algorithm>

#include <fmt/format.h>

#include "book/intervals.h"

namespace comity::book {

namespace {

using EventKind = ResolvedEvent::Kind;

// How a source's name is written in the book of another.
std::string name_seen_from(const Model& model, const Source& from, SourceId id) {
  const Source& source = model.sources[id.value];
  return source.book == from.book ? source.name : fmt::format("{}/{}", model.books[source.book.value].name, source.name);
}

// `expires after` as an instant like `expires on`.
std::vector<ResolvedEvent> with_expiries(const std::vector<ResolvedEvent>& written, const time::Zone& zone) {
  std::vector<ResolvedEvent> events = written;
  std::optional<Instant> latest;
  for (ResolvedEvent& event : events) {
    if (event.kind == EventKind::kInForce) latest = latest ? std::max(*latest, event.at) : event.at;
    if (event.kind != EventKind::kExpiresAfter) continue;
    event.kind = EventKind::kExpires;
    event.at = time::move_date(latest.value_or(time::kFirstInstant), event.after, zone);
  }
  return events;
}

// The time in which the source's own events leave it on. Where on and off fall on one instant it is on.
Intervals switched_on(const std::vector<ResolvedEvent>& events) {
  struct Switch {
    Instant at;
    bool on;
  };
  std::vector<Switch> switches;
  bool ever = false;
  for (const ResolvedEvent& event : events) {
    ever |= event.kind == EventKind::kInForce;
    if (event.kind == EventKind::kInForce || event.kind == EventKind::kRevived) switches.push_back({event.at, true});
    if (event.kind == EventKind::kInForce && event.until) switches.push_back({*event.until, false});
    if (event.kind == EventKind::kExpires || event.kind == EventKind::kRescinded) switches.push_back({event.at, false});
  }
  if (!ever) return {};
  std::sort(switches.begin(), switches.end(), [](const Switch& a, const Switch& b) { return a.at != b.at ? a.at < b.at : a.on < b.on; });
  Intervals on;
  for (size_t i = 0; i < switches.size(); ++i) {
    if (switches[i].on) on.push_back({switches[i].at, i + 1 < switches.size() ? switches[i + 1].at : kForever});
  }
  return normal(std::move(on));
}

Intervals stays(const std::vector<ResolvedEvent>& events) {
  Intervals found;
  for (const ResolvedEvent& event : events) {
    if (event.kind == EventKind::kStayed) found.push_back({event.at, event.until.value_or(kForever)});
  }
  return normal(std::move(found));
}

void mark_events(const Model& model, Source& source, const std::vector<ResolvedEvent>& events) {
  const auto mark = [&](Instant at, std::string what, SourceId by = {}) { source.marks.push_back({at, std::move(what), by}); };
  const auto with = [&](std::string_view what, const ResolvedEvent& event) {
    mark(event.at, event.by.valid() ? fmt::format("{} by {}", what, name_seen_from(model, source, event.by)) : std::string(what), event.by);
  };
  for (const ResolvedEvent& event : events) {
    switch (event.kind) {
      case EventKind::kInForce:
        mark(event.at, "in force");
        if (event.until) mark(*event.until, "ends");
        break;
      case EventKind::kExpires: mark(event.at, "expires"); break;
      case EventKind::kExpiresAfter: break;  // has become kExpires
      case EventKind::kRescinded: with("rescinded", event); break;
      case EventKind::kRevived: with("revived", event); break;
      case EventKind::kStayed:
        with("stayed", event);
        if (event.until) mark(*event.until, "stay ends");
        break;
      case EventKind::kAmended: with("amended", event); break;
    }
  }
}

// All sources in an order in which each comes after those that replace it. Without recursion: a chain may be as long as the book.
std::vector<SourceId> replacers_first(const std::vector<std::vector<SourceId>>& replaced_by) {
  enum : uint8_t { kNew, kOpen, kDone };
  std::vector<uint8_t> state(replaced_by.size(), kNew);
  std::vector<SourceId> order;
  struct Frame {
    uint32_t source;
    size_t next;
  };
  for (uint32_t start = 0; start < replaced_by.size(); ++start) {
    if (state[start] != kNew) continue;
    std::vector<Frame> stack{{start, 0}};
    state[start] = kOpen;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      if (frame.next == replaced_by[frame.source].size()) {
        state[frame.source] = kDone;
        order.push_back(SourceId(frame.source));
        stack.pop_back();
        continue;
      }
      const uint32_t to = replaced_by[frame.source][frame.next++].value;
      if (state[to] != kNew) continue;
      state[to] = kOpen;
      stack.push_back({to, 0});
    }
  }
  return order;
}

// Takes the time of the replacing sources out of the source's own.
void replace(const Model& model, Source& source, const std::vector<SourceId>& replaced_by) {
  const Intervals own = source.in_force;
  Intervals aside;
  for (SourceId by : replaced_by) {
    const Intervals shared = intersect(own, model.sources[by.value].in_force);
    for (const Interval& each : shared) source.marks.push_back({each.from, fmt::format("replaced by {}", name_seen_from(model, source, by)), by});
    aside = unite(aside, shared);
  }
  source.in_force = subtract(own, aside);
  for (const Interval& each : aside) {
    if (in_force(source.in_force, each.until)) source.marks.push_back({each.until, "stands again", {}});
  }
}

// An instant at which something changes; the ends of time are none.
void cut(std::vector<Instant>& boundaries, const Interval& interval) {
  if (interval.from != kBeginning) boundaries.push_back(interval.from);
  if (interval.until != kForever) boundaries.push_back(interval.until);
}

}  // namespace

void settle_lives(Model& model, const std::vector<ResolvedLife>& lives) {
  std::vector<std::vector<SourceId>> replaced_by(model.sources.size());
  for (size_t i = 0; i < model.sources.size(); ++i) {
    Source& source = model.sources[i];
    const time::Zone& zone = model.zones[model.books[source.book.value].zone.value];
    const std::vector<ResolvedEvent> events = with_expiries(lives[i].events, zone);
    source.in_force = subtract(switched_on(events), stays(events));
    source.marks.clear();
    mark_events(model, source, events);
    source.precedence_day = source.signed_day;
    const auto first = std::find_if(events.begin(), events.end(), [](const ResolvedEvent& event) { return event.kind == EventKind::kInForce; });
    if (!source.signed_day && first != events.end()) source.precedence_day = zone.local_day(first->at);
    for (SourceId replaced : lives[i].replaces) replaced_by[replaced.value].push_back(SourceId(i));
  }
  for (SourceId id : replacers_first(replaced_by)) {
    if (!replaced_by[id.value].empty()) replace(model, model.sources[id.value], replaced_by[id.value]);
  }
  for (Source& source : model.sources) {
    std::stable_sort(source.marks.begin(), source.marks.end(), [](const LifeMark& a, const LifeMark& b) { return a.at < b.at; });
  }
}

void settle_norms(Model& model) {
  for (Norm& norm : model.norms) {
    if (!norm.own_time.empty()) {
      norm.in_force = normal(norm.own_time);
      continue;
    }
    Intervals of_sources;
    for (const Cite& cite : norm.cites) {
      if (cite.supports_only) continue;
      const Intervals& time = model.sources[cite.source.value].in_force;
      of_sources.insert(of_sources.end(), time.begin(), time.end());
    }
    norm.in_force = normal(std::move(of_sources));
  }
}

void settle_boundaries(Model& model) {
  std::vector<Instant> found;
  for (const Source& source : model.sources) {
    for (const Interval& each : source.in_force) cut(found, each);
  }
  for (const Norm& norm : model.norms) {
    for (const Interval& each : norm.own_time) cut(found, each);
  }
  for (const List& list : model.lists) {
    for (const ListElement& element : list.elements) cut(found, element.valid);
  }
  for (const Question& question : model.questions) {
    for (const QuestionAnswer& answer : question.answers) found.push_back(answer.from);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  model.boundaries = std::move(found);
}

}  // namespace comity::book
