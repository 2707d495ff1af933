// Rates with 95% confidence intervals, and differences of rates.
//
// A rate's interval is Wilson's score interval (Wilson 1927), which stays within 0 and 1 and behaves at small counts; a difference's is
// Newcombe's hybrid score interval, his method 10 (Newcombe, "Interval estimation for the difference between independent proportions",
// Statistics in Medicine 17, 1998, 873-890). Both treat rows as independent draws; where the table is all there is, the interval says how far
// chance alone could move such a rate, not how far the table is from the truth.
// Example: 81 of 263 is 0.3080, from 0.2553 to 0.3662 (Newcombe's own example for Wilson's interval).
#pragma once

#include <cstdint>

namespace comity::replay {

struct Rate {
  uint64_t count = 0, of = 0;
  double value() const { return of == 0 ? 0 : static_cast<double>(count) / static_cast<double>(of); }
};

struct Interval {
  double low = 0, high = 1;
};

Interval wilson(Rate rate);                  // of 0: nothing is known, 0 to 1
Interval newcombe(Rate first, Rate second);  // of first less second

}  // namespace comity::replay
