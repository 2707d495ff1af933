// Any bytes as a table that someone hands in: CSV, NDJSON, or either compressed by gzip or zstd, cut off and damaged as files are. However it ends,
// at the end of the file or in a message, every row that was read came out or was rejected, and no cell lies outside its text.
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "replay/column.h"
#include "replay/files/chunked.h"
#include "replay/files/table.h"

namespace {

using namespace comity::replay;

// The readers take a path, since they know a file by its first bytes. One file a process, gone with it.
struct File {
  std::string path = (std::filesystem::temp_directory_path() / ("comity-table-fuzzer-" + std::to_string(::getpid()))).string();
  ~File() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};
const std::string& path() {
  static const File kFile;
  return kFile.path;
}

// Looks at each cell; a cell outside its text is for the sanitizer to see.
size_t touched(const ColumnView& view, const std::vector<ColumnType>& columns) {
  size_t bytes = 0;
  for (int64_t row = 0; row < view.length(); ++row) {
    for (size_t column = 0; column < columns.size(); ++column) {
      const auto& cells = view.inner(column);
      if (!cells.valid(row)) continue;
      for (const char letter : cells.text(row)) bytes += letter != 0 ? 1 : 0;
    }
  }
  return bytes;
}

bool is_plain(std::string_view bytes) { return !bytes.starts_with("\x1f\x8b") && !bytes.starts_with("\x28\xb5\x2f\xfd"); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  // The first byte says what stands between cells and which columns are asked for.
  std::ofstream(path(), std::ios::binary | std::ios::trunc).write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  const auto table = open_table(path(), {.delimiter = (data[0] & 1) != 0 ? ';' : ','});
  if (!table) return table.error().empty() ? (std::abort(), 0) : 0;
  ColumnType type;
  type.physical = Physical::kStruct;
  type.inner = (*table)->columns();
  std::vector<bool> wanted(type.inner.size());
  for (size_t column = 0; column < wanted.size(); ++column) wanted[column] = (data[0] & 2) == 0 || column % 2 == 0;
  (*table)->want(wanted);
  // A row of a compressed file may be longer than the file, but not than any row may be.
  const size_t longest = is_plain({reinterpret_cast<const char*>(data + 1), size - 1}) ? std::min(size, kMostRecord) : kMostRecord;
  const auto rejects = Rejects::open("");
  uint64_t rows_in = 0, rows_out = 0;
  while (true) {
    Batch batch;
    const auto more = (*table)->next(batch, **rejects);
    if (!more) return more.error().empty() ? (std::abort(), 0) : 0;
    if (!*more) break;
    const auto view = ColumnView::make(type, *batch.array, 0, batch.array->length);
    if (!view) std::abort();
    touched(*view, type.inner);
    rows_in += batch.rows_in;
    rows_out += static_cast<uint64_t>(batch.array->length);
    if (!batch.lines.empty() && batch.lines.size() != static_cast<size_t>(batch.array->length)) std::abort();
    for (size_t row = 0; batch.raw && row < static_cast<size_t>(batch.array->length); ++row) {
      if (batch.raw(row).size() > longest) std::abort();
    }
  }
  if (rows_in != rows_out + (*rejects)->count()) std::abort();
  return 0;
}
