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
void AddLane(const Lane& lane, const uint8_t* table, size_t rows, uint8_t* plane, bool first) {
  for (size_t i = 0; i < rows; ++i) {
    const bool known = lane.known == nullptr || (lane.known[i / 64] >> (i % 64) & 1) != 0;
    plane[i] = static_cast<uint8_t>((first ? 0 : plane[i]) | (known ? table[lane.codes[i]] : 0));
  }
}

// The lanes from `from` on that AddFour can take: none.
size_t AddFour(std::span<const Lane>, size_t, size_t, uint8_t*, bool) { return 0; }

template <class Entry>
bool AnyFull(const Entry* out, size_t rows) {
  bool any = false;
  for (size_t i = 0; i < rows; ++i) any |= out[i] == static_cast<Entry>(~Entry{0});
  return any;
}

void Weave(const uint8_t* low, const uint8_t* high, size_t rows, uint16_t* woven) {
  for (size_t i = 0; i < rows; ++i) woven[i] = static_cast<uint16_t>(low[i] | high[i] << 8);
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
HWY_INLINE Vector FieldsOf(Bytes d, Vector codes, const uint8_t* table) {
  Vector sum = hn::Zero(d);
  for (int k = 0; k < kTables; ++k) {
    const Vector places = hn::SaturatedAdd(hn::Sub(codes, hn::Set(d, static_cast<uint8_t>(16 * k))), hn::Set(d, uint8_t{0x70}));
    sum = hn::Or(sum, Shuffle(d, hn::LoadDup128(d, table + 16 * k), places));
  }
  return sum;
}

HWY_INLINE Vector OneByOne(Bytes d, const uint8_t* codes, const uint8_t* table) {
  HWY_ALIGN uint8_t buffer[HWY_MAX_BYTES];
  for (size_t i = 0; i < hn::Lanes(d); ++i) buffer[i] = table[codes[i]];
  return hn::Load(d, buffer);
}

template <int kTables>
HWY_INLINE void AddLane(const Lane& lane, const uint8_t* table, size_t rows, uint8_t* plane, bool first) {
  const Bytes d;
  for (size_t i = 0; i < rows; i += hn::Lanes(d)) {
    Vector fields;
    if constexpr (kTables == 0) {
      fields = OneByOne(d, lane.codes + i, table);
    } else {
      fields = FieldsOf<kTables>(d, hn::LoadU(d, lane.codes + i), table);
    }
    if (lane.known != nullptr) { fields = hn::IfThenElseZero(hn::LoadMaskBits(d, reinterpret_cast<const uint8_t*>(lane.known) + i / 8), fields); }
    if (!first) fields = hn::Or(fields, hn::Load(d, plane + i));
    hn::Store(fields, d, plane + i);
  }
}

// Four lanes of few codes and no unknowns in one pass, the common case: the plane is then touched a quarter as often. Tells whether the
// next four lanes are such.
size_t AddFour(std::span<const Lane> lanes, size_t plane, size_t rows, uint8_t* out, bool first) {
  if (lanes.size() < 4) return 0;
  for (const Lane& lane : lanes.first(4)) {
    if (lane.distinct > 16 || lane.known != nullptr || lane.fields[plane] == nullptr) return 0;
  }
  const Bytes d;
  const Vector far = hn::Set(d, uint8_t{0x70});
  const Vector t0 = hn::LoadDup128(d, lanes[0].fields[plane]), t1 = hn::LoadDup128(d, lanes[1].fields[plane]);
  const Vector t2 = hn::LoadDup128(d, lanes[2].fields[plane]), t3 = hn::LoadDup128(d, lanes[3].fields[plane]);
  for (size_t i = 0; i < rows; i += hn::Lanes(d)) {
    const Vector a = Shuffle(d, t0, hn::SaturatedAdd(hn::LoadU(d, lanes[0].codes + i), far));
    const Vector b = Shuffle(d, t1, hn::SaturatedAdd(hn::LoadU(d, lanes[1].codes + i), far));
    const Vector c = Shuffle(d, t2, hn::SaturatedAdd(hn::LoadU(d, lanes[2].codes + i), far));
    const Vector e = Shuffle(d, t3, hn::SaturatedAdd(hn::LoadU(d, lanes[3].codes + i), far));
    Vector sum = hn::Or(hn::Or(a, b), hn::Or(c, e));
    if (!first) sum = hn::Or(sum, hn::Load(d, out + i));
    hn::Store(sum, d, out + i);
  }
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

HWY_INLINE void Weave(const uint8_t* low, const uint8_t* high, size_t rows, uint16_t* woven) {
  const Bytes d;
  for (size_t i = 0; i < rows; i += hn::Lanes(d)) {
    hn::StoreInterleaved2(hn::Load(d, low + i), hn::Load(d, high + i), d, reinterpret_cast<uint8_t*>(woven + i));
  }
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

void MakeKeys(std::span<const Lane> lanes, size_t rows, size_t planes, uint8_t* const* out) {
  const size_t whole = (rows + 63) / 64 * 64;
  for (size_t plane = 0; plane < planes; ++plane) {
    bool first = true;
    for (size_t at = 0; at < lanes.size();) {
      if (const size_t taken = AddFour(lanes.subspan(at), plane, whole, out[plane], first); taken != 0) {
        at += taken;
        first = false;
        continue;
      }
      const Lane& lane = lanes[at++];
      const uint8_t* table = lane.fields[plane];
      if (table == nullptr) continue;
      if (lane.distinct <= 16) {
        AddLane<1>(lane, table, whole, out[plane], first);
      } else if (lane.distinct <= 32) {
        AddLane<2>(lane, table, whole, out[plane], first);
      } else if (lane.distinct <= kShuffleCodes) {
        AddLane<4>(lane, table, whole, out[plane], first);
      } else {
        AddLane<0>(lane, table, whole, out[plane], first);
      }
      first = false;
    }
    if (first) std::memset(out[plane], 0, whole);
  }
}

// The bytes of two planes are woven into sixteen-bit keys a vector at a time; one look-up a row is then all that is left.
template <class Entry>
HWY_INLINE bool LookUp(const Entry* table, size_t rows, size_t planes, const uint8_t* const* keys, Entry* out) {
  if (planes == 1) {
    for (size_t i = 0; i < rows; ++i) out[i] = table[keys[0][i]];
    return AnyFull(out, rows);
  }
  constexpr size_t kPiece = 512;
  HWY_ALIGN uint16_t woven[kPiece];
  for (size_t start = 0; start < rows; start += kPiece) {
    const size_t count = rows - start < kPiece ? rows - start : kPiece;
    Weave(keys[0] + start, keys[1] + start, (count + 63) / 64 * 64, woven);
    if (planes == 2) {
      for (size_t i = 0; i < count; ++i) out[start + i] = table[woven[i]];
    } else {
      for (size_t i = 0; i < count; ++i) out[start + i] = table[woven[i] | static_cast<size_t>(keys[2][start + i]) << 16];
    }
  }
  return AnyFull(out, rows);
}

bool LookUp8(const uint8_t* table, size_t rows, size_t planes, const uint8_t* const* keys, uint8_t* out) { return LookUp(table, rows, planes, keys, out); }
bool LookUp16(const uint16_t* table, size_t rows, size_t planes, const uint8_t* const* keys, uint16_t* out) { return LookUp(table, rows, planes, keys, out); }

}  // namespace comity::replay::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace comity::replay {

HWY_EXPORT(MakeKeys);
HWY_EXPORT(LookUp8);
HWY_EXPORT(LookUp16);
HWY_EXPORT(CountEqual);

void make_keys(std::span<const Lane> lanes, size_t rows, size_t planes, uint8_t* const* out) { HWY_DYNAMIC_DISPATCH(MakeKeys)(lanes, rows, planes, out); }
bool look_up(const uint8_t* table, size_t rows, size_t planes, const uint8_t* const* keys, uint8_t* out) {
  return HWY_DYNAMIC_DISPATCH(LookUp8)(table, rows, planes, keys, out);
}
bool look_up(const uint16_t* table, size_t rows, size_t planes, const uint8_t* const* keys, uint16_t* out) {
  return HWY_DYNAMIC_DISPATCH(LookUp16)(table, rows, planes, keys, out);
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
