#include "ruling/nearest.h"

#include <algorithm>
#include <unordered_set>

#include "circuit/rulings.h"
#include "circuit/substitute.h"

namespace comity::ruling {

using circuit::Lit;

namespace {

Cost plus(Cost cost, Cost more) { return cost == kNever ? kNever : cost + more; }
Cost minus(Cost cost, Cost less) { return cost == kNever ? kNever : cost - less; }

Change change_to(const Matter& matter, const Variable& variable, Cell cell) {
  const FactId fact(variable.index());
  return {fact, matter.asked.knows(fact), variable.representative(matter.program, cell, matter.asked.at())};
}

}  // namespace

Nearest::Found Nearest::in_whole(const Part& law, Cost below) {
  const Matter matter = impl_.matter(law, subject_, epoch_, asked_);
  work_.known.read(matter.program, matter.chart.variables(), epoch_, asked_);
  return search(matter, wanted_, below);
}

Nearest::Found Nearest::in_parts(const Part& law, Cost below) {
  return asked_.knows(FactId(law.fact().index())) ? where_told(law, below) : where_open(law, below);
}

Nearest::Found Nearest::search(Matter matter, Ruling wanted, Cost below) {
  const std::vector<Variable>& variables = matter.chart.variables();
  // Tests of one fact that are taken for facts of their own tell nothing of what can be so together.
  if (has_pieces(variables)) return {.at_least = 0};
  matter.most_steps = steps_;
  const Known known = work_.known;
  work_.known.open_told();
  take_remainder(matter, work_);
  if (work_.folded) steps_ -= std::min(steps_, work_.cofactors.steps());
  if (!work_.rest.exact()) return {.at_least = 0};
  const CheapestChange cheapest = cheapest_change(work_.rest.diagram(), work_.rest.root(), known, work_.known, variables, wanted, below, steps_);
  Found found{.at_least = cheapest.at_least};
  if (!cheapest.chosen) return found;
  found.cost = cheapest.at_least;
  for (const Chosen& chosen : *cheapest.chosen) found.changes.push_back(change_to(matter, variables[chosen.level], chosen.cell));
  return found;
}

// The dividing fact is put into this cell, for `more` beside. What that costs at least, as far as it was looked for.
Cost Nearest::move_to(const Part& law, Cell cell, Cost more, Cost below, Found& best) {
  const Cost most = std::min(below, best.cost);
  Found its{.at_least = minus(most, std::min(most, more))};
  if (most > more) its = in(impl_.divisions.part(law, cell), minus(most, more));
  best.at_least = std::min(best.at_least, plus(its.at_least, more));
  if (its.cost == kNever) return its.at_least;
  best.cost = its.cost + more;
  best.changes = std::move(its.changes);
  best.changes.push_back(change_to(impl_.matter(law, subject_, epoch_, asked_), law.fact(), cell));
  return its.at_least;
}

Nearest::Found Nearest::where_told(const Part& law, Cost below) {
  const Part& own = impl_.divisions.part(law, law.cell_of(impl_.program, asked_.value(FactId(law.fact().index()))));
  Found best = in(own, below);
  std::unordered_set<const Part*> met{&own};
  for (uint32_t cell = 0; cell < law.fact().cells(); ++cell) {
    if (met.insert(&impl_.divisions.part(law, static_cast<Cell>(cell))).second) move_to(law, static_cast<Cell>(cell), kChange, below, best);
  }
  return best;
}

Nearest::Found Nearest::where_open(const Part& law, Cost below) {
  Found best;
  std::vector<const Part*> parts;
  Cost leaving = 0;  // what it costs at least to leave the fact untold
  std::unordered_set<const Part*> met;
  for (uint32_t cell = 0; cell < law.fact().cells(); ++cell) {
    const Part& part = impl_.divisions.part(law, static_cast<Cell>(cell));
    if (!met.insert(&part).second) continue;
    parts.push_back(&part);
    leaving = std::max(leaving, move_to(law, static_cast<Cell>(cell), kTell, below, best));
  }
  const Cost most = std::min(below, best.cost);
  bool already = true;
  for (size_t i = 0; i < parts.size() && leaving < most; ++i) {
    const Found its = in(*parts[i], most);
    already = already && its.cost == 0;
    leaving = std::max(leaving, its.at_least);
  }
  if (leaving < most && already) return {.at_least = 0, .cost = 0};
  if (leaving < most) {
    Found together = in_all(parts, most);
    leaving = std::max(leaving, together.at_least);
    if (together.cost != kNever) {
      best.cost = together.cost;
      best.changes = std::move(together.changes);
    }
  }
  best.at_least = std::min({best.at_least, leaving, most});
  return best;
}

Nearest::Found Nearest::in_all(const std::vector<const Part*>& parts, Cost below) {
  circuit::Circuit together;
  Lit all = circuit::kTrue;
  for (const Part* part : parts) {
    const Rules& rules = part->rules();
    circuit::Substitution copying;
    const auto copy = [&](Lit lit) { return copying(rules.circuit, together, lit, [&](circuit::AtomId atom) { return together.atom(atom); }); };
    const circuit::Rulings is = circuit::rulings_of(together, copy(rules.permits), copy(rules.forbids), copy(rules.requires_));
    all = together.both(all, is[static_cast<size_t>(wanted_)]);
  }
  const Rules rules{together, {}, all, circuit::kFalse, circuit::kFalse};
  const auto chart = Chart::draw(impl_.program, rules, impl_.budget.diagram_nodes);
  const Matter matter{impl_.program, steps_, subject_, epoch_, rules, *chart, asked_};
  work_.known.read(matter.program, chart->variables(), epoch_, asked_);
  return search(matter, Ruling::kPermitted, below);
}

namespace {

// The norms that decide in every completion; where others take turns, those that decide in some.
std::vector<NormId> deciders(const Matter& matter, Workspace& work) {
  std::vector<NormId> all, some;
  find_deciding(matter, work, {all, some});
  return all.empty() ? some : all;
}

std::vector<NormId> deciders_in_parts(const Engine::Impl& impl, const Matter& whole, const Case& asked, Workspace& work) {
  std::vector<NormId> all, some;
  impl.find_deciding_in_parts(impl.law(whole.epoch), whole.subject, whole.epoch, asked, work, {all, some});
  return all.empty() ? some : all;
}

}  // namespace

// By the whole law if that can be searched, else by its parts.
WhyNot Engine::why_not(SubjectId subject, const Case& asked, Ruling wanted, Scratch& scratch) const {
  const Matter matter = impl_->matter(subject, asked);
  const Part& law = impl_->law(matter.epoch);
  Workspace& work = scratch.main;
  WhyNot answer;
  Nearest::Found found{.at_least = 0};
  const bool divided = !impl_->is_one(law);
  if (!divided || !has_pieces(matter.chart.variables())) {
    open_matter(matter, work);
    answer.against = deciders(matter, work);
    found = Nearest(*impl_, subject, matter.epoch, asked, wanted, work).search(matter, wanted, kNever);
  }
  const bool in_parts = divided && !found.exact();
  if (in_parts) {
    answer.against = deciders_in_parts(*impl_, matter, asked, work);
    found = Nearest(*impl_, subject, matter.epoch, asked, wanted, work).in_parts(law, kNever);
  }
  answer.exhausted = !found.exact();
  if (found.cost == kNever) return answer;
  answer.possible = true;
  answer.changes = std::move(found.changes);
  std::ranges::sort(answer.changes, [](const Change& a, const Change& b) { return std::pair(!a.was_told, a.fact) < std::pair(!b.was_told, b.fact); });
  Case changed = asked;
  for (const auto& [fact, was_told, value] : answer.changes) {
    if (impl_->program.model->facts[fact.value].type.kind == book::TypeKind::kListOf) {
      changed.tell_list(fact, value.records);
    } else {
      changed.tell(fact, value.number);
    }
  }
  if (in_parts) {
    answer.in_favour = deciders_in_parts(*impl_, matter, changed, work);
  } else {
    const Matter then{matter.program, matter.most_steps, subject, matter.epoch, matter.rules, matter.chart, changed};
    open_matter(then, work);
    answer.in_favour = deciders(then, work);
  }
  return answer;
}

}  // namespace comity::ruling
