#include "ruling/why_not.h"

#include <algorithm>
#include <map>
#include <queue>

namespace comity::ruling {

namespace {

// A set of nodes, all of which must lead to the wanted ruling; the wanted terminal itself is left out.
using Nodes = std::vector<uint32_t>;

class Search {
 public:
  Search(const Diagram& diagram, const Known& known, const Known& opened, std::span<const Variable> variables, Ref wanted, Cost below, uint64_t& steps)
      : diagram_(diagram), known_(known), opened_(opened), variables_(variables), wanted_(wanted), below_(below), steps_(steps) {
    for (uint32_t level = 0; level < diagram.levels(); ++level) {
      kept_.emplace_back();
      for (Cell cell : known.cells(level)) {
        const auto cells = opened.cells(level);
        kept_.back().push_back(static_cast<uint32_t>(std::ranges::find(cells, cell) - cells.begin()));
      }
    }
    // A node's children were made before it.
    for (uint32_t node = 0; node < diagram.size(); ++node) at_least_.push_back(at_least(Ref{node}));
  }

  CheapestChange run(Ref root) {
    Nodes start;
    if (!add(start, root)) return {std::nullopt, kNever, false};
    reach(std::move(start), 0, {kNone, kNone, 0});
    while (!queue_.empty()) {
      const Waiting next = queue_.top();
      queue_.pop();
      const Nodes* nodes = steps_back_[next.step].nodes;
      if (nodes->empty()) return {way_to(next.step), next.cost, false};
      if (next.cost > best_.at(*nodes)) continue;
      if (steps_ == 0) return {std::nullopt, next.promise, true};
      --steps_;
      go_on(*nodes, next);
    }
    return {std::nullopt, below_, false};
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Step {
    uint32_t from = kNone;   // the step before
    uint32_t level = kNone;  // what was chosen to come here, if anything was
    uint32_t place = 0;
    const Nodes* nodes = nullptr;
  };
  struct Waiting {
    Cost promise, cost;
    uint32_t step;
    // The newest first among equals: straight on.
    bool operator<(const Waiting& other) const { return promise != other.promise ? promise > other.promise : step < other.step; }
  };

  Cost choosing(uint32_t level) const { return variables_[level].is_question() ? kNever : known_.told(level) ? kChange : kTell; }
  Cost cost_of(Ref ref) const { return ref.is_terminal() ? (ref == wanted_ ? 0 : kNever) : at_least_[ref.code]; }

  Cost at_least(Ref node) const {
    const uint32_t level = diagram_.level(node);
    Cost keeping = 0, chosen = kNever;
    for (uint32_t place : kept_[level]) keeping = std::max(keeping, cost_of(diagram_.child(node, place)));
    for (const Run& run : diagram_.runs(node)) chosen = std::min(chosen, cost_of(run.to));
    if (chosen == kNever || choosing(level) == kNever) return keeping;
    return std::min(keeping, chosen + choosing(level));
  }

  bool add(Nodes& nodes, Ref ref) const {
    if (ref == wanted_) return true;
    if (cost_of(ref) == kNever) return false;
    nodes.push_back(ref.code);
    return true;
  }

  void reach(Nodes nodes, Cost cost, Step step) {
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    Cost promise = 0;
    for (uint32_t node : nodes) promise = std::max(promise, at_least_[node]);
    if (cost + promise >= below_) return;
    const auto [place, added] = best_.try_emplace(std::move(nodes), cost);
    if (!added && place->second <= cost) return;
    place->second = cost;
    step.nodes = &place->first;
    steps_back_.push_back(step);
    queue_.push({cost + promise, cost, static_cast<uint32_t>(steps_back_.size() - 1)});
  }

  // The first level at which some node stands is kept, or chosen.
  void go_on(const Nodes& nodes, const Waiting& now) {
    uint32_t level = UINT32_MAX;
    for (uint32_t node : nodes) level = std::min(level, diagram_.level(Ref{node}));
    const auto onward = [&](std::span<const uint32_t> places) -> std::optional<Nodes> {
      Nodes next;
      for (uint32_t node : nodes) {
        if (diagram_.level(Ref{node}) != level) {
          next.push_back(node);
          continue;
        }
        for (uint32_t place : places) {
          if (!add(next, diagram_.child(Ref{node}, place))) return std::nullopt;
        }
      }
      return next;
    };
    if (choosing(level) != kNever) {
      for (uint32_t place = diagram_.cells(level); place-- > 0;) {
        if (auto next = onward({&place, 1})) reach(std::move(*next), now.cost + choosing(level), {now.step, level, place});
      }
    }
    if (auto next = onward(kept_[level])) reach(std::move(*next), now.cost, {now.step, kNone, 0});
  }

  std::vector<Chosen> way_to(uint32_t step) const {
    std::vector<Chosen> chosen;
    for (; step != kNone; step = steps_back_[step].from) {
      const Step& its = steps_back_[step];
      if (its.level != kNone) chosen.push_back({its.level, opened_.cells(its.level)[its.place]});
    }
    return chosen;
  }

  const Diagram& diagram_;
  const Known& known_;
  const Known& opened_;
  std::span<const Variable> variables_;
  const Ref wanted_;
  const Cost below_;
  uint64_t& steps_;
  std::vector<std::vector<uint32_t>> kept_;  // by level, places
  std::vector<Cost> at_least_;               // by node
  std::map<Nodes, Cost> best_;
  std::vector<Step> steps_back_;
  std::priority_queue<Waiting> queue_;
};

}  // namespace

CheapestChange cheapest_change(const Diagram& diagram, Ref root, const Known& known, const Known& opened, std::span<const Variable> variables, Ruling wanted,
                               Cost below, uint64_t& steps) {
  return Search(diagram, known, opened, variables, Ref::terminal(static_cast<uint32_t>(wanted)), below, steps).run(root);
}

}  // namespace comity::ruling
