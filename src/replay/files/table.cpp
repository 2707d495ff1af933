#include "replay/files/table.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <glob.h>

#include "replay/files/bytes.h"
#include "text/json.h"

namespace comity::replay {

// --- rejects ------------------------------------------------------------------------------------------------------------------

std::expected<std::unique_ptr<Rejects>, std::string> Rejects::open(const std::string& path) {
  auto made = std::make_unique<Rejects>();
  if (path.empty()) return made;
  made->file_ = std::fopen(path.c_str(), "wb");
  if (made->file_ == nullptr) return std::unexpected(std::string(std::strerror(errno)));
  return made;
}

Rejects::~Rejects() { finish(); }

namespace {

constexpr size_t kPiece = size_t{1} << 20;  // of a long row, written at once

// One JSON object a line: rows that cannot be read have no columns to be written in.
std::string head_of(const std::string& file, uint64_t line, std::string_view reason) {
  std::string out = "{\"file\":";
  text::append_quoted(out, file);
  out += fmt::format(",\"line\":{},\"reason\":", line);
  text::append_quoted(out, reason);
  return out + ",\"row\":";
}

// Without the first bytes of a letter whose others are not there.
std::string_view whole_letters(std::string_view text) {
  for (size_t back = 1; back <= std::min<size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    const size_t bytes = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    if (bytes > back) return text.substr(0, text.size() - back);
    if (byte < 0x80 || byte >= 0xC0) break;
  }
  return text;
}

}  // namespace

void Rejects::note(const std::string& file, uint64_t line, std::string reason, std::string_view row) {
  ++count_;
  if (first_.size() < kShown) first_.push_back({file, line, std::move(reason), std::string(row.substr(0, 200))});
}

void Rejects::write(std::string_view text) { std::fwrite(text.data(), 1, text.size(), file_); }

void Rejects::add(const std::string& file, uint64_t line, std::string reason, std::string_view row) {
  if (file_ != nullptr) {
    std::string out = head_of(file, line, reason);
    text::append_quoted(out, row);
    out += "}\n";
    open_ ? void(behind_ += out) : write(out);
  }
  note(file, line, std::move(reason), row);
}

void Rejects::begin(const std::string& file, uint64_t line, std::string reason, std::string_view row) {
  end();
  open_ = true;
  if (file_ != nullptr) write(head_of(file, line, reason) + '"');
  note(file, line, std::move(reason), row);
  more(row);
}

void Rejects::more(std::string_view row) {
  if (file_ == nullptr) return;
  for (size_t at = 0; at < row.size(); at += kPiece) {
    rest_ += row.substr(at, kPiece);
    const std::string_view whole = whole_letters(rest_);
    std::string out;
    text::append_quoted(out, whole);
    write(std::string_view(out).substr(1, out.size() - 2));
    rest_.erase(0, whole.size());
  }
}

void Rejects::end() {
  if (!std::exchange(open_, false) || file_ == nullptr) return;
  std::string out;
  text::append_quoted(out, rest_);
  write(out.substr(1) + "}\n" + behind_);
  rest_.clear();
  behind_.clear();
}

bool Rejects::finish() {
  end();
  if (file_ == nullptr) return true;
  const bool fine = std::ferror(file_) == 0;
  const bool closed = std::fclose(file_) == 0;
  file_ = nullptr;
  return fine && closed;
}

// --- batches of text ------------------------------------------------------------------------------------------------------------

namespace {

// What an array of text columns keeps alive.
struct HeldColumn {
  std::vector<char> views;
  std::vector<uint8_t> valid;
  const void* buffers[5];
  int64_t sizes[2];
};

struct HeldBatch {
  std::shared_ptr<const std::string> text;
  std::string copied;
  std::vector<HeldColumn> columns;
  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> children;
  const void* buffers[1] = {nullptr};
};

void release_child(ArrowArray* array) { array->release = nullptr; }

void release_batch(ArrowArray* array) {
  for (int64_t i = 0; i < array->n_children; ++i) {
    if (array->children[i]->release != nullptr) array->children[i]->release(array->children[i]);
  }
  delete static_cast<HeldBatch*>(array->private_data);
  array->release = nullptr;
}

}  // namespace

void TextBatch::begin_row() {
  for (size_t c = 0; c < views_.size(); ++c) {
    views_[c].emplace_back();
    if (rows_ % 8 == 0) valid_[c].push_back(0);
  }
  ++rows_;
}

void TextBatch::put(size_t column, std::string_view cell, int32_t buffer, size_t offset) {
  View& view = views_[column].back();
  view.length = static_cast<int32_t>(cell.size());
  if (cell.size() <= 12) {
    std::memcpy(view.prefix, cell.data(), std::min<size_t>(cell.size(), 4));
    if (cell.size() > 4) std::memcpy(reinterpret_cast<char*>(&view) + 8, cell.data() + 4, cell.size() - 4);
  } else {
    std::memcpy(view.prefix, cell.data(), 4);
    view.buffer = buffer;
    view.offset = static_cast<int32_t>(offset);
  }
  valid_[column].back() |= static_cast<uint8_t>(1U << ((rows_ - 1) % 8));
}

void TextBatch::set(size_t column, std::string_view cell) { put(column, cell, 0, static_cast<size_t>(cell.data() - text_->data())); }

void TextBatch::set_copied(size_t column, std::string_view cell) {
  const size_t offset = copied_.size();
  copied_ += cell;
  put(column, cell, 1, offset);
}

void TextBatch::finish(ArrowArray* out) {
  auto* held = new HeldBatch();
  held->text = text_;
  held->copied = std::move(copied_);
  held->columns.resize(views_.size());
  held->arrays.resize(views_.size());
  const auto rows = static_cast<int64_t>(rows_);
  for (size_t c = 0; c < views_.size(); ++c) {
    HeldColumn& column = held->columns[c];
    column.views.assign(reinterpret_cast<const char*>(views_[c].data()), reinterpret_cast<const char*>(views_[c].data() + views_[c].size()));
    column.valid = std::move(valid_[c]);
    column.sizes[0] = static_cast<int64_t>(text_->size());
    column.sizes[1] = static_cast<int64_t>(held->copied.size());
    const void* buffers[5] = {column.valid.data(), column.views.data(), text_->data(), held->copied.data(), column.sizes};
    std::copy(std::begin(buffers), std::end(buffers), column.buffers);
    held->arrays[c] = ArrowArray{rows, -1, 0, 5, 0, column.buffers, nullptr, nullptr, release_child, nullptr};
  }
  for (ArrowArray& array : held->arrays) held->children.push_back(&array);
  *out = ArrowArray{rows, 0, 0, 1, static_cast<int64_t>(views_.size()), held->buffers, held->children.data(), nullptr, release_batch, held};
}

// --- which reader ---------------------------------------------------------------------------------------------------------------

namespace {

// The magic of Parquet, of Arrow files, and of Arrow streams.
bool begins_for_a_host(std::string_view start) { return start.starts_with("PAR1") || start.starts_with("ARROW1") || start.starts_with("\xff\xff\xff\xff"); }

// What the bytes are where they are no table, or "".
std::string_view other_form(std::string_view start) {
  if (start.starts_with("\xfd"
                        "7zXZ"))
    return "it is compressed by xz; decompress it first (xz -d)";
  if (start.size() > 4 && start.starts_with("BZh") && start.substr(4).starts_with("1AY&SY")) return "it is compressed by bzip2; decompress it first (bzip2 -d)";
  if (start.starts_with("PK\x03\x04")) return "it is a ZIP archive (or a spreadsheet); take the table out of it first, as CSV";
  return "";
}

// By which means the name says that the file is compressed, or "".
std::string_view compression_in(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  for (char& letter : ending) letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
  if (ending == ".gz" || ending == ".gzip") return "gzip";
  if (ending == ".zst" || ending == ".zstd") return "zstd";
  return "";
}

}  // namespace

std::vector<std::string> files_of(std::span<const std::string_view> words) {
  std::vector<std::string> files;
  for (const std::string_view word : words) {
    glob_t found{};
    std::string pattern(word);
    if (pattern.find_first_of("*?[") != std::string::npos && glob(pattern.c_str(), 0, nullptr, &found) == 0) {
      files.insert(files.end(), found.gl_pathv, found.gl_pathv + found.gl_pathc);
    } else {
      files.push_back(std::move(pattern));
    }
    globfree(&found);
  }
  return files;
}

bool needs_a_host(const std::string& path) {
  if (path == "-") return false;
  const auto bytes = Bytes::open(path);
  std::string start;
  return bytes && (*bytes)->read(start, 8) && begins_for_a_host(start);
}

std::expected<std::unique_ptr<Table>, std::string> open_table(const std::string& path, const TableOptions& options) {
  auto bytes = Bytes::open(path);
  if (!bytes) return std::unexpected(bytes.error());
  std::string start;
  const auto got = (*bytes)->read(start, 4096);
  if (!got) return std::unexpected(got.error());
  if (begins_for_a_host(start)) return std::unexpected("it is a Parquet or Arrow file, which the Python package reads");
  if (const std::string_view form = other_form(start); !form.empty()) return std::unexpected(std::string(form));
  if (const std::string_view by = compression_in(path); !by.empty() && !(*bytes)->compressed() && !start.empty()) {
    return std::unexpected(
        fmt::format("its name says that it is compressed by {}, and its bytes are not; if it is a plain table give it a plain name, else "
                    "fetch it again",
                    by));
  }
  const size_t first = start.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first != start.npos && start[first] == '{') return open_ndjson(path, std::move(*bytes), std::move(start));
  return open_csv(path, std::move(*bytes), std::move(start), options);
}

}  // namespace comity::replay
