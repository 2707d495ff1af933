#include "ruling/remainder.h"

#include <algorithm>
#include <utility>

namespace comity::ruling {

void Remainder::start(std::span<const Variable> variables, const Known& known) {
  variables_ = variables;
  known_ = &known;
  cells_.clear();
  for (size_t level = 0; level < variables.size(); ++level) cells_.push_back(static_cast<uint32_t>(known.cells(level).size()));
  diagram_.reset(cells_, SIZE_MAX / 64);
}

void Remainder::take(const Chart& chart, const Known& known) {
  start(chart.variables(), known);
  chart_ = &chart;
  if (visited_.size() < chart.words()) {
    visited_.resize(chart.words(), 0);
    rest_.resize(chart.words());
  }
  if (++round_ == 0) {
    std::fill(visited_.begin(), visited_.end(), 0);
    round_ = 1;
  }
  finish(rest_of(chart.rulings()));
}

Ref Remainder::rest_of(Ref ref) {
  // Told facts are followed without recursion.
  while (!ref.is_terminal() && known_->one(chart_->level(ref))) { ref = chart_->child(ref, known_->cells(chart_->level(ref))[0]); }
  if (ref.is_terminal()) return ref;
  if (visited_[ref.code] == round_) return rest_[ref.code];
  const uint32_t level = chart_->level(ref);
  const size_t base = stack_.size();
  for (Cell cell : known_->cells(level)) {
    const Ref child = rest_of(chart_->child(ref, cell));
    stack_.push_back(child);
  }
  const Ref rest = diagram_.make(level, std::span(stack_).subspan(base));
  stack_.resize(base);
  visited_[ref.code] = round_;
  rest_[ref.code] = rest;
  return rest;
}

// Every node that was made is below the root: one that is left out has handed on its only child.
void Remainder::finish(Ref root) {
  exact_ = true;
  root_ = root;
  possible_ = 0;
  missing_.clear();
  if (root.is_terminal()) {
    possible_ = set_of(static_cast<Ruling>(root.number()));
    return;
  }
  for (uint32_t node = 0; node < diagram_.size(); ++node) {
    missing_.push_back(diagram_.level(Ref{node}));
    for (const Run& run : diagram_.runs(Ref{node})) {
      if (run.to.is_terminal()) possible_ |= set_of(static_cast<Ruling>(run.to.number()));
    }
  }
  std::sort(missing_.begin(), missing_.end());
  missing_.erase(std::unique(missing_.begin(), missing_.end()), missing_.end());
}

void Remainder::guess(RulingSet possible, std::vector<uint32_t> missing) {
  exact_ = false;
  root_ = kNo;
  possible_ = possible;
  missing_ = std::move(missing);
}

double Remainder::weight(uint32_t level, uint32_t child) const {
  const auto cells = known_->cells(level);
  double all = 0;
  for (Cell cell : cells) all += variables_[level].weight(cell);
  return variables_[level].weight(cells[child]) / all;
}

RulingSet Remainder::possible_where(uint32_t level, uint32_t child) const {
  std::vector<bool> seen(diagram_.size());
  std::vector<Ref> todo{root_};
  RulingSet found = 0;
  while (!todo.empty()) {
    const Ref ref = todo.back();
    todo.pop_back();
    if (ref.is_terminal()) {
      found |= set_of(static_cast<Ruling>(ref.number()));
      continue;
    }
    if (seen[ref.code]) continue;
    seen[ref.code] = true;
    if (diagram_.level(ref) == level) {
      todo.push_back(diagram_.child(ref, child));
      continue;
    }
    for (const Run& run : diagram_.runs(ref)) todo.push_back(run.to);
  }
  return found;
}

}  // namespace comity::ruling
