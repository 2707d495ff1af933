#include "proof/cover.h"

#include <algorithm>
#include <map>

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

// Grows a box within a region. Variables are taken in the order of the diagram: those above are settled, so the nodes that the box reaches are
// known, and those below are as they were, so whether the box lies within the region from a node on is found once for each node.
class Growing {
 public:
  Growing(const Regions& regions, Region region) : regions_(regions), region_(region), reached_(regions.size()), below_(regions.size()) {}

  void operator()(Box& box) {
    const auto all = [](const std::vector<bool>& fit) { return std::find(fit.begin(), fit.end(), false) == fit.end(); };
    settle(box, [&](std::vector<bool>& cells, const std::vector<bool>& fit) {  // let go of facts
      if (all(fit)) cells.clear();
    });
    settle(box, [&](std::vector<bool>& cells, const std::vector<bool>& fit) {  // then add cells
      cells = fit;
      if (all(fit)) cells.clear();
    });
  }

 private:
  // `take` puts what it will in place of a variable's cells, of those with which the box still lies within the region.
  template <class Take>
  void settle(Box& box, const Take& take) {
    ++round_;
    std::vector<std::vector<Region>> at(box.size());  // by variable: the nodes that the box reaches
    const auto reach = [&](Region node) {
      if (Regions::constant(node) || reached_[node] == round_) return;
      reached_[node] = round_;
      at[regions_.variable_at(node)].push_back(node);
    };
    reach(region_);
    for (uint32_t v = 0; v < box.size(); ++v) {
      const uint32_t cells = regions_.variables()[v].cells();
      if (!box[v].empty()) {
        std::vector<bool> fit(cells, true);
        for (uint32_t c = 0; c < cells; ++c) {
          fit[c] = box[v][c] || std::all_of(at[v].begin(), at[v].end(), [&](Region node) { return within(box, regions_.child(node, static_cast<Cell>(c))); });
        }
        take(box[v], fit);
      }
      for (const Region node : at[v]) {
        for (uint32_t c = 0; c < cells; ++c) {
          if (box[v].empty() || box[v][c]) reach(regions_.child(node, static_cast<Cell>(c)));
        }
      }
    }
  }

  // From this node on. Recursion is as deep as there are variables.
  bool within(const Box& box, Region node) {
    if (Regions::constant(node)) return node == kEverywhere;
    auto& [round, inside] = below_[node];
    if (round == round_) return inside;
    const uint32_t v = regions_.variable_at(node);
    bool all = true;
    for (uint32_t c = 0; all && c < regions_.variables()[v].cells(); ++c) {
      if (box[v].empty() || box[v][c]) all = within(box, regions_.child(node, static_cast<Cell>(c)));
    }
    below_[node] = {round_, all};
    return all;
  }

  const Regions& regions_;
  Region region_;
  std::vector<uint32_t> reached_;                 // by node: the last round that reached it
  std::vector<std::pair<uint32_t, bool>> below_;  // by node: the last round that asked, and what it found
  uint32_t round_ = 0;
};

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

Cover cover(Regions& regions, Region region, const std::function<bool()>& stop) {
  Cover result;
  Growing grow(regions, region);
  std::vector<Region> covered;
  Region rest = region;
  while (rest != kNowhere && result.boxes.size() < kMostBoxes) {
    Box box = some_case(regions, rest);
    grow(box);
    covered.push_back(region_of(regions, box));
    rest = regions.minus(rest, covered.back());
    result.boxes.push_back(std::move(box));
    if (rest != kNowhere && stop && stop()) break;
  }
  result.whole = rest == kNowhere && !regions.full();
  if (result.whole) drop_needless(regions, region, result.boxes, covered);
  return result;
}

std::vector<std::vector<std::string>> parts_of(const Program& program, const Wording& wording, const Regions& regions, std::span<const Box> boxes) {
  std::vector<std::map<std::vector<bool>, std::string>> known(regions.variables().size());  // boxes repeat each other's cells
  std::vector<std::vector<std::string>> all;
  for (const Box& box : boxes) {
    std::vector<std::string>& parts = all.emplace_back();
    for (size_t v = 0; v < box.size(); ++v) {
      if (box[v].empty()) continue;
      const auto [place, added] = known[v].try_emplace(box[v]);
      if (added) place->second = fact_words(program, wording, regions.variables()[v], box[v]);
      parts.push_back(place->second);
    }
  }
  return all;
}

std::vector<std::string> written(std::span<const std::vector<std::string>> parts) {
  std::vector<std::string> conditions;
  for (const std::vector<std::string>& its : parts) conditions.push_back(its.empty() ? "in every case" : fmt::format("{}", fmt::join(its, " and ")));
  std::sort(conditions.begin(), conditions.end(), [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
  return conditions;
}

}  // namespace comity::proof
