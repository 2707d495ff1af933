// Covers: a region as few conditions as can be found, each written as a book writes it.
//
// A condition is a box: for each fact the cells it may have. Boxes are grown from a case of the region until no fact can be let go and no
// cell added, then what they cover is taken away, and boxes that the others make needless are dropped. The union is the region, exactly,
// which is checked; that there are fewest is not promised (that is NP-hard).
// Example: `encounter is traffic_stop and subject.in_custody is no`.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "proof/fact_words.h"
#include "proof/regions.h"

namespace comity::proof {

using Box = std::vector<std::vector<bool>>;  // by variable: the cells allowed; empty: any

struct Cover {
  std::vector<Box> boxes;
  bool whole = true;  // false: past kMostBoxes or the room of the regions, or stopped: the boxes are only a part
};
inline constexpr size_t kMostBoxes = 200;

// Asked to stop, it gives the boxes found by then, at least one.
Cover cover(Regions& regions, Region region, const std::function<bool()>& stop = nullptr);

// The boxes in words, each as its parts, all of which hold: one for each fact that it tells.
std::vector<std::vector<std::string>> parts_of(const Program& program, const Wording& wording, const Regions& regions, std::span<const Box> boxes);

// Each as one condition, the shortest first; "in every case" if it has no part.
std::vector<std::string> written(std::span<const std::vector<std::string>> parts);

}  // namespace comity::proof
