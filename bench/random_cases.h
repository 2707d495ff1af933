// Random cases for any book, told by the cells of its facts: every cell of a fact is as likely as every other.
#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "circuit/cells.h"
#include "circuit/program.h"
#include "ruling/case.h"

namespace comity::bench {

class RandomCases {
 public:
  RandomCases(const circuit::Program& program, uint64_t seed) : program_(program), rng_(seed) {
    std::map<uint32_t, std::vector<circuit::AtomId>> by_fact;
    for (circuit::AtomId id = 0; id < program.atoms.size(); ++id) {
      const circuit::Atom& atom = program.atoms[id];
      if (!atom.on_field && atom.kind != circuit::Atom::Kind::kQuestion) by_fact[atom.index].push_back(id);
    }
    for (auto& [fact, atoms] : by_fact) {
      if (auto variable = circuit::Variable::make(program, false, fact, std::move(atoms))) variables_.push_back(std::move(*variable));
    }
  }

  // A case with every fact told that the book tests, at an instant of [from, until).
  ruling::Case complete(book::Instant from, book::Instant until) {
    ruling::Case told(program_);
    told.set_at(std::uniform_int_distribution<book::Instant>(from, until - 1)(rng_));
    for (const circuit::Variable& variable : variables_) {
      // A list that reaches a far cell is long to find, and no rarer in the law than a short one: lists come from the first few cells.
      const uint32_t cells = variable.is_list() ? std::min(variable.cells(), kListCells) : variable.cells();
      const circuit::CellSet feasible = variable.feasible(program_, told.at());
      circuit::Cell cell = 0;
      do cell = static_cast<circuit::Cell>(std::uniform_int_distribution<uint32_t>(0, cells - 1)(rng_));
      while (!feasible.has(cell));
      circuit::ToldValue value = value_of(variable, cell, told.at());
      const book::FactId fact(variable.index());
      if (variable.is_list()) {
        told.tell_list(fact, std::move(value.records));
      } else {
        told.tell(fact, value.number);
      }
    }
    return told;
  }

  circuit::SubjectId action() { return std::uniform_int_distribution<circuit::SubjectId>(0, static_cast<uint32_t>(program_.model->actions.size()) - 1)(rng_); }

  // Forgets each told fact with the chance `share`.
  void forget(ruling::Case& told, double share) {
    std::bernoulli_distribution chance(share);
    for (book::FactId fact : told.told()) {
      if (chance(rng_)) told.forget(fact);
    }
  }

 private:
  static constexpr uint32_t kListCells = 4;

  circuit::ToldValue value_of(const circuit::Variable& variable, circuit::Cell cell, book::Instant at) {
    if (variable.moves()) return variable.representative(program_, cell, at);
    auto [place, added] = values_.try_emplace({variable.index(), cell});
    if (added) place->second = variable.representative(program_, cell, at);
    return place->second;
  }

  std::map<std::pair<uint32_t, circuit::Cell>, circuit::ToldValue> values_;
  const circuit::Program& program_;
  std::mt19937_64 rng_;
  std::vector<circuit::Variable> variables_;
};

}  // namespace comity::bench
