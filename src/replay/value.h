// What one value of a column says: the step from how a table writes to what a fact is told.
//
// A number is taken in millionths, a day as its number since 1970-01-01, a stamp as an instant; words and literals go through the column's
// notation (notation.h). What a value does not plainly say is not guessed: it is unrecognised, and its literal is shown to people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "replay/column.h"
#include "replay/notation.h"

namespace comity::replay {

// Where the value is not understood and `literal` is asked for, that becomes what stands there. O(1), for text O(its length).
Said said_of(const Notation& notation, const ColumnView& values, int64_t row, std::string* literal);

// A stamp as an instant. Stamps without a zone show the wall clock of the reading's zone; nothing where that clock skips or repeats it.
std::optional<Instant> instant_of_stamp(const ColumnView& values, int64_t row, const book::time::Zone& zone);

}  // namespace comity::replay
