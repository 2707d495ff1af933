#include "ruling/tally.h"

#include <algorithm>

namespace comity::ruling {

template <class AtTerminal>
void Tally::visit(const Chart& chart, Ref root, const Known& known, const AtTerminal& at_terminal) {
  if (node_round_.size() < chart.words()) node_round_.resize(chart.words(), 0);
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
    for (Cell cell : known.cells(chart.level(ref))) todo_.push_back(chart.child(ref, cell));
  }
}

uint32_t Tally::count_leaves(const Chart& chart, Ref root, const Known& known, Met& met, std::vector<Ref>& lists) {
  uint32_t leaves = 0;
  met.norms.clear();
  visit(chart, root, known, [&](Ref terminal) {
    if (Chart::is_list(terminal)) {
      lists.push_back(terminal);
      return;
    }
    if (leaf_round_.size() <= terminal.number()) leaf_round_.resize(terminal.number() + 1, 0);
    if (leaf_round_[terminal.number()] == round_) return;
    leaf_round_[terminal.number()] = round_;
    ++leaves;
    for (NormId norm : chart.norms(chart.leaf(terminal))) add(met, norm);
  });
  return leaves;
}

void Tally::add(Met& met, NormId norm) {
  if (met.leaves.size() <= norm.value) met.leaves.resize(norm.value + 1, 0);
  if (met.leaves[norm.value]++ == 0) met.norms.push_back(norm);
}

void Tally::count(const Chart& chart, Ref root, const Known& known, std::vector<NormId>& all, std::vector<NormId>& some) {
  all.clear();
  some.clear();
  lists_.clear();
  some_.clear();
  uint32_t leaves = count_leaves(chart, root, known, met_, lists_);
  std::ranges::sort(lists_, {}, &Ref::code);
  lists_.erase(std::unique(lists_.begin(), lists_.end()), lists_.end());
  for (Ref list : lists_) {
    ++leaves;
    for (Ref group : chart.list(list)) {
      const uint32_t in_group = count_leaves(chart, group, known, in_group_, lists_of_groups_);
      for (NormId norm : in_group_.norms) {
        if (in_group_.leaves[norm.value] == in_group) {
          add(met_, norm);
        } else {
          some_.push_back(norm);
        }
        in_group_.leaves[norm.value] = 0;
      }
    }
  }
  for (NormId norm : met_.norms) {
    (met_.leaves[norm.value] == leaves ? all : some).push_back(norm);
    met_.leaves[norm.value] = 0;
  }
  some.insert(some.end(), some_.begin(), some_.end());
  std::sort(all.begin(), all.end());
  std::sort(some.begin(), some.end());
  if (!some_.empty()) some.erase(std::unique(some.begin(), some.end()), some.end());
}

RulingSet Tally::possible(const Chart& chart, const Known& known) {
  RulingSet found = 0;
  visit(chart, chart.rulings(), known, [&found](Ref terminal) { found |= set_of(static_cast<Ruling>(terminal.number())); });
  return found;
}

}  // namespace comity::ruling
