// NDJSON: one object a line, its members the columns. The members of "facts", as in a case for `comity ask`, are columns too.
//
// The columns are those of the first kSampled bytes' lines; a member that first appears later makes its row rejected, since it would be lost.
// Texts are cells as they are; numbers, booleans and arrays are cells as JSON writes them; null, and a member that is not there, are nulls.
// Lines that are no object, and objects that name a member twice, are rejected with their line.
// Source: https://github.com/ndjson/ndjson-spec, RFC 8259.
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>
#include <simdjson.h>

#include "replay/files/chunked.h"

namespace comity::replay {

namespace {

constexpr size_t kSampled = size_t{1} << 20;

using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

class Ndjson : public ChunkedTable {
 public:
  Ndjson(std::string path, std::unique_ptr<Bytes> bytes, std::string start) : ChunkedTable(std::move(path), std::move(bytes), std::move(start)) {}

  std::expected<void, std::string> sample() {
    if (rest_.size() < kSampled) {
      if (auto fine = fill_rest(kSampled); !fine) return fine;
    }
    for (size_t at = 0; at < rest_.size();) {
      const size_t end = rest_.find('\n', at);
      if (end == rest_.npos && !ended_) break;
      object line;
      if (parser_.parse(rest_.data() + at, std::min(end, rest_.size()) - at).get(line) == simdjson::SUCCESS) {
        each_member(line, [this](std::string_view name, element) {
          add_column(name);
          return true;
        });
      }
      if (end == rest_.npos) break;
      at = end + 1;
    }
    if (columns_.empty()) return std::unexpected("none of its first lines is a JSON object");
    return close_columns();
  }

 private:
  std::expected<size_t, std::string> cut(const std::string& chunk, size_t start, Rows& rows) override {
    size_t at = start;
    while (at < chunk.size()) {
      const size_t end = chunk.find('\n', at);
      if (std::min(end, chunk.size()) - at > kMostRecord) {
        at = reject_line(chunk, at, "the line is longer than 1 MiB", rows);
        continue;
      }
      if (end == chunk.npos && !ended_) break;
      take_line(std::string_view(chunk).substr(at, end == chunk.npos ? end : end - at), at, rows);
      ++line_;
      at = end == chunk.npos ? chunk.size() : end + 1;
    }
    return at;
  }

  void add_column(std::string_view name) {
    if (!places_.try_emplace(std::string(name), columns_.size()).second) return;
    ColumnType type;
    type.physical = Physical::kTextView;
    type.name = name;
    columns_.push_back(std::move(type));
  }

  // Calls `see` for each member, those of "facts" in its place; stops where it answers false. "at" is the member case.at.
  template <class See>
  static bool each_member(object line, See see) {
    for (const auto& [name, value] : line) {
      object facts;
      if (name == "facts" && value.get(facts) == simdjson::SUCCESS) {
        for (const auto& [inner, told] : facts) {
          if (!see(inner, told)) return false;
        }
      } else if (!see(name == "at" ? std::string_view("case.at") : name, value)) {
        return false;
      }
    }
    return true;
  }

  void take_line(std::string_view line, size_t start, Rows& rows) {
    if (line.find_first_not_of(" \t\r") == line.npos) return;
    ++rows.batch.rows_in;
    const auto reject = [&](std::string reason) { rows.rejects.add(path_, line_, std::move(reason), line); };
    object members;
    if (const auto error = parser_.parse(line.data(), line.size()).get(members); error != simdjson::SUCCESS) {
      return reject(fmt::format("it is no JSON object ({})", simdjson::error_message(error)));
    }
    std::string unknown;
    cells_.assign(columns_.size(), std::nullopt);
    seen_.assign(columns_.size(), false);
    each_member(members, [&](std::string_view name, element value) {
      const auto place = places_.find(std::string(name));
      if (place == places_.end()) {
        unknown = fmt::format("it has a member `{}` that no earlier line had", name);
        return false;
      }
      if (seen_[place->second]) {
        unknown = fmt::format("it has the member `{}` twice", name);
        return false;
      }
      seen_[place->second] = true;
      if (!wanted_[place->second] || value.type() == element_type::NULL_VALUE) return true;
      std::string_view text;
      cells_[place->second] = value.get(text) == simdjson::SUCCESS ? std::string(text) : simdjson::minify(value);
      return true;
    });
    if (!unknown.empty()) return reject(unknown);
    rows.begin(start, line.size(), line_);
    for (size_t c = 0; c < columns_.size(); ++c) {
      if (cells_[c]) rows.cells.set_copied(c, *cells_[c]);
    }
  }

  simdjson::dom::parser parser_;
  std::unordered_map<std::string, size_t> places_;
  std::vector<bool> seen_;
  std::vector<std::optional<std::string>> cells_;
};

}  // namespace

std::expected<std::unique_ptr<Table>, std::string> open_ndjson(const std::string& path, std::unique_ptr<Bytes> bytes, std::string start) {
  auto made = std::make_unique<Ndjson>(path, std::move(bytes), std::move(start));
  if (auto sampled = made->sample(); !sampled) return std::unexpected(sampled.error());
  return made;
}

}  // namespace comity::replay
