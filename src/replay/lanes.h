// The kernels: rows of small codes into keys, and keys into bytes, a block at a time with the vector instructions of the machine at hand.
//
// Every column gives one byte a row, the code of its value; a code stands for a digit of the row's key. The key is a number of mixed radix,
// each digit having the radix of its column, kept in up to three planes of bytes: each column adds its digit times a weight to one plane,
// and a plane stays below 256. A table indexed by the key holds what the ruling is.
//
// Example: `encounter` has three cells and `subject.in_custody` two, and no row leaves either unknown: digits of radix 3 and 2, weights 1
// and 3. A row whose encounter is of the second cell and whose custody is of the second has the key 1 + 3 * 1, and byte 4 of 6 is its ruling.
// Mixed radix rather than bits: eight columns of 4 4 4 3 3 2 2 2 cells have 4,608 keys, which the first cache holds; in fields of bits with
// room for unknown they had 2^19.
//
// Cost, a row and column: one byte read; a shuffle and three plain instructions for every 32 codes. Then once a row one look-up, or where the
// table has at most 256 entries a shuffle for every sixteen of them and 32 rows. All scratch of a block lies in the first cache. Columns of
// more than kShuffleCodes codes are looked up one by one.
// Instructions are chosen when the program runs (Highway): AVX-512, AVX2, SSE4, plain, NEON; the tests run all that the machine has.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace comity::replay {

inline constexpr size_t kBlockRows = 4096;  // a multiple of 64
inline constexpr size_t kKeyPlanes = 3;     // a key has at most three bytes
inline constexpr uint32_t kShuffleCodes = 64;

// One column of a block.
struct Lane {
  const uint8_t* codes = nullptr;   // a row each
  const uint64_t* known = nullptr;  // a bit each: rows whose bit is 0 add nothing; nullptr: all known
  uint32_t distinct = 0;            // codes are below this; others add nothing
  bool strict = false;              // and are told, since nothing is a digit too
  uint32_t plane = 0;               // to which it adds
  const uint8_t* digits = nullptr;  // 256: by code, the digit times its weight
};

// The planes of a key, and of how many values each is. The key's number is the first + size 0 * (the second + size 1 * the third).
struct KeyShape {
  size_t planes = 1;
  std::array<uint32_t, kKeyPlanes> sizes{1, 1, 1};  // up to 256 each
  size_t keys() const { return size_t{sizes[0]} * sizes[1] * sizes[2]; }
};
inline constexpr size_t kTablePadding = 256;  // bytes that must be readable from the start of a table of bytes, however few keys there are

// Fills out[0 .. planes) with the keys of `rows` rows, rounded up to 64: codes must be readable that far. Planes have room for kBlockRows
// bytes and are aligned to 64. Returns whether a strict lane has codes that it does not know, in the rows up to that multiple of 64.
bool make_keys(std::span<const Lane> lanes, size_t rows, size_t planes, uint8_t* const* out);

// out[i] = table[key i]. Returns whether any result has all bits set (kUnfilled: an entry that is still to be filled).
bool look_up(const KeyShape& shape, const uint8_t* table, size_t rows, const uint8_t* const* keys, uint8_t* out);
bool look_up(const KeyShape& shape, const uint16_t* table, size_t rows, const uint8_t* const* keys, uint16_t* out);

// Rows that have a certain byte.
uint64_t count_equal(const uint8_t* bytes, size_t rows, uint8_t value);

// The names of the instruction sets that this machine can run, best first, and a way for tests and benchmarks to insist on one
// ("" for the best again). False if there is none of that name.
std::vector<const char*> instruction_sets();
bool use_instructions(const char* name);

}  // namespace comity::replay
