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
// Limits: kMaxCells a variable; past it there is no diagram and the circuit itself is evaluated (diagram.h).
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

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
  explicit CellSet(uint32_t cells, bool all = false) : words_((cells + 63) / 64, all ? ~uint64_t{0} : 0), cells_(cells) {}
  void add(Cell cell) { words_[cell / 64] |= uint64_t{1} << (cell % 64); }
  bool has(Cell cell) const { return (words_[cell / 64] >> (cell % 64) & 1) != 0; }
  uint32_t universe() const { return cells_; }

 private:
  std::vector<uint64_t> words_;
  uint32_t cells_;
};

// A fact or a question with the atoms that test it, cut into cells.
class Variable {
 public:
  // `atoms` all test this one fact or question. Empty result: more than kMaxCells cells.
  static std::optional<Variable> make(const Program& program, bool is_question, uint32_t index, std::vector<AtomId> atoms);

  bool is_question() const { return is_question_; }
  uint32_t index() const { return index_; }  // FactId or QuestionId
  uint32_t cells() const { return static_cast<uint32_t>(truth_.size()); }
  const std::vector<AtomId>& atoms() const { return atoms_; }
  bool holds(Cell cell, size_t atom) const { return truth_[cell][atom]; }
  double weight(Cell cell) const { return weight_[cell]; }  // share of a uniform guess; sums to 1

  // The cell of a told scalar or set. O(1) or O(log thresholds); thresholds that move cost their computation.
  Cell cell_of(const Program& program, int64_t value, book::Instant case_at) const;
  // The cells of a told list: one, unless fields are unknown.
  CellSet cells_of_list(const Program& program, const std::vector<RecordValue>& records, book::Instant case_at) const;
  // The cells that some value has at this instant. Trivially all unless `moves()`.
  CellSet feasible(const Program& program, book::Instant case_at) const;
  bool moves() const { return moves_; }
  bool is_list() const { return is_list_; }
  // A value of this cell that a person would recognise; for lists a shortest list. Only for feasible cells.
  ToldValue representative(const Program& program, Cell cell, book::Instant case_at) const;

 private:
  using Truth = std::vector<bool>;
  bool add_cell(Truth truth, double weight);  // false past kMaxCells
  bool make_words(const Program& program, size_t words);
  bool make_set(const Program& program, size_t words);
  bool make_text(const Program& program);
  bool make_ordered(const Program& program);
  bool make_list(const Program& program);
  Cell cell_of_truth(const Truth& truth) const;
  Truth truth_of_set(const Program& program, uint64_t set) const;
  void normalise_weights();

  // Lists: the distinct wheres, the largest count asked of each, and the fields' own cells.
  struct ListShape {
    std::vector<Lit> wheres;
    std::vector<uint32_t> most;
    std::vector<size_t> where_of_atom;
    std::vector<uint32_t> nodes;  // cone of the wheres
    std::vector<size_t> fields;   // fields tested, and a variable for each
    std::vector<Variable> variables;
  };
  std::vector<uint64_t> signatures(const Program& program, const RecordValue* record, book::Instant case_at, bool only_feasible) const;
  std::vector<std::vector<uint32_t>> closure(const std::vector<uint64_t>& signatures) const;
  Truth truth_of_counts(const Program& program, const std::vector<uint32_t>& counts) const;

  bool is_question_ = false;
  bool is_list_ = false;
  bool moves_ = false;
  uint32_t index_ = 0;
  book::TypeKind kind_ = book::TypeKind::kYesNo;
  std::vector<AtomId> atoms_;
  std::vector<Truth> truth_;
  std::vector<double> weight_;
  std::unordered_map<Truth, Cell> by_truth_;
  std::vector<Cell> direct_;        // words, texts, small sets: value -> cell
  std::vector<int64_t> constants_;  // ordered, nothing moves: sorted thresholds; cell = how many are <= value
  std::vector<Cell> by_rank_;
  ListShape list_;
};

}  // namespace comity::circuit
