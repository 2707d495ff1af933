// Differences by the places that an edit touches, against the two laws compared as wholes.
#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "proof/diff.h"
#include "proof/joint.h"
#include "proof/random_condition.h"
#include "proof/regions.h"
#include "proof/rulings.h"
#include "proof/touched.h"

namespace comity::proof {
namespace {

const std::string kFacts = kTown + R"(record charge
  felony is yes-no
action arrest "arrest a person"
fact custody is yes-no
fact where is place
fact hours is number of hours
fact charges is list of charge
question lifted "Is it?"
)";

constexpr const char* kTests[] = {"custody",
                                  "where is street",
                                  "where is one of jail, court",
                                  "hours is at least 24",
                                  "hours is less than 12",
                                  "hours is less than 36",
                                  "at least 2 charge in charges where felony",
                                  "lifted is yes"};
constexpr const char* kSays[] = {"permits", "forbids", "requires"};

struct Norm {
  std::string source, says, when, stands;

  std::string text(size_t n) const {
    const std::string target = says.empty() ? "" : fmt::format("  {} arrest\n", says);
    return fmt::format("norm n{}\n  cites {}\n{}  when {}\n{}", n, source, target, when, stands);
  }
};

class Laws {
 public:
  explicit Laws(uint32_t seed) : random_(seed) {
    for (size_t n = 0; n < 7; ++n) norms_.push_back(norm(n));
  }

  std::string text() const {
    std::string text = kFacts;
    for (size_t n = 0; n < norms_.size(); ++n) text += dropped_ == n ? "" : norms_[n].text(n);
    return text;
  }

  // Another condition, modality, rank or exception; a norm less; all ranks turned.
  void edit() {
    const size_t n = random_() % norms_.size();
    switch (random_() % 6) {
      case 0: norms_[n].when = random_condition(random_, 2, kTests); break;
      case 1: norms_[n].says = norms_[n].says.empty() ? "" : kSays[random_() % 3]; break;
      case 2: turn(norms_[n]); break;
      case 3: norms_[n].when = fmt::format("({}) and {}", norms_[n].when, random_condition(random_, 0, kTests)); break;
      case 4: std::for_each(norms_.begin(), norms_.end(), turn); break;
      default: dropped_ = norms_.size() - 1;  // no other names the last
    }
  }

 private:
  static void turn(Norm& norm) { norm.source = norm.source == "code" ? "order" : "code"; }

  // What one stands above has a smaller number, so that there is no circle but by rank.
  Norm norm(size_t n) {
    Norm made{random_() % 2 == 0 ? "code" : "order", kSays[random_() % 3], random_condition(random_, 1, kTests), ""};
    if (n > 0 && random_() % 4 == 0) {
      made.says.clear();
      made.stands = fmt::format("  suspends n{}\n", random_() % n);
    }
    return made;
  }

  std::mt19937 random_;
  std::vector<Norm> norms_;
  size_t dropped_ = SIZE_MAX;
};

struct Version {
  explicit Version(const std::string& text) : loaded(loaded_well("law", {{"law.comity", text}})), program(circuit::lower(loaded->model)) {}

  std::unique_ptr<book::Loaded> loaded;
  Program program;
};

// The share of all cases that go from one ruling to another, by the two laws' literals as they stand.
std::array<std::array<double, book::kRulings>, book::kRulings> shares(const Version& first, const Version& second) {
  Joint joint(first.program, second.program);
  const circuit::Epoch &was = first.program.epochs[0].back(), &is = second.program.epochs[0].back();
  Program& program = joint.program();
  const Rulings from = rulings_of(program.circuit, was.permits, was.forbids, was.requires_);
  const Rulings to = rulings_of(program.circuit, joint.bring(is.permits), joint.bring(is.forbids), joint.bring(is.requires_));
  std::vector<Lit> roots(from.begin(), from.end());
  roots.insert(roots.end(), to.begin(), to.end());
  auto regions = Regions::over(program, roots);
  std::array<std::array<double, book::kRulings>, book::kRulings> found{};
  for (size_t r = 0; r < found.size(); ++r) {
    for (size_t s = 0; s < found.size(); ++s) found[r][s] = r == s ? 0 : regions->share(regions->both(regions->of(from[r]), regions->of(to[s])));
  }
  return found;
}

TEST(Diff, OfAnEditIsExactlyWhatTheTwoLawsAsWholesSay) {
  constexpr Instant kAt = 1'900'000'000;
  int changed = 0;
  for (uint32_t seed = 0; seed < 120; ++seed) {
    Laws laws(seed);
    const Version first(laws.text());
    for (uint32_t edits = 0; edits <= seed % 2; ++edits) laws.edit();
    const Version second(laws.text());
    auto expected = shares(first, second);
    const Differences all = differences({&first.program, kAt}, {&second.program, kAt});
    for (const Difference& difference : all.subjects) {
      EXPECT_TRUE(difference.compared);
      for (const Change& change : difference.changes) {
        double& share = expected[static_cast<size_t>(change.from)][static_cast<size_t>(change.to)];
        EXPECT_NEAR(change.share, share, 1e-9) << "seed " << seed;
        EXPECT_TRUE(change.whole);
        share = 0;
        ++changed;
      }
    }
    for (const auto& row : expected) {
      for (const double share : row) EXPECT_EQ(share, 0) << "seed " << seed << ": a change is not told\n" << laws.text();
    }
  }
  EXPECT_GT(changed, 60);
}

// Stopped at whatever moment, it names the action at work and tells what it has found by then: nothing that is not so, and never that it is all.
TEST(Diff, StoppedTellsAPart) {
  constexpr Instant kAt = 1'900'000'000;
  int parts = 0, before_any = 0;
  for (uint32_t seed = 0; seed < 12; ++seed) {
    Laws laws(seed);
    const Version first(laws.text());
    for (uint32_t edits = 0; edits < 3; ++edits) laws.edit();
    const Version second(laws.text());
    const auto expected = shares(first, second);
    for (int moment = 1;; ++moment) {
      int asked = 0;
      const Differences all = differences({&first.program, kAt}, {&second.program, kAt}, {}, [&] { return ++asked >= moment; });
      if (asked < moment) break;  // it came to its end
      EXPECT_TRUE(all.stopped);
      EXPECT_EQ(all.shared, 0U);
      if (moment == 1) continue;  // before the one action was looked at
      ASSERT_EQ(all.subjects.size(), 1U) << "seed " << seed << ", moment " << moment;
      EXPECT_EQ(all.subjects[0].name, "arrest");
      EXPECT_TRUE(all.subjects[0].stopped);
      EXPECT_FALSE(all.subjects[0].compared);
      for (const Change& change : all.subjects[0].changes) {
        EXPECT_GT(change.share, 0);
        EXPECT_LE(change.share, expected[static_cast<size_t>(change.from)][static_cast<size_t>(change.to)] + 1e-9) << "seed " << seed;
        EXPECT_FALSE(change.whole);
        EXPECT_FALSE(change.conditions.empty());
      }
      all.subjects[0].changes.empty() ? ++before_any : ++parts;
    }
  }
  EXPECT_GT(parts, 20);
  EXPECT_GT(before_any, 20);
}

// A threshold of one norm among many that speak of other places: where it is touched is one place, one stretch of hours.
TEST(Touched, IsWhereTheChangedTestDiffers) {
  const auto law = [](int hours) {
    return kFacts + "norm other\n  cites code\n  forbids arrest\n  when where is jail and custody\n" +
           fmt::format("norm changed\n  cites code\n  permits arrest\n  when where is street and hours is at least {}\n", hours);
  };
  const Version first(law(24)), second(law(36));
  Joint joint(first.program, second.program);
  const auto active = [](const Version& version, size_t norm) { return version.program.epochs[0].back().norms[norm].active; };
  std::vector<Sides> norms;
  for (size_t n = 0; n < 2; ++n) norms.push_back({active(first, n), joint.bring(active(second, n))});
  EXPECT_EQ(norms[0].before, norms[0].after);
  const std::vector<Lit> places = touched(joint.program(), norms);
  std::vector<Lit> roots = places;
  roots.insert(roots.end(), {norms[1].before, norms[1].after});
  auto regions = Regions::over(joint.program(), roots);
  ASSERT_TRUE(regions);
  Region some = kNowhere;
  for (const Lit place : places) some = regions->either(some, regions->of(place));
  EXPECT_EQ(some, regions->minus(regions->of(norms[1].before), regions->of(norms[1].after)));
}

// A list that has one word more on the other side is no name for the words that it had: there it means others.
TEST(Diff, AListThatChangesIsNoNameForWords) {
  constexpr Instant kAt = 1'900'000'000;
  const auto version = [](const std::string& says, const std::string& more) {
    const std::string page =
        "book law\nkind fruit is one of apple, fig, lime, pear, plum, quince\nfact bought is fruit\naction act \"act\"\nsource code\n  in force from "
        "2020-01-01\nlist sour \"those\" of fruit\n  cites code\n  lime\n  pear\n  plum\n  quince\n{}norm n\n  cites code\n  {} act\n  when bought is on list "
        "sour\n";
    text::Diagnostics diagnostics;
    return book::load_texts("law", {{"l", fmt::format(fmt::runtime(page), more, says)}}, diagnostics);
  };
  const auto told = [](const book::Loaded& first, const book::Loaded& second) {
    const Program before = circuit::lower(first.model), after = circuit::lower(second.model);
    std::string all;
    for (const Difference& one : differences({&before, kAt}, {&after, kAt}).subjects) {
      for (const Change& change : one.changes) all += fmt::format("{}: {}\n", book::name(change.to), fmt::join(change.conditions, " or "));
    }
    return all;
  };
  const auto permits = version("permits", ""), forbids = version("forbids", ""), more = version("forbids", "  apple\n");
  EXPECT_EQ(told(*permits, *forbids), "forbidden: bought is on list sour\n");
  EXPECT_EQ(told(*permits, *more), "forbidden: bought is not one of apple, fig\nforbidden: bought is apple\n");
  EXPECT_EQ(told(*more, *permits), "permitted: bought is not one of apple, fig\nsilent: bought is apple\n");
}

// Two books with a question of the same name: an answer in the one is none in the other.
TEST(Diff, AnAnswerIsThatOfTheQuestionsOwnBook) {
  constexpr Instant kAt = 1'900'000'000;
  const auto version = [](const std::string& answer) {
    const std::string part =
        "book {}\nuse words\nsource code_{}\n  in force from 2020-01-01\nquestion open \"?\"\n{}norm n_{}\n  cites code_{}\n  {} act\n  when open is yes\n";
    text::Diagnostics diagnostics;
    return book::load_texts("law",
                            {{"w", "book words\naction act \"act\"\n"},
                             {"a", fmt::format(fmt::runtime(part), "a", "a", "  answered yes by code_a on 2021-01-01\n", "a", "a", "permits")},
                             {"b", fmt::format(fmt::runtime(part), "b", "b", answer, "b", "b", "forbids")},
                             {"l", "book law\nuse a\nuse b\n"}},
                            diagnostics);
  };
  const auto open = version(""), no = version("  answered no by code_b on 2021-01-01\n");
  const Program before = circuit::lower(open->model), after = circuit::lower(no->model);
  const Differences all = differences({&before, kAt}, {&after, kAt});
  ASSERT_EQ(all.subjects.size(), 1U);
  ASSERT_EQ(all.subjects[0].changes.size(), 1U);
  EXPECT_EQ(all.subjects[0].changes[0].from, book::Ruling::kConflicting);
  EXPECT_EQ(all.subjects[0].changes[0].to, book::Ruling::kPermitted);
}

}  // namespace
}  // namespace comity::proof
