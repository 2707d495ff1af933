#include "proof/decide.h"

#include <algorithm>

#include "circuit/evaluate.h"
#include "proof/focus.h"
#include "proof/rulings.h"

namespace comity::proof {

using circuit::Cell;
using circuit::kFalse;
using circuit::kTrue;
using circuit::Variable;

Instant recognisable_instant(const book::Model& model, const Interval& range) {
  const auto& zone = model.zone();
  const auto ours = zone.first_moment(book::time::day_of({2025, 1, 1}));
  if (range.from != book::kBeginning) return std::max(range.from, kFirstInstant);
  if (range.contains(ours)) return ours;
  const Instant before = zone.first_moment(zone.local_day(range.until - 1));
  return range.contains(before) ? before : range.until - 1;
}

Search simplified(Program& program, Search search) {
  std::vector<Pair> kept;
  for (Pair pair : search.any) {
    const Reads read = reads(program, std::span(&pair.of_twin, 1));
    const bool tells_apart =
        std::any_of(search.apart.begin(), search.apart.end(), [&](FactId f) { return std::binary_search(read.facts.begin(), read.facts.end(), f); });
    if (!tells_apart) pair = {program.circuit.both(pair.of_case, pair.of_twin), kTrue};
    if (pair.of_case != kFalse && pair.of_twin != kFalse) kept.push_back(pair);
  }
  search.any = std::move(kept);
  return search;
}

namespace {

std::vector<Lit> literals_of(const Search& search) {
  std::vector<Lit> lits;
  for (const Pair& pair : search.any) lits.insert(lits.end(), {pair.of_case, pair.of_twin});
  return lits;
}

bool moves(const Program& program, const Search& search) {
  const auto lits = literals_of(search);
  return std::any_of(lits.begin(), lits.end(), [&](Lit lit) { return proof::moves(program, lit); });
}

Search stopped_at(Program& program, const Search& search, Instant at) {
  Search still = search;
  still.range = {at, at + 1};
  for (Pair& pair : still.any) pair = {at_instant(program, pair.of_case, at), at_instant(program, pair.of_twin, at)};
  return simplified(program, std::move(still));
}

Outcome undecided(std::string why) { return {Outcome::Kind::kUndecided, {}, std::move(why)}; }

}  // namespace

Outcome Decider::decide(const Search& asked, By by) {
  const Search search = simplified(program_, asked);
  if (search.any.empty()) return {};
  if (stop && stop()) return undecided("stopped");
  if (moves(program_, search)) return moving(search, by);
  std::vector<uint32_t> key{static_cast<uint32_t>(by), search.more ? 1U : 0U};
  for (FactId fact : search.apart) key.push_back(fact.value);
  for (Lit lit : literals_of(search)) key.push_back(lit.code);
  if (nothing_.contains(key)) return {};
  Search still = search;
  const Instant at = recognisable_instant(*program_.model, search.range);
  still.range = {at, at + 1};
  Outcome outcome;
  auto found = by == By::kSolver ? std::nullopt : by_diagram(still);
  if (found) {
    outcome = std::move(*found);
  } else {
    outcome = by == By::kDiagram ? undecided("no diagram decides it") : by_solver(still);
  }
  if (outcome.kind == Outcome::Kind::kNone) nothing_[key] = true;
  return outcome;
}

bool Decider::may_hold(Lit lit) {
  const auto empty = empty_by_diagram({{}, {{lit, kTrue}}, {}, false});
  return !empty || !*empty;
}

bool Decider::possible(const Interval& range, Lit lit) {
  if (lit == kFalse || lit == kTrue) return lit == kTrue;
  const auto [place, added] = possible_.try_emplace(lit.code);
  if (added) place->second = certain(lit);
  if (place->second) return *place->second;
  return decide({range, {{lit, kTrue}}, {}, false}, By::kEither).kind != Outcome::Kind::kNone;
}

// What a diagram alone says, for all instants: nothing where thresholds move or lists are in parts, and there is something.
std::optional<bool> Decider::certain(Lit lit) {
  const bool still = !moves(program_, lit);
  for (const Lit part : focused(program_, lit)) {
    auto regions = Regions::over(program_, std::span(&part, 1));
    if (!regions) return std::nullopt;
    const Region region = regions->of(part);
    if (regions->full()) return std::nullopt;
    if (region == kNowhere) continue;
    return still && regions->exact() ? std::optional(true) : std::nullopt;
  }
  return false;
}

Solver Decider::solver(const Search& search) {
  if (!context_) context_ = Solver::context();
  return Solver(context_, program_, literals_of(search), search.apart);
}

Outcome Decider::by_solver(const Search& search) {
  Solver solver = this->solver(search);
  Outcome outcome = solver.search(search);
  if (outcome.kind != Outcome::Kind::kFound) return outcome;
  if (auto smaller = by_diagram(search)) {
    if (smaller->kind == Outcome::Kind::kFound) return *smaller;
    return undecided("the two deciders disagree, which is a fault of this program");
  }
  outcome = solver.search(search, true);
  if (outcome.kind == Outcome::Kind::kFound) tidy(search, outcome.found);
  return outcome;
}

// Thresholds past the years 1 and 9999 stand at their ends, where two that never pass each other may meet: the cells of a diagram leave that
// out. So a range that reaches so far is looked at there with the clock stopped.
Outcome Decider::at_the_ends_of_time(const Search& search, By by) {
  if (search.range.from <= kFirstInstant) {
    Outcome first = decide(stopped_at(program_, search, kFirstInstant), by);
    if (first.kind != Outcome::Kind::kNone) return first;
  }
  return search.range.until > kLastInstant ? decide(stopped_at(program_, search, kLastInstant), by) : Outcome{};
}

// Cells that are impossible at some instants make a diagram hold more, never less: where it holds nothing there is nothing. A case is one
// only with the clock stopped.
Outcome Decider::moving(const Search& search, By by) {
  const Instant from = std::max(search.range.from, kFirstInstant), until = std::min(search.range.until, kLastInstant + 1);
  if (from >= until) return {};
  const std::vector<Lit> lits = literals_of(search);
  const auto moves_here = [&](Lit lit) { return moves_within(program_, lit, {from, until}); };
  if (std::none_of(lits.begin(), lits.end(), moves_here)) return decide(stopped_at(program_, search, from), by);  // one instant speaks for all
  std::vector<Instant> instants{recognisable_instant(*program_.model, search.range), from, until - 1};
  const auto stopped = [&]() -> std::optional<Outcome> {
    for (Instant at : instants) {
      Outcome outcome = decide(stopped_at(program_, search, at), by);
      if (outcome.kind != Outcome::Kind::kNone) return outcome;
    }
    return std::nullopt;
  };
  if (by != By::kSolver) {
    const auto anywhere = empty_by_diagram(search);
    if (anywhere && *anywhere) return at_the_ends_of_time(search, by);
    if (!anywhere && by == By::kDiagram) return undecided("no diagram decides it");
    if (auto outcome = stopped()) return *outcome;
  }
  if (by != By::kDiagram) {
    const Outcome anywhere = solver(search).search(search);
    if (anywhere.kind != Outcome::Kind::kFound) return anywhere;
    instants.insert(instants.begin() + 1, anywhere.found.at);
    if (by == By::kEither) instants = {anywhere.found.at};
    if (auto outcome = stopped()) return *outcome;
  }
  return undecided("it hangs on thresholds that move with the instant of the question in a way that is not decided here");
}

// --- by diagram -----------------------------------------------------------------------------------------------------------------

std::optional<bool> Decider::empty_by_diagram(const Search& search) {
  if (!search.apart.empty()) {
    const auto outcome = by_diagram(search);
    return outcome ? std::optional(outcome->kind == Outcome::Kind::kNone) : std::nullopt;
  }
  for (const Lit part : parts_of(search)) {
    auto regions = Regions::over(program_, std::span(&part, 1));
    if (!regions) return std::nullopt;
    const Region region = regions->of(part);
    if (regions->full()) return std::nullopt;
    if (region != kNowhere) return false;
  }
  return true;
}

// A search without twins as parts, each focused: their union is the search.
std::vector<Lit> Decider::parts_of(const Search& search) {
  std::vector<Lit> parts;
  for (const Pair& pair : search.any) {
    const auto some = focused(program_, pair.of_case);
    parts.insert(parts.end(), some.begin(), some.end());
  }
  return parts;
}

std::optional<Outcome> Decider::by_diagram(const Search& search) {
  const auto lits = search.apart.empty() ? parts_of(search) : literals_of(search);
  auto regions = Regions::over(program_, lits);
  if (!regions) return std::nullopt;
  Outcome outcome;
  if (search.apart.empty()) {
    Region bad = kNowhere;
    for (const Lit part : lits) bad = regions->either(bad, regions->of(part));
    if (regions->full()) return std::nullopt;
    if (bad == kNowhere) return outcome;
    const auto choice = regions->smallest(bad);
    if (!choice || regions->full()) return std::nullopt;
    outcome.kind = Outcome::Kind::kFound;
    outcome.found = case_of(program_, *regions, *choice, recognisable_instant(*program_.model, search.range));
    return outcome;
  }
  if (regions->places_of(search.apart[0]).size() > 1) return std::nullopt;
  if (search.more && program_.model->facts[search.apart[0].value].type.kind == book::TypeKind::kSomeOf) return std::nullopt;
  auto found = smallest_twin(*regions, search);
  if (regions->full()) return std::nullopt;
  if (!found) return outcome;
  outcome.kind = Outcome::Kind::kFound;
  outcome.found = std::move(*found);
  return outcome;
}

namespace {

// Has some value of cell b at least as much as some value of cell a? Cells of ordered facts and of yes-no are in order by how many of
// their tests (all "at least") hold; where a yes-no is tested at all it has one test.
bool may_be_more(const Variable& variable, Cell a, Cell b) {
  const auto rank = [&](Cell c) {
    size_t holds = 0;
    for (size_t i = 0; i < variable.atoms().size(); ++i) holds += variable.holds(c, i) ? 1 : 0;
    return holds;
  };
  return rank(a) <= rank(b);
}

}  // namespace

// The twin may differ in one fact (claims with several are searched one by one): for each two cells of it, the cases in which the first
// gives the one and the second the other.
std::optional<Found> Decider::smallest_twin(Regions& regions, const Search& search) {
  const auto places = regions.places_of(search.apart[0]);
  if (places.empty()) return std::nullopt;
  const uint32_t place = places[0];
  const Variable& variable = regions.variables()[place];
  std::vector<std::pair<Region, Region>> pairs;
  for (const Pair& pair : search.any) pairs.emplace_back(regions.of(pair.of_case), regions.of(pair.of_twin));
  std::optional<std::vector<Regions::Choice>> best;
  std::pair<Cell, Cell> cells;
  std::map<std::pair<Region, Region>, bool> tried;
  for (uint32_t a = 0; a < variable.cells(); ++a) {
    for (uint32_t b = 0; b < variable.cells() && !regions.full(); ++b) {
      const auto of_case = static_cast<Cell>(a), of_twin = static_cast<Cell>(b);
      if (a == b || (search.more && !may_be_more(variable, of_case, of_twin))) continue;
      for (const auto& [first, second] : pairs) {
        const auto sides = std::pair(regions.given(first, place, of_case), regions.given(second, place, of_twin));
        if (!tried.emplace(sides, true).second) continue;
        const Region both = regions.both(sides.first, sides.second);
        if (both == kNowhere) continue;
        auto choice = regions.smallest(both);
        if (choice && (!best || choice->size() < best->size())) best = std::move(choice), cells = {of_case, of_twin};
      }
    }
  }
  if (!best) return std::nullopt;
  Found found = case_of(program_, regions, *best, recognisable_instant(*program_.model, search.range));
  found.told.push_back({search.apart[0], variable.representative(program_, cells.first, found.at)});
  found.twin.push_back({search.apart[0], variable.representative(program_, cells.second, found.at)});
  std::sort(found.told.begin(), found.told.end(), [](const Told& x, const Told& y) { return x.fact < y.fact; });
  return found;
}

// Values that a person recognises in place of the solver's: another of the same cell.
void Decider::tidy(const Search& search, Found& found) {
  const auto lits = literals_of(search);
  std::map<uint32_t, std::vector<circuit::AtomId>> atoms;
  for (uint32_t node : circuit::cone(program_.circuit, lits)) {
    if (!program_.circuit.is_atom(node)) continue;
    const circuit::AtomId atom = program_.circuit.atom_of(node);
    if (program_.atoms[atom].kind != circuit::Atom::Kind::kQuestion) atoms[program_.atoms[atom].index].push_back(atom);
  }
  for (auto* told : {&found.told, &found.twin}) {
    for (auto& [fact, value] : *told) {
      if (program_.model->facts[fact.value].type.kind == book::TypeKind::kListOf) continue;
      const auto variable = Variable::make(program_, false, fact.value, atoms[fact.value]);
      if (variable) value = variable->representative(program_, variable->cell_of(program_, value.number, found.at), found.at);
    }
  }
}

}  // namespace comity::proof
