// From the values of a column to codes: the cell of a fact in which each row lies, as one byte.
//
// A code is 0 for unknown, else the cell's number and one. Columns that are dictionaries of bytes already, the common case of words, are
// not copied at all: their own bytes serve as codes, and what they mean is a table made once a dictionary. All else is turned into codes
// a block at a time: text by looking literals up, ordered values by counting the thresholds they reach.
//
// A row is *odd* where no byte can say what is told: a list whose records have unknown fields, a value of a fact with more cells than a
// byte has. Odd rows are ruled one by one by the single-case engine.
// Thresholds that move with case.at are worked out once an instant. A Coder belongs to one thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "circuit/cells.h"
#include "replay/binding.h"
#include "replay/column.h"
#include "replay/lanes.h"
#include "replay/notation.h"

namespace comity::replay {

using circuit::Variable;

// Literals of a column that nothing gives a meaning to, and how often each was seen.
struct Unrecognised {
  static constexpr size_t kMostKept = 1000;
  uint64_t rows = 0;
  std::map<std::string, uint64_t> literals;  // the first kMostKept
  void add(std::string_view literal, uint64_t times = 1);
  void add(const Unrecognised& other);
};

// Codes of a block, valid until the next.
struct Codes {
  const uint8_t* bytes = nullptr;
  const uint64_t* known = nullptr;  // nullptr: all
  uint32_t distinct = 0;
  bool unknowns = false;           // some row may be unknown; rows with a byte that is not below `distinct` are, whatever this says
  const uint8_t* cells = nullptr;  // 256: the cell's code of a byte; nullptr: the byte itself
};

inline constexpr uint32_t kMostCodes = 255;  // cells that a byte can tell apart from one another and from unknown

class Coder {
 public:
  // `variable` cuts the column's fact into cells. `at` is the instant of all rows, or none.
  Coder(const Program& program, const BoundColumn& bound, Notation notation, const Variable& variable, std::optional<Instant> at);

  void open(const ColumnView& view);  // a new batch; the view must outlive its use
  // Rows [from, from + rows); `from` is a multiple of 64. `instants` are the rows' own, where `at` is none. Sets bits of odd rows.
  Codes block(int64_t from, size_t rows, const Instant* instants, uint64_t* odd);
  // Begins to fetch the bytes of the rows from `from` on, where they serve as codes: a column's next page is met by surprise otherwise.
  void prefetch(int64_t from) const;
  // What the row tells, exactly; nothing where it is unknown.
  std::optional<ToldValue> told(int64_t row) const;

  const Variable& variable() const { return variable_; }
  book::FactId fact() const { return bound_.fact; }
  const Unrecognised& unrecognised() const { return unrecognised_; }

 private:
  // The sorted thresholds of an ordered fact at an instant, and the code of a value that reaches so many of them.
  struct Ruler {
    std::vector<int64_t> thresholds;
    std::vector<uint8_t> codes;
    uint8_t code(int64_t value) const;
  };
  // The same laid against the raw numbers of the column, where they are a multiple of what the thresholds count in.
  struct RawRuler {
    std::vector<int64_t> thresholds;
    bool bounded = false;  // the first and the last threshold bound what can be read at all
  };
  struct Entry {
    Said said;
    uint8_t code = 0;
  };

  Said said_at(int64_t row, std::string* literal) const;
  std::vector<circuit::RecordValue> records_at(int64_t row) const;
  uint8_t code_of(const Said& said, Instant at) const;
  const Ruler& ruler(Instant at);
  Entry entry_of(const ColumnView& values, int64_t row);
  void translate_dictionary();
  bool bytes_serve() const;
  bool indices_serve() const;
  bool flags_serve() const;
  void lay_raw_ruler();

  bool fill_known(int64_t from, size_t rows);
  Codes block_of_bytes(int64_t from, size_t rows);
  Codes block_of_indices(int64_t from, size_t rows);
  Codes block_of_flags(int64_t from, size_t rows);
  std::optional<Codes> block_of_numbers(int64_t from, size_t rows);
  Codes with_nulls(Codes codes, int64_t from, size_t rows);
  void fill_from_dictionary(int64_t from, size_t rows);
  void fill_from_text(int64_t from, size_t rows);
  void fill_ordered(int64_t from, size_t rows);
  void fill_one_by_one(int64_t from, size_t rows, const Instant* instants, uint64_t* odd);
  void fill_lists(int64_t from, size_t rows, const Instant* instants, uint64_t* odd);

  const Program& program_;
  BoundColumn bound_;
  Notation notation_;
  const Variable& variable_;
  std::optional<Instant> at_;
  bool fixed_;  // a value has one cell, whatever the row
  bool narrow_;
  const ColumnView* view_ = nullptr;
  std::vector<Entry> entries_;                           // by dictionary index
  bool any_unrecognised_ = false, any_unknown_ = false;  // of the entries
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> by_literal_;
  std::optional<RawRuler> raw_ruler_;
  std::unordered_map<Instant, Ruler> rulers_;
  Unrecognised unrecognised_;
  alignas(64) uint8_t codes_[kBlockRows];
  alignas(64) uint8_t cells_[256];
  uint64_t known_[kBlockRows / 64];
};

}  // namespace comity::replay
