// Sets of instants as sorted, disjoint, not touching half-open intervals: what "in force" is computed with. All linear but for `normal`.
#pragma once

#include <vector>

#include "book/model.h"

namespace comity::book {

using Intervals = std::vector<Interval>;

// Sorted and joined, without the empty ones. O(n log n).
Intervals normal(Intervals intervals);

// Both arguments in normal form, and so the results.
Intervals unite(const Intervals& a, const Intervals& b);
Intervals subtract(const Intervals& a, const Intervals& b);
Intervals intersect(const Intervals& a, const Intervals& b);

}  // namespace comity::book
