// A table behind an Arrow stream, as the readers of files are one: so that counting and reporting know no difference.
#pragma once

#include <numeric>

#include "core.h"

namespace comity::python {

class StreamedTable : public replay::Table {
 public:
  explicit StreamedTable(replay::OwnedStream stream) : stream_(std::move(stream)), columns_(columns_of(stream_)) {}

  const std::vector<replay::ColumnType>& columns() const override { return columns_; }
  void want(const std::vector<bool>&) override {}  // columns that nobody wants cost nothing here

  std::expected<bool, std::string> next(replay::Batch& batch, replay::Rejects&) override {
    ArrowArray array{};
    if (stream_->get_next(stream_.get(), &array) != 0) {
      const char* why = stream_->get_last_error(stream_.get());
      return std::unexpected(why == nullptr ? "its stream broke off" : why);
    }
    if (array.release == nullptr) return false;
    batch.array = replay::OwnedArray(&array);
    batch.rows_in = static_cast<uint64_t>(batch.array->length);
    batch.lines.resize(batch.rows_in);
    std::iota(batch.lines.begin(), batch.lines.end(), rows_ + 1);
    batch.raw = nullptr;
    rows_ += batch.rows_in;
    return true;
  }
  double done() const override { return -1; }

 private:
  replay::OwnedStream stream_;
  std::vector<replay::ColumnType> columns_;
  uint64_t rows_ = 0;
};

}  // namespace comity::python
