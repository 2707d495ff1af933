// Smallest hitting sets against trying all sets.
#include "ruling/because.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>

namespace comity::ruling {
namespace {

bool hits(uint32_t chosen, const FactSet& set) {
  for (uint32_t fact : set) {
    if ((chosen >> fact & 1) != 0) return true;
  }
  return false;
}

TEST(Because, SmallestHittingSets) {
  std::mt19937 random(5);
  for (int round = 0; round < 500; ++round) {
    std::vector<FactSet> sets(1 + random() % 8);
    for (FactSet& set : sets) {
      for (uint32_t fact = 0; fact < 9; ++fact) {
        if (random() % 4 == 0) set.push_back(fact);
      }
      if (set.empty()) set.push_back(random() % 9);
    }
    size_t least = 9;
    for (uint32_t chosen = 0; chosen < 512; ++chosen) {
      bool all = true;
      for (const FactSet& set : sets) all = all && hits(chosen, set);
      if (all) least = std::min<size_t>(least, std::popcount(chosen));
    }
    uint64_t steps = 1 << 20;
    const auto found = smallest_hitting(sets, 10, steps);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), least);
    uint32_t chosen = 0;
    for (uint32_t fact : *found) chosen |= 1u << fact;
    for (const FactSet& set : sets) ASSERT_TRUE(hits(chosen, set));
    ASSERT_FALSE(smallest_hitting(sets, least, steps));
  }
}

TEST(Because, WhenTheStepsRunOutTheSetStillForces) {
  // Every pair out of six must be hit: five are needed. Two starts of six facts, one search.
  const auto departures = [](const std::vector<uint8_t>& kept) -> std::optional<FactSet> {
    FactSet open;
    for (uint32_t fact = 0; fact < 6 && open.size() < 2; ++fact) {
      if (kept[fact] == 0) open.push_back(fact);
    }
    return open.size() == 2 ? std::optional(open) : std::nullopt;
  };
  const Smallest full = smallest_forcing({0, 1, 2, 3, 4, 5}, 6, 1 << 20, departures);
  EXPECT_TRUE(full.exact);
  EXPECT_EQ(full.facts.size(), 5U);
  const Smallest cut = smallest_forcing({0, 1, 2, 3, 4, 5}, 6, 0, departures);
  EXPECT_FALSE(cut.exact);
  EXPECT_EQ(cut.facts.size(), 5U);
}

}  // namespace
}  // namespace comity::ruling
