// What is adopted against the same text written by hand into the adopting book, on random books.
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "book/load.h"
#include "proof/contradictions.h"
#include "proof/diff.h"
#include "proof/random_condition.h"
#include "proof/regions.h"
#include "proof/rulings.h"

namespace comity::proof {
namespace {

constexpr const char* kShared = R"(book shared "Words"
timezone America/New_York
authority congress "Congress"
record charge
  felony is yes-no
  filed is date
kind place is one of street, jail, court
action arrest "arrest a person"
action tell "tell something"
fact custody is yes-no
fact where is place
fact grounds is some of detainer, warrant, cause
fact hours is number of hours
fact birth is date
fact agency is text
fact charges is list of charge
source act "Act"
  issued by congress
  in force from 2000-01-01
norm federal
  cites act
  forbids tell
  when hours is less than 6
)";

constexpr const char* kHome = R"(book home "Home"
use shared
timezone America/Chicago
extend place with border
authority home_chief "Chief"
source order "Order"
  issued by home_chief
  in force from 2010-01-01
)";

constexpr const char* kTown = R"(book town "Town"
use shared
authority council "Council" below congress
authority chief "Chief" below council
precedence {}
source code "Code"
  issued by council
  signed 2020-01-01
  in force from 2020-01-01
source policy "Policy"
  issued by chief
  signed 2021-01-01
  in force from 2021-01-01
)";

// What home alone has, and what the hand must write into town.
constexpr const char* kBrought = R"(
fact form is one of short, long
question binding "Is it?"
list friends "friends" of text
  "A" from 2020-01-01
)";
constexpr const char* kWrittenByHand = R"(
source order "Order"
  issued by chief
  signed 2025-06-01
  in force from 2025-06-01
)";

std::string condition(std::mt19937& random, bool of_home) {
  constexpr const char* kTests[] = {"custody", "where is one of jail, court", "where is not street", "grounds includes only detainer",
                                    "grounds includes any of warrant, cause", "hours is at least 24", "birth is within 18 years before case.at",
                                    "agency is \"sheriff\"", "some charge in charges where (felony and filed is before 2020-01-01)",
                                    // home's own
                                    "where is border", "form is long", "binding", "agency is on list friends"};
  const size_t count = of_home ? std::size(kTests) : std::size(kTests) - 4;
  std::string text;
  for (size_t i = 0, parts = 1 + random() % 2; i < parts; ++i)
    text += fmt::format("{}{}({})", i == 0 ? "" : " and ", random() % 3 == 0 ? "not " : "", kTests[random() % count]);
  return text;
}

std::string norm(std::mt19937& random, const std::string& name, const char* action, bool of_home) {
  constexpr const char* kModalities[] = {"permits", "forbids", "requires"};
  return fmt::format("norm {}\n  cites {}\n  {} {}\n  when {}\n", name,
                     of_home             ? "order"
                     : random() % 2 == 0 ? "code"
                                         : "policy",
                     kModalities[random() % 3], action, condition(random, of_home));
}

struct Pair {
  std::unique_ptr<book::Loaded> home, town, draft;
};

Pair books(std::mt19937& random, const char* precedence, const char* of_draft, int norms) {
  std::string adopted, own;
  for (int n = 0; n < norms; ++n) {
    const char* action = n % 2 == 0 ? "arrest" : "tell";
    adopted += norm(random, fmt::format("h{}", n), action, true);
    own += norm(random, fmt::format("t{}", n), action, false);
  }
  if (norms > 2) adopted += fmt::format("norm lifts\n  cites order\n  suspends h0\n  when {}\n", condition(random, true));
  const auto town = [&](const char* declared) { return fmt::format(fmt::runtime(kTown), declared) + own; };
  const char* word = adopted.contains("border") ? "extend place with border\n" : "";  // words come along where they are named
  const auto load = [](const std::string& name, const std::string& text) { return loaded_well(name, {{"shared.comity", kShared}, {name + ".comity", text}}); };
  return {load("home", std::string(kHome) + kBrought + adopted), load("town", town(precedence)),
          load("town", town(of_draft) + kBrought + kWrittenByHand + word + adopted)};
}

Adopted adopted_by_chief(const Pair& pair, Instant at) {
  Adopting adopting{&pair.home->model, {}, at, &pair.town->model, {}, at};
  for (uint32_t s = 0; s < pair.home->model.sources.size(); ++s) {
    if (pair.home->model.sources[s].name == "order") adopting.sources.emplace_back(s);
  }
  const auto lowest = lowest_authorities(pair.town->model);
  EXPECT_EQ(lowest.size(), 1U);
  EXPECT_EQ(pair.town->model.authorities[lowest[0].value].name, "chief");
  adopting.as = lowest[0];
  auto adopted = adopt(adopting);
  EXPECT_TRUE(adopted.has_value());
  return std::move(*adopted);
}

constexpr Instant kAt = 1'749'961'800;  // 2025-06-15 00:30 in town, the day before at home

TEST(Adoption, IsWhatTheSameTextWrittenByHandWouldBe) {
  std::mt19937 random(11);
  size_t compared = 0, changed = 0;
  for (const char* precedence : {"none", "by rank", "by date", "by rank, then by date"}) {
    for (int round = 0; round < 25; ++round) {
      const Pair pair = books(random, precedence, precedence, 6);
      const Adopted adopted = adopted_by_chief(pair, kAt);
      const Program by_command = circuit::lower(*adopted.model), by_hand = circuit::lower(pair.draft->model), before = circuit::lower(pair.town->model);
      const Differences none = differences({&by_hand, kAt}, {&by_command, kAt});
      EXPECT_EQ(none.subjects.size(), 0U) << precedence << ", round " << round;
      compared += none.shared;
      changed += differences({&before, kAt}, {&by_command, kAt}).subjects.size();
    }
  }
  EXPECT_EQ(compared, 200U);
  EXPECT_GT(changed, 100U);  // else the books show nothing
}

TEST(Contradictions, AreThereExactlyWhereTheBooksSideBySideConflict) {
  std::mt19937 random(12);
  size_t found = 0;
  for (int round = 0; round < 60; ++round) {
    const Pair pair = books(random, "by rank, then by date", "none", 2);  // a norm an action on each side
    const Adopted adopted = adopted_by_chief(pair, kAt);
    const auto opposed = contradictions(adopted, kAt);
    Program draft = circuit::lower(pair.draft->model);
    for (circuit::SubjectId s = 0; s < draft.subjects.size(); ++s) {
      const std::string name = draft.model->actions[draft.subjects[s].index].name;
      if (name == "tell") continue;  // the Act's norm conflicts too
      const Lit conflicting = at_instant(draft, rulings_at(draft, s, kAt)[static_cast<size_t>(book::Ruling::kConflicting)], kAt);
      auto regions = Regions::over(draft, std::span(&conflicting, 1));
      const bool conflicts = regions->of(conflicting) != kNowhere;
      const bool told = std::any_of(opposed.begin(), opposed.end(), [&](const Opposed& one) { return one.subject == name; });
      EXPECT_EQ(conflicts, told) << "round " << round << "\n" << pair.draft->files.contents(0);
      found += told ? 1 : 0;
    }
  }
  EXPECT_GT(found, 10U);
  EXPECT_LT(found, 50U);
}

}  // namespace
}  // namespace comity::proof
