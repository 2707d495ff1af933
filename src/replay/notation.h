// From what a table says to told values: a fact's own notation, a reading's literals and formats.
//
// Nothing is guessed: a literal is one that the reading names, or is written as the fact's type is written (language.md, sections 4 and
// 12), or it is unrecognised. Text of a date or an instant may be read by a format of the reading.
// Example: for `encounter`, "traffic_stop" is a word; with `"Ticket" means traffic_stop`, "Ticket" is the literal and no other is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "book/model.h"
#include "circuit/cells.h"
#include "circuit/program.h"
#include "ruling/names.h"

namespace comity::replay {

using book::Instant;
using circuit::ToldValue;

// What a literal says: a value, that the value is not known, or nothing that is understood.
struct Said {
  enum class Kind : uint8_t { kValue, kUnknown, kUnrecognised };
  Kind kind = Kind::kUnrecognised;
  int64_t value = 0;
  static Said of(int64_t value) { return {Kind::kValue, value}; }
  static Said unknown() { return {Kind::kUnknown, 0}; }
};

// A day or an instant by a format of strptime's letters: %Y %y %m %d %e %H %I %M %S %f %p %b %B %j %z %Z(UTC only) %%, blanks for any blanks.
// Numbers need no leading zeros. Without %z the local time is of `zone`; one that a clock change makes ambiguous or missing is not read.
std::optional<int64_t> read_formatted(std::string_view text, std::string_view format, bool wants_day, const book::time::Zone& zone);
// The letters of a format that are not understood; empty: the format is fine.
std::string bad_letters(std::string_view format);

// How the cells of one column are read as one fact, or as case.at.
class Notation {
 public:
  // `column` may be null: by the fact's own notation. `fact` may be invalid: the column gives case.at. Local times are of `zone`, that of
  // the book which declares the reading.
  Notation(const circuit::Program& program, const ruling::Names& names, book::FactId fact, const book::Column* column, const book::time::Zone& zone);

  // A field of a record, by its own notation.
  Notation(const circuit::Program& program, const book::Type& type, const book::time::Zone& zone);

  const book::Type& type() const { return type_; }
  const book::time::Zone& zone() const { return *zone_; }
  bool has_meanings() const { return !meanings_.empty(); }
  Said literal(std::string_view text) const;
  Said absent() const { return absent_; }  // a null: unknown, unless the reading says what "" means
  Said whole(int64_t number) const;        // of a column of whole numbers
  Said real(double number) const;
  Said flag(bool yes) const;
  Said word_set(const std::vector<std::string_view>& words) const;  // a list column for a set fact

 private:
  Said in_own_notation(std::string_view text) const;
  Said set_of(std::string_view text) const;
  Said one_word(std::string_view text) const;
  Said member(std::string_view word) const;

  const circuit::Program* program_;
  book::Type type_;
  const book::time::Zone* zone_;
  std::string format_, separator_;
  std::unordered_map<std::string, Said> meanings_;
  std::unordered_map<std::string, uint16_t> words_;
  Said absent_ = Said::unknown();
};

}  // namespace comity::replay
