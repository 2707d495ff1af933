// The rule by which clocks change after a zone's table ends, as POSIX writes it.
//
//   EST5EDT,M3.2.0,M11.1.0            standard 5 hours west; summer time from the second Sunday in March to the first in November, at 2:00
//   <+1030>-10:30<+11>-11,M10.1.0,M4.1.0
//   <-03>3                            no changes
//
// Days are Mm.w.d (the w-th weekday d of month m, 5 is the last, 0 is Sunday), Jn (1 to 365, February 29 never counted) or n (0 to 365).
// Times are local by the clock before the change, -167 to 167 hours. Source: POSIX 1003.1, "TZ"; RFC 8536 section 3.3.1.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace comity::book::time {

class ZoneRule {
 public:
  static std::optional<ZoneRule> parse(std::string_view text);

  bool changes() const { return changes_; }
  int32_t standard() const { return standard_; }  // seconds east of UTC
  int32_t summer() const { return summer_; }

  // The instants at which summer time begins and ends in a year.
  int64_t begins(int32_t year) const { return start_.wall(year) - standard_; }
  int64_t ends(int32_t year) const { return end_.wall(year) - summer_; }

 private:
  struct When {
    enum class Kind : uint8_t { kWeekday, kJulian, kDay } kind = Kind::kWeekday;
    int32_t month = 1, week = 1, weekday = 0;
    int32_t day = 0;
    int32_t seconds = 7200;
    int64_t wall(int32_t year) const;  // local seconds since 1970-01-01
  };
  class Reader;

  bool changes_ = false;
  int32_t standard_ = 0, summer_ = 0;
  When start_, end_;
};

}  // namespace comity::book::time
