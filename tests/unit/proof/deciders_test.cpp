// The two deciders against each other and against plain enumeration, on random conditions over facts of every type.
#include <random>

#include <gtest/gtest.h>

#include "book/load.h"
#include "circuit/evaluate.h"
#include "proof/cover.h"
#include "proof/decide.h"

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

// A random condition of some depth, as text.
std::string condition(std::mt19937& random, int depth) {
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
  if (depth == 0) return std::string(random() % 3 == 0 ? "not " : "") + "(" + kTests[random() % std::size(kTests)] + ")";
  const char* joined = random() % 2 == 0 ? " and " : " or ";
  return "(" + condition(random, depth - 1) + joined + condition(random, depth - 1) + ")";
}

TEST(Deciders, AgreeOnRandomConditions) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    text::Diagnostics diagnostics;
    const auto loaded = book::load_texts("law", {{"law.comity", kFacts + condition(random, 3) + "\n"}}, diagnostics);
    ASSERT_FALSE(diagnostics.has_errors()) << diagnostics.all()[0].message;
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

TEST(Regions, SmallestIsSmallestAndACoverIsExact) {
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    text::Diagnostics diagnostics;
    const auto loaded = book::load_texts("law", {{"law.comity", kFacts + condition(random, 2) + "\n"}}, diagnostics);
    ASSERT_FALSE(diagnostics.has_errors());
    Program program = circuit::lower(loaded->model);
    const Lit lit = program.epochs[0].back().forbids;
    auto regions = Regions::over(program, std::span(&lit, 1));
    ASSERT_TRUE(regions);
    const Region region = regions->of(lit);
    const auto smallest = regions->smallest(region);
    ASSERT_EQ(smallest.has_value(), region != kNowhere);
    if (smallest) EXPECT_EQ(smallest->size(), fewest(*regions, region));
    EXPECT_NEAR(regions->share(region) + regions->share(regions->outside(region)), 1, 1e-9);
    const Cover found = cover(*regions, region);
    EXPECT_TRUE(found.whole);
    EXPECT_EQ(found.boxes.empty(), region == kNowhere);
  }
}

}  // namespace
}  // namespace comity::proof
