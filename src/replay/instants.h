// The instants of a batch's rows: from the column that gives case.at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "replay/binding.h"
#include "replay/column.h"
#include "replay/notation.h"

namespace comity::replay {

class Instants {
 public:
  Instants(const Program& program, const ruling::Names& names, const BoundColumn& bound, const book::time::Zone& zone);
  void open(const ColumnView& view) { view_ = &view; }
  // `out[i]`; rows whose instant cannot be read have their bit of `missing` set and an instant of 0.
  void block(int64_t from, size_t rows, Instant* out, uint64_t* missing);
  std::optional<Instant> at(int64_t row, std::string* literal = nullptr) const;

 private:
  Notation notation_;
  book::time::Zone zone_;
  const ColumnView* view_ = nullptr;
};

}  // namespace comity::replay
