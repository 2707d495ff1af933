// Which norms a case meets in every completion and which in some only, read off a chart's groups.
//
// Each leaf that the case leaves open is visited once; a norm that stands in all of them is met in every completion.
// Cost: the part of each group that the case leaves open.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ruling/chart.h"
#include "ruling/known.h"

namespace comity::ruling {

class Tally {
 public:
  // `all` and `some` are replaced; sorted.
  void count(const Chart& chart, std::span<const Ref> groups, const Known& known, std::vector<NormId>& all, std::vector<NormId>& some);
  // The rulings that the case leaves open, by the chart's own diagram.
  RulingSet possible(const Chart& chart, const Known& known);

 private:
  template <class AtTerminal>
  void visit(const Chart& chart, Ref root, const Known& known, const AtTerminal& at_terminal);

  std::vector<uint32_t> node_round_, leaf_round_;
  uint32_t round_ = 0;
  std::vector<Ref> todo_;
  std::vector<NormId> met_;
  std::vector<uint32_t> times_;  // by norm; zero between groups
};

}  // namespace comity::ruling
