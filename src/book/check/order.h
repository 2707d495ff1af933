// Things that depend on one another, in an order in which each comes after all that it depends on; and the circles that forbid one.
#pragma once

#include <cstdint>
#include <vector>

namespace comity::book {

struct Order {
  std::vector<uint32_t> nodes;                 // all of them
  std::vector<std::vector<uint32_t>> circles;  // each node depends on the next, the last on the first
};

// Depth first, without recursion. O(nodes + edges). Deterministic: by index, and by the order of the edges.
Order in_order(const std::vector<std::vector<uint32_t>>& depends_on);

}  // namespace comity::book
