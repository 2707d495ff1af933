#include "proof/cover.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace comity::proof {

using circuit::Cell;

namespace {

Region region_of(Regions& regions, const Box& box) {
  Region region = kEverywhere;
  for (uint32_t v = static_cast<uint32_t>(box.size()); v-- > 0;) {
    if (!box[v].empty()) region = regions.both(region, regions.where(v, box[v]));
  }
  return region;
}

// A case of the region.
Box some_case(const Regions& regions, Region region) {
  Box box(regions.variables().size());
  for (const auto& [v, cell] : regions.heaviest(region)) {
    box[v].assign(regions.variables()[v].cells(), false);
    box[v][cell] = true;
  }
  return box;
}

// Is a box within a region? By a walk over the region's nodes, which makes none.
class Inside {
 public:
  Inside(const Regions& regions, Region region) : regions_(regions), region_(region), seen_(regions.size()) {}

  bool operator()(const Box& box) {
    ++round_;
    open_.assign(1, region_);
    while (!open_.empty()) {
      const Region at = open_.back();
      open_.pop_back();
      if (at == kNowhere) return false;
      if (at == kEverywhere || seen_[at] == round_) continue;
      seen_[at] = round_;
      const uint32_t v = regions_.variable_at(at);
      for (uint32_t c = 0; c < regions_.variables()[v].cells(); ++c) {
        if (box[v].empty() || box[v][c]) open_.push_back(regions_.child(at, static_cast<Cell>(c)));
      }
    }
    return true;
  }

 private:
  const Regions& regions_;
  Region region_;
  std::vector<uint32_t> seen_;  // by node: the last walk that met it
  uint32_t round_ = 0;
  std::vector<Region> open_;
};

void grow(Inside& inside, Box& box) {
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

// Drops boxes that the others cover, the last ones first. `covered` are their regions, whose union is the region.
void drop_needless(Regions& regions, Region region, std::vector<Box>& boxes, const std::vector<Region>& covered) {
  std::vector<Region> before{kNowhere};  // the union of those before each
  for (const Region one : covered) before.push_back(regions.either(before.back(), one));
  Region after = kNowhere;  // of those behind that are kept
  for (size_t i = boxes.size(); i-- > 0;) {
    if (regions.either(before[i], after) == region && !regions.full())
      boxes.erase(boxes.begin() + static_cast<ptrdiff_t>(i));
    else
      after = regions.either(after, covered[i]);
  }
}

}  // namespace

Cover cover(Regions& regions, Region region) {
  Cover result;
  Inside inside(regions, region);
  std::vector<Region> covered;
  Region rest = region;
  while (rest != kNowhere && result.boxes.size() < kMostBoxes) {
    Box box = some_case(regions, rest);
    grow(inside, box);
    covered.push_back(region_of(regions, box));
    rest = regions.minus(rest, covered.back());
    result.boxes.push_back(std::move(box));
  }
  result.whole = rest == kNowhere && !regions.full();
  if (result.whole) drop_needless(regions, region, result.boxes, covered);
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
