#include "book/time/zone_file.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "book/time/calendar.h"
#include "book/time/zone_rule.h"
#include "text/letters.h"

namespace comity::book::time {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 4> kFolders = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"};
constexpr size_t kHeader = 44;
constexpr size_t kMostBytes = size_t{1} << 20;  // the largest file known has 4 KiB
constexpr size_t kMostNames = 4096;

uint64_t big_endian(std::string_view bytes, size_t at, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) value = value << 8 | static_cast<uint8_t>(bytes[at + i]);
  return value;
}

// The counts in the header of a data block, in the order of the file.
struct Header {
  size_t utc_flags, standard_flags, leaps, times, types, characters;
  size_t data_bytes(size_t time_size) const {
    return times * time_size + times + types * 6 + characters + leaps * (time_size + 4) + standard_flags + utc_flags;
  }
};

std::optional<Header> header_at(std::string_view bytes, size_t at) {
  if (at > bytes.size() || bytes.size() - at < kHeader || bytes.substr(at, 4) != "TZif") return std::nullopt;
  std::array<size_t, 6> counts{};
  for (size_t i = 0; i < counts.size(); ++i) counts[i] = big_endian(bytes, at + 20 + 4 * i, 4);
  const Header header{counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]};
  if (*std::max_element(counts.begin(), counts.end()) > bytes.size() || header.types == 0) return std::nullopt;
  return header;
}

void append(ZoneTable& table, int64_t at, int32_t offset) {
  const int32_t before = table.changes.empty() ? table.first_offset : table.changes.back().offset;
  if (offset != before) table.changes.push_back({at, offset});
}

// The block of 64-bit times that begins at `at`; `end` is left behind it.
bool read_block(std::string_view bytes, size_t at, ZoneTable& table, size_t& end) {
  const std::optional<Header> header = header_at(bytes, at);
  if (!header || bytes.size() - at - kHeader < header->data_bytes(8)) return false;
  const size_t times = at + kHeader, indices = times + header->times * 8, types = indices + header->times;
  const auto offset_of = [&](size_t type) { return static_cast<int32_t>(big_endian(bytes, types + type * 6, 4)); };
  const auto is_summer = [&](size_t type) { return bytes[types + type * 6 + 4] != 0; };
  // Before the first change the first standard time stands.
  size_t first = 0;
  while (first < header->types && is_summer(first)) ++first;
  if (first == header->types) first = header->times > 0 ? static_cast<uint8_t>(bytes[indices]) : 0;
  if (first >= header->types) return false;
  table.first_offset = offset_of(first);
  for (size_t i = 0; i < header->times; ++i) {
    const size_t type = static_cast<uint8_t>(bytes[indices + i]);
    const int64_t instant = static_cast<int64_t>(big_endian(bytes, times + i * 8, 8));
    if (type >= header->types || (i > 0 && instant <= static_cast<int64_t>(big_endian(bytes, times + i * 8 - 8, 8)))) return false;
    append(table, instant, offset_of(type));
  }
  end = at + kHeader + header->data_bytes(8);
  return true;
}

// Continues the table by the rule to the year 9999.
void write_out(const ZoneRule& rule, ZoneTable& table) {
  constexpr int32_t kCycle = 400;
  constexpr int64_t kSecondsInCycle = int64_t{146'097} * 86'400;
  const int64_t last = table.changes.empty() ? kFirstInstant : table.changes.back().at;
  if (!rule.changes()) return append(table, last, rule.standard());
  int32_t year = std::max(civil_of(std::max(last / 86'400, kFirstDay)).year - 1, 1);
  const int32_t computed_until = std::min(year + 2 + kCycle, 10'000);
  table.changes.reserve(table.changes.size() + 2 * static_cast<size_t>(10'000 - year));
  for (; year < computed_until; ++year) {
    Change begins{rule.begins(year), rule.summer()}, ends{rule.ends(year), rule.standard()};
    if (ends.at < begins.at) std::swap(begins, ends);
    if (begins.at > last) append(table, begins.at, begins.offset);
    if (ends.at > last) append(table, ends.at, ends.offset);
  }
  // Two changes a year: what lies so many places back lies 400 years back.
  for (; year < 10'000; ++year) {
    for (int i = 0; i < 2; ++i) {
      const Change& earlier = table.changes[table.changes.size() - 2 * kCycle];
      table.changes.push_back({earlier.at + kSecondsInCycle, earlier.offset});
    }
  }
}

}  // namespace

bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 100 || name.back() == '/') return false;
  char before = '/';
  for (char c : name) {
    if (before == '/' ? !(c >= 'A' && c <= 'Z') : !(text::is_word_part(c) || c == '-' || c == '+' || c == '/')) return false;
    before = c;
  }
  return true;
}

std::optional<ZoneTable> parse_zone(std::string_view bytes) {
  const std::optional<Header> narrow = header_at(bytes, 0);
  // Files of version 1 have 32-bit times only; no system in use writes them.
  if (!narrow || bytes[4] < '2') return std::nullopt;
  const size_t wide = kHeader + narrow->data_bytes(4);
  ZoneTable table;
  size_t end = 0;
  if (!read_block(bytes, wide, table, end)) return std::nullopt;
  const size_t close = bytes.find('\n', end + 1);
  if (end >= bytes.size() || bytes[end] != '\n' || close == std::string_view::npos) return std::nullopt;
  const std::string_view footer = bytes.substr(end + 1, close - end - 1);
  if (footer.empty()) return table;
  const std::optional<ZoneRule> rule = ZoneRule::parse(footer);
  if (!rule) return std::nullopt;
  write_out(*rule, table);
  return table;
}

std::optional<ZoneTable> read_zone(std::string_view name) {
  if (!is_zone_name(name)) return std::nullopt;
  for (const char* folder : kFolders) {
    std::error_code error;
    const fs::path path = fs::path(folder) / name;
    const auto size = fs::is_regular_file(path, error) ? fs::file_size(path, error) : 0;
    if (error || size == 0 || size > kMostBytes) continue;
    std::ifstream in(path, std::ios::binary);
    std::string bytes(size, '\0');
    if (in.read(bytes.data(), static_cast<std::streamsize>(size))) return parse_zone(bytes);
  }
  return std::nullopt;
}

std::vector<std::string> zone_names() {
  std::vector<std::string> found;
  for (const char* folder : kFolders) {
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end && found.size() < kMostNames; at.increment(error)) {
      const std::string name = at->path().lexically_relative(folder).string();
      const bool folder_entry = at->is_directory(error);
      if (folder_entry && (at.depth() >= 3 || !is_zone_name(name))) at.disable_recursion_pending();
      if (!folder_entry && is_zone_name(name)) found.push_back(name);
    }
    if (!found.empty()) break;
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace comity::book::time
