// The kernels that make codes of a byte from wider columns: indices of dictionaries, ordered values, booleans.
//
// A number, a day or a stamp has few thresholds that any rule compares it with; its code is how many of them it reaches, counted a
// vector at a time, and a table of 256 entries says which cell that is. An index of 32 bits into a dictionary of words is a byte for all
// dictionaries that rules know; one that is no byte becomes 255.
//
// Cost: for each threshold two vector instructions in 32 bytes of the column; for an index one narrowing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "replay/column.h"

namespace comity::replay {

// The column's raw integers from `values`, of the width of `physical` (an integer, a date, a time, a duration).
struct RawNumbers {
  const void* values = nullptr;
  Physical physical = Physical::kInt64;
};

// Whether the kernels read this type.
bool has_raw_numbers(Physical physical);

// out[i] = how many of the thresholds, at most 255, values[i] reaches (is at least).
void count_reached(const RawNumbers& numbers, std::span<const int64_t> thresholds, size_t rows, uint8_t* out);

// out[i] = values[i], or 255 where that is no byte.
void narrow(const RawNumbers& numbers, size_t rows, uint8_t* out);

// out[i] = 0 or 1, the bits of words from the lowest on; rounded up to 64 rows.
void spread_bits(const uint64_t* words, size_t rows, uint8_t* out);

}  // namespace comity::replay
