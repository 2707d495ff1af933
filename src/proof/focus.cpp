#include "proof/focus.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "circuit/substitute.h"

namespace comity::proof {

using circuit::Atom;
using circuit::AtomId;
using circuit::kFalse;
using circuit::kTrue;

std::vector<Lit> conjuncts(const Program& program, Lit lit) {
  std::vector<Lit> found, open{lit};
  std::unordered_set<uint32_t> seen{lit.code};
  while (!open.empty()) {
    const Lit one = open.back();
    open.pop_back();
    if (one.node() == 0 || one.complemented() || program.circuit.is_atom(one.node())) {
      found.push_back(one);
      continue;
    }
    const auto [left, right] = program.circuit.node(one.node());
    for (const Lit part : {left, right}) {
      if (seen.insert(part.code).second) open.push_back(part);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

namespace {

constexpr int kRounds = 4;  // what one round makes plain may fix more in the next

bool names(const Atom& atom) { return atom.kind == Atom::Kind::kInWords || atom.kind == Atom::Kind::kInTexts; }

template <class T>
std::optional<bool> implied(const std::vector<T>& given, const std::vector<T>& asked) {  // sorted
  if (std::includes(asked.begin(), asked.end(), given.begin(), given.end())) return true;
  const bool some = std::any_of(given.begin(), given.end(), [&](const T& one) { return std::binary_search(asked.begin(), asked.end(), one); });
  return some ? std::nullopt : std::optional(false);
}

// What tests that hold, or not, say of other tests.
class Fixed {
 public:
  Fixed(const Program& program, const std::vector<Lit>& conjuncts) : program_(program) {
    for (const Lit lit : conjuncts) {
      if (lit.node() == 0 || !program.circuit.is_atom(lit.node())) continue;
      const AtomId id = program.circuit.atom_of(lit.node());
      truths_[id] = !lit.complemented();
      if (!lit.complemented() && names(program.atoms[id])) names_[program.atoms[id].index] = id;
    }
  }

  bool empty() const { return truths_.empty(); }

  std::optional<bool> operator()(AtomId id) const {
    if (const auto found = truths_.find(id); found != truths_.end()) return found->second;
    const Atom& asked = program_.atoms[id];
    if (!names(asked)) return std::nullopt;
    const auto given = names_.find(asked.index);
    if (given == names_.end() || program_.atoms[given->second].kind != asked.kind) return std::nullopt;
    const Atom& is = program_.atoms[given->second];
    return asked.kind == Atom::Kind::kInWords ? implied(is.words, asked.words) : implied(is.texts, asked.texts);
  }

 private:
  const Program& program_;
  std::unordered_map<AtomId, bool> truths_;
  std::unordered_map<uint32_t, AtomId> names_;  // by fact
};

Lit focus(Program& program, Lit lit) {
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<Lit> all = conjuncts(program, lit);
    const Fixed fixed(program, all);
    if (fixed.empty()) return lit;
    std::vector<Lit> rest;
    Lit tests = kTrue;
    for (const Lit one : all) {
      const bool test = one.node() != 0 && program.circuit.is_atom(one.node());
      if (test) tests = program.circuit.both(tests, one);
      if (!test) rest.push_back(with_known(program, one, fixed));
    }
    std::sort(rest.begin(), rest.end());
    rest.erase(std::unique(rest.begin(), rest.end()), rest.end());
    const Lit narrower = program.circuit.both(tests, program.circuit.all(rest));
    if (narrower == lit) return lit;
    lit = narrower;
  }
  return lit;
}

}  // namespace

std::vector<Lit> with_known(Program& program, std::span<const Lit> lits, const Known& known) {
  circuit::Substitution substitution;
  std::vector<Lit> found;
  for (const Lit lit : lits) {
    found.push_back(substitution(program.circuit, program.circuit, lit, [&](AtomId id) {
      const auto truth = known(id);
      return !truth ? program.circuit.atom(id) : *truth ? kTrue : kFalse;
    }));
  }
  return found;
}

Lit with_known(Program& program, Lit lit, const Known& known) { return with_known(program, std::span(&lit, 1), known)[0]; }

std::vector<Lit> given(Program& program, std::span<const Lit> lits, Lit here) { return with_known(program, lits, Fixed(program, conjuncts(program, here))); }

std::vector<Lit> focused(Program& program, Lit lit) {
  std::vector<Lit> parts;
  for (const Lit denied : conjuncts(program, !lit)) {
    const Lit part = focus(program, !denied);
    if (part != kFalse) parts.push_back(part);
  }
  return parts;
}

}  // namespace comity::proof
