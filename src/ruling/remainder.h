// The remainder of a case: the ruling as a function of what is still unknown.
//
// The idea: told facts are followed, unknown ones kept, so that what is left is the diagram of the ruling over the unknown facts and the
// open questions alone. It is reduced, so it answers by its looks: one terminal and the case is settled; the variables that it tests are
// those that are missing, and no others; under a missing question stand the rulings to which either answer leads.
// Example: of `custody or (paper and not waived)` with paper told and custody told to be no there remains `waived`: yes, no.
// Cost: the part of the chart that the case leaves open, each node once. For a case told in full, one walk.
// Cells that no value has at the instant are left out: a node's children are the cells that the case allows, in order.
#pragma once

#include <span>
#include <vector>

#include "ruling/chart.h"
#include "ruling/diagram.h"
#include "ruling/known.h"

namespace comity::ruling {

class Remainder {
 public:
  // Of a chart's rulings. Both must stay as they are.
  void take(const Chart& chart, const Known& known);
  // An empty one, to be filled from elsewhere (cofactor.h).
  void start(std::span<const Variable> variables, const Known& known);
  void finish(Ref root);
  // Where it could not be worked out: rulings among which all possible ones are, levels among which all missing ones are.
  void guess(RulingSet possible, std::vector<uint32_t> missing);

  bool exact() const { return exact_; }
  Ref root() const { return root_; }
  const Diagram& diagram() const { return diagram_; }
  Diagram& diagram() { return diagram_; }
  RulingSet possible() const { return possible_; }
  const std::vector<uint32_t>& missing() const { return missing_; }  // levels
  const Variable& variable(uint32_t level) const { return variables_[level]; }
  // Share of a uniform guess among the cells that the case allows; `child` is a place among them.
  double weight(uint32_t level, uint32_t child) const;
  // The rulings that remain where the variable of this level is in the child-th of its cells.
  RulingSet possible_where(uint32_t level, uint32_t child) const;

 private:
  Ref rest_of(Ref ref);

  std::span<const Variable> variables_;
  const Known* known_ = nullptr;
  const Chart* chart_ = nullptr;
  Diagram diagram_;
  std::vector<uint32_t> cells_;
  std::vector<Ref> rest_;  // by node of the chart, where `visited_` is this round
  std::vector<uint32_t> visited_;
  uint32_t round_ = 0;
  std::vector<Ref> stack_;
  Ref root_;
  bool exact_ = true;
  RulingSet possible_ = 0;
  std::vector<uint32_t> missing_;
};

}  // namespace comity::ruling
