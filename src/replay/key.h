// How the key of a row is made of its columns' codes: which digit each column is.
//
// A column whose rows are all known has a digit for each cell; where a row was met that leaves it unknown, it has one more. A worker begins
// without digits for unknown and adds them for the columns that turn out to need them: most columns of most tables never do, and a table
// of 4,608 entries lies in the first cache where one of 54,000 does not.
// Columns are packed into bytes, the largest first, each into the first plane that has room: a plane holds at most 256 values.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "replay/coder.h"
#include "replay/lanes.h"

namespace comity::replay {

struct Digit {
  uint32_t plane = 0, weight = 1;
};

struct KeyLayout {
  KeyShape shape;
  std::vector<Digit> digits;  // by column
};

// The layout for columns of these radices (at least 1 each); nothing where three planes do not hold them.
std::optional<KeyLayout> lay_out_key(std::span<const uint32_t> radices);

// Makes the keys of blocks, under a layout that grows with what the blocks hold.
class Keys {
 public:
  // `cells` by column: how many a row can lie in; 0: only unknown has a code. At most `most_keys` keys, or there are none.
  Keys(std::vector<uint32_t> cells, size_t most_keys);

  void forget_codes();  // a new batch: what codes mean may have changed, though their tables lie at the old place
  // False where no key holds these rows. The keys' meaning, and so every table that they index, changes with `layouts()`.
  bool make(std::span<const Codes> codes, size_t rows);

  uint32_t layouts() const { return layouts_; }
  bool exist() const { return layout_.has_value(); }
  const KeyShape& shape() const { return layout_->shape; }
  const uint8_t* const* planes() const { return plane_of_; }
  // The cell's code (coder.h) that a key has in a column.
  uint8_t code_of(size_t key, size_t column) const;
  size_t at(size_t row) const {
    const KeyShape& shape = layout_->shape;
    return planes_[0][row] + size_t{shape.sizes[0]} * (planes_[1][row] * (shape.planes > 1) + size_t{shape.sizes[1]} * (planes_[2][row] * (shape.planes > 2)));
  }

 private:
  bool lay_out(std::vector<bool> with_unknown);
  void place(size_t column, const Codes& codes);
  std::vector<bool> strangers(std::span<const Codes> codes, size_t rows) const;

  std::vector<uint32_t> cells_;
  size_t most_keys_;
  std::vector<bool> with_unknown_;
  std::optional<KeyLayout> layout_;
  uint32_t layouts_ = 0;
  std::vector<Lane> lanes_;                    // in the order of their planes
  std::vector<size_t> lane_of_;                // by column
  std::vector<std::vector<uint8_t>> digits_;   // by column: 256
  std::vector<const uint8_t*> digits_are_of_;  // by column: the Codes::cells they were made of
  alignas(64) uint8_t planes_[kKeyPlanes][kBlockRows];
  uint8_t* plane_of_[kKeyPlanes] = {planes_[0], planes_[1], planes_[2]};
};

}  // namespace comity::replay
