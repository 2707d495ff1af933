// Tables from files, as batches: for people's files, which have bad rows, and so beside the columns the line of each row and what was
// rejected, with the reason.
//
// Every row of a file becomes a row of a batch or a rejected row: rows in = rows out + rows rejected, which `Rejects` and the caller count
// apart and the command asserts.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "replay/arrow_abi.h"
#include "replay/column.h"

namespace comity::replay {

struct Reject {
  std::string file;
  uint64_t line = 0;  // 1-based; of a table without lines the row
  std::string reason, row;
};

// Collects rejected rows: all are counted and written to a file if there is one, the first are kept.
class Rejects {
 public:
  static constexpr size_t kShown = 5;
  // An empty path: they are only counted. The error says why the file cannot be written.
  static std::expected<std::unique_ptr<Rejects>, std::string> open(const std::string& path);
  ~Rejects();

  void add(const std::string& file, uint64_t line, std::string reason, std::string_view row);
  // A row too long to be held: its beginning, then more of it, then its end. Rows that are added meanwhile are written behind it.
  void begin(const std::string& file, uint64_t line, std::string reason, std::string_view row);
  void more(std::string_view row);
  void end();
  uint64_t count() const { return count_; }
  const std::vector<Reject>& first() const { return first_; }
  bool finish();  // false: not all could be written

 private:
  void note(const std::string& file, uint64_t line, std::string reason, std::string_view row);
  void write(std::string_view text);

  std::FILE* file_ = nullptr;
  uint64_t count_ = 0;
  std::vector<Reject> first_;
  bool open_ = false;
  std::string rest_;    // of a row that is open: the first bytes of a letter whose others come
  std::string behind_;  // what is written once it is closed
};

// Some rows of a table.
struct Batch {
  OwnedArray array;                             // a struct of the columns
  uint64_t rows_in = 0;                         // rows of the file that this batch accounts for: its own and those rejected on the way
  std::vector<uint64_t> lines;                  // by row; empty: not known
  std::function<std::string_view(size_t)> raw;  // a row as it stands in the file; empty: not known. Lives as long as the array
};

class Table {
 public:
  virtual ~Table() = default;
  virtual const std::vector<ColumnType>& columns() const = 0;
  // Of the columns only these are filled; the others are null. Called once, before `next`.
  virtual void want(const std::vector<bool>& columns) = 0;
  // False at the end. The error ends the file.
  virtual std::expected<bool, std::string> next(Batch& batch, Rejects& rejects) = 0;
  virtual double done() const = 0;  // share of the file, 0 to 1; negative if not known
};

struct TableOptions {
  char delimiter = ',';
};

// Patterns that no shell opened ("stops-*.csv" in quotes) as the files that fit; all else, and a pattern that none fits, as it is.
std::vector<std::string> files_of(std::span<const std::string_view> words);

// Is it a Parquet or an Arrow file, by its first bytes? Those are read by libraries that this room does not have.
bool needs_a_host(const std::string& path);

// By the file's first bytes: NDJSON, else CSV, each also compressed by gzip or zstd.
std::expected<std::unique_ptr<Table>, std::string> open_table(const std::string& path, const TableOptions& options);

// Builds a batch of text columns whose cells point into one text that the array keeps alive.
class TextBatch {
 public:
  TextBatch(std::shared_ptr<const std::string> text, size_t columns) : text_(std::move(text)), views_(columns), valid_(columns) {}

  // A row is begun, then each wanted column is set once or stays null.
  void begin_row();
  void set(size_t column, std::string_view cell);         // lies in the text
  void set_copied(size_t column, std::string_view cell);  // is copied
  size_t rows() const { return rows_; }
  void finish(ArrowArray* out);

 private:
  struct View {  // as the Arrow format lays out a string view
    int32_t length = 0;
    char prefix[4] = {};
    int32_t buffer = 0, offset = 0;
  };
  void put(size_t column, std::string_view cell, int32_t buffer, size_t offset);

  std::shared_ptr<const std::string> text_;
  size_t rows_ = 0;
  std::vector<std::vector<View>> views_;
  std::vector<std::vector<uint8_t>> valid_;  // a bit a row
  std::string copied_;
};

// Readers; `open_table` chooses.
class Bytes;
std::expected<std::unique_ptr<Table>, std::string> open_csv(const std::string& path, std::unique_ptr<Bytes> bytes, std::string start,
                                                            const TableOptions& options);
std::expected<std::unique_ptr<Table>, std::string> open_ndjson(const std::string& path, std::unique_ptr<Bytes> bytes, std::string start);

}  // namespace comity::replay
