#include "text/text.h"

#include <algorithm>
#include <utility>

#include "text/utf8.h"

namespace comity::text {

Span join(Span a, Span b) {
  if (a.file != b.file) return a;
  return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

FileId Files::add(std::string path, std::string contents) {
  Entry entry{std::move(path), std::move(contents), {0}};
  const std::string& bytes = entry.contents;
  for (size_t at = bytes.find('\n'); at != std::string::npos; at = bytes.find('\n', at + 1)) { entry.line_starts.push_back(static_cast<uint32_t>(at + 1)); }
  entries_.push_back(std::move(entry));
  return static_cast<FileId>(entries_.size() - 1);
}

std::string_view Files::slice(Span span) const {
  if (span.file >= entries_.size()) return {};
  const std::string_view bytes = entries_[span.file].contents;
  const size_t begin = std::min<size_t>(span.begin, bytes.size());
  const size_t end = std::clamp<size_t>(span.end, begin, bytes.size());
  return bytes.substr(begin, end - begin);
}

Position Files::position(FileId id, uint32_t offset) const {
  const Entry& entry = entries_[id];
  offset = std::min(offset, static_cast<uint32_t>(entry.contents.size()));
  const auto after = std::upper_bound(entry.line_starts.begin(), entry.line_starts.end(), offset);
  const uint32_t start = *(after - 1);
  const auto line = static_cast<uint32_t>(after - entry.line_starts.begin());
  const std::string_view before = std::string_view(entry.contents).substr(start, offset - start);
  return {line, count_code_points(before) + 1};
}

std::string_view Files::line(FileId id, uint32_t line) const {
  const Entry& entry = entries_[id];
  if (line == 0 || line > entry.line_starts.size()) return {};
  const size_t begin = entry.line_starts[line - 1];
  const size_t end = line < entry.line_starts.size() ? entry.line_starts[line] - 1 : entry.contents.size();
  std::string_view text = std::string_view(entry.contents).substr(begin, end - begin);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace comity::text
