// A summary for people and programs: text for a terminal, JSON, CSV, and one HTML page that opens without a network.
//
// All four tell the same numbers. What a replay cannot show stands on the page itself (`limits`).
#pragma once

#include <string>
#include <vector>

#include "replay/report/about.h"
#include "replay/report/rates.h"
#include "replay/report/summary.h"

namespace comity::replay {

std::string report_text(const Summary& summary, const About& about);
std::string report_json(const Summary& summary, const About& about);
// One line a group: the dimensions, rows, and for each ruling rows, rate, low, high.
std::string report_csv(const Summary& summary);
std::string report_html(const Summary& summary, const About& about);

// The rulings that occur, as codes in their order.
std::vector<uint8_t> occurring(const Summary& summary);
Rate rate_of(const Counts& counts, uint8_t code);
// By ruling at the other instant.
Counts counts_against(const Summary& summary);
// Rows of a group whose ruling changes; and the same of all other rows.
Rate changed_in(const Summary& summary, const std::vector<std::string>& group);
Rate changed_in_others(const Summary& summary, const std::vector<std::string>& group);
// All rows but those of the group.
Counts others(const Summary& summary, const Counts& group);
std::string shown_group(const std::vector<std::string>& key);  // "Black, 2023-01"
std::string with_thousands(uint64_t number);                   // "34,292"
// Sentences on what such numbers can and cannot show.
const std::vector<std::string>& limits();

}  // namespace comity::replay
