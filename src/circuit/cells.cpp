// What all kinds of variables share: making one, finding a cell by its truths, and the ways in for lists and moving thresholds.
#include "circuit/cells.h"

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace comity::circuit {

using book::BitRow;
using book::BitRows;
using book::Instant;
using book::set_bit;
using book::TypeKind;

uint32_t CellSet::count() const {
  uint32_t total = 0;
  for (uint64_t word : words_) total += static_cast<uint32_t>(std::popcount(word));
  return total;
}

std::optional<Variable> Variable::make(const Program& program, bool is_question, uint32_t index, std::vector<AtomId> atoms) {
  Variable variable;
  variable.is_question_ = is_question;
  variable.index_ = index;
  variable.atoms_ = std::move(atoms);
  return make_typed(program, is_question ? book::Type{} : program.model->facts[index].type, std::move(variable));
}

std::optional<Variable> Variable::make_typed(const Program& program, const book::Type& type, Variable start) {
  Variable variable = std::move(start);
  variable.kind_ = type.kind;
  variable.truths_ = BitRows(variable.atoms_.size());
  bool made = false;
  switch (type.kind) {
    case TypeKind::kYesNo: made = variable.make_words(program, 2); break;
    case TypeKind::kOneOf: made = variable.make_words(program, program.model->kinds[type.words.value].words.size()); break;
    case TypeKind::kSomeOf: made = variable.make_set(program, program.model->kinds[type.words.value].words.size()); break;
    case TypeKind::kText: made = variable.make_text(program); break;
    case TypeKind::kListOf: made = variable.make_list(program, type.record); break;
    default: made = variable.make_ordered(program); break;
  }
  if (!made) return std::nullopt;
  return variable;
}

bool Variable::add_cell(const BitRow& row) {
  truths_.add(row);
  return truths_.size() <= kMaxCells;
}

void Variable::weigh_equally() { weight_.assign(cells(), 1.0 / cells()); }

Cell Variable::cell_of_row(std::span<const uint64_t> row) const {
  const uint32_t found = truths_.find(row);
  if (found == BitRows::kNone) {
    std::fputs("comity: a value lies in no cell of its fact: the cells were not enumerated exactly\n", stderr);
    std::abort();
  }
  return static_cast<Cell>(found);
}

Cell Variable::cell_by_tests(const Program& program, int64_t value, Instant case_at) const {
  if (path_ == Path::kSet) return cell_of_set(static_cast<uint64_t>(value));
  return cell_among(thresholds_at(program, case_at), value);
}

CellSet Variable::feasible(const Program& program, Instant case_at) const {
  if (!moves_) return CellSet(cells(), true);
  if (path_ == Path::kList) return feasible_lists(program, case_at);
  CellSet found(cells());
  add_feasible_ordered(program, case_at, found);
  return found;
}

ToldValue Variable::representative(const Program& program, Cell cell, Instant case_at) const {
  if (path_ == Path::kList) return shortest_list(program, cell, case_at);
  if (!examples_.empty()) return {examples_[cell], {}};
  return {recognisable(program, cell, case_at), {}};
}

}  // namespace comity::circuit
