// What is in force when: the reference's own examples, and random lives against the definition on the language's page.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "book/intervals.h"
#include "book/life.h"
#include "book/load.h"
#include "front_helpers.h"

namespace comity::book {
namespace {

std::unique_ptr<Loaded> court(const std::string& text) {
  text::Diagnostics diagnostics;
  auto loaded = load_texts("t", {{"t", "book t \"T\" timezone America/New_York " + text}}, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors()) << (diagnostics.all().empty() ? "" : text::render(loaded->files, diagnostics.all()[0], false));
  return loaded;
}

Instant first_of(int month) { return time::Zone::find("America/New_York")->first_moment(time::day_of({2025, static_cast<uint8_t>(month), 1})); }

// For the first moment of each month from January to July 2025 `+` or `-`.
std::string months(const std::vector<Interval>& intervals) {
  std::string out;
  for (int month = 1; month <= 7; ++month) out += in_force(intervals, first_of(month)) ? '+' : '-';
  return out;
}

const Source& source(const Loaded& loaded, const std::string& name) {
  for (const Source& each : loaded.model.sources) {
    if (each.name == name) return each;
  }
  ADD_FAILURE() << "no source " << name;
  return loaded.model.sources[0];
}

std::string months_of(const std::string& text) { return months(source(*court(text), "s").in_force); }

TEST(Life, Events) {
  EXPECT_EQ(months_of("source s \"S\" in force from 2025-02-01 until 2025-04-01"), "-++----");
  EXPECT_EQ(months_of("source s \"S\" in force from 2025-02-01 through 2025-04-01"), "-+++---");
  EXPECT_EQ(months_of("source s \"S\" in force from 2025-02-01 expires after 2 months"), "-++----");
  EXPECT_EQ(months_of("source s \"S\" in force from 2025-02-01 rescinded by s on 2025-03-01 revived by s on 2025-05-01"), "-+--+++");
  EXPECT_EQ(months_of("source s \"S\" in force from 2025-02-01 rescinded by s on 2025-03-01 revived by s on 2025-03-01"), "-++++++");
  EXPECT_EQ(months_of("source s \"S\" in force from 2025-02-01 stayed by s from 2025-03-01 until 2025-04-01 stayed by s from 2025-06-01"), "-+-++--");
  EXPECT_EQ(months_of("source s \"S\" in force from 2025-01-01 until 2025-03-01 in force from 2025-05-01 expires on 2025-07-01"), "++--++-");
  EXPECT_EQ(months_of("source s \"S\" signed 2025-01-01"), "-------");
  EXPECT_EQ(months_of("source s \"S\" signed 2025-01-01 revived by s on 2025-02-01"), "-------");
}

TEST(Life, WhatWasReplacedStandsAgainInTheGap) {
  const std::string gap = R"(source s "S" in force from 2025-01-01
    source e "E" in force from 2025-02-01 expires after 28 days replaces s while in force
    source f "F" in force from 2025-04-01 until 2025-06-01 replaces s while in force stayed by s from 2025-05-01 until 2025-05-15)";
  EXPECT_EQ(months_of(gap), "+-+-+++");
  std::string marks;
  const auto loaded = court(gap);
  for (const LifeMark& mark : source(*loaded, "s").marks) marks += (marks.empty() ? "" : ", ") + mark.what;
  EXPECT_EQ(marks, "in force, replaced by e, stands again, replaced by f, stands again, replaced by f, stands again");
  const std::string chain = R"(source s "S" in force from 2025-01-01
    source e "E" in force from 2025-02-01 replaces s while in force
    source f "F" in force from 2025-04-01 until 2025-06-01 replaces e while in force)";
  EXPECT_EQ(months_of(chain), "+--++--");
}

TEST(Life, Marks) {
  const auto loaded = court(R"(source s "S" in force from 2025-01-01 until 2025-09-01 amended by r on 2025-02-01 stayed by r from 2025-03-01 until 2025-04-01
    rescinded by r on 2025-05-01 revived by r on 2025-06-01 source r "R")");
  std::string marks;
  for (const LifeMark& mark : source(*loaded, "s").marks) marks += mark.what + (mark.by.valid() ? "!" : "") + ", ";
  EXPECT_EQ(marks, "in force, amended by r!, stayed by r!, stay ends, rescinded by r!, revived by r!, ends, ");
}

TEST(Life, DateForPrecedence) {
  const auto loaded =
      court(R"(source a "A" signed 2025-03-01 in force from 2025-01-01 source b "B" in force from 2025-01-01 20:00 until 2025-02-01 in force from 2025-06-01
    source c "C" rescinded by a on 2025-01-01)");
  EXPECT_EQ(source(*loaded, "a").precedence_day, time::day_of({2025, 3, 1}));
  EXPECT_EQ(source(*loaded, "b").precedence_day, time::day_of({2025, 1, 1}));
  EXPECT_EQ(source(*loaded, "c").precedence_day, std::nullopt);
}

TEST(Life, NormsStandWithTheirSourcesOrByTheirOwnTime) {
  const auto loaded = court(R"(source a "A" in force from 2025-01-01 until 2025-02-01 source b "B" in force from 2025-03-01 until 2025-04-01
    source c "C" in force from 2025-01-01 action go "go"
    norm n cites a cites b see c permits go
    norm m cites a permits go in force from 2025-02-01 through 2025-03-31 in force from 2025-03-15 until 2025-04-01 in force from 2025-06-01
    norm nothing see c cites a permits go in force from 2025-07-02)");
  EXPECT_EQ(months(loaded->model.norms[0].in_force), "+-+----");
  EXPECT_EQ(months(loaded->model.norms[1].in_force), "-++--++");
  EXPECT_EQ(loaded->model.norms[1].in_force.size(), 2U);
  EXPECT_EQ(months(loaded->model.norms[2].in_force), "-------");
}

TEST(Life, Boundaries) {
  const auto loaded = court(R"(source s "S" in force from 2025-01-01 stayed by s from 2025-02-01 until 2025-03-01 amended by s on 2025-01-15
    action go "go" norm n cites s permits go when q in force from 2025-04-01
    question q "Q" raised by s on 2025-01-20 answered yes by s on 2025-05-01
    list l "L" of text cites s "dc" from 2025-06-01 until 2025-07-01 "ca")");
  std::vector<Instant> expected;
  for (int month = 1; month <= 7; ++month) expected.push_back(first_of(month));
  EXPECT_EQ(loaded->model.boundaries, expected);
}

// Random lives over a few instants, so that events meet.
class RandomLives {
 public:
  explicit RandomLives(uint32_t seed) : random_(seed) {}

  std::vector<ResolvedLife> next(size_t count) {
    std::vector<ResolvedLife> lives(count);
    for (size_t i = 0; i < count; ++i) {
      for (uint32_t events = below(6); events > 0; --events) lives[i].events.push_back(event());
      for (size_t j = i + 1; j < count; ++j) {
        if (below(3) == 0) lives[i].replaces.push_back(SourceId(j));
      }
    }
    return lives;
  }

 private:
  uint32_t below(uint32_t bound) { return static_cast<uint32_t>(random_() % bound); }
  ResolvedEvent event() {
    using Kind = ResolvedEvent::Kind;
    constexpr Kind kKinds[] = {Kind::kInForce, Kind::kInForce, Kind::kExpires, Kind::kRescinded, Kind::kRevived, Kind::kStayed, Kind::kAmended};
    ResolvedEvent made;
    made.kind = kKinds[below(7)];
    made.at = below(12);
    if (made.kind == Kind::kInForce || made.kind == Kind::kStayed) {
      if (below(2) == 0) made.until = made.at + below(5);
    }
    return made;
  }
  std::mt19937 random_;
};

// Section 3 of the page, word by word.
bool stands(const std::vector<ResolvedLife>& lives, size_t of, Instant t) {
  using Kind = ResolvedEvent::Kind;
  std::optional<Instant> on, off;
  bool ever = false, stayed = false;
  const auto later = [&](std::optional<Instant>& latest, Instant at) {
    if (at <= t && (!latest || *latest < at)) latest = at;
  };
  for (const ResolvedEvent& event : lives[of].events) {
    ever |= event.kind == Kind::kInForce;
    if (event.kind == Kind::kInForce || event.kind == Kind::kRevived) later(on, event.at);
    if (event.kind == Kind::kExpires || event.kind == Kind::kRescinded) later(off, event.at);
    if (event.kind == Kind::kInForce && event.until) later(off, *event.until);
    stayed |= event.kind == Kind::kStayed && event.at <= t && (!event.until || t < *event.until);
  }
  if (!ever || stayed || !on || (off && *off > *on)) return false;
  for (size_t i = 0; i < lives.size(); ++i) {
    const auto& replaces = lives[i].replaces;
    if (std::find(replaces.begin(), replaces.end(), SourceId(of)) != replaces.end() && stands(lives, i, t)) return false;
  }
  return true;
}

Model model_with(size_t sources) {
  Model model;
  model.zones.push_back(time::Zone::utc());
  model.books.emplace_back().zone = ZoneId(0);
  for (size_t i = 0; i < sources; ++i) {
    model.sources.emplace_back().name = std::to_string(i);
    model.sources.back().book = BookId(0);
  }
  return model;
}

TEST(Life, RandomLivesAsThePageSays) {
  RandomLives random(8);
  for (int round = 0; round < 3000; ++round) {
    const std::vector<ResolvedLife> lives = random.next(5);
    Model model = model_with(5);
    settle_lives(model, lives);
    settle_norms(model);
    settle_boundaries(model);
    for (size_t i = 0; i < 5; ++i) {
      const auto& intervals = model.sources[i].in_force;
      for (size_t k = 0; k < intervals.size(); ++k) {
        ASSERT_LT(intervals[k].from, intervals[k].until);
        ASSERT_TRUE(k == 0 || intervals[k - 1].until < intervals[k].from);
      }
      for (Instant t = -1; t < 20; ++t) {
        ASSERT_EQ(in_force(intervals, t), stands(lives, i, t)) << "round " << round << ", source " << i << " at " << t;
        const bool changes = in_force(intervals, t) != in_force(intervals, t - 1);
        ASSERT_TRUE(!changes || std::binary_search(model.boundaries.begin(), model.boundaries.end(), t));
      }
    }
  }
}

TEST(Life, CyclesAndLongChainsEnd) {
  constexpr size_t kCount = 100'000;
  std::vector<ResolvedLife> lives(kCount);
  for (size_t i = 0; i < kCount; ++i) {
    lives[i].events.push_back({ResolvedEvent::Kind::kInForce, 0, {}, {}, {}});
    lives[i].replaces.push_back(SourceId((i + 1) % kCount));
  }
  Model model = model_with(kCount);
  settle_lives(model, lives);
  lives.back().replaces.clear();
  settle_lives(model, lives);
  EXPECT_TRUE(in_force(model.sources[0].in_force, 5));
  EXPECT_FALSE(in_force(model.sources[1].in_force, 5));
  EXPECT_FALSE(in_force(model.sources[kCount - 1].in_force, 5));
}

TEST(Intervals, AsSetsOfInstants) {
  std::mt19937 random(9);
  const auto some = [&] {
    Intervals made;
    for (uint32_t i = random() % 5; i > 0; --i) {
      const Instant from = random() % 20;
      made.push_back({from, from + static_cast<Instant>(random() % 6)});
    }
    return made;
  };
  for (int round = 0; round < 3000; ++round) {
    const Intervals raw = some(), a = normal(raw), b = normal(some());
    const Intervals both = unite(a, b), shared = intersect(a, b), left = subtract(a, b);
    for (Instant t = -1; t < 30; ++t) {
      const bool in_raw = std::any_of(raw.begin(), raw.end(), [&](const Interval& each) { return each.contains(t); });
      ASSERT_EQ(in_force(a, t), in_raw);
      ASSERT_EQ(in_force(both, t), in_force(a, t) || in_force(b, t));
      ASSERT_EQ(in_force(shared, t), in_force(a, t) && in_force(b, t));
      ASSERT_EQ(in_force(left, t), in_force(a, t) && !in_force(b, t));
    }
  }
}

}  // namespace
}  // namespace comity::book
