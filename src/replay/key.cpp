#include "replay/key.h"

#include <algorithm>
#include <numeric>

namespace comity::replay {

std::optional<KeyLayout> lay_out_key(std::span<const uint32_t> radices) {
  std::vector<size_t> largest_first(radices.size());
  std::iota(largest_first.begin(), largest_first.end(), size_t{0});
  std::ranges::stable_sort(largest_first, [&](size_t a, size_t b) { return radices[a] > radices[b]; });
  KeyLayout made;
  made.digits.resize(radices.size());
  for (size_t column : largest_first) {
    size_t plane = 0;
    while (plane < kKeyPlanes && made.shape.sizes[plane] * radices[column] > 256) ++plane;
    if (plane == kKeyPlanes) return std::nullopt;
    made.digits[column] = {static_cast<uint32_t>(plane), made.shape.sizes[plane]};
    made.shape.sizes[plane] *= radices[column];
    made.shape.planes = std::max(made.shape.planes, plane + 1);
  }
  return made;
}

Keys::Keys(std::vector<uint32_t> cells, size_t most_keys) : cells_(std::move(cells)), most_keys_(most_keys) {
  with_unknown_.resize(cells_.size());
  for (size_t column = 0; column < cells_.size(); ++column) with_unknown_[column] = cells_[column] == 0;
  lanes_.resize(cells_.size());
  digits_.assign(cells_.size(), std::vector<uint8_t>(256));
  lay_out(with_unknown_);
}

bool Keys::lay_out(std::vector<bool> with_unknown) {
  std::vector<uint32_t> radices;
  for (size_t column = 0; column < cells_.size(); ++column) radices.push_back(cells_[column] + (with_unknown[column] ? 1 : 0));
  auto made = lay_out_key(radices);
  if (!made || made->shape.keys() > most_keys_) return false;
  layout_ = std::move(made);
  with_unknown_ = std::move(with_unknown);
  ++layouts_;
  std::vector<size_t> by_plane(cells_.size());
  std::iota(by_plane.begin(), by_plane.end(), size_t{0});
  std::ranges::stable_sort(by_plane, {}, [this](size_t column) { return layout_->digits[column].plane; });
  lane_of_.resize(cells_.size());
  for (size_t place = 0; place < by_plane.size(); ++place) lane_of_[by_plane[place]] = place;
  forget_codes();
  return true;
}

void Keys::forget_codes() {
  digits_are_of_.assign(cells_.size(), nullptr);
  for (Lane& lane : lanes_) lane.distinct = 0;
}

void Keys::place(size_t column, const Codes& codes) {
  Lane& lane = lanes_[lane_of_[column]];
  const uint32_t distinct = std::max<uint32_t>(codes.distinct, 1);
  const bool fresh = lane.distinct != distinct || digits_are_of_[column] != codes.cells;
  lane.codes = codes.bytes;
  lane.known = codes.known;
  if (!fresh) return;
  const Digit& digit = layout_->digits[column];
  lane.distinct = distinct;
  lane.strict = !with_unknown_[column];
  lane.plane = digit.plane;
  lane.digits = digits_[column].data();
  digits_are_of_[column] = codes.cells;
  for (uint32_t byte = 0; byte < 256; ++byte) {
    const uint32_t code = byte >= distinct ? 0 : codes.cells != nullptr ? codes.cells[byte] : byte;
    const uint32_t value = with_unknown_[column] ? code : code == 0 ? 0 : code - 1;
    digits_[column][byte] = static_cast<uint8_t>(value * digit.weight);
  }
}

uint8_t Keys::code_of(size_t key, size_t column) const {
  const Digit& digit = layout_->digits[column];
  for (uint32_t plane = 0; plane < digit.plane; ++plane) key /= layout_->shape.sizes[plane];
  const size_t radix = cells_[column] + (with_unknown_[column] ? 1 : 0);
  const size_t value = key % layout_->shape.sizes[digit.plane] / digit.weight % radix;
  return static_cast<uint8_t>(with_unknown_[column] ? value : value + 1);
}

// The columns without a digit for unknown that hold a code which means nothing.
std::vector<bool> Keys::strangers(std::span<const Codes> codes, size_t rows) const {
  std::vector<bool> found(codes.size());
  for (size_t column = 0; column < codes.size(); ++column) {
    const Lane& lane = lanes_[lane_of_[column]];
    found[column] = lane.strict && std::any_of(lane.codes, lane.codes + rows, [&lane](uint8_t code) { return code >= lane.distinct; });
  }
  return found;
}

bool Keys::make(std::span<const Codes> codes, size_t rows) {
  if (!layout_) return false;
  const auto grow = [this](const std::vector<bool>& also) {
    std::vector<bool> wanted = with_unknown_;
    for (size_t column = 0; column < wanted.size(); ++column) wanted[column] = wanted[column] || also[column];
    return wanted == with_unknown_ || lay_out(std::move(wanted));
  };
  std::vector<bool> unknown(codes.size());
  for (size_t column = 0; column < codes.size(); ++column) unknown[column] = codes[column].unknowns;
  if (!grow(unknown)) return false;
  for (size_t column = 0; column < codes.size(); ++column) place(column, codes[column]);
  if (!make_keys(lanes_, rows, layout_->shape.planes, plane_of_)) return true;
  if (!grow(strangers(codes, rows))) return false;
  for (size_t column = 0; column < codes.size(); ++column) place(column, codes[column]);
  make_keys(lanes_, rows, layout_->shape.planes, plane_of_);
  return true;
}

}  // namespace comity::replay
