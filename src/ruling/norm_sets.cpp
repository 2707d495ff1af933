#include "ruling/norm_sets.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace comity::ruling {

uint32_t NormSets::number(std::vector<book::NormId> sorted) {
  const auto [place, added] = numbers_.try_emplace(std::move(sorted), static_cast<uint32_t>(sets_.size()));
  if (added) sets_.push_back(place->first);
  return place->second;
}

uint32_t NormSets::join(uint32_t a, uint32_t b) {
  std::vector<book::NormId> joined;
  std::ranges::set_union(sets_[a], sets_[b], std::back_inserter(joined));
  return number(std::move(joined));
}

}  // namespace comity::ruling
