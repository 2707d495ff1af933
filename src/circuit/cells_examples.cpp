// A value to show for a range: one that a person would recognise.
//
// Of a number the whole number nearest to the threshold that the range begins with, else to the one it ends with; of a length of time whole
// hours, else minutes; of dates and instants the case's own, if it lies in the range, else the nearest, at a whole hour or minute.
// Example: `hours > 48` shows 49, `hours < 24` shows 23, `hours > 47.2 and hours < 47.9` shows 47.3.
#include <algorithm>

#include "circuit/cells.h"

namespace comity::circuit {

using book::BitRow;
using book::BitRows;
using book::Instant;
using book::set_bit;
using book::TypeKind;

namespace {

int64_t floor_to(int64_t value, int64_t step) {
  const int64_t rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}
int64_t ceiling_to(int64_t value, int64_t step) { return -floor_to(-value, step); }

// The first multiple of a coarsest step that lies in [low, high], from `low` upwards or from `high` downwards.
template <size_t N>
int64_t roundest(int64_t low, int64_t high, bool upwards, const int64_t (&steps)[N]) {
  for (int64_t step : steps) {
    const int64_t value = upwards ? ceiling_to(low, step) : floor_to(high, step);
    if (value >= low && value <= high) return value;
  }
  return low;
}

constexpr int64_t kDecimals[] = {1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
constexpr int64_t kTimes[] = {3600, 60, 1};

}  // namespace

int64_t Variable::recognisable(const Program& program, Cell cell, Instant case_at) const {
  const Domain domain = domain_of(kind_);
  int64_t low = domain.low, high = domain.high;
  const auto narrow = [&](int64_t threshold, bool holds) {
    if (holds)
      low = std::max(low, threshold);
    else
      high = std::min(high, threshold - 1);
  };
  if (moves_) {
    const Thresholds thresholds = thresholds_at(program, case_at);
    for (size_t i = 0; i < moving_.atoms.size(); ++i) narrow(thresholds[i], holds(cell, moving_.atoms[i].atom));
  }
  for (const auto& [atom, from] : constant_atoms_) {
    if (from > 0 && from <= constants_.size()) narrow(constants_[from - 1], holds(cell, atom));
  }
  const bool from_below = low > domain.low, from_above = high < domain.high;
  switch (kind_) {
    case TypeKind::kDate: return std::clamp(floor_to(case_at, 86400) / 86400, low, high);
    case TypeKind::kInstant:
      if (case_at >= low && case_at <= high) return case_at;
      return roundest(low, high, case_at < low, kTimes);
    case TypeKind::kDuration: return roundest(std::max<int64_t>(low, from_below || high < 60 ? 0 : 60), high, from_below || !from_above, kTimes);
    default: break;
  }
  if (!from_below && !from_above) return 0;
  return roundest(low, high, from_below, kDecimals);
}

}  // namespace comity::circuit
