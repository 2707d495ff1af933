#include "book/bit_rows.h"

#include <algorithm>

namespace comity::book {

void BitRows::reset(size_t bits) {
  stride_ = bits <= 64 ? 1 : (bits + 63) / 64;
  size_ = 0;
  bits_.clear();
  table_.assign(16, kNone);
}

// The place of the row, or the free place where it belongs.
size_t BitRows::slot_of(std::span<const uint64_t> row) const {
  uint64_t hash = 0;
  for (uint64_t word : row) {
    // Rows often differ in a few high bits only: they are brought down before the product spreads them.
    hash ^= word;
    hash = (hash ^ (hash >> 32)) * 0x9e3779b97f4a7c15ULL;
    hash = (hash ^ (hash >> 29)) * 0xbf58476d1ce4e5b9ULL;
    hash ^= hash >> 32;
  }
  const size_t mask = table_.size() - 1;
  size_t slot = hash & mask;
  while (table_[slot] != kNone && !std::equal(row.begin(), row.end(), bits_.begin() + static_cast<ptrdiff_t>(table_[slot] * stride_))) slot = (slot + 1) & mask;
  return slot;
}

uint32_t BitRows::find(std::span<const uint64_t> row) const { return table_[slot_of(row)]; }

uint32_t BitRows::add(std::span<const uint64_t> row) {
  if ((size_ + 1) * 2 > table_.size()) {
    table_.assign(table_.size() * 2, kNone);
    for (uint32_t i = 0; i < size_; ++i) table_[slot_of(this->row(i))] = i;
  }
  const size_t slot = slot_of(row);
  if (table_[slot] != kNone) return table_[slot];
  bits_.insert(bits_.end(), row.begin(), row.end());
  return table_[slot] = size_++;
}

}  // namespace comity::book
