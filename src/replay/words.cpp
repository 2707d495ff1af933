#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "replay/words.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <cstring>

#include "replay/words.h"

HWY_BEFORE_NAMESPACE();
namespace comity::replay::HWY_NAMESPACE {

constexpr size_t kWords = kPieceOfWords / 64;

#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128

// The truths of up to eight atoms, a bit plane each.
void Spread(const uint8_t* codes, size_t rows, const uint8_t* truths, uint32_t atoms, uint64_t* const* planes) {
  for (uint32_t a = 0; a < atoms; ++a) std::memset(planes[a], 0, kWords * sizeof(uint64_t));
  for (size_t i = 0; i < rows; ++i) {
    const uint8_t bits = truths[codes[i]];
    for (uint32_t a = 0; a < atoms; ++a) planes[a][i / 64] |= static_cast<uint64_t>(bits >> a & 1) << (i % 64);
  }
}

void Both(const uint64_t* a, uint64_t flip_a, const uint64_t* b, uint64_t flip_b, uint64_t* out) {
  for (size_t w = 0; w < kWords; ++w) out[w] = (a[w] ^ flip_a) & (b[w] ^ flip_b);
}

// Bytes from three bit planes, where the mask is set.
void Gather(const uint64_t* const* planes, const uint64_t* mask, size_t rows, uint8_t* out) {
  for (size_t i = 0; i < rows; ++i) {
    if ((mask[i / 64] >> (i % 64) & 1) == 0) continue;
    uint8_t code = 0;
    for (uint8_t p = 0; p < 3; ++p) code |= static_cast<uint8_t>((planes[p][i / 64] >> (i % 64) & 1) << p);
    out[i] = code;
  }
}

#else

namespace hn = hwy::HWY_NAMESPACE;
using Bytes = hn::ScalableTag<uint8_t>;

void Spread(const uint8_t* codes, size_t rows, const uint8_t* truths, uint32_t atoms, uint64_t* const* planes) {
  const Bytes d;
  const hn::Repartition<int8_t, Bytes> s;
  const size_t whole = (rows + 63) / 64 * 64;
  HWY_ALIGN uint8_t buffer[HWY_MAX_BYTES];
  for (size_t i = 0; i < whole; i += hn::Lanes(d)) {
    // Codes below sixteen by a shuffle; where some are not, all by look-ups.
    const auto at = hn::LoadU(d, codes + i);
    auto bits = hn::BitCast(d, hn::TableLookupBytesOr0(hn::BitCast(s, hn::LoadDup128(d, truths)), hn::BitCast(s, at)));
    if (!hn::AllFalse(d, hn::Gt(at, hn::Set(d, uint8_t{15})))) {
      for (size_t k = 0; k < hn::Lanes(d); ++k) buffer[k] = truths[codes[i + k]];
      bits = hn::Load(d, buffer);
    }
    for (uint32_t a = 0; a < atoms; ++a) {
      hn::StoreMaskBits(d, hn::TestBit(bits, hn::Set(d, static_cast<uint8_t>(1U << a))), reinterpret_cast<uint8_t*>(planes[a]) + i / 8);
    }
  }
}

void Both(const uint64_t* a, uint64_t flip_a, const uint64_t* b, uint64_t flip_b, uint64_t* out) {
  const hn::ScalableTag<uint64_t> d;
  const auto flips_a = hn::Set(d, flip_a), flips_b = hn::Set(d, flip_b);
  for (size_t w = 0; w < kWords; w += hn::Lanes(d))
    hn::StoreU(hn::And(hn::Xor(hn::LoadU(d, a + w), flips_a), hn::Xor(hn::LoadU(d, b + w), flips_b)), d, out + w);
}

void Gather(const uint64_t* const* planes, const uint64_t* mask, size_t rows, uint8_t* out) {
  const Bytes d;
  HWY_ALIGN uint8_t buffer[HWY_MAX_BYTES];
  for (size_t i = 0; i < rows; i += hn::Lanes(d)) {
    auto code = hn::Zero(d);
    for (uint8_t p = 0; p < 3; ++p) {
      const auto bits = hn::LoadMaskBits(d, reinterpret_cast<const uint8_t*>(planes[p]) + i / 8);
      code = hn::Or(code, hn::IfThenElseZero(bits, hn::Set(d, static_cast<uint8_t>(1U << p))));
    }
    const auto ruled = hn::LoadMaskBits(d, reinterpret_cast<const uint8_t*>(mask) + i / 8);
    if (i + hn::Lanes(d) <= rows) {
      hn::StoreU(hn::IfThenElse(ruled, code, hn::LoadU(d, out + i)), d, out + i);
      continue;
    }
    hn::Store(code, d, buffer);
    for (size_t k = 0; i + k < rows; ++k) {
      if ((mask[(i + k) / 64] >> ((i + k) % 64) & 1) != 0) out[i + k] = buffer[k];
    }
  }
}

#endif

// One piece of at most kPieceOfWords rows.
void RunPiece(const WordProgram& program, const uint8_t* const* codes, size_t rows, std::vector<uint64_t>& values, uint8_t* out, uint64_t* ruled) {
  const size_t count = program.sources + program.gates.size();
  uint64_t* const base = values.data();
  const auto plane = [base](size_t value) { return base + value * kWords; };
  for (const WordProgram::Group& group : program.groups) {
    uint64_t* planes[8];
    for (uint32_t a = 0; a < group.atoms; ++a) planes[a] = plane(group.first_value + a);
    Spread(codes[group.lane], rows, group.truths.data(), group.atoms, planes);
  }
  const auto flip = [](uint32_t code) { return 0 - static_cast<uint64_t>(code & 1); };
  for (size_t g = 0; g < program.gates.size(); ++g) {
    const WordProgram::Gate gate = program.gates[g];
    Both(plane(gate.left >> 1), flip(gate.left), plane(gate.right >> 1), flip(gate.right), plane(program.sources + g));
  }
  // The rulings' three planes, and which rows know all, after the values.
  uint64_t* const known = plane(count);
  uint64_t* const code_planes[3] = {plane(count + 1), plane(count + 2), plane(count + 3)};
  uint64_t* const is_known = plane(count + 4);
  for (size_t w = 0; w < kWords; ++w) known[w] = w * 64 >= rows ? 0 : rows - w * 64 >= 64 ? ~uint64_t{0} : (uint64_t{1} << (rows - w * 64)) - 1;
  static constexpr auto kNotZero = [] {
    struct {
      alignas(64) uint8_t truths[256];
    } made{};
    for (int code = 1; code < 256; ++code) made.truths[code] = 1;
    return made;
  }();
  for (const uint32_t lane : program.lanes_read) {
    uint64_t* planes[1] = {is_known};
    Spread(codes[lane], rows, kNotZero.truths, 1, planes);
    for (size_t w = 0; w < kWords; ++w) known[w] &= is_known[w];
  }
  const auto word = [&](uint32_t code, size_t w) {
    if (code == WordProgram::kFalse) return uint64_t{0};
    if (code == WordProgram::kTrue) return ~uint64_t{0};
    return plane(code >> 1)[w] ^ flip(code);
  };
  for (size_t w = 0; w * 64 < rows; ++w) {
    const uint64_t permits = word(program.permits, w), forbids = word(program.forbids, w), requires_ = word(program.requires_, w);
    const uint64_t allows = permits | requires_;
    const uint64_t silent = ~allows & ~forbids;
    code_planes[0][w] = (forbids & ~allows) | silent;     // 1: forbidden, 3: silent
    code_planes[1][w] = (requires_ & ~forbids) | silent;  // 2: required, 3: silent
    code_planes[2][w] = forbids & allows;                 // 4: conflicting
    ruled[w] = known[w];
  }
  Gather(code_planes, known, rows, out);
}

void RunWords(const WordProgram& program, std::span<const uint8_t* const> codes, size_t rows, uint8_t* out, uint64_t* ruled) {
  static thread_local std::vector<uint64_t> values;
  const size_t need = (program.sources + program.gates.size() + 5) * kWords + 8;
  if (values.size() < need) values.assign(need, 0);
  static thread_local std::vector<const uint8_t*> at;
  for (size_t from = 0; from < rows; from += kPieceOfWords) {
    at.assign(codes.begin(), codes.end());
    for (auto& pointer : at) pointer += from;
    RunPiece(program, at.data(), rows - from < kPieceOfWords ? rows - from : kPieceOfWords, values, out + from, ruled + from / 64);
  }
}

}  // namespace comity::replay::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace comity::replay {

HWY_EXPORT(RunWords);

void run_words(const WordProgram& program, std::span<const uint8_t* const> codes, size_t rows, uint8_t* out, uint64_t* ruled) {
  HWY_DYNAMIC_DISPATCH(RunWords)(program, codes, rows, out, ruled);
}

}  // namespace comity::replay
#endif
