// Files, positions and messages: what every later room uses to point at the law's own page.
//
// A Span is three integers, cheap to copy and stored everywhere. Only `Files` can turn one into a path, a line and a column.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::text {

// Index of a file in `Files`. The value `kNoFile` marks a span that has no place (input from the command line, a limit).
using FileId = uint32_t;
inline constexpr FileId kNoFile = 0xffffffff;

// Bytes [begin, end) of one file.
struct Span {
  FileId file = kNoFile;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Smallest span that covers both; `a` if they lie in different files.
Span join(Span a, Span b);

// 1-based line and column; the column counts UTF-8 code points.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
};

// The source files of one load, kept as long as the diagnostics that point into them.
class Files {
 public:
  FileId add(std::string path, std::string contents);

  const std::string& path(FileId id) const { return entries_[id].path; }
  std::string_view contents(FileId id) const { return entries_[id].contents; }
  std::string_view slice(Span span) const;
  Position position(FileId id, uint32_t offset) const;    // O(log lines)
  std::string_view line(FileId id, uint32_t line) const;  // 1-based, without its newline
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string path;
    std::string contents;
    std::vector<uint32_t> line_starts;
  };
  std::vector<Entry> entries_;
};

}  // namespace comity::text
