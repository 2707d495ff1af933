// SQL: an action's rulings as one expression over the columns of a table.
//
// A column a fact, named as the fact; "case.at" is the instant of the question. NULL is unknown and means exactly what it means everywhere:
// the value is the set of rulings over all completions, written "permitted" or "permitted silent", in the order of language.md section 10.
// A region (regions.h) becomes nested CASE: told, the branch of the value's cell; NULL, the region of the cases in which some value would
// do. So the expression is exact, without a function of our own in the database.
// Columns: yes-no BOOLEAN, one-of and text VARCHAR, a set VARCHAR with its words parted by commas and '' for the empty one, number DECIMAL,
// date DATE, instant and "case.at" TIMESTAMP WITH TIME ZONE, duration whole seconds.
// Limits: lists, counted time, and months of an instant have no expression; nor has what would pass kMostBytes. Then the error says so.
#pragma once

#include <expected>
#include <string>

#include "proof/search.h"

namespace comity::proof {

enum class Dialect : uint8_t { kDuckdb, kPostgres, kSpark };
inline constexpr size_t kMostBytes = 4u << 20;

// The error is a sentence for people.
std::expected<std::string, std::string> sql_of(Program& program, circuit::SubjectId subject, Dialect dialect);

}  // namespace comity::proof
