// Local time by one table of changes.
//
// A local time can be written where the clock does not show it (set forward: a gap) or where it shows it twice (set back). Read by the
// earlier meaning, a change has passed once the local time reaches the change by the larger of the offsets before and after it:
//   set forward at 2:00 to 3:00: 2:30 is read by the offset before, which is 3:30 by the new one - moved forward by the gap;
//   set back at 2:00 to 1:00: 1:30 is read by the offset before - the earlier.
// Read by the later meaning, it is the smaller of the two.
#include "book/time/zone.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "book/time/zone_file.h"

namespace comity::book::time {

namespace {

// Local seconds since 1970-01-01; days are kept to where their sums cannot overflow.
int64_t wall_of(Local local) { return std::clamp(local.day, kFirstDay - 2, kLastDay + 2) * kSecondsInDay + local.seconds; }

}  // namespace

std::optional<Zone> Zone::find(std::string_view name) {
  if (name == "UTC") return utc();
  std::optional<ZoneTable> table = read_zone(name);
  if (!table) return std::nullopt;
  Zone zone;
  zone.name_ = name;
  zone.first_offset_ = table->first_offset;
  zone.changes_ = std::move(table->changes);
  return zone;
}

Zone Zone::utc() { return Zone(); }

std::vector<std::string> Zone::names() { return zone_names(); }

size_t Zone::later_than(Instant instant) const {
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), instant, [](Instant t, const Change& change) { return t < change.at; });
  return static_cast<size_t>(after - changes_.begin());
}

size_t Zone::wall_later_than(int64_t wall, bool later) const {
  size_t low = 0, high = changes_.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int32_t before = offset_before(middle), after = changes_[middle].offset;
    const int64_t passed = changes_[middle].at + (later ? std::min(before, after) : std::max(before, after));
    if (wall < passed) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

int32_t Zone::offset(Instant instant) const { return offset_before(later_than(clip(instant))); }

Local Zone::local(Instant instant) const {
  const int64_t wall = clip(instant) + offset(instant);
  const Day day = floor_div(wall, kSecondsInDay);
  return {day, static_cast<int32_t>(wall - day * kSecondsInDay)};
}

Instant Zone::resolve(Local local) const {
  const int64_t wall = wall_of(local);
  return wall - offset_before(wall_later_than(wall, false));
}

int Zone::occurrences(Local local) const {
  const int64_t wall = wall_of(local);
  const Instant early = wall - offset_before(wall_later_than(wall, false));
  const Instant late = wall - offset_before(wall_later_than(wall, true));
  if (early == late) return 1;
  return early + offset_before(later_than(early)) == wall ? 2 : 0;
}

Zone::Stretch Zone::stretch_before(size_t index) const {
  const auto passed = [this](size_t i) { return changes_[i].at + std::max(offset_before(i), changes_[i].offset); };
  return {index == 0 ? std::numeric_limits<int64_t>::min() : passed(index - 1), index == changes_.size() ? std::numeric_limits<int64_t>::max() : passed(index),
          offset_before(index), index};
}

Zone::Stretch Zone::stretch(int64_t wall) const { return stretch_before(wall_later_than(wall, false)); }

Zone::Stretch Zone::after(const Stretch& stretch) const { return stretch_before(std::min(stretch.index + 1, changes_.size())); }

std::string Zone::show(Instant instant) const {
  const int32_t east = offset(instant);
  const Local there = local(instant);
  const Civil date = civil_of(there.day);
  const int32_t size = std::abs(east);
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", date.year, date.month, date.day, there.seconds / 3600,
                                there.seconds / 60 % 60, there.seconds % 60, east < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) out += fmt::format(":{:02}", size % 60);
  return out;
}

}  // namespace comity::book::time
