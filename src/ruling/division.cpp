#include "ruling/division.h"

#include <algorithm>
#include <utility>

#include "circuit/substitute.h"
#include "ruling/order.h"

namespace comity::ruling {

using circuit::Atom;
using circuit::AtomId;
using circuit::Circuit;
using circuit::kFalse;
using circuit::kTrue;
using circuit::Lit;
using circuit::NormState;

namespace {

// The lists of norms by cell may hold so many times the norms.
constexpr size_t kMostLists = 64;
// So many literals of a condition are looked at; what comes later tells norms apart no better.
constexpr size_t kMostLooked = 256;

// A test that must come out so for the norm to hold.
struct Needed {
  uint32_t norm = 0;  // by place
  AtomId atom = 0;
  bool holds = true;
};

using NeededByFact = std::map<uint32_t, std::vector<Needed>>;

NeededByFact needed_by_fact(const Program& program, const Rules& rules) {
  NeededByFact found;
  std::vector<Lit> todo;
  for (uint32_t norm = 0; norm < rules.norms.size(); ++norm) {
    todo.assign(1, rules.norms[norm].condition);
    for (size_t looked = 0; !todo.empty() && looked < kMostLooked; ++looked) {
      const Lit lit = todo.back();
      todo.pop_back();
      if (lit.node() == 0) continue;
      if (rules.circuit.is_atom(lit.node())) {
        const AtomId id = rules.circuit.atom_of(lit.node());
        const Atom& atom = program.atoms[id];
        if (atom.kind != Atom::Kind::kQuestion) found[atom.index].push_back({norm, id, !lit.complemented()});
      } else if (!lit.complemented()) {
        todo.push_back(rules.circuit.node(lit.node()).left);
        todo.push_back(rules.circuit.node(lit.node()).right);
      }
    }
  }
  return found;
}

// What this fact would leave; nothing if it cannot divide, or leaves more than half. `needed` are its tests, norm by norm.
std::optional<Dividing> divided_by(const Program& program, const Rules& rules, const Reads::Fact& fact, const std::vector<Needed>& needed, size_t& in_all) {
  auto variable = Variable::make(program, false, fact.index, fact.atoms);
  if (!variable) return std::nullopt;
  std::vector<Cell> table = table_of(program, *variable);
  if (table.empty()) return std::nullopt;
  Dividing made{std::move(*variable), std::move(table), {}, {}};
  const uint32_t cells = made.fact.cells();
  const size_t most = std::min(rules.norms.size() * cells / 2, kMostLists * rules.norms.size());
  made.left.resize(cells);
  in_all = 0;
  size_t next = 0;
  for (uint32_t norm = 0; norm < rules.norms.size(); ++norm) {
    const size_t first = next;
    while (next < needed.size() && needed[next].norm == norm) ++next;
    if (first == next) {
      made.everywhere.push_back(norm);
      in_all += cells;
    }
    for (uint32_t cell = 0; cell < cells && first < next; ++cell) {
      const bool may_hold = std::all_of(needed.begin() + static_cast<ptrdiff_t>(first), needed.begin() + static_cast<ptrdiff_t>(next), [&](const Needed& its) {
        const auto place = std::ranges::lower_bound(made.fact.atoms(), its.atom) - made.fact.atoms().begin();
        return made.fact.holds(static_cast<Cell>(cell), static_cast<size_t>(place)) == its.holds;
      });
      if (!may_hold) continue;
      made.left[cell].push_back(norm);
      ++in_all;
    }
    if (in_all > most) return std::nullopt;
  }
  return made;
}

}  // namespace

std::optional<Dividing> dividing(const Program& program, const Rules& rules, size_t most_norms) {
  if (rules.norms.size() <= most_norms) return std::nullopt;
  const NeededByFact needed = needed_by_fact(program, rules);
  std::vector<const std::pair<const uint32_t, std::vector<Needed>>*> promising;
  for (const auto& of_fact : needed) {
    if (2 * of_fact.second.size() >= rules.norms.size()) promising.push_back(&of_fact);
  }
  if (promising.empty()) return std::nullopt;
  const Reads reads = reads_of(program, rules);
  std::optional<Dividing> best;
  double least = 1;
  for (const auto* of_fact : promising) {
    const auto fact = std::ranges::find_if(reads.facts, [&](const Reads::Fact& its) { return !its.is_question && its.index == of_fact->first; });
    size_t in_all = 0;
    auto made = divided_by(program, rules, *fact, of_fact->second, in_all);
    if (!made) continue;
    const double left = static_cast<double>(in_all) / made->fact.cells();
    if (best && left >= least) continue;
    least = left;
    best = std::move(made);
  }
  return best;
}

Part::Part(const Program& program, const Rules& rules, size_t most_norms) : rules_(rules), dividing_(dividing(program, rules_, most_norms)) {
  if (dividing_) parts_ = std::vector<std::atomic<const Part*>>(dividing_->fact.cells());
}

namespace {

std::vector<NormState> copied(const Circuit& from, const std::vector<NormState>& norms, Circuit& to) {
  circuit::Substitution copying;
  const auto same = [&](AtomId atom) { return to.atom(atom); };
  std::vector<NormState> made = norms;
  for (NormState& norm : made) {
    norm.condition = copying(from, to, norm.condition, same);
    norm.active = copying(from, to, norm.active, same);
  }
  return made;
}

Lit some_active(const std::vector<NormState>& norms, book::Modality modality, Circuit& circuit) {
  std::vector<Lit> active;
  for (const NormState& norm : norms) {
    if (norm.modality == modality) active.push_back(norm.active);
  }
  return circuit.any(active);
}

}  // namespace

Part::Part(const Program& program, const Circuit& from, const std::vector<NormState>& kept, size_t most_norms)
    : norms_(copied(from, kept, own_)),
      rules_{own_, norms_, some_active(norms_, book::Modality::kPermits, own_), some_active(norms_, book::Modality::kForbids, own_),
             some_active(norms_, book::Modality::kRequires, own_)},
      dividing_(dividing(program, rules_, most_norms)) {
  if (dividing_) parts_ = std::vector<std::atomic<const Part*>>(dividing_->fact.cells());
}

Part::~Part() { delete chart_.load(); }

const Chart& Part::draw(const Program& program, uint32_t most_nodes) const {
  std::unique_ptr<const Chart> mine = Chart::draw(program, rules_, most_nodes);
  const Chart* expected = nullptr;
  if (chart_.compare_exchange_strong(expected, mine.get(), std::memory_order_acq_rel)) return *mine.release();
  return *expected;
}

// The norms that may hold in this cell, by id, with their literals in the common circuit.
std::vector<NormState> Divisions::folded(const Part& whole, Cell cell) const {
  const Dividing& dividing = *whole.dividing_;
  std::vector<uint32_t> places;
  std::ranges::merge(dividing.everywhere, dividing.left[cell], std::back_inserter(places));
  circuit::Substitution copying;
  const Circuit& from = whole.rules_.circuit;
  const auto put = [&](AtomId atom) {
    const auto place = std::ranges::lower_bound(dividing.fact.atoms(), atom);
    if (place == dividing.fact.atoms().end() || *place != atom) return circuit_.atom(atom);
    return dividing.fact.holds(cell, static_cast<size_t>(place - dividing.fact.atoms().begin())) ? kTrue : kFalse;
  };
  std::vector<NormState> kept;
  for (uint32_t place : places) {
    NormState norm = whole.rules_.norms[place];
    norm.condition = copying(from, circuit_, norm.condition, put);
    if (norm.condition == kFalse) continue;
    norm.active = copying(from, circuit_, norm.active, put);
    kept.push_back(norm);
  }
  return kept;
}

const Part& Divisions::cut(const Part& whole, Cell cell) const {
  const std::scoped_lock lock(cutting_);
  if (const Part* cut = whole.parts_[cell].load(std::memory_order_acquire)) return *cut;
  const std::vector<NormState> kept = folded(whole, cell);
  std::vector<uint32_t> key;
  for (const NormState& norm : kept) key.insert(key.end(), {norm.norm.value, norm.condition.code, norm.active.code});
  auto [place, added] = parts_.try_emplace(std::move(key));
  if (added) place->second = std::make_unique<Part>(program_, circuit_, kept, most_norms_);
  whole.parts_[cell].store(place->second.get(), std::memory_order_release);
  return *place->second;
}

size_t Divisions::parts() const {
  const std::scoped_lock lock(cutting_);
  return parts_.size();
}

}  // namespace comity::ruling
