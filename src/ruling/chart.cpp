#include "ruling/chart.h"

#include <algorithm>
#include <utility>

#include "circuit/evaluate.h"
#include "ruling/drawing.h"
#include "ruling/order.h"

namespace comity::ruling {

namespace {

// Values that lie densely from 0: a table over them is at most this long.
constexpr size_t kMostTable = 4096;

size_t values_of(const Program& program, const Variable& variable) {
  if (variable.is_question() || variable.is_list()) return 0;
  const book::Type& type = program.model->facts[variable.index()].type;
  switch (type.kind) {
    case book::TypeKind::kYesNo: return 2;
    case book::TypeKind::kOneOf: return program.model->kinds[type.words.value].words.size();
    case book::TypeKind::kSomeOf: {
      const size_t words = program.model->kinds[type.words.value].words.size();
      return words <= 12 ? size_t{1} << words : 0;
    }
    case book::TypeKind::kText: return program.texts.size() <= kMostTable ? program.texts.size() : 0;
    default: return 0;
  }
}

std::optional<std::vector<Variable>> variables_in(const Program& program, const Reads& reads) {
  std::vector<Variable> variables;
  for (const Reads::Fact& fact : reads.facts) {
    auto variable = Variable::make(program, fact.is_question, fact.index, fact.atoms);
    if (!variable) return std::nullopt;
    variables.push_back(std::move(*variable));
  }
  return variables;
}

// The fact as one variable, or as one for each of its tests if it has too many cells.
void add_pieces(const Program& program, const Reads::Fact& fact, std::vector<Variable>& variables) {
  if (auto whole = Variable::make(program, fact.is_question, fact.index, fact.atoms)) {
    variables.push_back(std::move(*whole));
    return;
  }
  for (circuit::AtomId atom : fact.atoms) variables.push_back(Variable::make(program, fact.is_question, fact.index, {atom}).value());
}

// Fewer steps and cheaper ones are worth half as many nodes again.
bool better(const Drawing& by_cost, const Drawing& by_influence) {
  return by_cost.complete() >= by_influence.complete() && 2 * by_cost.size() <= 3 * by_influence.size() + 16;
}

}  // namespace

uint8_t modality_bit(book::Modality modality) {
  switch (modality) {
    case book::Modality::kPermits: return kSomePermits;
    case book::Modality::kForbids: return kSomeForbids;
    case book::Modality::kRequires: return kSomeRequires;
    case book::Modality::kNone: break;
  }
  return 0;
}

Ruling ruling_of_modalities(uint8_t bits) { return circuit::ruling_of((bits & kSomePermits) != 0, (bits & kSomeForbids) != 0, (bits & kSomeRequires) != 0); }

std::unique_ptr<const Chart> Chart::draw(const Program& program, const Epoch& epoch, uint32_t most_nodes) {
  auto chart = std::make_unique<Chart>();
  const Reads reads = reads_of(program, epoch);
  auto variables = variables_in(program, reads);
  if (variables && most_nodes > 0 && Drawing::possible(reads)) {
    const Drawing first(program, epoch, reads, *variables, by_influence(reads), most_nodes);
    if (Drawing::worth_two_orders(reads)) {
      const Drawing second(program, epoch, reads, *variables, by_cost(reads, program, *variables), most_nodes);
      if (second.complete() && better(second, first)) {
        second.put_into(*chart);
        return chart;
      }
    }
    if (first.has_rulings() || first.has_norms()) {
      first.put_into(*chart);
      return chart;
    }
  }
  for (uint32_t fact : by_influence(reads)) {
    if (variables) {
      chart->variables_.push_back(std::move((*variables)[fact]));
    } else {
      add_pieces(program, reads.facts[fact], chart->variables_);
    }
  }
  return chart;
}

void Chart::make_tests(const Program& program) {
  tables_.resize(variables_.size());
  for (size_t level = 0; level < variables_.size(); ++level) {
    std::vector<Cell>& table = tables_[level];
    const size_t values = values_of(program, variables_[level]);
    for (size_t value = 0; value < values; ++value) table.push_back(variables_[level].cell_of(program, static_cast<int64_t>(value), 0));
    tests_.push_back({table.empty() ? nullptr : table.data(), static_cast<uint32_t>(values), variables_[level].index()});
  }
}

void Chart::find_reach() {
  reach_.assign(words_.size(), 0);
  std::vector<std::vector<Ref>> by_level(variables_.size());
  std::vector<bool> seen(words_.size());
  std::vector<Ref> todo{rulings_};
  while (!todo.empty()) {
    const Ref ref = todo.back();
    todo.pop_back();
    if (ref.is_terminal() || seen[ref.code]) continue;
    seen[ref.code] = true;
    by_level[level(ref)].push_back(ref);
    for (uint32_t cell = 0; cell < variables_[level(ref)].cells(); ++cell) todo.push_back(child(ref, cell));
  }
  for (size_t level = variables_.size(); level-- > 0;) {
    for (Ref ref : by_level[level]) {
      for (uint32_t cell = 0; cell < variables_[level].cells(); ++cell) reach_[ref.code] |= reach(child(ref, cell));
    }
  }
}

}  // namespace comity::ruling
