// Random cases for any book, told by the cells of its facts: every cell of a fact is as likely as every other.
//
// A list is told by its records instead, in every book alike: the tests of a large book cut a list into more cells than a variable may have.
#pragma once

#include <map>
#include <random>
#include <utility>
#include <vector>

#include "circuit/cells.h"
#include "circuit/program.h"
#include "ruling/case.h"

namespace comity::bench {

// A value of any type but a list's: any word, else one near to what law names.
template <class Random>
int64_t random_value(const book::Model& model, const book::Type& type, Random& random, book::Instant at) {
  const auto below = [&random](size_t count) { return static_cast<int64_t>(random() % count); };
  switch (type.kind) {
    case book::TypeKind::kYesNo: return below(2);
    case book::TypeKind::kOneOf: return below(model.kinds[type.words.value].words.size());
    case book::TypeKind::kSomeOf: {
      int64_t set = 0;
      for (int64_t i = below(4); i > 0; --i) set |= int64_t{1} << below(model.kinds[type.words.value].words.size());
      return set;
    }
    case book::TypeKind::kNumber: return below(97) * 1'000'000;
    case book::TypeKind::kDate: return at / 86'400 - below(400);
    case book::TypeKind::kInstant: return at - below(400 * 86'400);
    case book::TypeKind::kDuration: return below(96 * 3600);
    default: return 0;
  }
}

class RandomCases {
 public:
  RandomCases(const circuit::Program& program, uint64_t seed) : program_(program), rng_(seed) {
    std::map<uint32_t, std::vector<circuit::AtomId>> by_fact;
    for (circuit::AtomId id = 0; id < program.atoms.size(); ++id) {
      const circuit::Atom& atom = program.atoms[id];
      if (!atom.on_field && atom.kind != circuit::Atom::Kind::kQuestion) by_fact[atom.index].push_back(id);
    }
    for (auto& [fact, atoms] : by_fact) {
      if (program.model->facts[fact].type.kind == book::TypeKind::kListOf) {
        lists_.emplace_back(fact);
      } else if (auto variable = circuit::Variable::make(program, false, fact, std::move(atoms))) {
        variables_.push_back(std::move(*variable));
      }
    }
  }

  // A case with every fact told that the book tests, at an instant of [from, until).
  ruling::Case complete(book::Instant from, book::Instant until) {
    ruling::Case told(program_);
    told.set_at(std::uniform_int_distribution<book::Instant>(from, until - 1)(rng_));
    for (const circuit::Variable& variable : variables_) {
      const circuit::CellSet feasible = variable.feasible(program_, told.at());
      circuit::Cell cell = 0;
      do cell = static_cast<circuit::Cell>(std::uniform_int_distribution<uint32_t>(0, variable.cells() - 1)(rng_));
      while (!feasible.has(cell));
      told.tell(book::FactId(variable.index()), value_of(variable, cell, told.at()));
    }
    for (book::FactId list : lists_) told.tell_list(list, records(list, told.at()));
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
  // One list in four is empty, the others have one record; all its fields are told.
  std::vector<circuit::RecordValue> records(book::FactId list, book::Instant at) {
    std::vector<circuit::RecordValue> drawn;
    if (std::uniform_int_distribution<int>(0, 3)(rng_) == 0) return drawn;
    circuit::RecordValue& record = drawn.emplace_back();
    const book::Model& model = *program_.model;
    for (const book::Field& field : model.records[model.facts[list.value].type.record.value].fields) {
      record.push_back({true, random_value(model, field.type, rng_, at)});
    }
    return drawn;
  }

  int64_t value_of(const circuit::Variable& variable, circuit::Cell cell, book::Instant at) {
    if (variable.moves()) return variable.representative(program_, cell, at).number;
    auto [place, added] = values_.try_emplace({variable.index(), cell});
    if (added) place->second = variable.representative(program_, cell, at).number;
    return place->second;
  }

  std::map<std::pair<uint32_t, circuit::Cell>, int64_t> values_;
  const circuit::Program& program_;
  std::mt19937_64 rng_;
  std::vector<circuit::Variable> variables_;
  std::vector<book::FactId> lists_;
};

}  // namespace comity::bench
