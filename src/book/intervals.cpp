#include "book/intervals.h"

#include <algorithm>

namespace comity::book {

Intervals normal(Intervals intervals) {
  std::erase_if(intervals, [](const Interval& each) { return each.from >= each.until; });
  std::sort(intervals.begin(), intervals.end(), [](const Interval& a, const Interval& b) { return a.from < b.from; });
  Intervals out;
  for (const Interval& each : intervals) {
    if (!out.empty() && each.from <= out.back().until) {
      out.back().until = std::max(out.back().until, each.until);
    } else {
      out.push_back(each);
    }
  }
  return out;
}

Intervals unite(const Intervals& a, const Intervals& b) {
  if (b.empty()) return a;
  Intervals both = a;
  both.insert(both.end(), b.begin(), b.end());
  return normal(std::move(both));
}

Intervals intersect(const Intervals& a, const Intervals& b) {
  Intervals out;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const Interval both{std::max(a[i].from, b[j].from), std::min(a[i].until, b[j].until)};
    if (both.from < both.until) out.push_back(both);
    if (a[i].until < b[j].until) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

Intervals subtract(const Intervals& a, const Intervals& b) {
  Intervals out;
  size_t j = 0;
  for (Interval left : a) {
    while (j < b.size() && b[j].until <= left.from) ++j;
    for (size_t k = j; k < b.size() && b[k].from < left.until; ++k) {
      if (left.from < b[k].from) out.push_back({left.from, b[k].from});
      left.from = std::max(left.from, b[k].until);
    }
    if (left.from < left.until) out.push_back(left);
  }
  return out;
}

}  // namespace comity::book
