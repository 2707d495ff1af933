// Factored conditions are multiplied out again and compared with what they were made from.
#include "proof/factored.h"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace comity::proof {
namespace {

using Condition = std::set<std::string>;
using Conditions = std::set<Condition>;

Conditions multiplied_out(const Factored& one) {
  Conditions all{Condition(one.all.begin(), one.all.end())};
  for (const std::vector<Factored>& group : one.groups) {
    Conditions next;
    for (const Condition& left : all) {
      for (const Factored& member : group) {
        for (const Condition& right : multiplied_out(member)) {
          Condition both = left;
          both.insert(right.begin(), right.end());
          next.insert(std::move(both));
        }
      }
    }
    all = std::move(next);
  }
  return all;
}

// Those that ask for more than another are needless.
Conditions needed(const Conditions& all) {
  Conditions kept;
  for (const Condition& one : all) {
    const auto weaker = [&](const Condition& other) { return other != one && std::ranges::includes(one, other); };
    if (std::ranges::none_of(all, weaker)) kept.insert(one);
  }
  return kept;
}

size_t words(const Factored& one) {
  size_t count = one.all.size();
  for (const auto& group : one.groups) {
    for (const Factored& member : group) count += words(member);
  }
  return count;
}

TEST(Factored, WhatSeveralConditionsShareIsSaidOnce) {
  std::vector<std::vector<std::string>> conditions;
  for (const std::string who : {"a", "b", "c"}) {
    for (const std::string why : {"u", "v"}) conditions.push_back({"always", who, why});
  }
  const Factored one = factored(conditions);
  EXPECT_EQ(one.all, std::vector<std::string>{"always"});
  ASSERT_EQ(one.groups.size(), 2u);
  EXPECT_EQ(one.groups[0].size() + one.groups[1].size(), 5u);
  EXPECT_EQ(words(one), 6u);  // of eighteen
}

// a(p + q(r + s)) + b(p + q(r + s)), and a(t) beside it.
TEST(Factored, AlternativesAreSharedAsAWhole) {
  const Factored one = factored({{"a", "p"}, {"a", "q", "r"}, {"a", "q", "s"}, {"b", "p"}, {"b", "q", "r"}, {"b", "q", "s"}});
  ASSERT_EQ(one.groups.size(), 2u);
  EXPECT_TRUE(one.all.empty());
  EXPECT_EQ(words(one), 6u);  // of sixteen
}

TEST(Factored, OneConditionStaysAsItIs) {
  const Factored one = factored({{"b", "a"}});
  EXPECT_EQ(one.all, (std::vector<std::string>{"b", "a"}));
  EXPECT_TRUE(one.groups.empty());
}

TEST(Factored, OneThatAsksForNothingIsEnough) {
  const Factored one = factored({{"a"}, {}});
  EXPECT_TRUE(one.all.empty() && one.groups.empty());
}

TEST(Factored, MultipliedOutIsWhatItWasMadeFrom) {
  std::mt19937 draw(7);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::vector<std::string>> conditions(1 + draw() % 12);
    const uint32_t names = 2 + draw() % 8;
    for (auto& parts : conditions) {
      for (uint32_t part = 0; part < names; ++part) {
        if (draw() % 2 == 0) parts.push_back(std::string(1 + part % 3, static_cast<char>('a' + part)));
      }
    }
    Conditions given;
    for (const auto& parts : conditions) given.emplace(parts.begin(), parts.end());
    const auto flat = [](const auto& self, const Factored& each) -> bool {
      return std::ranges::all_of(each.groups, [&](const std::vector<Factored>& group) {
        return group.size() > 1 &&
               std::ranges::all_of(group, [&](const Factored& member) { return (!member.all.empty() || member.groups.size() > 1) && self(self, member); });
      });
    };
    ASSERT_TRUE(flat(flat, factored(conditions))) << "no list in a list for nothing, round " << round;
    ASSERT_EQ(needed(multiplied_out(factored(conditions))), needed(given)) << "round " << round;
  }
}

}  // namespace
}  // namespace comity::proof
