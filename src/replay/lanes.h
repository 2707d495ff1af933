// The kernels: rows of small codes into keys, and keys into bytes, a block at a time with the vector instructions of the machine at hand.
//
// Every column gives one byte a row, the code of its value; a code has a field of bits in the row's key (none for unknown). The key of a
// row is the OR of the fields of its columns, kept as one plane a byte of the key. A table indexed by the key holds what the ruling is.
//
// Example: `encounter` has three cells and so two bits, `subject.in_custody` two cells and two bits. A row whose encounter is of the
// second cell and whose custody is unknown has the key 0b0010, and byte 2 of the table is its ruling.
//
// Cost, a row and column: one byte read; one shuffle and one OR for every sixteen codes and plane; and once a row one look-up. All scratch
// of a block lies in the first cache. Columns of more than kShuffleCodes codes are looked up one by one.
// Instructions are chosen when the program runs (Highway): AVX-512, AVX2, SSE4, plain, NEON; the tests run all that the machine has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace comity::replay {

inline constexpr size_t kBlockRows = 4096;  // a multiple of 64
inline constexpr size_t kKeyPlanes = 3;     // a key for a table has at most 24 bits
inline constexpr uint32_t kShuffleCodes = 64;

// One column of a block.
struct Lane {
  const uint8_t* codes = nullptr;     // a row each
  const uint64_t* known = nullptr;    // a bit each: rows whose bit is 0 add nothing; nullptr: all known
  uint32_t distinct = 0;              // codes are below this; others add nothing
  const uint8_t* fields[kKeyPlanes];  // by plane: 256 bytes, what a code adds to it; nullptr: nothing
};

// Fills out[0 .. planes) with the keys of `rows` rows, rounded up to 64: codes must be readable that far (their values do not matter).
// Planes have room for kBlockRows bytes and are aligned to 64.
void make_keys(std::span<const Lane> lanes, size_t rows, size_t planes, uint8_t* const* out);

// out[i] = table[key i]. Returns whether any result has all bits set (kUnfilled: an entry that is still to be filled).
bool look_up(const uint8_t* table, size_t rows, size_t planes, const uint8_t* const* keys, uint8_t* out);
bool look_up(const uint16_t* table, size_t rows, size_t planes, const uint8_t* const* keys, uint16_t* out);

// Rows that have a certain byte.
uint64_t count_equal(const uint8_t* bytes, size_t rows, uint8_t value);

// The names of the instruction sets that this machine can run, best first, and a way for tests and benchmarks to insist on one
// ("" for the best again). False if there is none of that name.
std::vector<const char*> instruction_sets();
bool use_instructions(const char* name);

}  // namespace comity::replay
