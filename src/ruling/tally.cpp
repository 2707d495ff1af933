#include "ruling/tally.h"

#include <algorithm>

namespace comity::ruling {

template <class AtTerminal>
void Tally::visit(const Chart& chart, Ref root, const Known& known, const AtTerminal& at_terminal) {
  if (node_round_.size() < chart.nodes()) node_round_.resize(chart.nodes(), 0);
  if (++round_ == 0) {
    std::fill(node_round_.begin(), node_round_.end(), 0);
    std::fill(leaf_round_.begin(), leaf_round_.end(), 0);
    round_ = 1;
  }
  todo_.assign(1, root);
  while (!todo_.empty()) {
    const Ref ref = todo_.back();
    todo_.pop_back();
    if (ref.is_terminal()) {
      at_terminal(ref);
      continue;
    }
    if (node_round_[ref.code] == round_) continue;
    node_round_[ref.code] = round_;
    const Chart::Node& node = chart.node(ref);
    for (Cell cell : known.cells(node.level)) todo_.push_back(chart.child(node, cell));
  }
}

void Tally::count(const Chart& chart, std::span<const Ref> groups, const Known& known, std::vector<NormId>& all, std::vector<NormId>& some) {
  all.clear();
  some.clear();
  for (Ref group : groups) {
    uint32_t leaves = 0;
    met_.clear();
    visit(chart, group, known, [&](Ref terminal) {
      if (leaf_round_.size() <= terminal.number()) leaf_round_.resize(terminal.number() + 1, 0);
      if (leaf_round_[terminal.number()] == round_) return;
      leaf_round_[terminal.number()] = round_;
      ++leaves;
      for (NormId norm : chart.norms(chart.leaf(terminal))) {
        if (times_.size() <= norm.value) times_.resize(norm.value + 1, 0);
        if (times_[norm.value]++ == 0) met_.push_back(norm);
      }
    });
    for (NormId norm : met_) {
      (times_[norm.value] == leaves ? all : some).push_back(norm);
      times_[norm.value] = 0;
    }
  }
  std::sort(all.begin(), all.end());
  std::sort(some.begin(), some.end());
}

RulingSet Tally::possible(const Chart& chart, const Known& known) {
  RulingSet found = 0;
  visit(chart, chart.rulings(), known, [&found](Ref terminal) { found |= set_of(static_cast<Ruling>(terminal.number())); });
  return found;
}

}  // namespace comity::ruling
