#include "proof/rulings.h"

#include <algorithm>
#include <map>

#include "proof/focus.h"
#include "proof/parts.h"

namespace comity::proof {

Lit with_answers_at(Program& program, Lit lit, Instant t) {
  return with_answers(program, lit, [&](QuestionId question) { return program.answer(question, t); });
}

Rulings rulings_at(Program& program, circuit::SubjectId subject, Instant t) {
  const circuit::Epoch epoch = program.epoch_at(subject, t);
  return circuit::rulings_of(program.circuit, with_answers_at(program, epoch.permits, t), with_answers_at(program, epoch.forbids, t),
                             with_answers_at(program, epoch.requires_, t));
}

namespace {

Region told_by(const Program& program, Regions& regions, const Found& found) {
  Region told = kEverywhere;
  for (const Told& one : found.told) {
    for (const uint32_t place : regions.places_of(one.fact)) {
      const circuit::Variable& variable = regions.variables()[place];
      std::vector<bool> cells(variable.cells());
      if (variable.is_list()) {
        const circuit::CellSet set = variable.cells_of_list(program, one.value.records, found.at);
        for (uint32_t c = 0; c < cells.size(); ++c) cells[c] = set.has(static_cast<circuit::Cell>(c));
      } else {
        cells[variable.cell_of(program, one.value.number, found.at)] = true;
      }
      told = regions.both(told, regions.where(place, cells));
    }
  }
  for (const auto& [question, yes] : found.assumed) {
    for (uint32_t v = 0; v < regions.variables().size(); ++v) {
      const circuit::Variable& variable = regions.variables()[v];
      if (!variable.is_question() || variable.index() != question.value) continue;
      std::vector<bool> cells(variable.cells());
      for (uint32_t c = 0; c < cells.size(); ++c) cells[c] = variable.holds(static_cast<circuit::Cell>(c), 0) == yes;
      told = regions.both(told, regions.where(v, cells));
    }
  }
  return told;
}

}  // namespace

// What is told goes into the circuit first, so that the diagram is over the rest alone.
bool can_hold(Program& program, Lit lit, const Found& found) {
  const auto known = [&](circuit::AtomId id) -> std::optional<bool> {
    const circuit::Atom& atom = program.atoms[id];
    if (atom.kind == circuit::Atom::Kind::kQuestion) {
      for (const auto& [question, yes] : found.assumed) {
        if (question.value == atom.index) return yes;
      }
      return std::nullopt;
    }
    const auto told = std::find_if(found.told.begin(), found.told.end(), [&](const Told& one) { return one.fact.value == atom.index; });
    if (told == found.told.end()) return std::nullopt;
    const auto variable = circuit::Variable::make(program, false, atom.index, {id});
    if (!variable) return std::nullopt;
    if (!variable->is_list()) return variable->holds(variable->cell_of(program, told->value.number, found.at), 0);
    const auto cell = variable->cell_of_list(program, told->value.records, found.at);
    return cell ? std::optional(variable->holds(*cell, 0)) : std::nullopt;
  };
  const Lit still = with_known(program, at_instant(program, lit, found.at), known);
  if (still == circuit::kFalse || still == circuit::kTrue) return still == circuit::kTrue;
  auto regions = Regions::over(program, std::span(&still, 1));
  if (!regions) return true;
  const bool holds = regions->both(told_by(program, *regions, found), regions->of(still)) != kNowhere;
  return holds || regions->full();
}

book::RulingSet possible_rulings(Program& program, circuit::SubjectId subject, const Found& found) {
  const Rulings is = rulings_at(program, subject, found.at);
  book::RulingSet possible = 0;
  for (size_t r = 0; r < is.size(); ++r) {
    if (can_hold(program, is[r], found)) possible |= static_cast<book::RulingSet>(1U << r);
  }
  return possible;
}

Found case_of(const Program& program, const Regions& regions, const std::vector<Regions::Choice>& choice, Instant at) {
  Found found;
  found.at = at;
  std::map<uint32_t, std::vector<Part>> told;
  for (const auto& [place, cell] : choice) {
    const circuit::Variable& variable = regions.variables()[place];
    if (variable.is_question()) {
      found.assumed.emplace_back(QuestionId(variable.index()), variable.atoms().empty() ? cell != 0 : variable.holds(cell, 0));
    } else {
      told[variable.index()].push_back({&variable, cell});
    }
  }
  for (const auto& [fact, parts] : told) {
    if (parts.size() == 1) {
      found.told.push_back({FactId(fact), parts[0].variable->representative(program, parts[0].cell, at)});
    } else if (const auto list = joined(program, parts)) {
      found.told.push_back({FactId(fact), list->variable.representative(program, list->cell, at)});
    }
  }
  return found;
}

Found twin_of(const Found& found) {
  Found twin = found;
  for (Told& told : twin.told) {
    for (const Told& other : found.twin) {
      if (other.fact == told.fact) told = other;
    }
  }
  return twin;
}

}  // namespace comity::proof
