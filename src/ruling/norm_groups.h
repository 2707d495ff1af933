// Which norms a case meets, as a diagram whose terminals are sets of norms.
//
// The idea: each norm's own diagram says when it is met; joined, they say which norms are. Joining may blow up: twenty norms with nothing
// in common have a million sets. So norms join pairwise, round after round, only as long as the result stays small, and what does not
// join stands side by side as a list of groups; the case's norms are then the union over the list. Before that, norms are dealt out: where
// they test the same fact first, its cells are taken one by one, and under each stand the few norms that are left there.
// Example: 10,000 norms, each for one of 100 offenses: a node of the offense with 100 children, and under each child a group of 100 norms,
// or a list of a few groups.
// Cost: a join is at most as many steps as the product of both sizes, and stops at its limit. A decision walks one path, and one more for
// each further group of the list that it comes to.
// Limits: a share of the nodes of Budget::diagram_nodes, handed down evenly; with less of it there are more and smaller groups, not wrong
// ones.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "book/model.h"
#include "ruling/diagram.h"

namespace comity::ruling {

// Terminals: the number of a set of norms, or of a list of groups.
class NormGroups {
 public:
  static constexpr uint32_t kListBit = 1u << 30;
  static constexpr Ref kNone = Ref::terminal(0);  // the empty set

  // `most_nodes` is what all that is drawn may have together.
  NormGroups(Diagram& diagram, size_t most_nodes);

  struct Met {
    Ref when;  // a diagram of 0 and 1
    book::NormId norm;
  };
  Ref draw(std::vector<Met> norms);

  const std::vector<std::vector<book::NormId>>& sets() const { return sets_; }
  const std::vector<std::vector<Ref>>& lists() const { return lists_; }

 private:
  uint32_t set_number(std::vector<book::NormId> sorted);
  uint32_t union_of(uint32_t a, uint32_t b);
  struct Dealt {
    uint32_t level = 0;
    std::vector<std::vector<Ref>> by_cell;
  };
  Ref draw(std::vector<Ref> norms, int splits, size_t share);
  std::optional<Dealt> deal_out(const std::vector<Ref>& norms) const;
  Ref split(const Dealt& dealt, int splits, size_t share);
  std::vector<Ref> joined(std::vector<Ref> groups, size_t most);
  std::optional<Ref> join(Ref a, Ref b, size_t most);

  Diagram& diagram_;
  size_t share_, most_made_;
  std::map<std::vector<book::NormId>, uint32_t> numbers_;
  std::vector<std::vector<book::NormId>> sets_;
  std::vector<std::vector<Ref>> lists_;
  Memo join_;
};

}  // namespace comity::ruling
