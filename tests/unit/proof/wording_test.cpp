// Conditions that are printed, read again as a book: they are the cases that they were printed for, and say nothing twice.
#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "book/load.h"
#include "circuit/evaluate.h"
#include "proof/compare.h"
#include "proof/diff.h"
#include "proof/fact_words.h"
#include "proof/random_condition.h"

namespace comity::proof {
namespace {

constexpr const char* kFacts = R"(book law "A town"
source code "Code"
  in force from 2024-01-01
record charge
  felony is yes-no
  kind is crime
  filed is date
kind place is one of street, jail, court, border
action arrest "arrest a person"
fact custody is yes-no
fact where is place
fact grounds is some of detainer, warrant, cause, removal, judicial
kind crime is one of theft, fraud, arson, murder, assault, robbery, stalking, battery, escape
list grave "grave crimes" of crime
  arson
  murder
  robbery
  battery
  murder
list once_grave "crimes that were grave" of crime
  theft
  fraud
  arson from 2020-01-01
  murder
fact offense is crime
fact hours is number of hours
fact wait is duration
fact birth is date
fact agency is text
fact charges is list of charge
question lifted "Is it?"
norm n
  cites code at "1" "w"
  forbids arrest
  when )";
constexpr Instant kAt = 1'750'000'000;

std::unique_ptr<book::Loaded> town(const std::string& condition) { return loaded_well("law", {{"law.comity", kFacts + condition + "\n"}}); }

std::vector<std::string> printed(const book::Loaded& loaded) {
  Program program = circuit::lower(loaded.model);
  for (const Held& held : position(program, 0, kAt).held) {
    if (held.ruling == book::Ruling::kForbidden) return held.conditions;
  }
  return {};
}

constexpr const char* kTests[] = {"custody",
                                  "where is street",
                                  "where is one of jail, court",
                                  "where is not one of street, jail",
                                  "offense is on list grave",
                                  "offense is on list once_grave",
                                  "offense is one of theft, arson",
                                  "some charge in charges where (kind is on list grave and felony)",
                                  "grounds includes only detainer",
                                  "grounds includes only detainer, removal",
                                  "grounds includes any of warrant, cause",
                                  "grounds includes any of warrant, judicial",
                                  "grounds includes all of warrant, cause",
                                  "grounds includes detainer",
                                  "grounds is empty",
                                  "hours is at least 24",
                                  "hours is at most 48",
                                  "wait is more than 2 hours",
                                  "birth is before 2000-01-01",
                                  "birth is within 18 years before case.at",
                                  "agency is \"sheriff\"",
                                  "agency is one of \"sheriff\", \"police\"",
                                  "some charge in charges where felony",
                                  "at least 2 charge in charges where (felony and filed is before 2020-01-01)",
                                  "charges is empty",
                                  "lifted is yes"};

TEST(Conditions, ReadAgainAreTheCasesTheyWerePrintedFor) {
  std::mt19937 random(3);
  size_t read = 0;
  for (int round = 0; round < 150; ++round) {
    const auto loaded = town(random_condition(random, 1 + round % 3, kTests));
    const auto conditions = printed(*loaded);
    if (conditions.empty() || conditions[0] == "in every case") continue;
    const auto again = town(fmt::format("({})", fmt::join(conditions, ") or (")));
    const Program first = circuit::lower(loaded->model), second = circuit::lower(again->model);
    EXPECT_TRUE(differences({&first, kAt}, {&second, kAt}).subjects.empty()) << fmt::format("{}", fmt::join(conditions, "\n"));
    ++read;
  }
  EXPECT_GT(read, 100U);
}

TEST(Conditions, SayNothingTwice) {
  const auto said = [](const std::string& condition) { return fmt::format("{}", fmt::join(printed(*town(condition)), " | ")); };
  EXPECT_EQ(said("grounds includes only detainer"), "grounds includes only detainer");
  EXPECT_EQ(said("grounds includes any of warrant, cause and not grounds includes warrant"), "grounds includes cause and not grounds includes warrant");
  EXPECT_EQ(said("grounds includes any of warrant, cause and not grounds includes any of warrant, judicial"),
            "grounds includes cause and not grounds includes any of warrant, judicial");
  EXPECT_EQ(said("grounds is empty or grounds includes only detainer"), "(grounds is empty or grounds includes only detainer)");
  EXPECT_EQ(said("where is one of street, jail, court"), "where is not border");
  EXPECT_EQ(said("where is not one of jail, court and where is not border"), "where is street");
  EXPECT_EQ(said("agency is one of \"sheriff\", \"police\" and agency is not \"police\""), "agency is \"sheriff\"");
  EXPECT_EQ(said("offense is one of robbery, battery, arson, murder"), "offense is on list grave");
  EXPECT_EQ(said("offense is not one of robbery, battery, arson, murder"), "not offense is on list grave");
  EXPECT_EQ(said("offense is on list once_grave"), "offense is one of theft, fraud, arson, murder");
  EXPECT_EQ(said("some charge in charges where (kind is on list grave)"), "some charge in charges where (kind is on list grave)");
  EXPECT_EQ(said("hours is at most 48"), "hours is at most 48 hours");
  EXPECT_EQ(said("hours is more than 48"), "hours is more than 48 hours");
  EXPECT_EQ(said("wait is more than 2 hours"), "wait is more than 2 hours");
  // Cells side by side are one stretch, whatever other tests cut it.
  EXPECT_EQ(said("hours is less than 36 or (hours is at least 36 and hours is less than 48)"), "hours is less than 48 hours");
  EXPECT_EQ(said("(hours is at least 24 and hours is less than 36) or (hours is at least 36 and hours is less than 48)"),
            "hours is at least 24 hours and hours is less than 48 hours");
  EXPECT_EQ(said("hours is less than 12 or (hours is at least 20 and hours is less than 24) or hours is at least 72"),
            "(hours is less than 12 hours or (hours is at least 20 hours and hours is less than 24 hours) or hours is at least 72 hours)");
}

// For every set of cells of some facts: together the alternatives are exactly these cells, and none of them can be left out.
TEST(Conditions, AlternativesAreExactAndNeeded) {
  const auto loaded = town(
      "hours is at least 12 or hours is at least 24 or hours is at least 48 or charges is empty or at least 2 charge in charges where (not felony) or (some "
      "charge in charges where felony and "
      "no charge in charges where (kind is on list grave))");
  const Program program = circuit::lower(loaded->model);
  const Lit root = program.epochs[0].back().forbids;
  const auto variables = circuit::variables_of(program, std::span(&root, 1));
  ASSERT_TRUE(variables);
  for (const circuit::Variable& variable : *variables) {
    for (uint32_t set = 1; set + 1 < 1U << variable.cells(); ++set) {
      std::vector<bool> cells(variable.cells());
      for (uint32_t c = 0; c < cells.size(); ++c) cells[c] = (set >> c & 1) != 0;
      const auto found = alternatives(variable, cells);
      std::vector<uint32_t> admitted;  // by alternative, the cells as bits
      for (const auto& terms : found) {
        uint32_t bits = 0;
        for (uint32_t c = 0; c < cells.size(); ++c) {
          const auto holds = [&](const TruthOf& truth) { return variable.holds(static_cast<circuit::Cell>(c), truth.first) == truth.second; };
          if (std::all_of(terms.begin(), terms.end(), holds)) bits |= 1U << c;
        }
        admitted.push_back(bits);
      }
      for (size_t without = 0; without <= found.size(); ++without) {
        uint32_t bits = 0;
        for (size_t i = 0; i < found.size(); ++i) bits |= i == without ? 0 : admitted[i];
        EXPECT_EQ(bits == set, without == found.size());
      }
    }
  }
}

}  // namespace
}  // namespace comity::proof
