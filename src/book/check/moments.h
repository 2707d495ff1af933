// Local times as written to instants, and ranges to intervals.
#pragma once

#include "book/check/context.h"

namespace comity::book {

time::Day day_of(const syntax::Moment& moment);

// The instant that `moment` means in the book's zone: of a bare day its first moment. A local time that does not exist or exists twice is
// reported; the result is then the nearest reading, so that the check can go on.
Instant instant_of(Context& context, BookId book, const syntax::Moment& moment);

// [from, until) of a range, open where it is left out. An interval that is empty is reported.
Interval interval_of(Context& context, BookId book, const syntax::Range& range);

}  // namespace comity::book
