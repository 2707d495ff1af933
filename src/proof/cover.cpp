#include "proof/cover.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace comity::proof {

using circuit::Cell;
using circuit::Variable;

namespace {

Region region_of(Regions& regions, const Box& box) {
  Region region = kEverywhere;
  for (uint32_t v = static_cast<uint32_t>(box.size()); v-- > 0;) {
    if (!box[v].empty()) region = regions.both(region, regions.where(v, box[v]));
  }
  return region;
}

// A case of the region: the way down through the heaviest children.
Box some_case(const Regions& regions, Region region) {
  Box box(regions.variables().size());
  for (Region at = region; !Regions::constant(at);) {
    const uint32_t v = regions.variable_at(at);
    const Variable& variable = regions.variables()[v];
    Cell best = 0;
    double most = -1;
    for (uint32_t c = 0; c < variable.cells(); ++c) {
      const auto cell = static_cast<Cell>(c);
      if (regions.child(at, cell) == kNowhere) continue;
      const double share = variable.weight(cell);
      if (share > most) best = cell, most = share;
    }
    box[v].assign(variable.cells(), false);
    box[v][best] = true;
    at = regions.child(at, best);
  }
  return box;
}

void grow(Regions& regions, Region region, Box& box) {
  const auto inside = [&](const Box& candidate) { return regions.minus(region_of(regions, candidate), region) == kNowhere; };
  for (auto& cells : box) {
    if (cells.empty()) continue;
    const auto kept = std::exchange(cells, {});
    if (!inside(box)) cells = kept;
  }
  for (auto& cells : box) {
    for (size_t c = 0; c < cells.size(); ++c) {
      if (cells[c]) continue;
      cells[c] = true;
      if (!inside(box)) cells[c] = false;
    }
    if (std::all_of(cells.begin(), cells.end(), [](bool b) { return b; })) cells.clear();
  }
}

}  // namespace

Cover cover(Regions& regions, Region region) {
  Cover result;
  std::vector<Region> covered;
  for (Region rest = region; rest != kNowhere && !regions.full();) {
    if (result.boxes.size() == kMostBoxes) {
      result.whole = false;
      return result;
    }
    Box box = some_case(regions, rest);
    grow(regions, region, box);
    covered.push_back(region_of(regions, box));
    rest = regions.minus(rest, covered.back());
    result.boxes.push_back(std::move(box));
  }
  for (size_t i = result.boxes.size(); i-- > 0;) {
    Region others = kNowhere;
    for (size_t j = 0; j < covered.size(); ++j) {
      if (j != i) others = regions.either(others, covered[j]);
    }
    if (others != region) continue;
    covered.erase(covered.begin() + static_cast<ptrdiff_t>(i));
    result.boxes.erase(result.boxes.begin() + static_cast<ptrdiff_t>(i));
  }
  Region all = kNowhere;
  for (Region one : covered) all = regions.either(all, one);
  result.whole = all == region && !regions.full();
  return result;
}

std::string written(const Program& program, const Wording& wording, const Regions& regions, const Box& box) {
  std::vector<std::string> parts;
  for (size_t v = 0; v < box.size(); ++v) {
    if (!box[v].empty()) parts.push_back(fact_words(program, wording, regions.variables()[v], box[v]));
  }
  return parts.empty() ? "in every case" : fmt::format("{}", fmt::join(parts, " and "));
}

}  // namespace comity::proof
