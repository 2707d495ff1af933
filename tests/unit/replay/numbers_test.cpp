// Columns of numbers, days, flags and indices by the kernels, against the same values told one by one as text.
#include "replay/numbers.h"

#include <random>

#include "replay/lanes.h"
#include "replay_helpers.h"

namespace comity::replay {
namespace {

class Numbers : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!use_instructions(GetParam())) GTEST_SKIP() << "this machine has no " << GetParam();
  }
  void TearDown() override { use_instructions(""); }
};

template <class T>
void count_one_type(Physical physical) {
  std::mt19937_64 random(7);
  const std::vector<int64_t> thresholds = {INT64_MIN, -70'000, -3, 0, 1, 100, 127, 255, 256, 40'000, int64_t{1} << 40, INT64_MAX};
  std::vector<T> values(kBlockRows);
  for (auto& value : values) value = static_cast<T>(random() % 4 == 0 ? random() : random() % 300);
  for (size_t t = 0; t < thresholds.size(); ++t) values[t] = static_cast<T>(thresholds[t]);
  std::vector<uint8_t> counts(values.size()), bytes(values.size());
  for (const size_t rows : {size_t{1}, size_t{63}, size_t{100}, kBlockRows}) {
    count_reached({values.data(), physical}, thresholds, rows, counts.data());
    narrow({values.data(), physical}, rows, bytes.data());
    for (size_t i = 0; i < rows; ++i) {
      const auto reached = std::ranges::count_if(thresholds, [&](int64_t threshold) { return std::cmp_greater_equal(values[i], threshold); });
      ASSERT_EQ(counts[i], reached) << "row " << i << " value " << +values[i];
      if (sizeof(T) == 1) continue;  // bytes need no narrowing
      ASSERT_EQ(bytes[i], std::cmp_greater_equal(values[i], 0) && std::cmp_less(values[i], 255) ? static_cast<int>(values[i]) : 255) << +values[i];
    }
  }
}

TEST_P(Numbers, EveryWidthCountsThresholdsAndNarrows) {
  count_one_type<int8_t>(Physical::kInt8);
  count_one_type<int16_t>(Physical::kInt16);
  count_one_type<int32_t>(Physical::kInt32);
  count_one_type<int64_t>(Physical::kInt64);
  count_one_type<uint8_t>(Physical::kUint8);
  count_one_type<uint16_t>(Physical::kUint16);
  count_one_type<uint32_t>(Physical::kUint32);
  count_one_type<uint64_t>(Physical::kUint64);
}

TEST_P(Numbers, BitsBecomeBytes) {
  std::mt19937_64 random(3);
  std::vector<uint64_t> words(kBlockRows / 64);
  for (auto& word : words) word = random();
  std::vector<uint8_t> out(kBlockRows);
  spread_bits(words.data(), kBlockRows, out.data());
  for (size_t i = 0; i < kBlockRows; ++i) ASSERT_EQ(out[i], words[i / 64] >> (i % 64) & 1);
}

// AVX3 is what Highway calls AVX-512.
INSTANTIATE_TEST_SUITE_P(All, Numbers, testing::Values("AVX3", "AVX2", "SSE4", "SSSE3", "SCALAR"));

// --- through the engine -----------------------------------------------------------------------------------------------------------

const char* const kBook = R"(book b "B"
timezone America/New_York
action share "share"
fact hours is number of hours
fact held is yes-no
fact seen is date
fact when is instant
fact length is duration
fact place is one of street, jail, court
source s "S"
  in force from 1850-01-01
norm a
  cites s
  permits share
  when hours is at least 24.5 and hours is less than 48
norm c
  cites s
  forbids share
  when held and seen is before 1899-12-31
norm d
  cites s
  requires share
  when when is on or after 1883-11-18 13:00 and place is jail
norm e
  cites s
  forbids share
  when length is more than 36 hours
)";

struct Told {
  std::vector<std::optional<int64_t>> hours, seen, when, length, place, held;
};

Told draw(size_t rows, uint32_t nulls_in, std::mt19937& random) {
  Told told;
  const auto one = [&](std::vector<std::optional<int64_t>>& column, int64_t value) {
    column.push_back(random() % 100 < nulls_in ? std::nullopt : std::optional(value));
  };
  for (size_t i = 0; i < rows; ++i) {
    one(told.hours, static_cast<int64_t>(random() % 60) - 3);
    one(told.seen, -25'568 + static_cast<int64_t>(random() % 800) - 400);
    one(told.when, -2'717'647'200 + static_cast<int64_t>(random() % 4) - 2);
    one(told.length, 36 * 3600 + static_cast<int64_t>(random() % 3) - 1);
    one(told.place, static_cast<int64_t>(random() % 3));
    one(told.held, static_cast<int64_t>(random() % 2));
  }
  return told;
}

template <class T>
std::vector<std::optional<T>> as(const std::vector<std::optional<int64_t>>& values, int64_t times = 1) {
  std::vector<std::optional<T>> made;
  for (const auto& value : values) made.push_back(value ? std::optional(static_cast<T>(*value * times)) : std::nullopt);
  return made;
}

// The columns as texts, each value told in full.
HandMade in_words(const Told& told) {
  HandMade table(told.hours.size());
  const auto texts = [](const std::vector<std::optional<int64_t>>& values, auto&& show) {
    std::vector<std::optional<std::string>> made;
    for (const auto& value : values) made.push_back(value ? std::optional<std::string>(show(*value)) : std::nullopt);
    return made;
  };
  static constexpr const char* kPlaces[] = {"street", "jail", "court"};
  table.texts("hours", texts(told.hours, [](int64_t v) { return std::to_string(v); }));
  table.texts("seen", texts(told.seen, [](int64_t v) { return ruling::show_date(v); }));
  table.texts("when", texts(told.when, [](int64_t v) { return book::time::Zone::utc().show(v); }));
  table.texts("length", texts(told.length, [](int64_t v) { return "PT" + std::to_string(v) + "S"; }));
  table.texts("place", texts(told.place, [](int64_t v) { return std::string(kPlaces[v]); }));
  table.texts("held", texts(told.held, [](int64_t v) { return std::string(v != 0 ? "yes" : "no"); }));
  return table;
}

std::vector<uint8_t> rulings_of(const Asking& asking, HandMade& table, size_t from) {
  text::Diagnostics diagnostics;
  Request request{.subject = asking.action("share"), .at = 1'700'000'000, .by_names = true};
  const auto replay = Replay::make(asking.program, *asking.names, *asking.engine, request, table.types(), diagnostics, 1);
  if (replay == nullptr) {
    ADD_FAILURE() << diagnostics.all()[0].message;
    return {};
  }
  Ruled ruled;
  const auto fine = replay->run(table.array(from), ruled);
  EXPECT_TRUE(fine) << fine.error();
  for (const auto& [column, seen] : replay->unrecognised()) ADD_FAILURE() << seen.literals.begin()->first << " has no meaning";
  EXPECT_EQ(replay->effort().odd_rows, 0U);
  return {ruled.rulings.begin(), ruled.rulings.end()};
}

TEST(TypedColumns, SayWhatTheSameTextsSay) {
  const auto asking = from_text(kBook);
  std::mt19937 random(2);
  for (const uint32_t nulls_in : {0U, 20U}) {
    for (const size_t rows : {size_t{5}, size_t{64}, size_t{9'000}}) {
      const Told told = draw(rows, nulls_in, random);
      HandMade words = in_words(told), narrow_types(rows), wide_types(rows);
      narrow_types.numbers<int8_t>("hours", Physical::kInt8, as<int8_t>(told.hours));
      narrow_types.numbers<int32_t>("seen", Physical::kDate32, as<int32_t>(told.seen));
      narrow_types.numbers<int64_t>("when", Physical::kTime, as<int64_t>(told.when));
      narrow_types.numbers<int64_t>("length", Physical::kDuration, as<int64_t>(told.length));
      narrow_types.indices<int32_t>("place", Physical::kInt32, {"street", "jail", "court"}, as<int32_t>(told.place));
      narrow_types.flags("held", as<bool>(told.held));
      wide_types.numbers<int64_t>("hours", Physical::kInt64, as<int64_t>(told.hours));
      wide_types.numbers<int64_t>("seen", Physical::kDate64, as<int64_t>(told.seen, 86'400'000));
      wide_types.numbers<int64_t>("when", Physical::kTime, as<int64_t>(told.when, 1'000'000), 1'000'000);
      wide_types.numbers<int64_t>("length", Physical::kDuration, as<int64_t>(told.length, 1'000), 1'000);
      wide_types.indices<uint16_t>("place", Physical::kUint16, {"street", "jail", "court"}, as<uint16_t>(told.place));
      wide_types.flags("held", as<bool>(told.held));
      for (const size_t from : {size_t{0}, size_t{3}}) {
        const auto expected = rulings_of(*asking, words, from);
        ASSERT_EQ(rulings_of(*asking, narrow_types, from), expected) << rows << " rows from " << from << ", nulls in " << nulls_in;
        ASSERT_EQ(rulings_of(*asking, wide_types, from), expected) << rows << " rows from " << from << ", nulls in " << nulls_in;
      }
    }
  }
}

TEST(TypedColumns, ANumberPastTheLanguageIsCountedWithWhatStoodThere) {
  const auto asking = from_text(kBook);
  HandMade table(3);
  table.numbers<int64_t>("hours", Physical::kInt64, {30, 1'000'000'000'000, std::nullopt});
  text::Diagnostics diagnostics;
  Request request{.subject = asking->action("share"), .at = 1'700'000'000, .by_names = true};
  const auto replay = Replay::make(asking->program, *asking->names, *asking->engine, request, table.types(), diagnostics, 1);
  ASSERT_NE(replay, nullptr);
  Ruled ruled;
  ASSERT_TRUE(replay->run(table.array(), ruled));
  const auto seen = replay->unrecognised();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].second.literals, (std::map<std::string, uint64_t>{{"1000000000000", 1}}));
}

TEST(TypedColumns, AnIndexPastItsDictionaryIsUnknown) {
  const auto asking = from_text(kBook);
  HandMade words(70), indices(70);
  std::vector<std::optional<std::string>> told(70, "jail");
  std::vector<std::optional<int32_t>> places(70, 1);
  told[5] = told[69] = std::nullopt;
  places[5] = 3;
  places[69] = -1;
  words.texts("place", told);
  indices.indices<int32_t>("place", Physical::kInt32, {"street", "jail", "court"}, places);
  EXPECT_EQ(rulings_of(*asking, indices, 0), rulings_of(*asking, words, 0));
}

}  // namespace
}  // namespace comity::replay
