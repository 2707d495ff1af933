#include "replay/report/rates.h"

#include <algorithm>
#include <cmath>

namespace comity::replay {

namespace {

constexpr double kNormal = 1.959963984540054;  // the 0.975 quantile of the normal distribution

}  // namespace

Interval wilson(Rate rate) {
  if (rate.of == 0) return {};
  const double n = static_cast<double>(rate.of), p = rate.value();
  const double z2 = kNormal * kNormal;
  const double middle = p + z2 / (2 * n);
  const double half = kNormal * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  const double low = (middle - half) / (1 + z2 / n), high = (middle + half) / (1 + z2 / n);
  return {rate.count == 0 ? 0 : std::max(0.0, low), rate.count == rate.of ? 1 : std::min(1.0, high)};
}

Interval newcombe(Rate first, Rate second) {
  if (first.of == 0 || second.of == 0) return {-1, 1};
  const Interval a = wilson(first), b = wilson(second);
  const double p = first.value(), q = second.value();
  const double down = std::hypot(p - a.low, b.high - q), up = std::hypot(a.high - p, q - b.low);
  return {p - q - down, p - q + up};
}

}  // namespace comity::replay
