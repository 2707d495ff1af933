// The short answer: one walk down the chart where all facts on the way are told, else a visit of what the case leaves open.
//
// Example: told `requester` and `custody`, the walk tests requester, then custody, and ends at a leaf that holds the norms that decide.
// Cost: the epoch by a binary search, then for each test the node, the value, its cell and the child, each a load that hangs on the one
// before. Nothing is allocated, but for lists with unknown fields, and the first time that a thread or a shape comes by.
#include "ruling/engine_parts.h"

namespace comity::ruling {

namespace {

// The terminal to which the case leads, or the first node whose variable it leaves open.
Ref walk(const Chart& chart, Ref ref, const Program& program, const Epoch& epoch, const Case& asked) {
  while (!ref.is_terminal()) {
    const Chart::Node& node = chart.node(ref);
    const FactId fact(node.fact);
    if (node.table != nullptr) {
      const auto value = static_cast<uint64_t>(asked.value(fact));
      if (!asked.knows(fact)) return ref;
      if (value < node.table_size) {
        ref = chart.child(node, node.table[value]);
        continue;
      }
    }
    const auto cell = cell_in(program, chart.variables()[node.level], epoch, asked);
    if (!cell) return ref;
    ref = chart.child(node, *cell);
  }
  return ref;
}

// Several groups, or facts untold.
Decision decide_open(const Chart& chart, const Program& program, const Epoch& epoch, const Case& asked, Engine::Scratch& scratch) {
  Workspace& work = scratch.main;
  work.known.read(program, chart.variables(), epoch, asked);
  const RulingSet possible = work.tally.possible(chart, work.known);
  if (!is_single(possible)) return {possible, {}};
  work.tally.count(chart, chart.decides(), work.known, scratch.all, scratch.some);
  return {possible, scratch.all};
}

Decision decide_by_circuit(const Program& program, const Matter& matter, uint64_t most_steps, Engine::Scratch& scratch) {
  open_matter(program, matter, most_steps, scratch.main);
  const RulingSet possible = scratch.main.rest.possible();
  if (!is_single(possible)) return {possible, {}};
  find_deciding(matter, scratch.main, {scratch.all, scratch.some});
  return {possible, scratch.all};
}

}  // namespace

Decision Engine::decide(SubjectId subject, const Case& asked, Scratch& scratch) const {
  const size_t place = impl_->epoch_at(subject, asked.at());
  const Chart& chart = impl_->chart(place);
  const Epoch& epoch = *impl_->epochs[place];
  if (chart.decides().size() == 1) {
    const Ref end = walk(chart, chart.decides()[0], impl_->program, epoch, asked);
    if (end.is_terminal()) {
      const Chart::Leaf& leaf = chart.leaf(end);
      return {set_of(leaf.ruling), chart.norms(leaf)};
    }
  }
  if (chart.drawn()) return decide_open(chart, impl_->program, epoch, asked, scratch);
  return decide_by_circuit(impl_->program, {subject, &epoch, &asked, &chart}, impl_->budget.completions, scratch);
}

}  // namespace comity::ruling
