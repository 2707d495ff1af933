#include "proof/clash.h"

#include <algorithm>

namespace comity::proof {

using circuit::Atom;
using circuit::kFalse;
using circuit::Lit;
using circuit::NormState;

namespace {

template <class T>
bool disjoint(const std::vector<T>& a, const std::vector<T>& b) {  // sorted
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) return false;
    a[i] < b[j] ? ++i : ++j;
  }
  return true;
}

// A fact has one word or text.
bool exclude_each_other(const Atom& a, const Atom& b) {
  return a.kind == b.kind && a.index == b.index && (a.kind == Atom::Kind::kInWords ? disjoint(a.words, b.words) : disjoint(a.texts, b.texts));
}

}  // namespace

const Clashes::Conjuncts& Clashes::conjuncts(Lit lit) {
  auto [place, added] = conjuncts_.try_emplace(lit.code);
  Conjuncts& found = place->second;
  if (!added) return found;
  std::unordered_set<uint32_t> seen{lit.code};
  std::vector<Lit> open{lit};
  while (!open.empty()) {
    const Lit one = open.back();
    open.pop_back();
    found.all.push_back(one);
    if (one.node() == 0 || one.complemented()) continue;
    if (program_.circuit.is_atom(one.node())) {
      const Atom& atom = program_.atoms[program_.circuit.atom_of(one.node())];
      if (atom.kind == Atom::Kind::kInWords || atom.kind == Atom::Kind::kInTexts) found.names.push_back(program_.circuit.atom_of(one.node()));
      continue;
    }
    const auto [left, right] = program_.circuit.node(one.node());
    for (const Lit part : {left, right}) {
      if (seen.insert(part.code).second) open.push_back(part);
    }
  }
  std::sort(found.all.begin(), found.all.end());
  return found;
}

bool Clashes::exclude(Lit a, Lit b) {
  auto [place, added] = excluded_.try_emplace(uint64_t{a.code} << 32 | b.code);
  if (!added) return place->second;
  const Conjuncts &of_a = conjuncts(a), &of_b = conjuncts(b);
  bool excluded = false;
  for (size_t i = 0, j = 0; i < of_a.all.size() && j < of_b.all.size() && !excluded;) {
    const Lit x = of_a.all[i], y = of_b.all[j];
    excluded = x == !y;
    x.node() < y.node() || (x.node() == y.node() && x.complemented() < y.complemented()) ? ++i : ++j;
  }
  for (const circuit::AtomId x : of_a.names) {
    const auto excludes = [&](circuit::AtomId y) { return exclude_each_other(program_.atoms[x], program_.atoms[y]); };
    excluded = excluded || std::any_of(of_b.names.begin(), of_b.names.end(), excludes);
  }
  return place->second = excluded;
}

bool Clashes::meet(Lit condition, Lit other) {
  const Lit together = program_.circuit.both(condition, other);
  auto [place, added] = meets_.try_emplace(together.code);
  if (added) place->second = together != kFalse && may_hold_(together);
  return place->second;
}

Lit Clashes::in(const circuit::Epoch& epoch) {
  std::vector<Lit> pairs;
  for (const NormState& forbids : epoch.norms) {
    if (forbids.modality != book::Modality::kForbids) continue;
    for (const NormState& allows : epoch.norms) {
      if (allows.modality != book::Modality::kPermits && allows.modality != book::Modality::kRequires) continue;
      if (!exclude(forbids.active, allows.active) && meet(forbids.condition, allows.condition))
        pairs.push_back(program_.circuit.both(forbids.active, allows.active));
    }
  }
  return program_.circuit.any(pairs);
}

}  // namespace comity::proof
