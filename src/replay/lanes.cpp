#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "replay/lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <cstring>
#include <string_view>

#include "replay/lanes.h"

HWY_BEFORE_NAMESPACE();
namespace comity::replay::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

// Plain C++: a table look-up a byte.
template <int>
bool AddLane(const Lane& lane, size_t rows, uint8_t* plane, bool first) {
  bool stray = false;
  for (size_t i = 0; i < rows; ++i) {
    const bool known = lane.known == nullptr || (lane.known[i / 64] >> (i % 64) & 1) != 0;
    const bool fits = lane.codes[i] < lane.distinct;
    stray |= lane.strict && known && !fits;
    plane[i] = static_cast<uint8_t>((first ? 0 : plane[i]) + (known && fits ? lane.digits[lane.codes[i]] : 0));
  }
  return stray;
}

// The lanes that AddFour can take: none.
size_t AddFour(std::span<const Lane>, size_t, size_t, uint8_t*, bool, bool&) { return 0; }

template <class Entry>
bool AnyFull(const Entry* out, size_t rows) {
  bool any = false;
  for (size_t i = 0; i < rows; ++i) any |= out[i] == static_cast<Entry>(~Entry{0});
  return any;
}

void Weave(const uint8_t* low, const uint8_t* high, uint32_t weight, size_t rows, uint16_t* woven) {
  for (size_t i = 0; i < rows; ++i) woven[i] = static_cast<uint16_t>(low[i] + high[i] * weight);
}

void LookUpShort(const uint8_t* table, uint32_t, size_t rows, const uint8_t* keys, uint8_t* out) {
  for (size_t i = 0; i < rows; ++i) out[i] = table[keys[i]];
}

uint64_t CountEqual(const uint8_t* bytes, size_t rows, uint8_t value) {
  uint64_t count = 0;
  for (size_t i = 0; i < rows; ++i) count += bytes[i] == value ? 1 : 0;
  return count;
}

#else

namespace hn = hwy::HWY_NAMESPACE;
using Bytes = hn::ScalableTag<uint8_t>;
using Vector = hn::Vec<Bytes>;

HWY_INLINE Vector Shuffle(Bytes d, Vector entries, Vector places) {
  const hn::Repartition<int8_t, Bytes> s;
  return hn::BitCast(d, hn::TableLookupBytesOr0(hn::BitCast(s, entries), hn::BitCast(s, places)));
}

// What the sixteen-entry tables of a lane give for a vector of codes. Codes past the tables give 0: the saturating add sets the top bit
// of every code outside the sixteen at hand, and a shuffle answers 0 there.
template <int kTables>
HWY_INLINE Vector DigitsOf(Bytes d, Vector codes, const uint8_t* table) {
  Vector sum = hn::Zero(d);
  for (int k = 0; k < kTables; ++k) {
    const Vector places = hn::SaturatedAdd(hn::Sub(codes, hn::Set(d, static_cast<uint8_t>(16 * k))), hn::Set(d, uint8_t{0x70}));
    sum = hn::Or(sum, Shuffle(d, hn::LoadDup128(d, table + 16 * k), places));
  }
  return sum;
}

HWY_INLINE Vector OneByOne(Bytes d, const Lane& lane, size_t at) {
  HWY_ALIGN uint8_t buffer[HWY_MAX_BYTES];
  for (size_t i = 0; i < hn::Lanes(d); ++i) buffer[i] = lane.digits[lane.codes[at + i]];
  return hn::Load(d, buffer);
}

// Above zero where a strict lane does not know the code.
HWY_INLINE Vector LastCode(Bytes d, const Lane& lane) { return hn::Set(d, static_cast<uint8_t>(lane.strict ? lane.distinct - 1 : 255)); }

template <int kTables>
HWY_INLINE bool AddLane(const Lane& lane, size_t rows, uint8_t* plane, bool first) {
  const Bytes d;
  const Vector last = LastCode(d, lane);
  Vector stray = hn::Zero(d);
  for (size_t i = 0; i < rows; i += hn::Lanes(d)) {
    const Vector codes = hn::LoadU(d, lane.codes + i);
    Vector digits;
    if constexpr (kTables == 0) {
      digits = OneByOne(d, lane, i);
    } else {
      digits = DigitsOf<kTables>(d, codes, lane.digits);
    }
    Vector past = hn::SaturatedSub(codes, last);
    if (lane.known != nullptr) {
      const auto known = hn::LoadMaskBits(d, reinterpret_cast<const uint8_t*>(lane.known) + i / 8);
      digits = hn::IfThenElseZero(known, digits);
      past = hn::IfThenElseZero(known, past);
    }
    stray = hn::Or(stray, past);
    if (!first) digits = hn::Add(digits, hn::Load(d, plane + i));
    hn::Store(digits, d, plane + i);
  }
  return !hn::AllTrue(d, hn::Eq(stray, hn::Zero(d)));
}

// Four lanes of few codes and no unknowns in one pass, the common case: the plane is then touched a quarter as often. Tells how many lanes
// it took: four, or none where the next four are not such.
size_t AddFour(std::span<const Lane> lanes, size_t plane, size_t rows, uint8_t* out, bool first, bool& any_stray) {
  if (lanes.size() < 4) return 0;
  for (const Lane& lane : lanes.first(4)) {
    if (lane.distinct > 16 || lane.known != nullptr || lane.plane != plane) return 0;
  }
  const Bytes d;
  const Vector far = hn::Set(d, uint8_t{0x70});
  const Vector t0 = hn::LoadDup128(d, lanes[0].digits), t1 = hn::LoadDup128(d, lanes[1].digits);
  const Vector t2 = hn::LoadDup128(d, lanes[2].digits), t3 = hn::LoadDup128(d, lanes[3].digits);
  const Vector l0 = LastCode(d, lanes[0]), l1 = LastCode(d, lanes[1]), l2 = LastCode(d, lanes[2]), l3 = LastCode(d, lanes[3]);
  Vector stray = hn::Zero(d);
  for (size_t i = 0; i < rows; i += hn::Lanes(d)) {
    const Vector a = hn::LoadU(d, lanes[0].codes + i), b = hn::LoadU(d, lanes[1].codes + i);
    const Vector c = hn::LoadU(d, lanes[2].codes + i), e = hn::LoadU(d, lanes[3].codes + i);
    stray = hn::Or(stray, hn::Or(hn::Or(hn::SaturatedSub(a, l0), hn::SaturatedSub(b, l1)), hn::Or(hn::SaturatedSub(c, l2), hn::SaturatedSub(e, l3))));
    const Vector ab = hn::Add(Shuffle(d, t0, hn::SaturatedAdd(a, far)), Shuffle(d, t1, hn::SaturatedAdd(b, far)));
    const Vector ce = hn::Add(Shuffle(d, t2, hn::SaturatedAdd(c, far)), Shuffle(d, t3, hn::SaturatedAdd(e, far)));
    Vector sum = hn::Add(ab, ce);
    if (!first) sum = hn::Add(sum, hn::Load(d, out + i));
    hn::Store(sum, d, out + i);
  }
  any_stray |= !hn::AllTrue(d, hn::Eq(stray, hn::Zero(d)));
  return 4;
}

template <class Entry>
HWY_INLINE bool AnyFull(const Entry* out, size_t rows) {
  const hn::ScalableTag<Entry> d;
  constexpr Entry kFull = static_cast<Entry>(~Entry{0});
  auto most = hn::Zero(d);
  size_t i = 0;
  for (; i + hn::Lanes(d) <= rows; i += hn::Lanes(d)) most = hn::Max(most, hn::LoadU(d, out + i));
  bool any = !hn::AllFalse(d, hn::Eq(most, hn::Set(d, kFull)));
  for (; i < rows; ++i) any |= out[i] == kFull;
  return any;
}

HWY_INLINE void Weave(const uint8_t* low, const uint8_t* high, uint32_t weight, size_t rows, uint16_t* woven) {
  const hn::ScalableTag<uint16_t> d;
  const hn::Rebind<uint8_t, decltype(d)> half;
  const auto by = hn::Set(d, static_cast<uint16_t>(weight));
  for (size_t i = 0; i < rows; i += hn::Lanes(d)) {
    const auto tens = hn::PromoteTo(d, hn::LoadU(half, high + i)), ones = hn::PromoteTo(d, hn::LoadU(half, low + i));
    hn::Store(hn::Add(hn::Mul(tens, by), ones), d, woven + i);
  }
}

// Keys of one byte: a shuffle for each sixteen entries of the table.
template <int kTables>
HWY_INLINE void LookUpTables(const uint8_t* table, size_t rows, const uint8_t* keys, uint8_t* out) {
  const Bytes d;
  size_t i = 0;
  for (; i + hn::Lanes(d) <= rows; i += hn::Lanes(d)) hn::StoreU(DigitsOf<kTables>(d, hn::Load(d, keys + i), table), d, out + i);
  for (; i < rows; ++i) out[i] = table[keys[i]];
}

void LookUpShort(const uint8_t* table, uint32_t size, size_t rows, const uint8_t* keys, uint8_t* out) {
  if (size <= 16) return LookUpTables<1>(table, rows, keys, out);
  if (size <= 32) return LookUpTables<2>(table, rows, keys, out);
  if (size <= 64) return LookUpTables<4>(table, rows, keys, out);
  if (size <= 128) return LookUpTables<8>(table, rows, keys, out);
  LookUpTables<16>(table, rows, keys, out);
}

uint64_t CountEqual(const uint8_t* bytes, size_t rows, uint8_t value) {
  const Bytes d;
  uint64_t count = 0;
  size_t i = 0;
  for (; i + hn::Lanes(d) <= rows; i += hn::Lanes(d)) count += hn::CountTrue(d, hn::Eq(hn::LoadU(d, bytes + i), hn::Set(d, value)));
  for (; i < rows; ++i) count += bytes[i] == value ? 1 : 0;
  return count;
}

#endif

bool MakeKeys(std::span<const Lane> lanes, size_t rows, size_t planes, uint8_t* const* out) {
  const size_t whole = (rows + 63) / 64 * 64;
  bool stray = false;
  for (size_t plane = 0; plane < planes; ++plane) {
    bool first = true;
    for (size_t at = 0; at < lanes.size();) {
      if (const size_t taken = AddFour(lanes.subspan(at), plane, whole, out[plane], first, stray); taken != 0) {
        at += taken;
        first = false;
        continue;
      }
      const Lane& lane = lanes[at++];
      if (lane.plane != plane) continue;
      if (lane.distinct <= 16) {
        stray |= AddLane<1>(lane, whole, out[plane], first);
      } else if (lane.distinct <= 32) {
        stray |= AddLane<2>(lane, whole, out[plane], first);
      } else if (lane.distinct <= kShuffleCodes) {
        stray |= AddLane<4>(lane, whole, out[plane], first);
      } else {
        stray |= AddLane<0>(lane, whole, out[plane], first);
      }
      first = false;
    }
    if (first) std::memset(out[plane], 0, whole);
  }
  return stray;
}

// The bytes of two planes become numbers of sixteen bits a vector at a time; one look-up a row is then all that is left.
template <class Entry>
HWY_INLINE bool LookUp(const KeyShape& shape, const Entry* table, size_t rows, const uint8_t* const* keys, Entry* out) {
  if (shape.planes == 1) {
    if constexpr (sizeof(Entry) == 1) {
      LookUpShort(table, shape.sizes[0], rows, keys[0], out);
    } else {
      for (size_t i = 0; i < rows; ++i) out[i] = table[keys[0][i]];
    }
    return AnyFull(out, rows);
  }
  constexpr size_t kPiece = 512;
  HWY_ALIGN uint16_t woven[kPiece];
  const size_t plane = size_t{shape.sizes[0]} * shape.sizes[1];
  for (size_t start = 0; start < rows; start += kPiece) {
    const size_t count = rows - start < kPiece ? rows - start : kPiece;
    Weave(keys[0] + start, keys[1] + start, shape.sizes[0], (count + 63) / 64 * 64, woven);
    Entry* const to = out + start;
    if (shape.planes == 2) {
#pragma GCC unroll 8
      for (size_t i = 0; i < count; ++i) to[i] = table[woven[i]];
    } else {
      for (size_t i = 0; i < count; ++i) to[i] = table[woven[i] + plane * keys[2][start + i]];
    }
  }
  return AnyFull(out, rows);
}

bool LookUp8(const KeyShape& shape, const uint8_t* table, size_t rows, const uint8_t* const* keys, uint8_t* out) {
  return LookUp(shape, table, rows, keys, out);
}
bool LookUp16(const KeyShape& shape, const uint16_t* table, size_t rows, const uint8_t* const* keys, uint16_t* out) {
  return LookUp(shape, table, rows, keys, out);
}

}  // namespace comity::replay::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace comity::replay {

HWY_EXPORT(MakeKeys);
HWY_EXPORT(LookUp8);
HWY_EXPORT(LookUp16);
HWY_EXPORT(CountEqual);

bool make_keys(std::span<const Lane> lanes, size_t rows, size_t planes, uint8_t* const* out) {
  return HWY_DYNAMIC_DISPATCH(MakeKeys)(lanes, rows, planes, out);
}
bool look_up(const KeyShape& shape, const uint8_t* table, size_t rows, const uint8_t* const* keys, uint8_t* out) {
  return HWY_DYNAMIC_DISPATCH(LookUp8)(shape, table, rows, keys, out);
}
bool look_up(const KeyShape& shape, const uint16_t* table, size_t rows, const uint8_t* const* keys, uint16_t* out) {
  return HWY_DYNAMIC_DISPATCH(LookUp16)(shape, table, rows, keys, out);
}
uint64_t count_equal(const uint8_t* bytes, size_t rows, uint8_t value) { return HWY_DYNAMIC_DISPATCH(CountEqual)(bytes, rows, value); }

std::vector<const char*> instruction_sets() {
  std::vector<const char*> names;
  hwy::SetSupportedTargetsForTest(0);
  for (int64_t targets = hwy::SupportedTargets() & HWY_TARGETS; targets != 0; targets &= targets - 1) names.push_back(hwy::TargetName(targets & -targets));
  return names;
}

bool use_instructions(const char* name) {
  hwy::SetSupportedTargetsForTest(0);
  if (*name == '\0') {
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    return true;
  }
  for (int64_t targets = hwy::SupportedTargets() & HWY_TARGETS; targets != 0; targets &= targets - 1) {
    const int64_t target = targets & -targets;
    if (std::string_view(hwy::TargetName(target)) != name) continue;
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    return true;
  }
  return false;
}

}  // namespace comity::replay
#endif
