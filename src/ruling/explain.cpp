// Because: which told facts force the ruling (because.h), by a search of the chart or of the circuit for completions that get through.
//
// On the chart a completion with another ruling is a path to another terminal. Facts that are kept go by their told cells; at the others
// the told cell is tried first, so that the path departs in few of them. `reach` says at once which nodes lead to no other ruling.
#include <algorithm>

#include "circuit/evaluate.h"
#include "ruling/because.h"
#include "ruling/engine_parts.h"

namespace comity::ruling {

using circuit::Lit;

namespace {

class ChartPaths {
 public:
  ChartPaths(const Chart& chart, const Known& known, Ruling ruling, std::vector<uint32_t>& round_of, uint32_t& round)
      : chart_(chart), known_(known), ruling_(set_of(ruling)), dead_(round_of), round_(round) {
    if (dead_.size() < chart.words()) dead_.resize(chart.words(), 0);
  }

  // The told levels that the case's own paths test.
  FactSet met() {
    ++round_;
    FactSet levels;
    std::vector<Ref> todo{chart_.rulings()};
    while (!todo.empty()) {
      const Ref ref = todo.back();
      todo.pop_back();
      if (ref.is_terminal() || dead_[ref.code] == round_) continue;
      dead_[ref.code] = round_;
      const uint32_t level = chart_.level(ref);
      if (known_.told(level)) levels.push_back(level);
      for (Cell cell : known_.cells(level)) todo.push_back(chart_.child(ref, cell));
    }
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    return levels;
  }

  std::optional<FactSet> departures(const std::vector<uint8_t>& kept) {
    ++round_;
    kept_ = &kept;
    departed_.clear();
    if (!search(chart_.rulings())) return std::nullopt;
    FactSet found = departed_;
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  bool search(Ref ref) {
    if ((chart_.reach(ref) & ~ruling_) == 0) return false;
    if (ref.is_terminal()) return true;
    if (dead_[ref.code] == round_) return false;
    const uint32_t level = chart_.level(ref);
    const auto cells = known_.cells(level);
    for (Cell cell : cells) {
      if (search(chart_.child(ref, cell))) return true;
    }
    if (known_.told(level) && (*kept_)[level] == 0) {
      departed_.push_back(level);
      for (Cell cell : known_.feasible(level)) {
        if (std::ranges::find(cells, cell) == cells.end() && search(chart_.child(ref, cell))) return true;
      }
      departed_.pop_back();
    }
    dead_[ref.code] = round_;
    return false;
  }

  const Chart& chart_;
  const Known& known_;
  const RulingSet ruling_;
  std::vector<uint32_t>& dead_;  // nodes below which nothing gets through, where this is the round
  uint32_t& round_;
  const std::vector<uint8_t>* kept_ = nullptr;
  FactSet departed_;
};

// The same by cofactors. A fact of many tests has several levels; the first of them stands for it.
class CircuitPaths {
 public:
  CircuitPaths(const Matter& matter, const Known& known, Ruling ruling) : matter_(matter), known_(known), ruling_(ruling) {
    const auto& variables = matter.chart.variables();
    for (uint32_t level = 0; level < variables.size(); ++level) {
      uint32_t first = level;
      while (first > 0 && same_fact(variables[first - 1], variables[level])) --first;
      fact_.push_back(first);
      const auto feasible = known.feasible(level);
      prefer_.push_back(static_cast<uint32_t>(std::ranges::find(feasible, known.cells(level)[0]) - feasible.begin()));
    }
  }

  FactSet told() const {
    FactSet facts;
    for (uint32_t level = 0; level < fact_.size(); ++level) {
      if (known_.told(level) && fact_[level] == level) facts.push_back(level);
    }
    return facts;
  }
  bool spent() const { return spent_; }

  std::optional<FactSet> departures(const std::vector<uint8_t>& kept) {
    const auto freed = [&](uint32_t level) { return known_.told(level) && kept[fact_[level]] == 0; };
    std::vector<Cofactors::Cells> cells;
    std::vector<uint32_t> prefer(fact_.size(), 0);
    for (uint32_t level = 0; level < fact_.size(); ++level) {
      cells.push_back(freed(level) ? known_.feasible(level) : known_.cells(level));
      if (freed(level)) prefer[level] = prefer_[level];
    }
    cofactors_.start(matter_.rules.circuit, matter_.chart.variables(), std::move(cells), matter_.most_steps);
    const Lit same = has_ruling();
    const bool may_fail = cofactors_.truth(same).may_fail;
    const auto choice = may_fail ? cofactors_.failing(same, prefer) : std::vector<std::pair<uint32_t, uint32_t>>{};
    FactSet departed;
    if (cofactors_.spent()) {
      // Not known: as if every fact that is not kept had to be.
      spent_ = true;
      for (uint32_t fact : told()) {
        if (kept[fact] == 0) departed.push_back(fact);
      }
      return departed;
    }
    if (!may_fail) return std::nullopt;
    for (const auto& [level, place] : choice) {
      if (freed(level) && std::ranges::count(known_.cells(level), known_.feasible(level)[place]) == 0) departed.push_back(fact_[level]);
    }
    std::sort(departed.begin(), departed.end());
    departed.erase(std::unique(departed.begin(), departed.end()), departed.end());
    return departed;
  }

 private:
  static bool same_fact(const Variable& a, const Variable& b) { return a.is_question() == b.is_question() && a.index() == b.index(); }

  Lit has_ruling() {
    const Lit permits = cofactors_.put(matter_.rules.permits), forbids = cofactors_.put(matter_.rules.forbids),
              requires_ = cofactors_.put(matter_.rules.requires_);
    const Lit lets = cofactors_.either(permits, requires_);
    switch (ruling_) {
      case Ruling::kPermitted: return cofactors_.both(permits, cofactors_.both(!forbids, !requires_));
      case Ruling::kForbidden: return cofactors_.both(forbids, !lets);
      case Ruling::kRequired: return cofactors_.both(requires_, !forbids);
      case Ruling::kSilent: return cofactors_.both(!forbids, !lets);
      case Ruling::kConflicting: return cofactors_.both(forbids, lets);
    }
    return circuit::kFalse;
  }

  const Matter& matter_;
  const Known& known_;
  const Ruling ruling_;
  bool spent_ = false;
  Cofactors cofactors_;
  std::vector<uint32_t> fact_;    // by level
  std::vector<uint32_t> prefer_;  // by level: the place of the told cell among the feasible ones
};

// The same in a law of which the case may lie in several parts. Facts are numbered as in the book. What gets through may do so in any part:
// one in which the case may lie, or, if a fact that divides the law is not kept, another, and then it departs in that fact too.
class PartPaths {
 public:
  PartPaths(const Engine::Impl& impl, const Matter& matter, Ruling ruling, Workspace& work) : impl_(impl), matter_(matter), ruling_(ruling), work_(work) {}

  // The told facts that are met on the way to the parts in which the case may lie, and in these, as they are met.
  FactSet met(const Part& law) {
    FactSet facts;
    add_met(law, facts);
    return facts;
  }
  bool spent() const { return spent_; }

  std::optional<FactSet> departures(const Part& law, const std::vector<uint8_t>& kept) {
    if (impl_.is_one(law)) return departures_in_one(law, kept);
    const uint32_t fact = law.fact().index();
    const Part* own = impl_.below(law, matter_.asked);
    if (own != nullptr) {
      if (auto found = departures(*own, kept)) return found;
      if (kept[fact] != 0) return std::nullopt;
    }
    for (uint32_t cell = 0; cell < law.fact().cells(); ++cell) {
      const Part& part = impl_.divisions.part(law, static_cast<Cell>(cell));
      auto found = &part != own ? departures(part, kept) : std::nullopt;
      if (!found) continue;
      if (own != nullptr) found->insert(std::ranges::lower_bound(*found, fact), fact);
      return found;
    }
    return std::nullopt;
  }

 private:
  Matter open(const Part& part) {
    const Matter its = impl_.matter(part, matter_.subject, matter_.epoch, matter_.asked);
    work_.known.read(its.program, its.chart.variables(), its.epoch, its.asked);
    return its;
  }

  static void add(uint32_t fact, FactSet& facts) {
    if (std::ranges::find(facts, fact) == facts.end()) facts.push_back(fact);
  }

  void add_met(const Part& law, FactSet& facts) {
    if (!impl_.is_one(law)) {
      if (const Part* own = impl_.below(law, matter_.asked)) {
        add(law.fact().index(), facts);
        return add_met(*own, facts);
      }
      for (uint32_t cell = 0; cell < law.fact().cells(); ++cell) add_met(impl_.divisions.part(law, static_cast<Cell>(cell)), facts);
      return;
    }
    const Matter its = open(law);
    const FactSet levels = its.chart.has_rulings() ? ChartPaths(its.chart, work_.known, ruling_, work_.path_round, work_.path_rounds).met()
                                                   : CircuitPaths(its, work_.known, ruling_).told();
    for (uint32_t level : levels) add(its.chart.variables()[level].index(), facts);
  }

  std::optional<FactSet> departures_in_one(const Part& part, const std::vector<uint8_t>& kept) {
    const Matter its = open(part);
    const std::vector<Variable>& variables = its.chart.variables();
    std::vector<uint8_t> levels(variables.size());
    for (size_t level = 0; level < variables.size(); ++level) levels[level] = work_.known.told(level) ? kept[variables[level].index()] : 0;
    std::optional<FactSet> found;
    if (its.chart.has_rulings()) {
      found = ChartPaths(its.chart, work_.known, ruling_, work_.path_round, work_.path_rounds).departures(levels);
    } else {
      CircuitPaths paths(its, work_.known, ruling_);
      found = paths.departures(levels);
      spent_ = spent_ || paths.spent();
    }
    if (!found) return std::nullopt;
    for (uint32_t& level : *found) level = variables[level].index();
    std::sort(found->begin(), found->end());
    return found;
  }

  const Engine::Impl& impl_;
  const Matter& matter_;
  const Ruling ruling_;
  Workspace& work_;
  bool spent_ = false;
};

}  // namespace

bool Engine::Impl::find_because(const Matter& matter, Ruling ruling, Workspace& work, std::vector<FactId>& because) const {
  const Part* law = &this->law(matter.epoch);
  if (is_one(*law)) return ruling::find_because(matter, ruling, work, because);
  PartPaths paths(*this, matter, ruling, work);
  // Every set that forces the ruling holds a fact without which another may follow; what else it holds is found in the part to which that
  // fact leads.
  std::vector<uint8_t> kept(program.model->facts.size(), 1);
  while (const Part* own = below(*law, matter.asked)) {
    const FactId fact(law->fact().index());
    kept[fact.value] = 0;
    if (!paths.departures(*law, kept)) break;
    kept[fact.value] = 1;
    because.push_back(fact);
    law = own;
  }
  if (is_one(*law)) {
    const Matter its = this->matter(*law, matter.subject, matter.epoch, matter.asked);
    open_matter(its, work);
    return ruling::find_because(its, ruling, work, because);
  }
  const Smallest smallest = smallest_forcing(paths.met(*law), kept.size(), matter.most_steps, [&](const auto& flags) { return paths.departures(*law, flags); });
  for (uint32_t fact : smallest.facts) because.emplace_back(fact);
  std::sort(because.begin(), because.end());
  return smallest.exact && !paths.spent();
}

bool find_because(const Matter& matter, Ruling ruling, Workspace& work, std::vector<FactId>& because) {
  const Chart& chart = matter.chart;
  const size_t levels = chart.variables().size();
  Smallest smallest;
  if (chart.has_rulings()) {
    ChartPaths paths(chart, work.known, ruling, work.path_round, work.path_rounds);
    smallest = smallest_forcing(paths.met(), levels, matter.most_steps, [&paths](const auto& kept) { return paths.departures(kept); });
  } else {
    CircuitPaths paths(matter, work.known, ruling);
    smallest = smallest_forcing(paths.told(), levels, matter.most_steps, [&paths](const auto& kept) { return paths.departures(kept); });
    smallest.exact = smallest.exact && !paths.spent();
  }
  for (uint32_t level : smallest.facts) because.emplace_back(chart.variables()[level].index());
  std::sort(because.begin(), because.end());
  return smallest.exact;
}

}  // namespace comity::ruling
