// Rows of bits of one length, numbered as they are added, and found again by their bits.
//
// Up to 64 bits a row is one word, and finding it is one probe of a small table. Cells and chains of precedence are such rows.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace comity::book {

using BitRow = std::vector<uint64_t>;  // bit i % 64 of word i / 64; bits past the last are 0

inline bool has_bit(std::span<const uint64_t> row, size_t bit) { return (row[bit / 64] >> (bit % 64) & 1) != 0; }

inline void set_bit(std::span<uint64_t> row, size_t bit, bool value) {
  const uint64_t mask = uint64_t{1} << (bit % 64);
  row[bit / 64] = value ? row[bit / 64] | mask : row[bit / 64] & ~mask;
}

class BitRows {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  explicit BitRows(size_t bits = 0) { reset(bits); }
  void reset(size_t bits);  // no rows, of this length

  BitRow empty_row() const { return BitRow(stride_, 0); }
  size_t words_a_row() const { return stride_; }
  uint32_t size() const { return size_; }
  bool has(uint32_t row, size_t bit) const { return (bits_[row * stride_ + bit / 64] >> (bit % 64) & 1) != 0; }
  std::span<const uint64_t> row(uint32_t row) const { return {bits_.data() + row * stride_, stride_}; }

  uint32_t find(std::span<const uint64_t> row) const;  // kNone if it was not added
  uint32_t add(std::span<const uint64_t> row);         // the number it has, or had already

 private:
  size_t slot_of(std::span<const uint64_t> row) const;

  size_t stride_ = 1;
  uint32_t size_ = 0;
  std::vector<uint64_t> bits_;
  std::vector<uint32_t> table_;  // open addressing, at most half full
};

}  // namespace comity::book
