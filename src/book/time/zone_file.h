// Reading the database of time zones: the files that the system keeps (TZif, RFC 8536).
//
// A file holds the changes of offset up to some year and a rule in a line of text for all later ones ("EST5EDT,M3.2.0,M11.1.0": the second
// Sunday in March to the first in November). Here the rule is written out, change by change, to the year 9999, so that a lookup knows one
// table and nothing else. That is 16,000 changes for a zone with summer time, of which only those of 400 years are computed: the calendar
// repeats after that, weekdays and all. About a tenth of a millisecond.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/time/zone.h"

namespace comity::book::time {

struct ZoneTable {
  int32_t first_offset = 0;     // before the first change
  std::vector<Change> changes;  // by instant; each has another offset than the one before
};

// The table of a zone of the system's database; nothing if there is none, or its file is not understood.
std::optional<ZoneTable> read_zone(std::string_view name);

// The same from a file's bytes.
std::optional<ZoneTable> parse_zone(std::string_view bytes);

// Names are parts joined by `/`, each beginning with a capital: "America/New_York", "Etc/GMT+5", "UTC". Nothing else is looked for in
// the file system.
bool is_zone_name(std::string_view name);

// All names in the system's database, sorted.
std::vector<std::string> zone_names();

}  // namespace comity::book::time
