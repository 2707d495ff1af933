#include "replay/files/chunked.h"

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

std::expected<bool, std::string> ChunkedTable::next(Batch& batch, Rejects& rejects) {
  auto chunk = std::make_shared<std::string>(std::move(rest_));
  rest_.clear();
  if (!ended_ && chunk->size() < kChunk) {
    const auto got = bytes_->read(*chunk, kChunk - chunk->size());
    if (!got) return std::unexpected(got.error());
    ended_ = *got == 0 || chunk->size() < kChunk;
  }
  if (chunk->empty()) return false;
  batch.lines.clear();
  batch.rows_in = 0;
  Rows rows{TextBatch(chunk, columns_.size()), {}, batch, rejects};
  const auto end = cut(*chunk, rows);
  if (!end) return std::unexpected(end.error());
  rest_ = chunk->substr(*end);
  ArrowArray made;
  rows.cells.finish(&made);
  batch.array = OwnedArray(&made);
  auto places = std::make_shared<std::vector<std::pair<size_t, size_t>>>(std::move(rows.places));
  batch.raw = [chunk, places](size_t row) { return std::string_view(*chunk).substr((*places)[row].first, (*places)[row].second); };
  return true;
}

}  // namespace comity::replay
