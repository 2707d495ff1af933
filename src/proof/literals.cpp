// Literals rewritten: atoms frozen at an instant, questions fixed, one program's conditions brought into another's circuit.
#include <algorithm>

#include "proof/search.h"

namespace comity::proof {

using circuit::Atom;
using circuit::AtomId;
using circuit::kFalse;
using circuit::kTrue;

Lit Rewriter::operator()(Lit lit) {
  const auto put = [this](AtomId id) {
    const Atom atom = from_.atoms[id];  // a copy: `replace` may add atoms
    return replace_(atom, &from_ == &into_ ? into_.circuit.atom(id) : kFalse);
  };
  // Atoms in the order in which the books name them: examples are made in the order of atoms.
  for (const uint32_t node : circuit::cone(from_.circuit, std::span(&lit, 1))) {
    if (from_.circuit.is_atom(node)) carry_(from_.circuit, into_.circuit, Lit{node << 1}, put);
  }
  return carry_(from_.circuit, into_.circuit, lit, put);
}

Atoms::Atoms(Program& program) : program_(program) {
  for (AtomId id = 0; id < program.atoms.size(); ++id) {
    const uint32_t index = program.atoms[id].index;
    if (index >= by_fact_.size()) by_fact_.resize(index + 1);
    by_fact_[index].push_back(id);
  }
}

Lit Atoms::intern(Atom atom) {
  if (atom.index >= by_fact_.size()) by_fact_.resize(atom.index + 1);
  for (AtomId id : by_fact_[atom.index]) {
    if (program_.atoms[id] == atom) return program_.circuit.atom(id);
  }
  const auto id = static_cast<AtomId>(program_.atoms.size());
  by_fact_[atom.index].push_back(id);
  program_.atoms.push_back(std::move(atom));
  return program_.circuit.atom(id);
}

Still::Still(Program& program, Atoms& atoms, Instant at, Answer answer)
    : program_(program), atoms_(atoms), at_(at), answer_(std::move(answer)), rewriter_(program, program, [this](const Atom& atom, Lit itself) {
        return freeze(atom, itself);
      }) {}

Lit Still::freeze(const Atom& atom, Lit itself) {
  Atom fixed = atom;
  if (atom.kind == Atom::Kind::kAtLeast && atom.threshold.relative()) {
    fixed.threshold = {};
    fixed.threshold.constant = book::threshold_at(*program_.model, atom.threshold, at_);
    fixed.threshold.on_dates = atom.threshold.on_dates;
    return atoms_.intern(std::move(fixed));
  }
  // A count's own where is a literal of the same circuit, with atoms on fields; it is frozen by the same rule.
  if (atom.kind == Atom::Kind::kCountAtLeast && moves(program_, atom.where)) {
    fixed.where = Rewriter(program_, program_, [this](const Atom& field, Lit its) { return freeze(field, its); })(atom.where);
    return fixed.where == kFalse ? kFalse : atoms_.intern(std::move(fixed));
  }
  if (atom.kind == Atom::Kind::kQuestion) {
    if (const auto known = answer_(QuestionId(atom.index))) return *known ? kTrue : kFalse;
  }
  return itself;
}

Lit at_instant(Program& program, Lit lit, Instant at) {
  if (!moves(program, lit)) return lit;
  Atoms atoms(program);
  return Still(program, atoms, at, [](QuestionId) { return std::nullopt; })(lit);
}

Lit with_answers(Program& program, Lit lit, const std::function<std::optional<bool>(QuestionId)>& answer) {
  return Rewriter(program, program, [&](const Atom& atom, Lit itself) {
    if (atom.kind != Atom::Kind::kQuestion) return itself;
    const auto known = answer(QuestionId(atom.index));
    if (!known) return itself;
    return *known ? kTrue : kFalse;
  })(lit);
}

namespace {

template <class Moving>
bool any_moves(const Program& program, Lit lit, const Moving& moving) {
  for (uint32_t node : circuit::cone(program.circuit, std::span(&lit, 1))) {
    if (!program.circuit.is_atom(node)) continue;
    const Atom& atom = program.atoms[program.circuit.atom_of(node)];
    if (atom.kind == Atom::Kind::kAtLeast && atom.threshold.relative() && moving(atom.threshold)) return true;
    if (atom.kind == Atom::Kind::kCountAtLeast && any_moves(program, atom.where, moving)) return true;
  }
  return false;
}

}  // namespace

bool moves(const Program& program, Lit lit) {
  return any_moves(program, lit, [](const book::Threshold&) { return true; });
}

bool moves_within(const Program& program, Lit lit, const Interval& range) {
  const Instant last = range.until - 1;
  if (range.from == last) return false;
  // A day only grows with case.at. An instant need not: where the clocks skip an hour it moves forward.
  return any_moves(program, lit, [&](const book::Threshold& threshold) {
    return !threshold.on_dates || book::threshold_at(*program.model, threshold, range.from) != book::threshold_at(*program.model, threshold, last);
  });
}

Reads reads(const Program& program, std::span<const Lit> lits) {
  Reads found;
  for (uint32_t node : circuit::cone(program.circuit, lits)) {
    if (!program.circuit.is_atom(node)) continue;
    const Atom& atom = program.atoms[program.circuit.atom_of(node)];
    if (atom.kind == Atom::Kind::kQuestion) {
      found.questions.emplace_back(atom.index);
    } else {
      found.facts.emplace_back(atom.index);
    }
  }
  for (auto tidy : {&found.facts}) {
    std::sort(tidy->begin(), tidy->end());
    tidy->erase(std::unique(tidy->begin(), tidy->end()), tidy->end());
  }
  return found;
}

}  // namespace comity::proof
