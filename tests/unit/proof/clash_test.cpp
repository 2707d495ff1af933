// Which opposing norms may be active together: what is plain from the form, and exactly the conflicts on random laws.
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "proof/clash.h"
#include "proof/decide.h"
#include "proof/random_condition.h"
#include "proof/regions.h"

namespace comity::proof {
namespace {

const std::string kFacts = kTown + R"(action arrest "arrest a person"
fact custody is yes-no
fact where is place
fact hours is number of hours
fact agency is text
)";

constexpr const char* kTests[] = {
    "custody", "where is street", "where is one of jail, court", "hours is at least 24", "hours is less than 12", "agency is \"sheriff\""};

std::string norm(const std::string& name, const std::string& source, const std::string& says, const std::string& when) {
  return fmt::format("norm {}\n  cites {}\n  {} arrest\n  when {}\n", name, source, says, when);
}

struct Law {
  explicit Law(const std::string& norms) : loaded(loaded_well("law", {{"law.comity", kFacts + norms}})), program(circuit::lower(loaded->model)) {}
  const circuit::Epoch& epoch() const { return program.epochs[0].back(); }

  std::unique_ptr<book::Loaded> loaded;
  circuit::Program program;
};

// The clash as the form alone shows it: every question whether something can hold is answered yes.
Lit by_form(Law& law) {
  return Clashes(law.program, [](Lit) { return true; }).in(law.epoch());
}

TEST(Clash, WhatPrecedenceSettlesIsNoClash) {
  Law ranked(norm("a", "code", "forbids", "custody") + norm("b", "order", "permits", "hours is at least 24"));
  EXPECT_EQ(by_form(ranked), circuit::kFalse);
  Law equal(norm("a", "code", "forbids", "custody") + norm("b", "code", "permits", "hours is at least 24"));
  EXPECT_NE(by_form(equal), circuit::kFalse);
}

TEST(Clash, OtherNamesExcludeEachOther) {
  Law words(norm("a", "code", "forbids", "where is street and custody") + norm("b", "code", "requires", "where is one of jail, court"));
  EXPECT_EQ(by_form(words), circuit::kFalse);
  Law texts(norm("a", "code", "forbids", "agency is \"sheriff\"") + norm("b", "code", "permits", "agency is \"marshal\" and custody"));
  EXPECT_EQ(by_form(texts), circuit::kFalse);
  Law meeting(norm("a", "code", "forbids", "where is one of street, jail") + norm("b", "code", "permits", "where is one of jail, court"));
  EXPECT_NE(by_form(meeting), circuit::kFalse);
}

TEST(Clash, ConditionsThatNeverMeetAreAskedOfTheDecider) {
  const std::string never = norm("a", "code", "forbids", "hours is at least 24") + norm("b", "code", "permits", "hours is less than 12");
  Law law(never);
  EXPECT_NE(by_form(law), circuit::kFalse);
  Decider decider(law.program);
  Clashes clashes(law.program, [&](Lit lit) { return decider.may_hold(lit); });
  EXPECT_EQ(clashes.in(law.epoch()), circuit::kFalse);
}

TEST(Clash, HoldsExactlyWhereSomePermissionMeetsAProhibition) {
  std::mt19937 random(5);
  constexpr const char* kSays[] = {"permits", "forbids", "requires"};
  int with_conflict = 0;
  for (int round = 0; round < 60; ++round) {
    std::string norms;
    for (int n = 0; n < 6; ++n)
      norms += norm(fmt::format("n{}", n), random() % 2 == 0 ? "code" : "order", kSays[random() % 3], random_condition(random, 1, kTests));
    Law law(norms);
    Decider decider(law.program);
    const circuit::Epoch epoch = law.epoch();
    const Lit clash = Clashes(law.program, [&](Lit lit) { return decider.may_hold(lit); }).in(epoch);
    const Lit conflict = law.program.circuit.both(epoch.forbids, law.program.circuit.either(epoch.permits, epoch.requires_));
    const Lit roots[] = {clash, conflict};
    auto regions = Regions::over(law.program, roots);
    ASSERT_TRUE(regions);
    EXPECT_EQ(regions->of(clash), regions->of(conflict)) << norms;
    with_conflict += regions->of(conflict) != kNowhere ? 1 : 0;
  }
  EXPECT_GT(with_conflict, 20);
}

}  // namespace
}  // namespace comity::proof
