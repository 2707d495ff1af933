// Which norms a case meets in every completion and which in some only, read off a chart.
//
// Each leaf that the case leaves open is visited once; a norm that stands in all of them is met in every completion. A list counts as one
// leaf: what is met in every completion by one of its groups is met by the list.
// Cost: the part of the chart that the case leaves open.
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
  void count(const Chart& chart, Ref root, const Known& known, std::vector<NormId>& all, std::vector<NormId>& some);
  // The rulings that the case leaves open, by the chart's own diagram.
  RulingSet possible(const Chart& chart, const Known& known);

 private:
  struct Met {
    std::vector<NormId> norms;
    std::vector<uint32_t> leaves;  // by norm, how many of the leaves it stands in; zero when not in use
  };
  static void add(Met& met, NormId norm);
  template <class AtTerminal>
  void visit(const Chart& chart, Ref root, const Known& known, const AtTerminal& at_terminal);
  // Counts the leaves below `root` into `met`, puts lists aside, and tells how many leaves there are.
  uint32_t count_leaves(const Chart& chart, Ref root, const Known& known, Met& met, std::vector<Ref>& lists);

  std::vector<uint32_t> node_round_, leaf_round_;
  uint32_t round_ = 0;
  std::vector<Ref> todo_;
  Met met_, in_group_;
  std::vector<Ref> lists_, lists_of_groups_;  // groups hold no lists
  std::vector<NormId> some_;
};

}  // namespace comity::ruling
