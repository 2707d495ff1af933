// Cells: the finitely many classes into which a book's tests cut the domain of a fact.
//
// Two values of a fact lie in one cell when no atom of the set at hand tells them apart. A cell is known by which atoms hold in it, so
// one table (cell x atom) is all that the diagram needs; a told value finds its cell by a table or a short search.
//
// Example: tests `hours > 48` and `hours >= 24` give three cells: below 24, 24 to 48, above 48.
//
// Exactness: scalar facts and sets are enumerated by how atoms can agree; lists by the closure of saturating counts: a list matters only
// through min(number of records satisfying a where, the largest count asked of that where), and each record only through the set of
// wheres that it satisfies, so adding records until nothing new appears reaches every case of every length.
// Thresholds that move with case.at make some cells impossible at some instants; `feasible` tells which.
// Cost: a told scalar finds its cell in one load or a short search, inlined here; a list in one load a record.
// Limits: kMaxCells a variable; past it there is no diagram and the circuit itself is evaluated (diagram.h). Domains are those of
// language.md section 4: numbers below 10^12 in magnitude on the grid of 10^-6, durations from 0, dates and instants of the years 1 to
// 9999. Values outside (only a broken caller has them) count as the nearest value inside.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

#include "book/bit_rows.h"
#include "circuit/program.h"

namespace comity::circuit {

// One field of a told record; the integer is as for a fact.
struct FieldValue {
  bool known = false;
  int64_t number = 0;
};
using RecordValue = std::vector<FieldValue>;

// A told value: yes-no 0/1; one-of the word's index; some-of the words as bits; number, date, instant, duration on their grid; text its
// TextId. A list is its records.
struct ToldValue {
  int64_t number = 0;
  std::vector<RecordValue> records;
  friend bool operator==(const ToldValue&, const ToldValue&) = default;
};
inline bool operator==(const FieldValue& a, const FieldValue& b) { return a.known == b.known && (!a.known || a.number == b.number); }

using Cell = uint16_t;
inline constexpr uint32_t kMaxCells = 4096;

// Sets of cells, as bits.
class CellSet {
 public:
  explicit CellSet(uint32_t cells, bool all = false) : words_((cells + 63) / 64, all ? ~uint64_t{0} : 0), cells_(cells) {
    if (all && cells % 64 != 0) words_.back() = (uint64_t{1} << (cells % 64)) - 1;
  }
  void add(Cell cell) { words_[cell / 64] |= uint64_t{1} << (cell % 64); }
  bool has(Cell cell) const { return (words_[cell / 64] >> (cell % 64) & 1) != 0; }
  uint32_t universe() const { return cells_; }
  uint32_t count() const;

 private:
  std::vector<uint64_t> words_;
  uint32_t cells_;
};

// The least and greatest value of an ordered type on its grid.
struct Domain {
  int64_t low, high;
};
Domain domain_of(book::TypeKind kind);

// A fact or a question with the atoms that test it, cut into cells. Constant once made; safe to share between threads.
class Variable {
 public:
  // `atoms` all test this one fact or question. Empty result: more than kMaxCells cells.
  static std::optional<Variable> make(const Program& program, bool is_question, uint32_t index, std::vector<AtomId> atoms);

  bool is_question() const { return is_question_; }
  uint32_t index() const { return index_; }  // FactId or QuestionId
  uint32_t cells() const { return truths_.size(); }
  const std::vector<AtomId>& atoms() const { return atoms_; }
  bool holds(Cell cell, size_t atom) const { return truths_.has(cell, atom); }  // `atom` is a place in atoms()
  // The share of a uniform guess (language.md section 8); sums to 1 over all cells. Where `moves()`, share it out anew among the feasible.
  double weight(Cell cell) const { return weight_[cell]; }

  // The cell of a told scalar or set. O(1) or O(log thresholds); thresholds that move cost their computation.
  Cell cell_of(const Program& program, int64_t value, book::Instant case_at) const {
    switch (path_) {
      case Path::kDirect: return direct_[static_cast<uint64_t>(value) < direct_.size() ? static_cast<size_t>(value) : 0];
      case Path::kRank: return static_cast<Cell>(rank_of(value));
      default: return cell_by_tests(program, value, case_at);
    }
  }
  // Where the cell of a told value is how many constants are at most that value: these constants, sorted. Nothing where it is not.
  std::optional<std::span<const int64_t>> ranks() const {
    if (path_ != Path::kRank) return std::nullopt;
    return constants_;
  }
  // The cell of a told list whose tested fields are all known; nothing if one is unknown. Allocates nothing for up to 256 atoms.
  std::optional<Cell> cell_of_list(const Program& program, const std::vector<RecordValue>& records, book::Instant case_at) const;
  // The cells of a told list: one, unless fields are unknown.
  CellSet cells_of_list(const Program& program, const std::vector<RecordValue>& records, book::Instant case_at) const;
  // The cells that some value has at this instant. Trivially all unless `moves()`.
  CellSet feasible(const Program& program, book::Instant case_at) const;
  bool moves() const { return moves_; }
  bool is_list() const { return path_ == Path::kList; }
  // A value of this cell that a person would recognise; for lists a shortest list. Only for feasible cells.
  ToldValue representative(const Program& program, Cell cell, book::Instant case_at) const;

 private:
  // How a told value finds its cell: by a table over values; by how many constants are at most the value; by tests of a set; by thresholds
  // of which some move; as a list.
  enum class Path : uint8_t { kDirect, kRank, kSet, kMoving, kList };

  // A test of a set, without branches: ((set ^ flip) & mask) == 0, or its complement.
  struct SetTest {
    uint64_t flip = 0, mask = 0;
    bool complement = false;
  };
  // An atom whose threshold moves: bases[base] at the instant, plus 0 or 1.
  struct MovingAtom {
    size_t atom = 0;
    size_t base = 0;
    int64_t plus = 0;
  };
  struct Moving {
    std::vector<book::Threshold> bases;  // distinct, their `plus` 0
    std::vector<MovingAtom> atoms;
    std::vector<uint64_t> needs;  // by moving atom: those that hold wherever it does, as bits
    std::vector<size_t> order;    // moving atoms, each after all that it needs
    std::vector<Cell> table;      // by rank among the constants << atoms.size() | truths of the atoms; empty if that were too large
  };
  // A list counts the records that satisfy each of some wheres; a record matters only through the wheres that it satisfies, its signature.
  // A state is the counts, each capped at the most that is asked of it, in `shift` and `width` bits of one word.
  struct Count {
    Lit where = kTrue;
    uint32_t most = 1;
    uint32_t shift = 0;
    uint64_t mask = 0;
  };
  struct Lists {
    std::vector<Count> counts;
    std::vector<uint32_t> count_of_atom;  // by atom
    std::vector<uint32_t> least;          // by atom: the count from which on it holds; 0 for `is empty`
    size_t record_size = 0;               // fields of the record type
    std::vector<uint32_t> fields;         // the fields tested,
    std::vector<Variable> variables;      // their own cells,
    std::vector<uint32_t> strides;        // and what each contributes to the index below
    std::vector<uint64_t> signatures;     // by cells of all tested fields: a bit a count
    std::vector<Cell> cell_of_state;      // empty if that were too many
  };
  struct Reached;  // the closure of states, with a way to each

  static std::optional<Variable> make_typed(const Program& program, const book::Type& type, Variable start);
  bool make_words(const Program& program, size_t words);
  bool make_set(const Program& program, size_t words);
  bool make_text(const Program& program);
  bool make_ordered(const Program& program);
  bool make_list(const Program& program, book::RecordId record);

  bool add_cell(const book::BitRow& row);  // false past kMaxCells; a row that is there already is not added again
  void weigh_equally();

  size_t rank_of(int64_t value) const {
    if (constants_.size() > 16) return static_cast<size_t>(std::upper_bound(constants_.begin(), constants_.end(), value) - constants_.begin());
    size_t rank = 0;
    for (int64_t constant : constants_) rank += constant <= value ? 1 : 0;
    return rank;
  }
  Cell cell_by_tests(const Program& program, int64_t value, book::Instant case_at) const;
  Cell cell_of_row(std::span<const uint64_t> row) const;
  // The cell whose truths `write` sets in a row of zeros.
  template <class Write>
  Cell cell_written(const Write& write) const {
    uint64_t few[4] = {};
    if (truths_.words_a_row() > std::size(few)) {
      book::BitRow many = truths_.empty_row();
      write(std::span<uint64_t>(many));
      return cell_of_row(many);
    }
    const std::span<uint64_t> row(few, truths_.words_a_row());
    write(row);
    return cell_of_row(row);
  }

  Cell cell_of_set(uint64_t set) const;
  void write_constants(size_t rank, std::span<uint64_t> row) const;
  void write_moving(uint64_t choice, std::span<uint64_t> row) const;
  bool make_moving();
  static constexpr size_t kMostMoving = 32;
  using Thresholds = std::array<int64_t, kMostMoving>;  // by moving atom
  bool order_moving();
  Thresholds thresholds_at(const Program& program, book::Instant case_at) const;
  Cell cell_among(const Thresholds& thresholds, int64_t value) const;
  void add_feasible_ordered(const Program& program, book::Instant case_at, CellSet& found) const;
  int64_t recognisable(const Program& program, Cell cell, book::Instant case_at) const;

  bool make_signatures(const Program& program, book::RecordId record);
  bool make_counts(const Program& program);
  std::vector<CellSet> choices_of(const Program& program, const RecordValue& record, book::Instant case_at) const;
  std::optional<uint64_t> signature_of_known(const Program& program, const RecordValue& record, book::Instant case_at) const;
  template <class Visit>
  void each_combination(const std::vector<CellSet>& choices, const Visit& visit) const;
  uint64_t add_record(uint64_t state, uint64_t signature) const;
  void write_state(uint64_t state, std::span<uint64_t> row) const;
  Cell cell_of_state(uint64_t state) const;
  std::vector<uint64_t> signatures_of(const Program& program, const RecordValue& record, book::Instant case_at) const;
  std::optional<Reached> reach(const std::vector<uint64_t>& signatures) const;
  CellSet feasible_lists(const Program& program, book::Instant case_at) const;
  RecordValue record_with(const Program& program, uint64_t signature, const std::vector<CellSet>& choices, book::Instant case_at) const;
  ToldValue shortest_list(const Program& program, Cell cell, book::Instant case_at) const;

  bool is_question_ = false;
  bool moves_ = false;
  Path path_ = Path::kDirect;
  book::TypeKind kind_ = book::TypeKind::kYesNo;
  uint32_t index_ = 0;
  std::vector<AtomId> atoms_;
  book::BitRows truths_;                                   // by cell
  std::vector<double> weight_;                             // by cell
  std::vector<Cell> direct_;                               // kDirect: by value; what lies past the end is as 0 is (of texts: no constant)
  std::vector<int64_t> constants_;                         // ordered: sorted constants that cut the domain
  std::vector<std::pair<size_t, size_t>> constant_atoms_;  // ordered: an atom, and the rank from which on it holds
  std::vector<SetTest> set_tests_;                         // sets: by atom
  std::vector<int64_t> examples_;                          // words, sets, texts: by cell the value to show
  Moving moving_;
  Lists lists_;
};

}  // namespace comity::circuit
