// CSV as people write it (RFC 4180): a header, cells in quotes where they hold the delimiter, a quote or a line break.
//
// A chunk of the file is read, cut into records and handed on without copying its cells; memory is bounded by the chunk, which grows to
// kMostSought for a record that is longer. A record with more or fewer cells than the header, one that is longer than kMostRecord, and a quote
// that never closes, are rejected with their line, as one row each; after an unclosed quote reading goes on at the next line. A quote that
// opens by mistake and finds the quote of a cell far behind is unclosed too: letters follow there, or the cells are not those of the header.
// An empty cell without quotes is a null; in quotes it is an empty text.
// Source: RFC 4180, with lines that end in LF, CR LF or CR LF mixed, and a byte order mark left out.
#include <algorithm>
#include <cstring>
#include <deque>
#include <set>

#include <fmt/format.h>

#include "replay/files/chunked.h"

namespace comity::replay {

namespace {

constexpr uint64_t kMostUnclosed = 1'000;  // past it the file is no CSV, and reading it further would cost its square

struct Cell {
  std::string_view text;                 // without its quotes
  bool quoted = false, doubled = false;  // doubled: quotes inside stand twice
};

enum class Cut : uint8_t { kRecord, kNeedsMore, kUnclosed, kTooLong };

constexpr const char* kTooLong = "the row is longer than 1 MiB";

class Csv : public ChunkedTable {
 public:
  Csv(std::string path, std::unique_ptr<Bytes> bytes, std::string start, char delimiter)
      : ChunkedTable(std::move(path), std::move(bytes), std::move(start)), delimiter_(delimiter) {
    if (rest_.starts_with("\xef\xbb\xbf")) rest_.erase(0, 3);
  }

  std::expected<void, std::string> read_header() {
    while (true) {
      if (rest_.empty() && ended_) return std::unexpected("it is empty");
      at_ = 0;
      const Cut cut = cut_record(rest_, ended_);
      if (cut == Cut::kRecord) break;
      if (cut == Cut::kUnclosed || rest_.size() > kMostRecord) return std::unexpected("its header has a quote that never closes, or no end");
      if (auto fine = fill_rest(kMostRecord); !fine) return fine;
    }
    std::set<std::string> seen;
    for (const Cell& cell : cells_) {
      ColumnType type;
      type.physical = Physical::kTextView;
      type.name = plain(cell);
      if (!seen.insert(type.name).second) return std::unexpected(fmt::format("its header has two columns called `{}`", type.name));
      columns_.push_back(std::move(type));
    }
    rest_.erase(0, at_);
    line_ += lines_in_record_;
    return close_columns();
  }

 private:
  static std::string plain(const Cell& cell) {
    if (!cell.doubled) return std::string(cell.text);
    std::string out;
    for (size_t i = 0; i < cell.text.size(); ++i) {
      out += cell.text[i];
      if (cell.text[i] == '"') ++i;
    }
    return out;
  }

  std::expected<size_t, std::string> cut(const std::string& chunk, size_t from, Rows& rows) override {
    at_ = from;
    while (at_ < chunk.size()) {
      const size_t start = at_;
      const Cut cut = cut_record(chunk, ended_);
      if (cut == Cut::kNeedsMore) return start;
      const bool is_long = cut == Cut::kRecord && record_end_ - start > kMostRecord;
      if (cut == Cut::kTooLong) {
        at_ = reject_line(chunk, start, kTooLong, rows);
      } else if (cut == Cut::kUnclosed || (is_long && lines_in_record_ > 1 && cells_.size() != columns_.size())) {
        if (++unclosed_ > kMostUnclosed)
          return std::unexpected(fmt::format("more than {} rows have a quote that never closes: it is damaged, or no CSV", kMostUnclosed));
        at_ = reject_line(chunk, start, "a quote never closes", rows);
      } else {
        take_record(std::string_view(chunk).substr(start, record_end_ - start), start, rows);
        line_ += lines_in_record_;
      }
    }
    return at_;
  }

  void take_record(std::string_view raw, size_t start, Rows& rows) {
    if (raw.empty() && columns_.size() > 1) return;  // a blank line is no row
    ++rows.batch.rows_in;
    if (raw.size() > kMostRecord) return rows.rejects.add(path_, line_, kTooLong, raw);
    if (cells_.size() != columns_.size()) {
      rows.rejects.add(path_, line_, fmt::format("it has {} cells, and the header has {}", cells_.size(), columns_.size()), raw);
      return;
    }
    rows.begin(start, raw.size(), line_);
    for (size_t c = 0; c < cells_.size(); ++c) {
      const Cell& cell = cells_[c];
      if (!wanted_[c] || (cell.text.empty() && !cell.quoted)) continue;
      if (cell.doubled) {
        rows.cells.set_copied(c, plain(cell));
      } else {
        rows.cells.set(c, cell.text);
      }
    }
  }

  // Cuts the record at at_ into cells_ and moves at_ behind it.
  Cut cut_record(const std::string& in, bool is_all) {
    cells_.clear();
    lines_in_record_ = 0;
    const size_t start = at_;
    const char* const data = in.data();
    const size_t size = in.size();
    size_t at = at_;
    while (true) {
      Cell cell;
      if (at < size && data[at] == '"') {
        const Cut cut = cut_quoted(in, at, start, is_all, cell);
        if (cut != Cut::kRecord) return cut;
      } else {
        const size_t begin = at;
        while (at < size && data[at] != delimiter_ && data[at] != '\n' && data[at] != '\r') ++at;
        cell.text = std::string_view(data + begin, at - begin);
      }
      cells_.push_back(cell);
      if (at == size) {
        if (!is_all) return size - start < kMostSought ? Cut::kNeedsMore : lines_in_record_ == 0 ? Cut::kTooLong : Cut::kUnclosed;
        record_end_ = at;
        at_ = at;
        ++lines_in_record_;
        return Cut::kRecord;
      }
      if (data[at] == delimiter_) {
        ++at;
        continue;
      }
      if (data[at] == '\r' && at + 1 == size && !is_all) return Cut::kNeedsMore;
      record_end_ = at;
      at += data[at] == '\r' && at + 1 < size && data[at + 1] == '\n' ? 2 : 1;
      at_ = at;
      ++lines_in_record_;
      return Cut::kRecord;
    }
  }

  // A cell in quotes that begins at `at`; moves `at` behind it. What stands between the closing quote and the delimiter belongs to the cell.
  Cut cut_quoted(const std::string& in, size_t& at, size_t start, bool is_all, Cell& cell) {
    const size_t begin = at + 1;
    size_t look = begin;
    while (true) {
      const size_t quote = in.find('"', look);
      if (quote == in.npos) {
        if (!is_all && in.size() - start < kMostSought) return Cut::kNeedsMore;
        const bool one_line = !is_all && in.find('\n', start) == in.npos;
        return one_line ? Cut::kTooLong : Cut::kUnclosed;
      }
      if (quote + 1 == in.size() && !is_all) return Cut::kNeedsMore;
      if (quote + 1 < in.size() && in[quote + 1] == '"') {
        cell.doubled = true;
        look = quote + 2;
        continue;
      }
      cell.text = std::string_view(in).substr(begin, quote - begin);
      cell.quoted = true;
      lines_in_record_ += static_cast<uint64_t>(std::ranges::count(cell.text, '\n'));
      at = quote + 1;
      // Letters after the closing quote: no notation that we know; the cell is then read with its quotes, which no reading will know. Far
      // behind it is the quote of another cell, and this one opened by mistake.
      if (at < in.size() && in[at] != delimiter_ && in[at] != '\n' && in[at] != '\r') {
        if (at - start > kMostRecord && in.find('\n', start) < at) return Cut::kUnclosed;
        while (at < in.size() && in[at] != delimiter_ && in[at] != '\n' && in[at] != '\r') ++at;
        cell = {std::string_view(in).substr(begin - 1, at - begin + 1), true, false};
      }
      return Cut::kRecord;
    }
  }

  char delimiter_;
  uint64_t lines_in_record_ = 0, unclosed_ = 0;
  size_t at_ = 0, record_end_ = 0;
  std::vector<Cell> cells_;
};

}  // namespace

std::expected<std::unique_ptr<Table>, std::string> open_csv(const std::string& path, std::unique_ptr<Bytes> bytes, std::string start,
                                                            const TableOptions& options) {
  auto made = std::make_unique<Csv>(path, std::move(bytes), std::move(start), options.delimiter);
  if (auto header = made->read_header(); !header) return std::unexpected(header.error());
  return made;
}

}  // namespace comity::replay
