#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "replay/numbers.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <limits>
#include <type_traits>

#include "replay/numbers.h"

HWY_BEFORE_NAMESPACE();
namespace comity::replay::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// A threshold past what the type holds is reached by all values, or by none.
template <class T>
bool Fits(int64_t threshold) {
  return std::in_range<T>(threshold);
}
template <class T>
bool AllReach(int64_t threshold) {
  return std::cmp_less(threshold, std::numeric_limits<T>::min());
}

template <class T>
void CountReached(const T* values, std::span<const int64_t> thresholds, size_t rows, uint8_t* out) {
  uint8_t most = 0;  // reached by the greatest values
  for (int64_t threshold : thresholds) most = static_cast<uint8_t>(most + (AllReach<T>(threshold) || Fits<T>(threshold) ? 1 : 0));
  size_t i = 0;
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
  using Unsigned = std::make_unsigned_t<T>;
  const hn::ScalableTag<T> d;
  const hn::ScalableTag<Unsigned> u;
  const hn::Rebind<uint8_t, decltype(u)> bytes;
  for (; i + hn::Lanes(d) <= rows; i += hn::Lanes(d)) {
    const auto at = hn::LoadU(d, values + i);
    auto count = hn::Set(u, most);
    for (int64_t threshold : thresholds) {
      if (!Fits<T>(threshold)) continue;
      count = hn::Add(count, hn::BitCast(u, hn::VecFromMask(d, hn::Lt(at, hn::Set(d, static_cast<T>(threshold))))));
    }
    if constexpr (sizeof(T) == 1) {
      hn::StoreU(count, u, out + i);
    } else {
      hn::StoreU(hn::TruncateTo(bytes, count), bytes, out + i);
    }
  }
#endif
  for (; i < rows; ++i) {
    uint8_t count = most;
    for (int64_t threshold : thresholds) count = static_cast<uint8_t>(count - (Fits<T>(threshold) && values[i] < static_cast<T>(threshold) ? 1 : 0));
    out[i] = count;
  }
}

template <class T>
void Narrow(const T* values, size_t rows, uint8_t* out) {
  using Unsigned = std::make_unsigned_t<T>;  // below zero is then past 255
  const auto* const from = reinterpret_cast<const Unsigned*>(values);
  size_t i = 0;
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
  if constexpr (sizeof(T) > 1) {
    const hn::ScalableTag<Unsigned> u;
    const hn::Rebind<uint8_t, decltype(u)> bytes;
    for (; i + hn::Lanes(u) <= rows; i += hn::Lanes(u))
      hn::StoreU(hn::TruncateTo(bytes, hn::Min(hn::LoadU(u, from + i), hn::Set(u, Unsigned{255}))), bytes, out + i);
  }
#endif
  for (; i < rows; ++i) out[i] = static_cast<uint8_t>(from[i] < 255 ? from[i] : 255);
}

// Calls `work` with the values as what they are.
template <class Work>
void Typed(const RawNumbers& numbers, Work work) {
  switch (numbers.physical) {
    case Physical::kInt8: return work(static_cast<const int8_t*>(numbers.values));
    case Physical::kInt16: return work(static_cast<const int16_t*>(numbers.values));
    case Physical::kInt32:
    case Physical::kDate32: return work(static_cast<const int32_t*>(numbers.values));
    case Physical::kUint8: return work(static_cast<const uint8_t*>(numbers.values));
    case Physical::kUint16: return work(static_cast<const uint16_t*>(numbers.values));
    case Physical::kUint32: return work(static_cast<const uint32_t*>(numbers.values));
    case Physical::kUint64: return work(static_cast<const uint64_t*>(numbers.values));
    default: return work(static_cast<const int64_t*>(numbers.values));
  }
}

void CountReachedOf(const RawNumbers& numbers, std::span<const int64_t> thresholds, size_t rows, uint8_t* out) {
  Typed(numbers, [&](const auto* values) { CountReached(values, thresholds, rows, out); });
}

void NarrowOf(const RawNumbers& numbers, size_t rows, uint8_t* out) {
  Typed(numbers, [&](const auto* values) { Narrow(values, rows, out); });
}

void SpreadBits(const uint64_t* words, size_t rows, uint8_t* out) {
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
  const hn::ScalableTag<uint8_t> d;
  for (size_t i = 0; i < rows; i += hn::Lanes(d)) {
    const auto set = hn::LoadMaskBits(d, reinterpret_cast<const uint8_t*>(words) + i / 8);
    hn::StoreU(hn::IfThenElseZero(set, hn::Set(d, uint8_t{1})), d, out + i);
  }
#else
  for (size_t i = 0; i < rows; ++i) out[i] = static_cast<uint8_t>(words[i / 64] >> (i % 64) & 1);
#endif
}

}  // namespace comity::replay::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace comity::replay {

HWY_EXPORT(CountReachedOf);
HWY_EXPORT(NarrowOf);
HWY_EXPORT(SpreadBits);

bool has_raw_numbers(Physical physical) {
  return (physical >= Physical::kInt8 && physical <= Physical::kUint64) || physical == Physical::kDate32 || physical == Physical::kDate64 ||
         physical == Physical::kTime || physical == Physical::kDuration;
}

void count_reached(const RawNumbers& numbers, std::span<const int64_t> thresholds, size_t rows, uint8_t* out) {
  HWY_DYNAMIC_DISPATCH(CountReachedOf)(numbers, thresholds, rows, out);
}
void narrow(const RawNumbers& numbers, size_t rows, uint8_t* out) { HWY_DYNAMIC_DISPATCH(NarrowOf)(numbers, rows, out); }
void spread_bits(const uint64_t* words, size_t rows, uint8_t* out) { HWY_DYNAMIC_DISPATCH(SpreadBits)(words, rows, out); }

}  // namespace comity::replay
#endif
