#include "replay/files/chunked.h"

#include <algorithm>

namespace comity::replay {

namespace {

constexpr size_t kChunk = size_t{8} << 20;

}  // namespace

double ChunkedTable::done() const {
  return bytes_->size_on_disk() == 0 ? -1 : static_cast<double>(bytes_->read_on_disk()) / static_cast<double>(bytes_->size_on_disk());
}

void ChunkedTable::Rows::begin(size_t start, size_t size, uint64_t line) {
  cells.begin_row();
  places.emplace_back(start, size);
  batch.lines.push_back(line);
}

std::expected<void, std::string> ChunkedTable::fill_rest(size_t most) {
  const auto got = bytes_->read(rest_, most);
  if (!got) return std::unexpected(got.error());
  ended_ = *got == 0;
  return {};
}

std::expected<void, std::string> ChunkedTable::close_columns() {
  if (columns_.size() > kMostColumns) return std::unexpected("it has more than 10,000 columns");
  wanted_.assign(columns_.size(), true);
  return {};
}

size_t ChunkedTable::skip_line(const std::string& chunk, Rejects& rejects) {
  const size_t end = chunk.find('\n');
  rejects.more(std::string_view(chunk).substr(0, end));
  skips_line_ = end == chunk.npos;
  if (skips_line_) return chunk.size();
  rejects.end();
  ++line_;
  return end + 1;
}

size_t ChunkedTable::reject_line(const std::string& chunk, size_t start, std::string reason, Rows& rows) {
  const size_t end = std::min(chunk.find('\n', start), chunk.size());
  rows.rejects.begin(path_, line_, std::move(reason), std::string_view(chunk).substr(start, end - start));
  ++rows.batch.rows_in;
  skips_line_ = end == chunk.size();
  if (skips_line_) return end;
  rows.rejects.end();
  ++line_;
  return end + 1;
}

std::expected<bool, std::string> ChunkedTable::next(Batch& batch, Rejects& rejects) {
  auto chunk = std::make_shared<std::string>(std::move(rest_));
  rest_.clear();
  for (size_t aim = kChunk;; aim *= 2) {  // the chunk grows where it does not hold one whole record
    if (!ended_ && chunk->size() < aim) {
      const auto got = bytes_->read(*chunk, aim - chunk->size());
      if (!got) return std::unexpected(got.error());
      ended_ = chunk->size() < aim;
    }
    if (chunk->empty()) {
      if (skips_line_) rejects.end();
      return false;
    }
    batch.lines.clear();
    batch.rows_in = 0;
    Rows rows{TextBatch(chunk, columns_.size()), {}, batch, rejects};
    const size_t start = skips_line_ ? skip_line(*chunk, rejects) : 0;
    const auto end = cut(*chunk, start, rows);
    if (!end) return std::unexpected(end.error());
    if (*end == 0 && !ended_) continue;
    rest_ = chunk->substr(*end);
    give(std::move(chunk), std::move(rows));
    return true;
  }
}

void ChunkedTable::give(std::shared_ptr<const std::string> chunk, Rows rows) {
  ArrowArray made;
  rows.cells.finish(&made);
  rows.batch.array = OwnedArray(&made);
  auto places = std::make_shared<std::vector<std::pair<size_t, size_t>>>(std::move(rows.places));
  rows.batch.raw = [chunk = std::move(chunk), places](size_t row) { return std::string_view(*chunk).substr((*places)[row].first, (*places)[row].second); };
}

}  // namespace comity::replay
