#include "replay/coder.h"

#include <algorithm>

#include <fmt/format.h>

#include "replay/numbers.h"
#include "replay/value.h"
#include "ruling/notation.h"

namespace comity::replay {

namespace {

constexpr size_t kMostLiterals = 1 << 16;  // kept for looking up; past it the table starts afresh
constexpr size_t kMostRulers = 1 << 14;
using syntax::kMicro;

void set_bit(uint64_t* bits, size_t row) { bits[row / 64] |= uint64_t{1} << (row % 64); }

}  // namespace

void Unrecognised::add(std::string_view literal, uint64_t times) {
  rows += times;
  auto found = literals.find(std::string(literal));
  if (found != literals.end()) {
    found->second += times;
  } else if (literals.size() < kMostKept) {
    literals.emplace(literal, times);
  }
}

void Unrecognised::add(const Unrecognised& other) {
  const uint64_t sum = rows + other.rows;
  for (const auto& [literal, times] : other.literals) add(literal, times);
  rows = sum;
}

Coder::Coder(const Program& program, const BoundColumn& bound, Notation notation, const Variable& variable, std::optional<Instant> at)
    : program_(program),
      bound_(bound),
      notation_(std::move(notation)),
      variable_(variable),
      at_(at),
      fixed_(!variable.is_list() && (!variable.moves() || at.has_value())),
      narrow_(variable.cells() <= kMostCodes) {}

void Coder::open(const ColumnView& view) {
  view_ = &view;
  if (!fixed_ || !narrow_) return;
  if (view.type().physical == Physical::kDictionary) {
    translate_dictionary();
  } else if (!raw_ruler_) {
    lay_raw_ruler();
  }
}

// --- one row ------------------------------------------------------------------------------------------------------------------

Said Coder::said_at(int64_t row, std::string* literal) const {
  if (view_->type().physical != Physical::kDictionary) return said_of(notation_, *view_, row, literal);
  if (!view_->valid(row)) return notation_.absent();
  const int64_t index = view_->integer(row);
  if (index < 0 || index >= view_->inner().length()) return {};
  return said_of(notation_, view_->inner(), index, literal);
}

std::vector<circuit::RecordValue> Coder::records_at(int64_t row) const {
  const book::Model& model = *program_.model;
  const auto& fields = model.records[notation_.type().record.value].fields;
  const ColumnView& items = view_->inner();
  std::vector<circuit::RecordValue> records;
  const auto [first, last] = view_->items(row);
  for (int64_t i = first; i < last; ++i) {
    circuit::RecordValue record(fields.size());
    for (size_t f = 0; f < fields.size() && items.valid(i); ++f) {
      for (size_t c = 0; c < items.type().inner.size(); ++c) {
        if (items.type().inner[c].name != fields[f].name) continue;
        const Notation notation(program_, fields[f].type, notation_.zone());
        const ColumnView& values = items.inner(c);
        if (!values.valid(i)) continue;
        const bool coded = values.type().physical == Physical::kDictionary;
        const Said said = coded ? said_of(notation, values.inner(), values.integer(i), nullptr) : said_of(notation, values, i, nullptr);
        if (said.kind == Said::Kind::kValue) record[f] = {true, said.value};
      }
    }
    records.push_back(std::move(record));
  }
  return records;
}

std::optional<ToldValue> Coder::told(int64_t row) const {
  if (variable_.is_list()) {
    if (!view_->valid(row)) return std::nullopt;
    return ToldValue{0, records_at(row)};
  }
  const Said said = said_at(row, nullptr);
  if (said.kind != Said::Kind::kValue) return std::nullopt;
  return ToldValue{said.value, {}};
}

// --- codes --------------------------------------------------------------------------------------------------------------------

uint8_t Coder::code_of(const Said& said, Instant at) const {
  if (said.kind != Said::Kind::kValue) return 0;
  return static_cast<uint8_t>(variable_.cell_of(program_, said.value, at) + 1);
}

uint8_t Coder::Ruler::code(int64_t value) const {
  size_t reached = 0;
  for (int64_t threshold : thresholds) reached += value >= threshold ? 1 : 0;
  return codes[reached];
}

const Coder::Ruler& Coder::ruler(Instant at) {
  auto found = rulers_.find(at);
  if (found != rulers_.end()) return found->second;
  if (rulers_.size() >= kMostRulers) rulers_.clear();
  Ruler made;
  for (circuit::AtomId atom : variable_.atoms()) made.thresholds.push_back(book::threshold_at(*program_.model, program_.atoms[atom].threshold, at));
  std::ranges::sort(made.thresholds);
  made.thresholds.erase(std::ranges::unique(made.thresholds).begin(), made.thresholds.end());
  const int64_t below = made.thresholds.empty() ? 0 : made.thresholds[0] - 1;
  made.codes.push_back(code_of(Said::of(below), at));
  for (int64_t threshold : made.thresholds) made.codes.push_back(code_of(Said::of(threshold), at));
  return rulers_[at] = std::move(made);
}

Coder::Entry Coder::entry_of(const ColumnView& values, int64_t row) {
  Entry entry;
  entry.said = said_of(notation_, values, row, nullptr);
  entry.code = code_of(entry.said, at_.value_or(0));
  return entry;
}

void Coder::translate_dictionary() {
  const ColumnView& values = view_->inner();
  entries_.clear();
  any_unrecognised_ = false;
  for (int64_t i = 0; i < values.length(); ++i) {
    entries_.push_back(entry_of(values, i));
    any_unrecognised_ |= entries_.back().said.kind == Said::Kind::kUnrecognised;
  }
  any_unknown_ = entries_.empty() || std::ranges::any_of(entries_, [](const Entry& entry) { return entry.code == 0; });
  std::fill(std::begin(cells_), std::end(cells_), uint8_t{0});
  for (size_t i = 0; i < std::min<size_t>(entries_.size(), 256); ++i) cells_[i] = entries_[i].code;
}

bool Coder::indices_serve() const {
  return view_->type().physical == Physical::kDictionary && !any_unrecognised_ && entries_.size() <= kMostCodes &&
         (!view_->may_have_nulls() || notation_.absent().kind != Said::Kind::kValue);
}

bool Coder::bytes_serve() const {
  const ColumnType& type = view_->type();
  return (type.index == Physical::kUint8 || type.index == Physical::kInt8) && indices_serve();
}

bool Coder::flags_serve() const {
  return view_->type().physical == Physical::kBool && notation_.flag(true).kind == Said::Kind::kValue && notation_.flag(false).kind == Said::Kind::kValue &&
         (!view_->may_have_nulls() || notation_.absent().kind != Said::Kind::kValue);
}

// Whole numbers, days, stamps of UTC and durations are compared as they lie; a threshold between two raw numbers counts as the upper one.
void Coder::lay_raw_ruler() {
  const ColumnType& type = view_->type();
  if (!has_raw_numbers(type.physical) || notation_.has_meanings() || !notation_.type().ordered()) return;
  if (type.physical == Physical::kTime && !type.with_zone) return;  // wall clocks do not count evenly
  const Ruler& by = ruler(at_.value_or(0));
  RawRuler raw;
  std::fill(std::begin(cells_), std::end(cells_), uint8_t{0});
  const bool whole = type.is_integer();
  if (by.codes.size() + 2 > kMostCodes) return;
  for (int64_t threshold : by.thresholds) {
    if (whole) {
      raw.thresholds.push_back(book::time::floor_div(threshold + kMicro - 1, kMicro));
      continue;
    }
    const int64_t unit = type.physical == Physical::kDate32 ? 1 : type.physical == Physical::kDate64 ? 1000 * book::time::kSecondsInDay : type.ticks;
    int64_t scaled = 0;
    if (__builtin_mul_overflow(threshold, unit, &scaled)) return;
    raw.thresholds.push_back(scaled);
  }
  std::ranges::copy(by.codes, cells_ + (whole ? 1 : 0));
  if (whole) {  // what is no number of the language is not understood, and left to the slow path with its literal
    constexpr int64_t kLimit = 1'000'000'000'000;
    raw.bounded = true;
    raw.thresholds.insert(raw.thresholds.begin(), -kLimit + 1);
    raw.thresholds.push_back(kLimit);
  }
  raw_ruler_ = std::move(raw);
}

// The validity of a block as words; whether any row is null.
bool Coder::fill_known(int64_t from, size_t rows) {
  bool any_null = false;
  for (size_t word = 0; word * 64 < rows; ++word) {
    known_[word] = view_->valid_word(from + static_cast<int64_t>(word) * 64);
    const size_t left = rows - word * 64;
    any_null |= known_[word] != (left >= 64 ? ~uint64_t{0} : (uint64_t{1} << left) - 1);
  }
  return any_null;
}

void Coder::prefetch(int64_t from) const {
  constexpr int64_t kLine = 64, kLines = 8;
  if (!fixed_ || !narrow_ || from + kLine * kLines > view_->length() || !bytes_serve()) return;
  const uint8_t* bytes = view_->values<uint8_t>() + from;
  for (int64_t line = 0; line < kLines; ++line) __builtin_prefetch(bytes + line * kLine, 0, 2);
}

Codes Coder::block_of_bytes(int64_t from, size_t rows) {
  Codes codes{view_->values<uint8_t>() + from, nullptr, static_cast<uint32_t>(std::min<size_t>(entries_.size(), 256)), any_unknown_, cells_};
  if (rows % 64 != 0) {  // the kernels read whole words of rows: not past the end of somebody else's buffer
    std::memcpy(codes_, codes.bytes, rows);
    std::memset(codes_ + rows, 0, 64 - rows % 64);
    codes.bytes = codes_;
  }
  return with_nulls(codes, from, rows);
}

Codes Coder::with_nulls(Codes codes, int64_t from, size_t rows) {
  if (view_->may_have_nulls() && fill_known(from, rows)) {
    codes.known = known_;
    codes.unknowns = true;
  }
  return codes;
}

Codes Coder::block_of_indices(int64_t from, size_t rows) {
  const Physical index = view_->type().index;
  narrow({view_->raw(from), index}, rows, codes_);
  std::memset(codes_ + rows, 0, (64 - rows % 64) % 64);
  return with_nulls({codes_, nullptr, static_cast<uint32_t>(entries_.size()), any_unknown_, cells_}, from, rows);
}

Codes Coder::block_of_flags(int64_t from, size_t rows) {
  uint64_t words[kBlockRows / 64];
  for (size_t word = 0; word * 64 < rows; ++word) words[word] = view_->flag_word(from + static_cast<int64_t>(word) * 64);
  spread_bits(words, rows, codes_);
  cells_[0] = code_of(notation_.flag(false), at_.value_or(0));
  cells_[1] = code_of(notation_.flag(true), at_.value_or(0));
  return with_nulls({codes_, nullptr, 2, false, cells_}, from, rows);
}

// Nothing where a number is past what the language counts to: such rows are told one by one.
std::optional<Codes> Coder::block_of_numbers(int64_t from, size_t rows) {
  const auto distinct = static_cast<uint32_t>(raw_ruler_->thresholds.size() + 1);
  count_reached({view_->raw(from), view_->type().physical}, raw_ruler_->thresholds, rows, codes_);
  std::memset(codes_ + rows, raw_ruler_->bounded ? 1 : 0, (64 - rows % 64) % 64);
  const Codes codes = with_nulls({codes_, nullptr, distinct, false, cells_}, from, rows);
  const uint64_t outside = raw_ruler_->bounded ? count_equal(codes_, rows, 0) + count_equal(codes_, rows, static_cast<uint8_t>(distinct - 1)) : 0;
  if (outside != 0) return std::nullopt;
  return codes;
}

void Coder::fill_from_dictionary(int64_t from, size_t rows) {
  const auto count = static_cast<int64_t>(entries_.size());
  const uint8_t absent = code_of(notation_.absent(), at_.value_or(0));
  for (size_t i = 0; i < rows; ++i) {
    const int64_t row = from + static_cast<int64_t>(i);
    const int64_t index = view_->integer(row);
    if (!view_->valid(row)) {
      codes_[i] = absent;
    } else if (index < 0 || index >= count) {
      codes_[i] = 0;
      unrecognised_.add(fmt::format("(index {} past the dictionary)", index));
    } else {
      const Entry& entry = entries_[static_cast<size_t>(index)];
      codes_[i] = entry.code;
      if (entry.said.kind == Said::Kind::kUnrecognised) {
        std::string literal;
        said_of(notation_, view_->inner(), index, &literal);
        unrecognised_.add(literal);
      }
    }
  }
}

void Coder::fill_from_text(int64_t from, size_t rows) {
  const uint8_t absent = code_of(notation_.absent(), at_.value_or(0));
  std::string_view last_literal;
  const Entry* last = nullptr;
  for (size_t i = 0; i < rows; ++i) {
    const int64_t row = from + static_cast<int64_t>(i);
    if (!view_->valid(row)) {
      codes_[i] = absent;
      continue;
    }
    const std::string_view literal = view_->text(row);
    if (last == nullptr || literal != last_literal) {
      auto found = by_literal_.find(literal);
      if (found == by_literal_.end()) {
        if (by_literal_.size() >= kMostLiterals) by_literal_.clear();
        found = by_literal_.emplace(literal, entry_of(*view_, row)).first;
      }
      last_literal = literal;
      last = &found->second;
    }
    codes_[i] = last->code;
    if (last->said.kind == Said::Kind::kUnrecognised) unrecognised_.add(literal);
  }
}

// Numbers on one ruler: no text, no lists, no literals.
void Coder::fill_ordered(int64_t from, size_t rows) {
  const Ruler& by = ruler(at_.value_or(0));
  std::string literal;
  for (size_t i = 0; i < rows; ++i) {
    const Said said = said_at(from + static_cast<int64_t>(i), &literal);
    codes_[i] = said.kind == Said::Kind::kValue ? by.code(said.value) : uint8_t{0};
    if (said.kind == Said::Kind::kUnrecognised) unrecognised_.add(literal);
  }
}

void Coder::fill_one_by_one(int64_t from, size_t rows, const Instant* instants, uint64_t* odd) {
  std::string literal;
  const bool ordered = notation_.type().ordered();
  for (size_t i = 0; i < rows; ++i) {
    const Said said = said_at(from + static_cast<int64_t>(i), &literal);
    codes_[i] = 0;
    if (said.kind == Said::Kind::kUnrecognised) unrecognised_.add(literal);
    if (said.kind != Said::Kind::kValue) continue;
    const Instant at = at_ ? *at_ : instants != nullptr ? instants[i] : 0;
    if (!narrow_) {
      set_bit(odd, i);
    } else {
      codes_[i] = ordered ? ruler(fixed_ && !at_ ? 0 : at).code(said.value) : code_of(said, at);
    }
  }
}

void Coder::fill_lists(int64_t from, size_t rows, const Instant* instants, uint64_t* odd) {
  for (size_t i = 0; i < rows; ++i) {
    const int64_t row = from + static_cast<int64_t>(i);
    codes_[i] = 0;
    if (!view_->valid(row)) continue;
    const Instant at = at_ ? *at_ : instants != nullptr ? instants[i] : 0;
    const circuit::CellSet cells = variable_.cells_of_list(program_, records_at(row), at);
    uint32_t found = 0;
    for (uint32_t cell = 0; cell < cells.universe(); ++cell) {
      if (!cells.has(static_cast<circuit::Cell>(cell))) continue;
      ++found;
      codes_[i] = static_cast<uint8_t>(cell + 1);
    }
    if (found == 1 && narrow_) continue;
    codes_[i] = 0;
    set_bit(odd, i);
  }
}

Codes Coder::block(int64_t from, size_t rows, const Instant* instants, uint64_t* odd) {
  const ColumnType& type = view_->type();
  const bool as_a_whole = fixed_ && narrow_;  // the column, not row by row
  if (variable_.is_list()) {
    fill_lists(from, rows, instants, odd);
  } else if (as_a_whole && type.physical == Physical::kDictionary) {
    if (bytes_serve()) return block_of_bytes(from, rows);
    if (indices_serve()) return block_of_indices(from, rows);
    fill_from_dictionary(from, rows);
  } else if (as_a_whole && type.is_text()) {
    fill_from_text(from, rows);
  } else if (as_a_whole && flags_serve()) {
    return block_of_flags(from, rows);
  } else if (as_a_whole && notation_.type().ordered() && !notation_.has_meanings()) {
    if (raw_ruler_) {
      if (const auto codes = block_of_numbers(from, rows)) return *codes;
    }
    fill_ordered(from, rows);
  } else {
    fill_one_by_one(from, rows, instants, odd);
  }
  return {codes_, nullptr, std::min(variable_.cells(), kMostCodes) + 1, count_equal(codes_, rows, 0) != 0, nullptr};
}

}  // namespace comity::replay
