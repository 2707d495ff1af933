#include "ruling/judge.h"

#include <algorithm>
#include <limits>

namespace comity::ruling {

using circuit::Cell;
using circuit::Lit;
using circuit::Variable;

namespace {

RulingSet bit(Ruling ruling) { return static_cast<RulingSet>(1u << static_cast<unsigned>(ruling)); }

std::vector<Cell> listed(const circuit::CellSet& set) {
  std::vector<Cell> cells;
  for (uint32_t cell = 0; cell < set.universe(); ++cell) {
    if (set.has(static_cast<Cell>(cell))) cells.push_back(static_cast<Cell>(cell));
  }
  return cells;
}

}  // namespace

Judge::Judge(const Program& program, SubjectId subject, book::Instant at) : program_(program), epoch_(program.epoch_at(subject, at)), at_(at) {
  std::vector<Lit> roots = circuit::roots_of(epoch_);
  for (const circuit::NormState& norm : epoch_.norms) roots.insert(roots.end(), {norm.condition, norm.active});
  variables_ = circuit::variables_of(program, roots).value();
  size_t total = 1;
  for (const Variable& variable : variables_) {
    feasible_.push_back(listed(variable.feasible(program, at)));
    strides_.push_back(total);
    total *= variable.cells();
  }
  outcomes_.resize(total);
  const circuit::Evaluator evaluator(program.circuit, roots);
  std::vector<uint64_t> truths(evaluator.atoms().size()), scratch, out(roots.size());
  each(feasible_, [&](size_t index, const std::vector<Cell>& cells) {
    for (size_t v = 0; v < variables_.size(); ++v) {
      for (size_t a = 0; a < variables_[v].atoms().size(); ++a) {
        const auto place = std::ranges::lower_bound(evaluator.atoms(), variables_[v].atoms()[a]) - evaluator.atoms().begin();
        truths[static_cast<size_t>(place)] = variables_[v].holds(cells[v], a) ? 1 : 0;
      }
    }
    evaluator.run(truths, scratch, out);
    Outcome& outcome = outcomes_[index];
    outcome.ruling = circuit::ruling_of((out[0] & 1) != 0, (out[1] & 1) != 0, (out[2] & 1) != 0);
    for (size_t n = 0; n < epoch_.norms.size(); ++n) {
      outcome.holds |= (out[3 + 2 * n] & 1) << n;
      outcome.active |= (out[4 + 2 * n] & 1) << n;
    }
  });
}

template <class Visit>
void Judge::each(const Choice& choice, const Visit& visit) const {
  std::vector<size_t> at(choice.size(), 0);
  std::vector<Cell> cells(choice.size());
  for (;;) {
    size_t index = 0;
    for (size_t v = 0; v < choice.size(); ++v) {
      cells[v] = choice[v][at[v]];
      index += strides_[v] * cells[v];
    }
    visit(index, cells);
    size_t v = 0;
    while (v < choice.size() && ++at[v] == choice[v].size()) at[v++] = 0;
    if (v == choice.size()) return;
  }
}

bool Judge::told(const Case& asked, size_t v) const { return !variables_[v].is_question() && asked.knows(FactId(variables_[v].index())); }

Judge::Choice Judge::allowed(const Case& asked) const {
  Choice choice = feasible_;
  for (size_t v = 0; v < variables_.size(); ++v) {
    const Variable& variable = variables_[v];
    if (variable.is_question()) {
      std::optional<bool> said;
      for (const circuit::Answered& answered : epoch_.answered) {
        if (answered.question.value == variable.index()) said = answered.yes;
      }
      for (const auto& [question, yes] : asked.assumed()) {
        if (question.value == variable.index()) said = yes;
      }
      if (said) choice[v] = {variable.cell_of(program_, *said ? 1 : 0, at_)};
    } else if (told(asked, v)) {
      const FactId fact(variable.index());
      choice[v] = variable.is_list() ? listed(variable.cells_of_list(program_, asked.records(fact), at_))
                                     : std::vector<Cell>{variable.cell_of(program_, asked.value(fact), at_)};
    }
  }
  return choice;
}

RulingSet Judge::possible(const Choice& choice) const {
  RulingSet found = 0;
  each(choice, [&](size_t index, const auto&) { found |= bit(outcomes_[index].ruling); });
  return found;
}

bool Judge::depends(const Choice& choice, size_t v) const {
  bool found = false;
  each(choice, [&](size_t index, const std::vector<Cell>& cells) {
    const size_t rest = index - strides_[v] * cells[v];
    for (Cell other : choice[v]) found = found || outcomes_[rest + strides_[v] * other].ruling != outcomes_[index].ruling;
  });
  return found;
}

Answer Judge::ask(const Case& asked) const {
  const Choice choice = allowed(asked);
  Answer answer;
  answer.possible = possible(choice);
  for (size_t n = 0; n < epoch_.norms.size(); ++n) {
    const circuit::NormState& norm = epoch_.norms[n];
    const Ruling own = norm.modality == book::Modality::kForbids    ? Ruling::kForbidden
                       : norm.modality == book::Modality::kRequires ? Ruling::kRequired
                                                                    : Ruling::kPermitted;
    size_t total = 0, decides = 0, defeated = 0, active = 0;
    each(choice, [&](size_t index, const auto&) {
      const Outcome& outcome = outcomes_[index];
      const bool is_active = (outcome.active >> n & 1) != 0;
      ++total;
      active += is_active ? 1 : 0;
      decides += is_active && (outcome.ruling == own || outcome.ruling == Ruling::kConflicting) ? 1 : 0;
      defeated += !is_active && (outcome.holds >> n & 1) != 0 ? 1 : 0;
    });
    if (decides > 0) (decides == total ? answer.decided_by : answer.may_decide).push_back(norm.norm);
    if (defeated > 0) (defeated == total ? answer.defeated : answer.may_be_defeated).push_back(norm.norm);
    if (active == total) {
      for (uint32_t duty = 0; duty < program_.model->norms[norm.norm.value].duties.size(); ++duty) answer.duties.push_back({norm.norm, duty, {}});
    }
  }
  for (size_t v = 0; v < variables_.size(); ++v) {
    if (!depends(choice, v)) continue;
    answer.missing.push_back({variables_[v].is_question(), variables_[v].index()});
    if (!variables_[v].is_question()) continue;
    HangsOn hangs{QuestionId(variables_[v].index())};
    for (bool yes : {true, false}) {
      Choice side = choice;
      side[v] = {variables_[v].cell_of(program_, yes ? 1 : 0, at_)};
      (yes ? hangs.if_yes : hangs.if_no) = possible(side);
    }
    answer.hangs_on.push_back(hangs);
  }
  return answer;
}

bool Judge::forces(const Case& asked, const std::vector<FactId>& facts) const {
  const Choice all = allowed(asked);
  Choice choice = feasible_;
  for (size_t v = 0; v < variables_.size(); ++v) {
    const bool kept = variables_[v].is_question() || std::ranges::count(facts, FactId(variables_[v].index())) > 0;
    if (kept) choice[v] = all[v];
  }
  return possible(choice) == possible(all);
}

size_t Judge::because_size(const Case& asked) const {
  std::vector<FactId> facts;
  for (size_t v = 0; v < variables_.size(); ++v) {
    if (told(asked, v)) facts.emplace_back(variables_[v].index());
  }
  size_t least = facts.size();
  for (uint64_t set = 0; set < uint64_t{1} << facts.size(); ++set) {
    std::vector<FactId> some;
    for (size_t i = 0; i < facts.size(); ++i) {
      if ((set >> i & 1) != 0) some.push_back(facts[i]);
    }
    if (some.size() < least && forces(asked, some)) least = some.size();
  }
  return least;
}

std::optional<std::pair<int, int>> Judge::why_not(const Case& asked, Ruling wanted) const {
  const Choice now = allowed(asked);
  std::optional<std::pair<int, int>> best;
  for (uint64_t chosen = 0; chosen < uint64_t{1} << variables_.size(); ++chosen) {
    std::pair<int, int> cost{0, 0};
    bool allowed_choice = true;
    for (size_t v = 0; v < variables_.size(); ++v) {
      if ((chosen >> v & 1) == 0) continue;
      if (variables_[v].is_question()) allowed_choice = false;
      ++(told(asked, v) ? cost.first : cost.second);
    }
    if (!allowed_choice || (best && *best <= cost)) continue;
    Choice values(variables_.size(), {0});
    for (size_t v = 0; v < variables_.size(); ++v) {
      if ((chosen >> v & 1) != 0) values[v] = feasible_[v];
    }
    bool reached = false;
    each(values, [&](size_t, const std::vector<Cell>& cells) {
      if (reached) return;
      Choice choice = now;
      for (size_t v = 0; v < variables_.size(); ++v) {
        if ((chosen >> v & 1) != 0) choice[v] = {cells[v]};
      }
      reached = possible(choice) == bit(wanted);
    });
    if (reached) best = cost;
  }
  return best;
}

double Judge::expected_questions(const Case& asked, const std::vector<FactId>& askable) const {
  Found found;
  return expected(allowed(asked), may_be_asked(askable), found);
}

double Judge::expected_questions(const Case& asked, const std::vector<FactId>& askable, FactId first) const {
  Found found;
  const auto place = std::ranges::find_if(variables_, [first](const Variable& variable) { return !variable.is_question() && variable.index() == first.value; });
  return expected_after(allowed(asked), may_be_asked(askable), static_cast<size_t>(place - variables_.begin()), found);
}

std::vector<bool> Judge::may_be_asked(const std::vector<FactId>& askable) const {
  std::vector<bool> may(variables_.size());
  for (size_t v = 0; v < variables_.size(); ++v) may[v] = !variables_[v].is_question() && std::ranges::count(askable, FactId(variables_[v].index())) > 0;
  return may;
}

double Judge::expected(const Choice& choice, const std::vector<bool>& askable, Found& found) const {
  if (const auto known = found.find(choice); known != found.end()) return known->second;
  double best = std::numeric_limits<double>::infinity();
  bool any = false;
  for (size_t v = 0; v < variables_.size(); ++v) {
    if (!askable[v] || choice[v].size() < 2 || !depends(choice, v)) continue;
    any = true;
    best = std::min(best, expected_after(choice, askable, v, found));
  }
  return found[choice] = any ? best : 0;
}

double Judge::expected_after(const Choice& choice, const std::vector<bool>& askable, size_t first, Found& found) const {
  double all = 0, sum = 1;
  for (Cell cell : choice[first]) all += variables_[first].weight(cell);
  for (Cell cell : choice[first]) {
    Choice next = choice;
    next[first] = {cell};
    sum += variables_[first].weight(cell) / all * expected(next, askable, found);
  }
  return sum;
}

}  // namespace comity::ruling
