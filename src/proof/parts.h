// Parts: the variables of regions, with lists that many wheres test taken apart.
//
// A list told apart by twenty wheres has thousands of cells, too many for a node of a diagram. Its counts are then variables of their own, one for
// each where: how many records satisfy it, up to the most that is asked. Cells of one part are real, but a choice over several parts may be one that no
// list has (three felonies, and two charges in all). So a region over parts may hold more than there is: that it is empty is still proof, and
// what is found in it is looked at again, as one list.
// Example: `some charge where class is felony` and `at least 2 charge where offense is theft` are parts of two and three cells.
// Cost: a closure of a few states a part, where the whole list would need up to the product of all counts.
// Limits: parts are fewest told by parts, not by lists; facts that a twin tells otherwise are never taken apart (decide.h).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "circuit/cells.h"

namespace comity::proof {

// A list of more states than this, counted as if its wheres were independent, is taken apart unseen. Below, one whose wheres exclude each other
// may have few cells: as a whole it is told in fewer conditions, so it is taken apart only if it has too many.
inline constexpr uint64_t kWholeList = uint64_t{1} << 14;

// The variables that `roots` read, in the order in which a diagram has them. Nothing if one has too many cells.
std::optional<std::vector<circuit::Variable>> variables_in_order(const circuit::Program& program, std::span<const circuit::Lit> roots);

// The parts of one list as one variable, and the cell of it in which each part has its cell. Nothing: no list is so, or it is too large to tell.
struct Part {
  const circuit::Variable* variable;
  circuit::Cell cell;
};
struct Joined {
  circuit::Variable variable;
  circuit::Cell cell;
};
std::optional<Joined> joined(const circuit::Program& program, std::span<const Part> parts);

}  // namespace comity::proof
