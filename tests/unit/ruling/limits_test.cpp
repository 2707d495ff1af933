// What happens at the edges: budgets that run out, facts of too many cells, memory, threads.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <thread>

#include "ruling/engine.h"
#include "ruling/judge.h"
#include "ruling/random_law.h"

namespace {
std::atomic<long> allocations{0};
}  // namespace

// NOLINTBEGIN: counts what the engine allocates.
void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
// NOLINTEND

namespace comity::ruling {
namespace {

constexpr Ruling kAll[] = {Ruling::kPermitted, Ruling::kForbidden, Ruling::kRequired, Ruling::kSilent, Ruling::kConflicting};

TEST(Limits, DecidingAllocatesNothing) {
  RandomLaw made(3);
  const Engine engine(made.law.program);
  const auto scratch = engine.scratch();
  Case told(made.law.program);
  for (size_t i = 0; i < made.law.program.model->facts.size(); ++i) told.tell(FactId(i), 0);
  for (SubjectId subject : made.subjects) engine.decide(subject, told, *scratch);
  const long before = allocations.load();
  for (SubjectId subject : made.subjects) engine.decide(subject, told, *scratch);
  EXPECT_EQ(allocations.load(), before);
}

TEST(Limits, WithFewStepsNoRulingIsLost) {
  int exhausted = 0, settled = 0, not_nearest = 0;
  for (uint32_t seed = 0; seed < 600; ++seed) {
    RandomLaw made(seed / 2);
    const Engine engine(made.law.program, Budget{0, seed / 2 % 12, seed % 2 == 0 ? 0U : 8U});
    const auto scratch = engine.scratch();
    const Case drawn = made.draw();
    for (SubjectId subject : made.subjects) {
      const Judge judge(made.law.program, subject, drawn.at());
      if (judge.completions() > 2000) continue;
      SCOPED_TRACE(testing::Message() << "seed " << seed << " subject " << subject);
      const Answer right = judge.ask(drawn), given = engine.ask(subject, drawn, *scratch);
      const Decision decision = engine.decide(subject, drawn, *scratch);
      ASSERT_EQ(given.possible & right.possible, right.possible);
      ASSERT_EQ(decision.possible & right.possible, right.possible);
      for (const Unknown& missing : right.missing) ASSERT_EQ(std::ranges::count(given.missing, missing), 1);
      for (NormId norm : given.decided_by) ASSERT_EQ(std::ranges::count(right.decided_by, norm), 1);
      for (NormId norm : right.decided_by) ASSERT_EQ(std::ranges::count(given.decided_by, norm) + std::ranges::count(given.may_decide, norm), 1);
      if (given.possible != right.possible) { ASSERT_TRUE(given.exhausted); }
      if (given.settled()) {
        ASSERT_TRUE(judge.forces(drawn, given.because));
        if (!given.exhausted) { ASSERT_EQ(given.because.size(), judge.because_size(drawn)); }
      }
      for (Ruling wanted : kAll) {
        const WhyNot why = engine.why_not(subject, drawn, wanted, *scratch);
        const auto nearest = judge.why_not(drawn, wanted);
        if (!why.exhausted) { ASSERT_EQ(why.possible, nearest.has_value()); }
        if (!why.possible) continue;
        // What was found gives the ruling, though there may be less that does.
        Case changed = drawn;
        std::pair<int, int> cost{0, 0};
        for (const auto& [fact, was_told, value] : why.changes) {
          ++(was_told ? cost.first : cost.second);
          const bool is_list = made.law.program.model->facts[fact.value].type.kind == TypeKind::kListOf;
          is_list ? changed.tell_list(fact, value.records) : changed.tell(fact, value.number);
        }
        ASSERT_EQ(judge.ask(changed).possible, 1U << static_cast<unsigned>(wanted));
        ASSERT_GE(cost, *nearest);
        if (!why.exhausted) { ASSERT_EQ(cost, *nearest); }
        not_nearest += cost != *nearest ? 1 : 0;
      }
      exhausted += given.exhausted ? 1 : 0;
      settled += given.settled() ? 1 : 0;
    }
  }
  EXPECT_GT(exhausted, 100);
  EXPECT_GT(settled, 50);
  EXPECT_GT(not_nearest, 0);
}

// A set of which each of thirteen words is asked for alone has 8,192 cells.
struct Wide {
  SmallLaw law;
  static constexpr size_t kWords = 13;
  FactId set = law.fact(law.builder.type(TypeKind::kSomeOf, kWords)), flag = law.yes_no();
  SubjectId subject;
  Wide() {
    std::vector<Lit> any;
    for (size_t word = 0; word < kWords; ++word) {
      Atom atom;
      atom.kind = Atom::Kind::kMeets;
      atom.index = set.value;
      atom.mask = uint64_t{1} << word;
      any.push_back(law.test(atom));
    }
    Atom empty;
    empty.kind = Atom::Kind::kEmpty;
    empty.index = set.value;
    const Lit one = any[0];
    law.norm(Modality::kPermits, law.program.circuit.any(any));
    law.norm(Modality::kForbids, law.both(law.test(empty), law.is_yes(flag)));
    law.norm(Modality::kRequires, law.both(one, !any[12]));
    subject = law.close_action();
  }
};

TEST(Limits, AFactOfTooManyCellsIsDecidedWhereItIsTold) {
  Wide wide;
  const Engine engine(wide.law.program);
  const auto scratch = engine.scratch();
  Case told(wide.law.program);
  told.tell(wide.flag, 1);
  for (int64_t set = 0; set < 1 << Wide::kWords; set += 37) {
    told.tell(wide.set, set);
    const Ruling right = set == 0 ? Ruling::kForbidden : (set & 1) != 0 && (set >> 12 & 1) == 0 ? Ruling::kRequired : Ruling::kPermitted;
    const Answer given = engine.ask(wide.subject, told, *scratch);
    ASSERT_FALSE(given.exhausted);
    ASSERT_TRUE(given.settled());
    ASSERT_EQ(given.ruling(), right);
    ASSERT_EQ(given.because.front(), wide.set);
    ASSERT_EQ(engine.decide(wide.subject, told, *scratch).possible, given.possible);
  }
}

TEST(Limits, AFactOfTooManyCellsThatIsUntoldLosesNoRuling) {
  Wide wide;
  const Engine engine(wide.law.program);
  const auto scratch = engine.scratch();
  Case told(wide.law.program);
  const Answer given = engine.ask(wide.subject, told, *scratch);
  const auto bit = [](Ruling ruling) { return 1u << static_cast<unsigned>(ruling); };
  const unsigned right = bit(Ruling::kPermitted) | bit(Ruling::kForbidden) | bit(Ruling::kRequired) | bit(Ruling::kSilent);
  EXPECT_EQ(given.possible & right, right);
  EXPECT_TRUE(given.exhausted);
  ASSERT_EQ(given.missing.size(), 2U);
  EXPECT_EQ(given.missing[0], (Unknown{false, wide.set.value}));
}

// Of fifteen words each place asks for five of its own: too many cells in all, 32 in each.
TEST(Limits, WhereTheWholeLawGivesUpThePartOfATellingFactAnswers) {
  SmallLaw law;
  const FactId place = law.one_of(3), set = law.fact(law.builder.type(TypeKind::kSomeOf, 15)), flag = law.yes_no();
  for (uint16_t p = 0; p < 3; ++p) {
    std::vector<Lit> any;
    for (size_t word = 0; word < 5; ++word) {
      Atom meets;
      meets.kind = Atom::Kind::kMeets;
      meets.index = set.value;
      meets.mask = uint64_t{1} << (5 * p + word);
      any.push_back(law.test(meets));
    }
    const Lit here = law.is(place, {p}), permits = law.both(here, law.program.circuit.any(any));
    const Lit forbids = p == 1 ? law.both(here, law.is_yes(flag)) : circuit::kFalse;
    law.norm(Modality::kPermits, permits, law.both(permits, !forbids));
    if (p == 1) law.norm(Modality::kForbids, forbids);
  }
  const SubjectId subject = law.close_action();
  const Engine engine(law.program, Budget{.norms_undivided = 0});
  const auto scratch = engine.scratch();
  const auto bit = [](Ruling ruling) { return 1u << static_cast<unsigned>(ruling); };
  Case told(law.program);
  Answer answer = engine.ask(subject, told, *scratch);
  EXPECT_FALSE(answer.exhausted);
  EXPECT_EQ(answer.possible, bit(Ruling::kPermitted) | bit(Ruling::kForbidden) | bit(Ruling::kSilent));
  EXPECT_EQ(answer.missing, (std::vector<Unknown>{{false, place.value}, {false, set.value}, {false, flag.value}}));
  ASSERT_TRUE(answer.next.has_value());
  EXPECT_EQ(answer.next->fact, place);
  EXPECT_FALSE(answer.next->exact);
  // The place, and then the set; in one of the three places perhaps the flag.
  EXPECT_DOUBLE_EQ(answer.next->expected_questions, 1 + 1.0 / 3 + 2.0 / 3 + 1.0 / 3);
  // Where no place is told, the set must be told with it; elsewhere nothing is forbidden, and one change more leads there.
  WhyNot why = engine.why_not(subject, told, Ruling::kPermitted, *scratch);
  EXPECT_FALSE(why.exhausted);
  EXPECT_EQ(why.changes.size(), 2U);
  told.tell(place, 2);
  why = engine.why_not(subject, told, Ruling::kForbidden, *scratch);
  EXPECT_FALSE(why.exhausted);
  ASSERT_EQ(why.changes.size(), 2U);
  EXPECT_EQ(why.changes[0].fact, place);
  EXPECT_TRUE(why.changes[0].was_told);
  EXPECT_EQ(why.changes[1].fact, flag);
  EXPECT_FALSE(engine.why_not(subject, told, Ruling::kRequired, *scratch).exhausted);
  told.tell(place, 1);
  answer = engine.ask(subject, told, *scratch);
  EXPECT_FALSE(answer.exhausted);
  EXPECT_EQ(answer.possible, bit(Ruling::kPermitted) | bit(Ruling::kForbidden) | bit(Ruling::kSilent));
  EXPECT_EQ(answer.missing, (std::vector<Unknown>{{false, set.value}, {false, flag.value}}));
  // The cells of the set, by which it is weighed, are those of the part.
  ASSERT_TRUE(answer.next.has_value());
  EXPECT_FALSE(answer.next->exact);
  told.tell(flag, 1);
  answer = engine.ask(subject, told, *scratch);
  EXPECT_FALSE(answer.exhausted);
  EXPECT_EQ(answer.possible, bit(Ruling::kForbidden));
  EXPECT_EQ(answer.because, (std::vector<FactId>{place, flag}));
}

TEST(Limits, ManyThreadsAskOneEngine) {
  std::vector<std::unique_ptr<RandomLaw>> laws;
  for (uint32_t seed = 0; seed < 40; ++seed) laws.push_back(std::make_unique<RandomLaw>(seed));
  for (const auto& made : laws) {
    const Engine alone(made->law.program), shared(made->law.program);
    std::vector<Case> cases;
    for (int i = 0; i < 8; ++i) cases.push_back(made->draw());
    std::vector<RulingSet> right;
    const auto scratch = alone.scratch();
    for (const Case& drawn : cases) {
      for (SubjectId subject : made->subjects) right.push_back(alone.decide(subject, drawn, *scratch).possible);
    }
    std::atomic<int> wrong{0}, ready{0};
    const auto ask_all = [&] {
      const auto own = shared.scratch();
      // All at once, so that they draw the same charts.
      ready.fetch_add(1);
      while (ready.load() < 8) std::this_thread::yield();
      size_t next = 0;
      for (const Case& drawn : cases) {
        for (SubjectId subject : made->subjects) {
          const RulingSet possible = right[next++];
          if (shared.decide(subject, drawn, *own).possible != possible || shared.ask(subject, drawn, *own).possible != possible) wrong.fetch_add(1);
        }
      }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back(ask_all);
    for (std::thread& thread : threads) thread.join();
    ASSERT_EQ(wrong.load(), 0);
  }
}

}  // namespace
}  // namespace comity::ruling
