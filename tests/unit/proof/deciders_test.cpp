// The two deciders against each other and against plain enumeration, on random conditions over facts of every type.
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "book/load.h"
#include "circuit/evaluate.h"
#include "proof/cover.h"
#include "proof/decide.h"
#include "proof/focus.h"
#include "proof/parts.h"
#include "proof/random_condition.h"
#include "proof/rulings.h"

namespace comity::proof {
namespace {

constexpr const char* kFacts = R"(book law "A town"
source code "Code"
  in force from 2024-01-01
record charge
  felony is yes-no
  filed is date
kind place is one of street, jail, court
action arrest "arrest a person"
fact custody is yes-no
fact where is place
fact grounds is some of detainer, warrant, cause
fact hours is number of hours
fact birth is date
fact agency is text
fact charges is list of charge
question lifted "Is it?"
norm n
  cites code at "1" "w"
  forbids arrest
  when )";

constexpr const char* kTests[] = {"custody",
                                  "where is street",
                                  "where is one of jail, court",
                                  "grounds includes only detainer",
                                  "grounds includes all of warrant, cause",
                                  "grounds is empty",
                                  "hours is at least 24",
                                  "hours is less than 48.5",
                                  "birth is before 2000-01-01",
                                  "birth is within 18 years before case.at",
                                  "agency is \"sheriff\"",
                                  "some charge in charges where felony",
                                  "at least 2 charge in charges where (felony and filed is before 2020-01-01)",
                                  "charges is empty",
                                  "lifted is yes"};

std::unique_ptr<book::Loaded> law(const std::string& condition) { return loaded_well("law", {{"law.comity", kFacts + condition + "\n"}}); }

TEST(Deciders, AgreeOnRandomConditions) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const auto loaded = law(random_condition(random, 3, kTests));
    Program program = circuit::lower(loaded->model);
    Decider decider(program);
    const circuit::Epoch epoch = program.epochs[0].back();
    for (const Lit lit : {epoch.forbids, !epoch.forbids}) {
      const Search search{{epoch.from, epoch.until}, {{lit, circuit::kTrue}}, {}, false};
      const Outcome by_solver = decider.decide(search, By::kSolver), by_diagram = decider.decide(search, By::kDiagram);
      EXPECT_EQ(by_solver.kind, by_diagram.kind);
      EXPECT_NE(by_solver.kind, Outcome::Kind::kUndecided);
    }
    for (uint32_t f = 0; f < loaded->model.facts.size(); ++f) {
      const Search search{{epoch.from, epoch.until}, {{epoch.forbids, !epoch.forbids}}, {FactId(f)}, false};
      EXPECT_EQ(decider.decide(search, By::kSolver).kind, decider.decide(search, By::kDiagram).kind) << loaded->model.facts[f].name;
    }
  }
}

// Of how many variables must be told: by trying all choices of cells, fewest first.
size_t fewest(Regions& regions, Region region) {
  const size_t count = regions.variables().size();
  size_t best = count + 1;
  const std::function<void(size_t, Region, size_t)> walk = [&](size_t v, Region left, size_t told) {
    if (told >= best || left == kNowhere) return;
    if (v == count) {
      best = told;
      return;
    }
    walk(v + 1, regions.whatever(left, static_cast<uint32_t>(v)), told);
    for (uint32_t c = 0; c < regions.variables()[v].cells(); ++c)
      walk(v + 1, regions.given(left, static_cast<uint32_t>(v), static_cast<circuit::Cell>(c)), told + 1);
  };
  walk(0, region, 0);
  return best;
}

Region region_of(Regions& regions, const Box& box) {
  Region region = kEverywhere;
  for (uint32_t v = 0; v < box.size(); ++v) {
    if (!box[v].empty()) region = regions.both(region, regions.where(v, box[v]));
  }
  return region;
}

// No fact can be let go, and no cell added.
bool grown(Regions& regions, Region region, const Box& box) {
  for (size_t v = 0; v < box.size(); ++v) {
    for (size_t c = 0; c < box[v].size(); ++c) {
      Box more = box;
      more[v][c] = true;
      if (!box[v][c] && regions.minus(region_of(regions, more), region) == kNowhere) return false;
    }
  }
  return true;
}

TEST(Regions, SmallestIsSmallestAndACoverIsExact) {
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    const auto loaded = law(random_condition(random, 2, kTests));
    Program program = circuit::lower(loaded->model);
    const Lit lit = program.epochs[0].back().forbids;
    auto regions = Regions::over(program, std::span(&lit, 1));
    ASSERT_TRUE(regions);
    const Region region = regions->of(lit);
    const auto smallest = regions->smallest(region);
    ASSERT_EQ(smallest.has_value(), region != kNowhere);
    if (smallest) { EXPECT_EQ(smallest->size(), fewest(*regions, region)); }
    EXPECT_NEAR(regions->share(region) + regions->share(regions->outside(region)), 1, 1e-9);
    const Cover found = cover(*regions, region);
    EXPECT_TRUE(found.whole);
    Region covered = kNowhere;
    for (const Box& box : found.boxes) {
      covered = regions->either(covered, region_of(*regions, box));
      EXPECT_TRUE(grown(*regions, region, box));
    }
    EXPECT_EQ(covered, region);
    // What is kept is the same region in less room.
    const double share = regions->share(region);
    const size_t size = regions->size();
    Region kept = region;
    regions->keep_only(std::span(&kept, 1));
    EXPECT_EQ(regions->share(kept), share);
    EXPECT_EQ(regions->of(lit), kept);
    EXPECT_LE(regions->size(), size);
  }
}

TEST(Focus, PartsHoldWhereTheLiteralHolds) {
  std::mt19937 random(13);
  for (int round = 0; round < 60; ++round) {
    // Names beside each other, so that one test says something of the next.
    const std::string tests =
        "where is street and (where is one of street, jail or custody) and not (where is jail and " + random_condition(random, 1, kTests) + ") and ";
    const auto loaded = law(tests + random_condition(random, 3, kTests));
    Program program = circuit::lower(loaded->model);
    const Lit lit = program.epochs[0].back().forbids;
    for (const Lit whole : {lit, !lit}) {
      std::vector<Lit> roots = focused(program, whole);
      roots.push_back(whole);
      auto regions = Regions::over(program, roots);
      ASSERT_TRUE(regions);
      Region some = kNowhere;
      for (size_t i = 0; i + 1 < roots.size(); ++i) some = regions->either(some, regions->of(roots[i]));
      // Cells of one fact, so that equal sets of cases are one region.
      EXPECT_EQ(some, regions->of(whole));
    }
  }
}

// Ten wheres, each of two or three counts: as one variable the list would have thousands of cells.
TEST(Parts, AListWithManyWheresIsDecidedAsTheSolverDecidesIt) {
  std::mt19937 random(17);
  constexpr const char* kDays[] = {"2001-01-01", "2002-01-01", "2003-01-01", "2004-01-01", "2005-01-01"};
  int decided = 0;
  for (int round = 0; round < 12; ++round) {
    std::string when = "custody";
    for (int test = 0; test < 10; ++test) {
      const std::string count = random() % 2 == 0 ? "some charge" : "at least 2 charge";
      const std::string where = fmt::format(" in charges where ({}felony and filed is before {})", random() % 2 == 0 ? "" : "not ", kDays[random() % 5]);
      when += (random() % 3 == 0 ? " or " : " and ") + std::string(random() % 2 == 0 ? "" : "not ") + "(" + count + where + ")";
      when = "(" + when + ")";
    }
    const auto loaded = law(when);
    Program program = circuit::lower(loaded->model);
    Decider decider(program);
    const circuit::Epoch epoch = program.epochs[0].back();
    const Search search{{epoch.from, epoch.until}, {{epoch.forbids, circuit::kTrue}}, {}, false};
    const Outcome by_solver = decider.decide(search, By::kSolver), by_diagram = decider.decide(search, By::kDiagram);
    EXPECT_NE(by_solver.kind, Outcome::Kind::kUndecided);
    if (by_diagram.kind == Outcome::Kind::kUndecided) continue;
    ++decided;
    EXPECT_EQ(by_solver.kind, by_diagram.kind) << when;
    if (by_diagram.kind == Outcome::Kind::kFound) { EXPECT_TRUE(can_hold(program, epoch.forbids, by_diagram.found)) << when; }
    if (by_diagram.kind == Outcome::Kind::kFound) { EXPECT_FALSE(can_hold(program, !epoch.forbids, by_diagram.found)) << when; }
  }
  EXPECT_GT(decided, 6);
}

}  // namespace
}  // namespace comity::proof
