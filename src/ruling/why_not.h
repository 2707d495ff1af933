// Why not another ruling: a smallest change of the case that gives exactly that.
//
// The idea: some told facts are changed and some untold ones told, to values of our choice, and whatever the rest may be the wanted ruling
// follows. Go down the remainder of a case in which nothing is told, level by level, with the set of nodes at which one may stand: a kept
// fact goes to its told cells, an untold one to all cells, so that the set may grow; a fact that is chosen goes to one cell, the same from
// every node. The choice is good if all that is left at the end is the wanted terminal. The cheapest choice is found by searching these
// sets in order of cost: first fewest changed, then fewest told.
// Example: told custody; wanted `permitted`, which stands under custody = no, requester = court. From {root} by changing custody to no,
// then telling requester: one change, one told.
// Cost: sets are met once each. A node costs at least what its own cheapest way to the wanted ruling costs, and a set as much as its
// costliest node: the search goes first where that promises least (A*), and as a rule straight to the answer.
// Limits: exact, as long as the steps last; then `exhausted`.
// Source: Hart, Nilsson and Raphael, "A formal basis for the heuristic determination of minimum cost paths", 1968.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ruling/chart.h"
#include "ruling/diagram.h"
#include "ruling/known.h"

namespace comity::ruling {

// Changed facts above, told facts below, so that one comparison puts changes first.
using Cost = uint64_t;
inline constexpr Cost kChange = Cost{1} << 32, kTell = 1, kNever = ~Cost{0};

struct Chosen {
  uint32_t level = 0;
  Cell cell = 0;
};
struct CheapestChange {
  std::optional<std::vector<Chosen>> chosen;  // nothing: no case has the ruling for less than `below`, or the steps ran out
  Cost at_least = 0;                          // what any costs; what the chosen cost
  bool exhausted = false;
};

// `root` is a diagram of rulings over the cells of `opened`, which is `known` with nothing told. Only what costs less than `below` is
// looked for. `steps` is used up.
CheapestChange cheapest_change(const Diagram& diagram, Ref root, const Known& known, const Known& opened, std::span<const Variable> variables, Ruling wanted,
                               Cost below, uint64_t& steps);

}  // namespace comity::ruling
