// What readers of lines share: a file in chunks, whole records of a chunk as a batch, the cut-off rest kept for the next.
#pragma once

#include <utility>

#include "replay/files/bytes.h"
#include "replay/files/table.h"

namespace comity::replay {

inline constexpr size_t kMostRecord = size_t{1} << 20;   // bytes of a row in a file; a longer one is rejected
inline constexpr size_t kMostSought = size_t{64} << 20;  // bytes in which the end of a longer one is looked for
inline constexpr size_t kMostColumns = 10'000;

class ChunkedTable : public Table {
 public:
  const std::vector<ColumnType>& columns() const override { return columns_; }
  void want(const std::vector<bool>& columns) override { wanted_ = columns; }
  double done() const override;
  std::expected<bool, std::string> next(Batch& batch, Rejects& rejects) override;

 protected:
  // The rows of one chunk, and where what is found wrong goes.
  struct Rows {
    TextBatch cells;
    std::vector<std::pair<size_t, size_t>> places;  // of each row in the chunk: start and size
    Batch& batch;
    Rejects& rejects;
    // A row that lies at `start` of the chunk, on this line; its cells are set next.
    void begin(size_t start, size_t size, uint64_t line);
  };

  ChunkedTable(std::string path, std::unique_ptr<Bytes> bytes, std::string start) : path_(std::move(path)), bytes_(std::move(bytes)), rest_(std::move(start)) {}

  // Takes the whole records of the chunk from `start`; all of it where `ended_`. Returns where it stopped; where that is the start, it is called again
  // with a larger chunk.
  virtual std::expected<size_t, std::string> cut(const std::string& chunk, size_t start, Rows& rows) = 0;

  // The end of a line whose beginning was rejected lies in a later chunk, and goes where the beginning went. Returns where the next line begins, or
  // the chunk's end.
  size_t skip_line(const std::string& chunk, Rejects& rejects);
  // Rejects the line at `start`, whose end may not be in the chunk, as one row. Returns where the next one begins.
  size_t reject_line(const std::string& chunk, size_t start, std::string reason, Rows& rows);

  std::expected<void, std::string> fill_rest(size_t most);  // appends to rest_; at the end of the file sets ended_
  std::expected<void, std::string> close_columns();         // no more are added

  static void give(std::shared_ptr<const std::string> chunk, Rows rows);  // the rows as the batch

  std::string path_;
  std::unique_ptr<Bytes> bytes_;
  std::string rest_;  // read, and not yet cut
  bool ended_ = false, skips_line_ = false;
  uint64_t line_ = 1;
  std::vector<ColumnType> columns_;
  std::vector<bool> wanted_;
};

}  // namespace comity::replay
