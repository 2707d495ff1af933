// Time against a table that Python's zoneinfo and the reference have answered (tests/golden/book/times.py).
#include <map>
#include <optional>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "book/time/shift.h"
#include "front_helpers.h"

namespace comity::book::time {
namespace {

// The calendars of the script, by number: 1 weekends, 2 holidays, 4 some days.
Calendar calendar(int which) {
  Calendar made;
  made.weekends = (which & 1) != 0;
  made.federal_holidays = (which & 2) != 0;
  if ((which & 4) != 0) made.days = {{4, 16}, {2, 29}, {12, 31}};
  return made;
}

std::string holidays_of(int32_t year) {
  std::string out;
  for (Day day = day_of({year, 1, 1}); day < day_of({year + 1, 1, 1}); ++day) {
    if (is_federal_holiday(day)) out += (out.empty() ? "" : " ") + std::to_string(day);
  }
  return out;
}

std::string answer(const std::string& question) {
  std::istringstream in(question);
  std::string what, name;
  in >> what;
  if (what == "holidays" || what == "move_day") {
    int64_t day = 0, amount = 0;
    int unit = 0;
    in >> day >> amount >> unit;
    return what == "holidays" ? holidays_of(static_cast<int32_t>(day)) : std::to_string(move_day(day, {amount, static_cast<Unit>(unit)}));
  }
  in >> name;
  static std::map<std::string, std::optional<Zone>> zones;
  const auto [known, is_new] = zones.try_emplace(name);
  std::optional<Zone>& zone = known->second;
  if (is_new) zone = Zone::find(name);
  if (!zone) return "no zone";
  int64_t a = 0, b = 0, c = 0;
  in >> a >> b >> c;
  if (what == "offset") return std::to_string(zone->offset(a));
  if (what == "resolve") {
    const Local local{a, static_cast<int32_t>(b)};
    return std::to_string(zone->resolve(local)) + " " + std::to_string(zone->occurrences(local));
  }
  if (what == "move") return std::to_string(move_instant(a, {b, static_cast<Unit>(c)}, *zone));
  if (what == "end_of_next") return std::to_string(end_of_next(a, static_cast<int>(b), static_cast<int>(c), *zone));
  const Calendar counts = calendar(static_cast<int>(a));
  if (what == "elapsed") return std::to_string(counted_between(b, c, counts, *zone));
  std::string out;
  for (const auto edge : {earliest_within_before, latest_at_least_before, latest_within_after, earliest_at_least_after}) {
    out += (out.empty() ? "" : " ") + std::to_string(edge(b, c, counts, *zone));
  }
  return out;
}

TEST(TimeTable, AgreesWithTheReference) {
  std::istringstream table(front::read(front::root() / "tests" / "golden" / "book" / "times.txt"));
  int lines = 0;
  for (std::string line; std::getline(table, line); ++lines) {
    const size_t equals = line.find(" =");
    const std::string expected = line.size() > equals + 3 ? line.substr(equals + 3) : "";
    EXPECT_EQ(answer(line.substr(0, equals)), expected) << line;
  }
  EXPECT_GT(lines, 2000);
}

}  // namespace
}  // namespace comity::book::time
