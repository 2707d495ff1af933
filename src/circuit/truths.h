// Rows of truths, one bit an atom, numbered as they are added, and found again by their bits.
//
// A cell is such a row. Up to 64 atoms a row is one word, and finding it is one probe of a small table.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace comity::circuit {

using TruthRow = std::vector<uint64_t>;  // bit i % 64 of word i / 64 is the truth of atom i; bits past the last atom are 0

inline void set_truth(std::span<uint64_t> row, size_t atom, bool truth) {
  const uint64_t bit = uint64_t{1} << (atom % 64);
  row[atom / 64] = truth ? row[atom / 64] | bit : row[atom / 64] & ~bit;
}

class Truths {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  explicit Truths(size_t atoms = 0) : stride_(atoms <= 64 ? 1 : (atoms + 63) / 64), table_(16, kNone) {}

  TruthRow empty_row() const { return TruthRow(stride_, 0); }
  size_t words_a_row() const { return stride_; }
  uint32_t size() const { return size_; }
  bool holds(uint32_t row, size_t atom) const { return (bits_[row * stride_ + atom / 64] >> (atom % 64) & 1) != 0; }
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

}  // namespace comity::circuit
