// Time zones: between instants (seconds since 1970-01-01T00:00:00Z) and local time.
//
// A Zone is a value: a table of changes read once when a book is loaded, constant afterwards, safe to share between threads.
// All functions are total: instants outside the years 1 to 9999 (UTC) are taken for the first or last of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/time/calendar.h"

namespace comity::book::time {

using Instant = int64_t;

inline constexpr Instant kFirstInstant = kFirstDay * 86'400;         // 0001-01-01T00:00:00Z
inline constexpr Instant kLastInstant = kLastDay * 86'400 + 86'399;  // 9999-12-31T23:59:59Z
inline constexpr Instant clip(Instant instant) { return instant < kFirstInstant ? kFirstInstant : instant > kLastInstant ? kLastInstant : instant; }

// From an instant on, another offset (seconds east of UTC).
struct Change {
  Instant at;
  int32_t offset;
};

struct Local {
  Day day = 0;
  int32_t seconds = 0;  // after midnight by the clock on the wall, 0 to 86,399
};

class Zone {
 public:
  // A name of the IANA database ("America/New_York", "UTC"). Nothing if there is none.
  static std::optional<Zone> find(std::string_view name);
  static Zone utc();

  const std::string& name() const { return name_; }

  Local local(Instant instant) const;     // O(log changes)
  int32_t offset(Instant instant) const;  // seconds east of UTC

  // How often the local time occurs: 1 as a rule, 0 in a gap, 2 where the clock is set back.
  int occurrences(Local local) const;
  // The instant of a local time: a missing one moves forward by the gap, of an ambiguous one the earlier is meant.
  Instant resolve(Local local) const;
  // The first instant of a local day.
  Instant first_moment(Day day) const { return resolve({day, 0}); }
  Day local_day(Instant instant) const { return local(instant).day; }

  // Local time is counted through in stretches of one offset. For local seconds since 1970-01-01 in [from, until), resolve() takes
  // `offset`; the stretches follow each other without a gap, and the last one has no end (the largest int64_t).
  struct Stretch {
    int64_t from;
    int64_t until;
    int32_t offset;
    size_t index;  // for `after`
  };
  Stretch stretch(int64_t wall) const;          // O(log changes)
  Stretch after(const Stretch& stretch) const;  // the next one; the last is its own next. O(1)

  // "2025-08-14T12:00:00-04:00". Offsets that are not whole minutes are written with seconds.
  std::string show(Instant instant) const;

  // The names of all zones that can be found, for "did you mean".
  static std::vector<std::string> names();

 private:
  int32_t offset_before(size_t index) const { return index == 0 ? first_offset_ : changes_[index - 1].offset; }
  Stretch stretch_before(size_t index) const;              // the stretch that ends with the change
  size_t later_than(Instant instant) const;                // the first change after the instant
  size_t wall_later_than(int64_t wall, bool later) const;  // the first that a local time has not passed; `later`: of two meanings

  std::string name_ = "UTC";
  int32_t first_offset_ = 0;     // before the first change
  std::vector<Change> changes_;  // by instant
};

}  // namespace comity::book::time
