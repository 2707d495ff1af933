// The short answer: one walk down the chart where all facts on the way are told, else a visit of what the case leaves open.
//
// Example: told `requester` and `custody`, the walk tests requester, then custody, and ends at a leaf that holds the norms that decide.
// Cost: the epoch by a binary search, then for each test the node, the value, its cell and the child, each a load that hangs on the one
// before. Nothing is allocated, but for lists with unknown fields, and the first time that a thread or a shape comes by.
#include <algorithm>

#include "ruling/engine_parts.h"

namespace comity::ruling {

namespace {

// The terminal to which the case leads, or the first node whose variable it leaves open.
Ref walk(const Chart& chart, Ref ref, const Program& program, const Epoch& epoch, const Case& asked) {
  while (!ref.is_terminal()) {
    const uint32_t level = chart.level(ref);
    const Chart::Test& test = chart.test(level);
    const FactId fact(test.fact);
    if (test.table != nullptr) {
      const auto value = static_cast<uint64_t>(asked.value(fact));
      if (!asked.knows(fact)) return ref;
      if (value < test.values) {
        ref = chart.child(ref, test.table[value]);
        continue;
      }
    }
    const auto cell = cell_in(program, chart.variables()[level], epoch, asked);
    if (!cell) return ref;
    ref = chart.child(ref, *cell);
  }
  return ref;
}

// All is told, and the walk has come to a list: the sets of its groups, together.
std::optional<Decision> decide_list(const Chart& chart, Ref list, const Program& program, const Epoch& epoch, const Case& asked, Engine::Scratch& scratch) {
  uint8_t modalities = 0;
  scratch.all.clear();
  for (Ref group : chart.list(list)) {
    const Ref end = walk(chart, group, program, epoch, asked);
    if (!end.is_terminal()) return std::nullopt;
    const Chart::Leaf& leaf = chart.leaf(end);
    modalities |= leaf.modalities;
    const auto norms = chart.norms(leaf);
    scratch.all.insert(scratch.all.end(), norms.begin(), norms.end());
  }
  std::sort(scratch.all.begin(), scratch.all.end());
  return Decision{set_of(ruling_of_modalities(modalities)), scratch.all};
}

// Facts are untold, or not everything is drawn.
Decision decide_open(const Matter& matter, Engine::Scratch& scratch) {
  Workspace& work = scratch.main;
  RulingSet possible = 0;
  if (matter.chart.has_rulings() && matter.chart.has_norms()) {
    work.known.read(matter.program, matter.chart.variables(), matter.epoch, matter.asked);
    possible = work.tally.possible(matter.chart, work.known);
  } else {
    open_matter(matter, work);
    possible = work.rest.possible();
  }
  if (!is_single(possible)) return {possible, {}};
  find_deciding(matter, work, {scratch.all, scratch.some});
  return {possible, scratch.all};
}

}  // namespace

Decision Engine::decide(SubjectId subject, const Case& asked, Scratch& scratch) const {
  const size_t place = impl_->epoch_at(subject, asked.at());
  const Chart& chart = impl_->chart(place);
  const Epoch& epoch = *impl_->epochs[place];
  if (chart.has_norms()) {
    const Ref end = walk(chart, chart.decides(), impl_->program, epoch, asked);
    if (end.is_terminal()) {
      if (!Chart::is_list(end)) {
        const Chart::Leaf& leaf = chart.leaf(end);
        return {set_of(leaf.ruling), chart.norms(leaf)};
      }
      if (const auto decision = decide_list(chart, end, impl_->program, epoch, asked, scratch)) return *decision;
    }
  }
  return decide_open({impl_->program, impl_->budget.completions, subject, epoch, chart, asked}, scratch);
}

}  // namespace comity::ruling
