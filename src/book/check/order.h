// Things that depend on one another, in an order in which each comes after all that it depends on; and the circles that forbid one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/tree.h"
#include "text/diagnostics.h"

namespace comity::book {

struct Order {
  std::vector<uint32_t> nodes;                 // all of them
  std::vector<std::vector<uint32_t>> circles;  // each node depends on the next, the last on the first
};

// Depth first, without recursion. O(nodes + edges). Deterministic: by index, and by the order of the edges.
Order in_order(const std::vector<std::vector<uint32_t>>& depends_on);

// "`a` below `b` below `a`", of a long circle only the first ones; and notes at the declarations of the others.
std::string shown_circle(const std::vector<syntax::Name>& names, std::string_view between);
void note_circle(text::Diagnostic& message, const std::vector<syntax::Name>& names);

}  // namespace comity::book
