// A column of a table as the engine sees it: a physical type, and views onto Arrow buffers that somebody else owns.
//
// A view resolves what makes Arrow arrays awkward, once a batch: offsets of slices, validity that begins in the middle of a byte, the
// three layouts of text, dictionaries. Rows are numbered from 0 within the batch.
// What is trusted: a producer in the same process hands over pointers, so sizes behind them cannot be checked; counts of buffers and
// children, lengths and offsets are. Files are read by files/*, which make their own arrays.
// Source: the Arrow columnar format, sections on layouts; the C data interface's format strings.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "replay/arrow_abi.h"

namespace comity::replay {

enum class Physical : uint8_t {
  kUnknown,  // a type that is not read: nothing may be bound to it
  kNull,
  kBool,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kFloat32,
  kFloat64,
  kDecimal,  // 128 bits
  kDate32,   // days
  kDate64,   // milliseconds
  kTime,     // a stamp in `ticks` a second; with_zone: of UTC, else on the wall of the book's zone
  kDuration,
  kText,       // 32-bit offsets
  kLargeText,  // 64-bit offsets
  kTextView,   // 16-byte views
  kList,       // 32-bit offsets
  kLargeList,
  kStruct,
  kDictionary,
};

struct ColumnType {
  Physical physical = Physical::kNull;
  std::string name;
  int64_t ticks = 1;                  // kTime, kDuration: per second
  bool with_zone = false;             // kTime
  int scale = 0;                      // kDecimal: decimal places
  Physical index = Physical::kInt32;  // kDictionary: of its indices
  std::vector<ColumnType> inner;      // kDictionary: the values; kList: the items; kStruct: the fields
  bool is_text() const { return physical == Physical::kText || physical == Physical::kLargeText || physical == Physical::kTextView; }
  bool is_integer() const { return physical >= Physical::kInt8 && physical <= Physical::kUint64; }
  std::string words() const;  // "text", "list of text", as a message says it
};

// The type that a schema describes, or a sentence that says what is not understood.
std::expected<ColumnType, std::string> type_of(const ArrowSchema& schema);

class ColumnView {
 public:
  ColumnView() = default;
  // Views rows [0, array.length). `type` and `array` must outlive the view. The error says what of the array contradicts its type.
  // `from` is added to every row: the offset of a parent.
  static std::expected<ColumnView, std::string> make(const ColumnType& type, const ArrowArray& array, int64_t from, int64_t length);

  const ColumnType& type() const { return *type_; }
  int64_t length() const { return length_; }
  bool may_have_nulls() const { return validity_ != nullptr || type_->physical <= Physical::kNull; }
  bool valid(int64_t row) const {
    if (validity_ == nullptr) return type_->physical > Physical::kNull;
    const int64_t at = first_ + row;
    return (validity_[at >> 3] >> (at & 7) & 1) != 0;
  }
  // Validity of rows [row, row + 64) as bits; rows past the end are 0. `row` is a multiple of 64.
  uint64_t valid_word(int64_t row) const;

  // The values of a kBool column, likewise.
  uint64_t flag_word(int64_t row) const;

  int64_t integer(int64_t row) const;  // integers, dates, stamps, durations, dictionary indices; booleans as 0 and 1
  double real(int64_t row) const;      // floats
  std::string_view text(int64_t row) const;
  std::pair<int64_t, int64_t> items(int64_t row) const;                // lists: rows [first, second) of inner()
  const ColumnView& inner(size_t at = 0) const { return inner_[at]; }  // dictionary values, list items, struct fields

  // The raw values where they are an array of this width (1, 2, 4, 8), rows from 0.
  template <class T>
  const T* values() const {
    return static_cast<const T*>(values_) + first_;
  }
  const void* raw(int64_t row) const;                                           // where the value of a row lies, whatever its width
  const uint8_t* bits() const { return static_cast<const uint8_t*>(values_); }  // kBool: bit first() + row
  int64_t first() const { return first_; }
  const ArrowArray* source() const { return array_; }

 private:
  uint64_t bits_from(const uint8_t* bits, int64_t row) const;

  const ColumnType* type_ = nullptr;
  const ArrowArray* array_ = nullptr;
  int64_t first_ = 0, length_ = 0;
  const uint8_t* validity_ = nullptr;
  const void* values_ = nullptr;   // values, indices, offsets or views
  const char* letters_ = nullptr;  // the bytes of text
  std::vector<ColumnView> inner_;
};

}  // namespace comity::replay
