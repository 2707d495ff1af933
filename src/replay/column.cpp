#include "replay/column.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace comity::replay {

namespace {

constexpr int kMaxDepth = 8;  // of types within types: a hostile schema ends here

std::optional<Physical> plain_type(std::string_view format) {
  struct Row {
    std::string_view format;
    Physical physical;
  };
  static constexpr Row kRows[] = {
      {"n", Physical::kNull},     {"b", Physical::kBool},     {"c", Physical::kInt8},   {"C", Physical::kUint8},      {"s", Physical::kInt16},
      {"S", Physical::kUint16},   {"i", Physical::kInt32},    {"I", Physical::kUint32}, {"l", Physical::kInt64},      {"L", Physical::kUint64},
      {"f", Physical::kFloat32},  {"g", Physical::kFloat64},  {"u", Physical::kText},   {"U", Physical::kLargeText},  {"vu", Physical::kTextView},
      {"tdD", Physical::kDate32}, {"tdm", Physical::kDate64}, {"+l", Physical::kList},  {"+L", Physical::kLargeList}, {"+s", Physical::kStruct},
  };
  for (const Row& row : kRows) {
    if (row.format == format) return row.physical;
  }
  return std::nullopt;
}

int64_t ticks_of(char unit) {
  switch (unit) {
    case 's': return 1;
    case 'm': return 1'000;
    case 'u': return 1'000'000;
    case 'n': return 1'000'000'000;
    default: return 0;
  }
}

// Formats with parameters: stamps "tsu:UTC", durations "tDn", decimals "d:10,2".
bool parametric_type(std::string_view format, ColumnType& type) {
  if (format.size() >= 4 && format.starts_with("ts") && format[3] == ':') {
    type.physical = Physical::kTime;
    type.ticks = ticks_of(format[2]);
    type.with_zone = format.size() > 4;
    return type.ticks != 0;
  }
  if (format.size() == 3 && format.starts_with("tD")) {
    type.physical = Physical::kDuration;
    type.ticks = ticks_of(format[2]);
    return type.ticks != 0;
  }
  if (!format.starts_with("d:")) return false;
  const size_t comma = format.find(',');
  const size_t second = comma == format.npos ? comma : format.find(',', comma + 1);
  if (comma == format.npos || (second != format.npos && format.substr(second + 1) != "128")) return false;
  type.physical = Physical::kDecimal;
  const std::string_view scale = format.substr(comma + 1, second == format.npos ? second : second - comma - 1);
  const auto read = std::from_chars(scale.data(), scale.data() + scale.size(), type.scale);
  return read.ec == std::errc() && type.scale >= 0 && type.scale <= 18;
}

std::expected<ColumnType, std::string> type_at(const ArrowSchema& schema, int depth) {
  ColumnType type;
  if (schema.name != nullptr) type.name = schema.name;
  const std::string_view format = schema.format == nullptr ? "" : schema.format;
  if (depth > kMaxDepth) return std::unexpected("types nested too deeply");
  if (auto plain = plain_type(format)) {
    type.physical = *plain;
  } else if (!parametric_type(format, type)) {
    return std::unexpected(fmt::format("the Arrow type `{}`", format));
  }
  if (schema.dictionary != nullptr) {
    if (!type.is_integer()) return std::unexpected(fmt::format("a dictionary with indices of type `{}`", format));
    auto values = type_at(*schema.dictionary, depth + 1);
    if (!values) return values;
    type.index = type.physical;
    type.physical = Physical::kDictionary;
    type.inner.push_back(std::move(*values));
    return type;
  }
  const bool is_list = type.physical == Physical::kList || type.physical == Physical::kLargeList;
  if (is_list && schema.n_children != 1) return std::unexpected("a list without a type of its items");
  if (!is_list && type.physical != Physical::kStruct) return type;
  for (int64_t i = 0; i < schema.n_children; ++i) {
    auto child = type_at(*schema.children[i], depth + 1);
    if (!child) return child;
    type.inner.push_back(std::move(*child));
  }
  return type;
}

int64_t buffers_of(Physical physical) {
  switch (physical) {
    case Physical::kNull: return 0;
    case Physical::kStruct: return 1;
    case Physical::kText:
    case Physical::kLargeText:
    case Physical::kTextView: return 3;
    default: return 2;
  }
}

}  // namespace

std::string ColumnType::words() const {
  switch (physical) {
    case Physical::kUnknown: return "values of a type that is not read";
    case Physical::kNull: return "nulls";
    case Physical::kBool: return "booleans";
    case Physical::kFloat32:
    case Physical::kFloat64: return "floating-point numbers";
    case Physical::kDecimal: return "decimal numbers";
    case Physical::kDate32:
    case Physical::kDate64: return "dates";
    case Physical::kTime: return "timestamps";
    case Physical::kDuration: return "durations";
    case Physical::kText:
    case Physical::kLargeText:
    case Physical::kTextView: return "text";
    case Physical::kList:
    case Physical::kLargeList: return "lists of " + inner[0].words();
    case Physical::kStruct: return "records";
    case Physical::kDictionary: return inner[0].words();
    default: return "whole numbers";
  }
}

std::expected<ColumnType, std::string> type_of(const ArrowSchema& schema) { return type_at(schema, 0); }

std::expected<ColumnView, std::string> ColumnView::make(const ColumnType& type, const ArrowArray& array, int64_t from, int64_t length) {
  ColumnView view;
  view.type_ = &type;
  view.array_ = &array;
  if (array.offset < 0 || array.length < 0 || from < 0 || length < 0 || from > array.length || length > array.length - from) {
    return std::unexpected("an array shorter than its table");
  }
  view.first_ = array.offset + from;
  view.length_ = length;
  if (type.physical == Physical::kNull || type.physical == Physical::kUnknown) return view;
  const bool views = type.physical == Physical::kTextView;
  if (views ? array.n_buffers < 2 : array.n_buffers != buffers_of(type.physical)) return std::unexpected("an array without its buffers");
  if (array.null_count != 0) view.validity_ = static_cast<const uint8_t*>(array.buffers[0]);
  if (type.physical != Physical::kStruct) view.values_ = array.buffers[1];
  if (view.values_ == nullptr && length > 0 && type.physical != Physical::kStruct) return std::unexpected("an array without values");
  if (type.is_text() && !views) view.letters_ = static_cast<const char*>(array.buffers[2]);
  if (type.physical == Physical::kDictionary) {
    if (array.dictionary == nullptr) return std::unexpected("a dictionary column without its dictionary");
    auto values = make(type.inner[0], *array.dictionary, 0, array.dictionary->length);
    if (!values) return values;
    view.inner_.push_back(std::move(*values));
    return view;
  }
  const bool is_struct = type.physical == Physical::kStruct;
  if (array.n_children != static_cast<int64_t>(type.inner.size())) return std::unexpected("an array without its children");
  for (size_t i = 0; i < type.inner.size(); ++i) {
    const ArrowArray& child = *array.children[i];
    auto inner = is_struct ? make(type.inner[i], child, view.first_, length) : make(type.inner[i], child, 0, child.length);
    if (!inner) return inner;
    view.inner_.push_back(std::move(*inner));
  }
  return view;
}

uint64_t ColumnView::bits_from(const uint8_t* bits, int64_t row) const {
  const int64_t left = length_ - row;
  const uint64_t mask = left >= 64 ? ~uint64_t{0} : (uint64_t{1} << left) - 1;
  const int64_t at = first_ + row;
  const uint8_t* from = bits + (at >> 3);
  const int shift = static_cast<int>(at & 7);
  const int64_t bytes = ((at + std::min<int64_t>(left, 64) - 1) >> 3) - (at >> 3) + 1;  // 1 to 9: no byte past the last row's is read
  uint64_t low = 0;
  std::memcpy(&low, from, static_cast<size_t>(std::min<int64_t>(bytes, 8)));
  uint64_t word = low >> shift;
  if (bytes == 9) word |= static_cast<uint64_t>(from[8]) << (64 - shift);
  return word & mask;
}

uint64_t ColumnView::valid_word(int64_t row) const {
  const int64_t left = length_ - row;
  if (left <= 0 || type_->physical == Physical::kNull) return 0;
  if (validity_ == nullptr) return left >= 64 ? ~uint64_t{0} : (uint64_t{1} << left) - 1;
  return bits_from(validity_, row);
}

uint64_t ColumnView::flag_word(int64_t row) const { return row >= length_ ? 0 : bits_from(bits(), row); }

const void* ColumnView::raw(int64_t row) const {
  const auto* bytes = static_cast<const uint8_t*>(values_);
  const int64_t at = first_ + row;
  switch (type_->physical == Physical::kDictionary ? type_->index : type_->physical) {
    case Physical::kInt8:
    case Physical::kUint8: return bytes + at;
    case Physical::kInt16:
    case Physical::kUint16: return bytes + 2 * at;
    case Physical::kInt32:
    case Physical::kUint32:
    case Physical::kDate32: return bytes + 4 * at;
    default: return bytes + 8 * at;
  }
}

int64_t ColumnView::integer(int64_t row) const {
  const int64_t at = first_ + row;
  switch (type_->physical == Physical::kDictionary ? type_->index : type_->physical) {
    case Physical::kBool: return bits()[at >> 3] >> (at & 7) & 1;
    case Physical::kInt8: return static_cast<const int8_t*>(values_)[at];
    case Physical::kUint8: return static_cast<const uint8_t*>(values_)[at];
    case Physical::kInt16: return static_cast<const int16_t*>(values_)[at];
    case Physical::kUint16: return static_cast<const uint16_t*>(values_)[at];
    case Physical::kUint32: return static_cast<const uint32_t*>(values_)[at];
    case Physical::kInt32:
    case Physical::kDate32: return static_cast<const int32_t*>(values_)[at];
    case Physical::kDecimal: return static_cast<const int64_t*>(values_)[2 * at];
    default: return static_cast<const int64_t*>(values_)[at];
  }
}

double ColumnView::real(int64_t row) const {
  const int64_t at = first_ + row;
  return type_->physical == Physical::kFloat32 ? static_cast<double>(static_cast<const float*>(values_)[at]) : static_cast<const double*>(values_)[at];
}

std::string_view ColumnView::text(int64_t row) const {
  const int64_t at = first_ + row;
  if (type_->physical == Physical::kText) {
    const auto* offsets = static_cast<const int32_t*>(values_);
    return {letters_ + offsets[at], static_cast<size_t>(offsets[at + 1] - offsets[at])};
  }
  if (type_->physical == Physical::kLargeText) {
    const auto* offsets = static_cast<const int64_t*>(values_);
    return {letters_ + offsets[at], static_cast<size_t>(offsets[at + 1] - offsets[at])};
  }
  const auto* view = static_cast<const uint8_t*>(values_) + 16 * at;
  int32_t parts[4];  // length, then the text itself if it has at most 12 bytes, else prefix, buffer, offset
  std::memcpy(parts, view, sizeof parts);
  if (parts[0] <= 12) return {reinterpret_cast<const char*>(view) + 4, static_cast<size_t>(parts[0])};
  return {static_cast<const char*>(array_->buffers[2 + parts[2]]) + parts[3], static_cast<size_t>(parts[0])};
}

std::pair<int64_t, int64_t> ColumnView::items(int64_t row) const {
  const int64_t at = first_ + row;
  if (type_->physical == Physical::kList) {
    const auto* offsets = static_cast<const int32_t*>(values_);
    return {offsets[at], offsets[at + 1]};
  }
  const auto* offsets = static_cast<const int64_t*>(values_);
  return {offsets[at], offsets[at + 1]};
}

}  // namespace comity::replay
