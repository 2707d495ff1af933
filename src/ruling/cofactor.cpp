#include "ruling/cofactor.h"

#include <algorithm>
#include <map>

#include "circuit/evaluate.h"

namespace comity::ruling {

using circuit::AtomId;
using circuit::kFalse;
using circuit::kTrue;
using circuit::Lit;

void Cofactors::start(const circuit::Circuit& circuit, std::span<const Variable> variables, std::vector<Cells> cells, uint64_t most_steps) {
  from_ = &circuit;
  variables_ = variables;
  cells_ = std::move(cells);
  steps_ = 0;
  most_steps_ = most_steps;
  places_.clear();
  for (uint32_t level = 0; level < variables.size(); ++level) {
    for (size_t i = 0; i < variables[level].atoms().size(); ++i) places_.push_back({variables[level].atoms()[i], {level, i}});
  }
  std::sort(places_.begin(), places_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  circuit_ = {};
  tops_.assign(1, UINT32_MAX);
  open_.assign(variables.size(), 0);
  put_.start();
  for (Memo* memo : {&where_, &truth_, &pairs_, &ruled_}) memo->clear();
  next_pair_ = 0;
}

Lit Cofactors::with_tops(Lit lit) {
  for (auto node = static_cast<uint32_t>(tops_.size()); node < circuit_.size(); ++node) {
    const circuit::Circuit::Node& made = circuit_.node(node);
    tops_.push_back(circuit_.is_atom(node) ? places_[circuit_.atom_of(node)].second.level : std::min(top(made.left), top(made.right)));
  }
  return lit;
}

Lit Cofactors::put_atom(AtomId atom) {
  const auto place = std::lower_bound(places_.begin(), places_.end(), atom, [](const auto& entry, AtomId id) { return entry.first < id; });
  const auto [level, i] = place->second;
  if (cells_[level].size() == 1) return variables_[level].holds(cells_[level][0], i) ? kTrue : kFalse;
  open_[level] = 1;
  return circuit_.atom(static_cast<AtomId>(place - places_.begin()));
}

Lit Cofactors::put(Lit lit) {
  return with_tops(put_(*from_, circuit_, lit, [this](AtomId atom) { return put_atom(atom); }));
}

Lit Cofactors::where(Lit lit, uint32_t level, uint32_t place) {
  if (top(lit) != level) return lit;
  const uint32_t node = lit.node();
  Lit made;
  if (const Ref* known = where_.find(node, place)) {
    made = Lit{known->code};
  } else {
    ++steps_;
    if (circuit_.is_atom(node)) {
      made = variables_[level].holds(cells_[level][place], places_[circuit_.atom_of(node)].second.atom) ? kTrue : kFalse;
    } else if (!spent()) {
      const circuit::Circuit::Node gate = circuit_.node(node);
      const Lit left = where(gate.left, level, place);
      made = left == kFalse ? kFalse : both(left, where(gate.right, level, place));
    }
    where_.put(node, place, Ref{made.code});
  }
  return lit.complemented() ? !made : made;
}

Ref Cofactors::rulings(Lit permits, Lit forbids, Lit requires_, Diagram& into) {
  // What no longer matters is made plain, so that equal questions look equal.
  if (forbids == kTrue) {
    permits = either(permits, requires_);
    requires_ = kFalse;
  } else if (requires_ == kTrue) {
    permits = kTrue;
  }
  const uint32_t level = std::min({top(permits), top(forbids), top(requires_)});
  if (level == UINT32_MAX) { return Ref::terminal(static_cast<uint32_t>(circuit::ruling_of(permits == kTrue, forbids == kTrue, requires_ == kTrue))); }
  const Ref* known_pair = pairs_.find(permits.code, forbids.code);
  const uint32_t pair = known_pair != nullptr ? known_pair->code : next_pair_++;
  if (known_pair == nullptr) pairs_.put(permits.code, forbids.code, Ref{pair});
  if (const Ref* known = ruled_.find(pair, requires_.code)) return *known;
  if (spent()) return kNo;
  ++steps_;
  std::vector<Ref> children;
  for (uint32_t place = 0; place < cells_[level].size(); ++place) {
    children.push_back(rulings(where(permits, level, place), where(forbids, level, place), where(requires_, level, place), into));
  }
  const Ref made = into.make(level, children);
  ruled_.put(pair, requires_.code, made);
  return made;
}

Cofactors::Truth Cofactors::truth(Lit lit) {
  if (lit.node() == 0) return {lit == kTrue, lit == kFalse};
  uint32_t bits = 0;  // 1: the node may hold, 2: it may fail
  if (const Ref* known = truth_.find(lit.node(), 0)) {
    bits = known->code;
  } else if (spent()) {
    bits = 3;
  } else {
    ++steps_;
    const uint32_t level = top(lit);
    const Lit node{2 * lit.node()};
    for (uint32_t place = 0; place < cells_[level].size() && bits != 3; ++place) {
      const Truth below = truth(where(node, level, place));
      bits |= (below.may_hold ? 1U : 0U) | (below.may_fail ? 2U : 0U);
    }
    if (spent()) bits = 3;  // what `where` gave on the way may be no cofactor
    truth_.put(lit.node(), 0, Ref{bits});
  }
  const Truth its{(bits & 1) != 0, (bits & 2) != 0};
  return lit.complemented() ? Truth{its.may_fail, its.may_hold} : its;
}

std::vector<std::pair<uint32_t, uint32_t>> Cofactors::failing(Lit lit, std::span<const uint32_t> prefer) {
  std::vector<std::pair<uint32_t, uint32_t>> choice;
  while (lit.node() != 0) {
    const uint32_t level = top(lit), first = prefer[level];
    uint32_t place = first;
    if (!truth(where(lit, level, first)).may_fail) {
      place = 0;
      while (place < cells_[level].size() && !truth(where(lit, level, place)).may_fail) ++place;
    }
    if (spent()) return {};
    choice.emplace_back(level, place);
    lit = where(lit, level, place);
  }
  return choice;
}

bool Cofactors::loose() const {
  std::map<std::pair<bool, uint32_t>, int> pieces;
  for (size_t level = 0; level < variables_.size(); ++level) {
    if (open_[level] != 0 && ++pieces[{variables_[level].is_question(), variables_[level].index()}] > 1) return true;
  }
  return false;
}

}  // namespace comity::ruling
