#include "ruling/known.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace comity::ruling {

namespace {

std::span<const Cell> all_cells(uint32_t cells) {
  static const auto kAll = [] {
    std::array<Cell, circuit::kMaxCells> all{};
    std::iota(all.begin(), all.end(), Cell{0});
    return all;
  }();
  return std::span(kAll).first(cells);
}

void list_cells(const circuit::CellSet& set, std::vector<Cell>& cells) {
  cells.clear();
  for (uint32_t cell = 0; cell < set.universe(); ++cell) {
    if (set.has(static_cast<Cell>(cell))) cells.push_back(static_cast<Cell>(cell));
  }
}

}  // namespace

std::optional<bool> answer_in(const Epoch& epoch, const Case& asked, uint32_t question) {
  for (const auto& [assumed, yes] : asked.assumed()) {
    if (assumed.value == question) return yes;
  }
  const auto place = std::ranges::lower_bound(epoch.answered, QuestionId(question), {}, &circuit::Answered::question);
  if (place == epoch.answered.end() || place->question.value != question) return std::nullopt;
  return place->yes;
}

std::optional<Cell> cell_in(const Program& program, const Variable& variable, const Epoch& epoch, const Case& asked) {
  if (variable.is_question()) {
    const auto answer = answer_in(epoch, asked, variable.index());
    if (!answer) return std::nullopt;
    return variable.cell_of(program, *answer ? 1 : 0, asked.at());
  }
  const FactId fact(variable.index());
  if (!asked.knows(fact)) return std::nullopt;
  if (variable.is_list()) return variable.cell_of_list(program, asked.records(fact), asked.at());
  return variable.cell_of(program, asked.value(fact), asked.at());
}

void Known::read(const Program& program, std::span<const Variable> variables, const Epoch& epoch, const Case& asked) {
  program_ = &program;
  variables_ = variables;
  at_ = asked.at();
  of_.resize(variables.size());
  for (size_t level = 0; level < variables.size(); ++level) read_one(level, epoch, asked);
}

void Known::read_one(size_t level, const Epoch& epoch, const Case& asked) {
  const Variable& variable = variables_[level];
  Of& of = of_[level];
  of.feasible.clear();
  of.told = !variable.is_question() && asked.knows(FactId(variable.index()));
  of.kind = Of::Kind::kAny;
  if (const auto cell = cell_in(*program_, variable, epoch, asked)) {
    of.kind = Of::Kind::kOne;
    of.one = *cell;
  } else if (of.told) {
    of.kind = Of::Kind::kSome;
    list_cells(variable.cells_of_list(*program_, asked.records(FactId(variable.index())), asked.at()), of.some);
  }
}

void Known::open_told() {
  for (Of& of : of_) {
    if (of.told) of.kind = Of::Kind::kAny;
    of.told = false;
  }
}

std::span<const Cell> Known::feasible(size_t level) const {
  const Variable& variable = variables_[level];
  if (!variable.moves()) return all_cells(variable.cells());
  std::vector<Cell>& feasible = of_[level].feasible;
  if (feasible.empty()) list_cells(variable.feasible(*program_, at_), feasible);
  return feasible;
}

}  // namespace comity::ruling
