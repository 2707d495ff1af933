// The circuit on words: random books of many facts, every instruction set, against the single-case engine row by row.
#include "replay/words.h"

#include <random>

#include <fmt/format.h>

#include "replay/lanes.h"
#include "replay_helpers.h"

namespace comity::replay {
namespace {

constexpr size_t kFacts = 18;
const std::vector<std::string> kColours = {"red", "green", "blue", "grey"};

std::string condition(std::mt19937& random, int depth) {
  if (depth > 0 && random() % 3 != 0) {
    const char* join = random() % 2 == 0 ? "and" : "or";
    return fmt::format("({} {} {})", condition(random, depth - 1), join, condition(random, depth - 1));
  }
  switch (random() % 4) {
    case 0: return fmt::format("colour is one of {}, {}", kColours[random() % 2], kColours[2 + random() % 2]);
    case 1: return fmt::format("hours is at least {}", random() % 40);
    case 2: return fmt::format("not f{}", random() % kFacts);
    default: return fmt::format("f{}", random() % kFacts);
  }
}

// Eighteen yes-no facts, a word and a number: more keys than a table of the second cache has.
std::string random_book(std::mt19937& random) {
  std::string text = "book b \"B\"\naction share \"share\"\nfact colour is one of red, green, blue, grey\nfact hours is number of hours\n";
  for (size_t f = 0; f < kFacts; ++f) text += fmt::format("fact f{} is yes-no\n", f);
  text += "source s \"S\"\n  in force from 2020-01-01\n";
  static constexpr const char* kKinds[] = {"permits", "forbids", "requires"};
  for (int norm = 0; norm < 14; ++norm) {
    text += fmt::format("norm n{}\n  cites s\n  {} share\n  when {}\n", norm, kKinds[random() % 3], condition(random, 3));
    if (norm > 2 && random() % 2 == 0) text += fmt::format("  overrides n{}\n", random() % static_cast<uint32_t>(norm));
  }
  // All facts are read, whatever was drawn.
  text += "norm all\n  cites s\n  permits share\n  when colour is red and hours is at least 7";
  for (size_t f = 0; f < kFacts; ++f) text += fmt::format(" and f{}", f);
  return text + "\n";
}

struct Rows {
  std::vector<std::vector<std::optional<bool>>> flags{kFacts};
  std::vector<int> colours;
  std::vector<std::optional<int64_t>> hours;

  Rows(size_t count, uint32_t nulls_in, std::mt19937& random) {
    const auto null = [&] { return random() % 1000 < nulls_in; };
    for (size_t i = 0; i < count; ++i) {
      for (auto& flag : flags) flag.push_back(null() ? std::nullopt : std::optional(random() % 2 == 0));
      colours.push_back(null() ? HandMade::kNone : static_cast<int>(random() % kColours.size()));
      hours.push_back(null() ? std::nullopt : std::optional<int64_t>(random() % 40));
    }
  }
  void add_to(HandMade& table) const {
    for (size_t f = 0; f < kFacts; ++f) table.flags(fmt::format("f{}", f), flags[f]);
    table.words("colour", kColours, colours);
    table.numbers<int64_t>("hours", Physical::kInt64, hours);
  }
  void tell(const Asking& asking, size_t row, ruling::Case& into) const {
    for (size_t f = 0; f < kFacts; ++f) {
      if (flags[f][row]) into.tell(*asking.names->fact(fmt::format("f{}", f)), *flags[f][row] ? 1 : 0);
    }
    if (colours[row] != HandMade::kNone) into.tell(*asking.names->fact("colour"), colours[row]);
    if (hours[row]) into.tell(*asking.names->fact("hours"), *hours[row] * 1'000'000);
  }
};

// Rows that the words ruled.
uint64_t compare(const Asking& asking, const Rows& rows, size_t count, size_t from) {
  HandMade table(count);
  rows.add_to(table);
  text::Diagnostics diagnostics;
  const Request request{.subject = asking.action("share"), .at = 1'700'000'000, .by_names = true};
  const auto replay = Replay::make(asking.program, *asking.names, *asking.engine, request, table.types(), diagnostics, 1);
  Ruled ruled;
  const ArrowArray slice = table.array(from);
  if (replay == nullptr || !replay->run(slice, ruled)) {
    ADD_FAILURE();
    return 0;
  }
  ruling::Case single(asking.program);
  const auto scratch = asking.engine->scratch();
  for (size_t i = 0; i < ruled.rows; ++i) {
    single.clear();
    single.set_at(*request.at);
    rows.tell(asking, from + i, single);
    EXPECT_EQ(ruled.rulings[i], ruling_code(asking.engine->decide(request.subject, single, *scratch).possible)) << "row " << i << " from " << from;
    if (testing::Test::HasFailure()) break;
  }
  return replay->effort().by_words;
}

class Words : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!use_instructions(GetParam())) GTEST_SKIP() << "this machine has no " << GetParam();
  }
  void TearDown() override { use_instructions(""); }
};

TEST_P(Words, RuleEveryRowThatKnowsAllAsTheSingleCaseEngineDoes) {
  std::mt19937 random(14);
  for (int book = 0; book < 6; ++book) {
    const auto asking = from_text(random_book(random));
    const size_t count = kBlockRows + 700 + random() % 64;
    const Rows known(count, 0, random), some(500, 20, random);
    EXPECT_EQ(compare(*asking, known, count, 3), count - 3);
    const uint64_t by_words = compare(*asking, some, 500, 0);
    EXPECT_GT(by_words, 100U);
    EXPECT_LT(by_words, 500U);
    if (HasFailure()) FAIL() << "book " << book;
  }
}

// AVX3 is what Highway calls AVX-512.
INSTANTIATE_TEST_SUITE_P(All, Words, testing::Values("AVX3", "AVX2", "SSE4", "SCALAR"));

}  // namespace
}  // namespace comity::replay
