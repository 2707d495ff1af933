// Covers: a region as few conditions as can be found, each written as a book writes it.
//
// A condition is a box: for each fact the cells it may have. Boxes are grown from a case of the region until no fact can be let go and no
// cell added, then what they cover is taken away, and boxes that the others make needless are dropped. The union is the region, exactly,
// which is checked; that there are fewest is not promised (that is NP-hard).
// Example: `encounter is traffic_stop and subject.in_custody is no`.
#pragma once

#include <string>
#include <vector>

#include "proof/regions.h"
#include "proof/wording.h"

namespace comity::proof {

using Box = std::vector<std::vector<bool>>;  // by variable: the cells allowed; empty: any

struct Cover {
  std::vector<Box> boxes;
  bool whole = true;  // false: past kMostBoxes, the boxes are only a part
};
inline constexpr size_t kMostBoxes = 200;

Cover cover(Regions& regions, Region region);

// The box in words; "in every case" if it allows all.
std::string written(const Program& program, const Wording& wording, const Regions& regions, const Box& box);

// An atom, or its opposite, as a condition of the language.
std::string written(const Program& program, const Wording& wording, const circuit::Atom& atom, bool holds);

// The truths of a variable's atoms that make out some cells, as alternatives of (atom, truth) that hold together.
using TruthOf = std::pair<size_t, bool>;
std::vector<std::vector<TruthOf>> alternatives(const circuit::Variable& variable, const std::vector<bool>& cells);

}  // namespace comity::proof
