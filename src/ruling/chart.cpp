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

// The variables of these facts, in their order. Where a fact has too many cells, `reads` has each of its tests as a fact from then on.
std::vector<Variable> variables_in(const Program& program, Reads& reads, bool& in_pieces) {
  std::vector<Variable> variables;
  std::vector<Reads::Fact> facts;
  for (Reads::Fact& fact : reads.facts) {
    if (auto whole = Variable::make(program, fact.is_question, fact.index, fact.atoms)) {
      variables.push_back(std::move(*whole));
      facts.push_back(std::move(fact));
      continue;
    }
    in_pieces = true;
    for (circuit::AtomId atom : fact.atoms) {
      variables.push_back(Variable::make(program, fact.is_question, fact.index, {atom}).value());
      facts.push_back({fact.is_question, fact.index, {atom}, fact.score});
    }
  }
  reads.facts = std::move(facts);
  return variables;
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

std::unique_ptr<const Chart> Chart::draw(const Program& program, const Rules& rules, uint32_t most_nodes) {
  auto chart = std::make_unique<Chart>();
  Reads reads = reads_of(program, rules);
  bool in_pieces = false;
  std::vector<Variable> variables = variables_in(program, reads, in_pieces);
  const std::vector<uint32_t> order = by_influence(reads);
  if (most_nodes > 0 && Drawing::possible(reads)) {
    const Drawing first(program, rules, reads, variables, order, most_nodes);
    const Drawing* best = first.has_rulings() || first.has_norms() ? &first : nullptr;
    std::optional<Drawing> second;
    if (!in_pieces && Drawing::worth_two_orders(reads)) {
      second.emplace(program, rules, reads, variables, by_cost(reads, program, variables), most_nodes);
      if (second->complete() && better(*second, first)) best = &*second;
    }
    if (best != nullptr) {
      best->put_into(*chart);
      if (in_pieces) chart->has_rulings_ = chart->has_norms_ = false;
      return chart;
    }
  }
  for (uint32_t fact : order) chart->variables_.push_back(std::move(variables[fact]));
  return chart;
}

bool has_pieces(std::span<const Variable> variables) {
  for (size_t level = 1; level < variables.size(); ++level) {
    if (variables[level].is_question() == variables[level - 1].is_question() && variables[level].index() == variables[level - 1].index()) return true;
  }
  return false;
}

std::vector<Cell> table_of(const Program& program, const Variable& variable) {
  std::vector<Cell> table;
  const size_t values = values_of(program, variable);
  for (size_t value = 0; value < values; ++value) table.push_back(variable.cell_of(program, static_cast<int64_t>(value), 0));
  return table;
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
