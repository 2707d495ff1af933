// Where a decision finds its epoch and its way: many epochs, facts of many values, and cases that are used again.
#include "ruling/track.h"

#include <limits>

#include <gtest/gtest.h>

#include "ruling/epochs.h"
#include "ruling/small_law.h"

namespace comity::ruling {
namespace {

TEST(Epochs, TheEpochOfAnInstantIsTheOneThatTheProgramHas) {
  SmallLaw law;
  for (size_t count = 1; count <= 41; ++count) {
    law.close_action();
    auto& epochs = law.program.epochs.back();
    epochs.assign(count, epochs.front());
    for (size_t i = 1; i < count; ++i) epochs[i - 1].until = epochs[i].from = static_cast<Instant>(100 * i);
  }
  const Epochs found(law.program);
  for (SubjectId subject = 0; subject < law.program.subjects.size(); ++subject) {
    for (Instant at = -150; at < 4300; at += 50) {
      for (Instant near : {at - 1, at, at + 1}) {
        ASSERT_EQ(&found.epoch(found.at(subject, near)), &law.program.epoch_at(subject, near)) << subject << " at " << near;
      }
    }
    EXPECT_EQ(&found.epoch(found.at(subject, book::kBeginning)), &law.program.epochs[subject].front());
  }
}

// A norm for each of many texts, every third of them under a further condition. `undivided` says from how many norms on the law is divided.
void decide_by_text(size_t texts, size_t undivided) {
  SmallLaw law;
  const FactId named = law.fact(law.builder.type(TypeKind::kText)), custody = law.yes_no();
  for (size_t i = 0; i < texts; ++i) law.program.texts.push_back("text " + std::to_string(i));
  std::vector<NormId> norms;
  for (uint32_t text = 1; text <= texts; ++text) {
    Atom atom;
    atom.kind = Atom::Kind::kInTexts;
    atom.index = named.value;
    atom.texts = {text};
    const Lit its = law.test(std::move(atom));
    norms.push_back(law.norm(text % 2 == 0 ? Modality::kPermits : Modality::kForbids, text % 3 == 0 ? law.both(its, law.is_yes(custody)) : its));
  }
  const SubjectId subject = law.close_action();
  const Engine engine(law.program, Budget{.norms_undivided = undivided});
  const auto scratch = engine.scratch();
  Case told(law.program);
  for (int turn = 0; turn < 2; ++turn) {
    for (uint32_t text = 0; text <= texts + 1; ++text) {
      for (int64_t held : {0, 1}) {
        told.clear();
        told.tell(named, text);
        told.tell(custody, held);
        // A text past the last can only come from a broken caller; it is as one that no norm names.
        const bool decided = text > 0 && text <= texts && (text % 3 != 0 || held == 1);
        const Ruling right = !decided ? Ruling::kSilent : text % 2 == 0 ? Ruling::kPermitted : Ruling::kForbidden;
        const Decision decision = engine.decide(subject, told, *scratch);
        ASSERT_EQ(decision.possible, set_of(right)) << text;
        ASSERT_EQ(decision.deciding.size(), decided ? 1U : 0U) << text;
        if (decided) { ASSERT_EQ(decision.deciding[0], norms[text - 1]); }
      }
    }
  }
}

TEST(Tracks, FewValuesAreTestedByValue) { decide_by_text(20, 1000); }
TEST(Tracks, ManyValuesAreTestedByCell) { decide_by_text(100, 1000); }
TEST(Tracks, FewPartsAreFoundByValue) { decide_by_text(100, 8); }
TEST(Tracks, ManyPartsAreFoundByCell) { decide_by_text(300, 8); }
TEST(Tracks, ThousandsOfPartsAreFoundByCell) { decide_by_text(4000, 8); }

// A norm for each of many least numbers, every third under a further condition; all numbers near a constant, and far ones.
void decide_by_number(int64_t constants) {
  SmallLaw law;
  const FactId hours = law.fact(law.builder.type(TypeKind::kNumber)), custody = law.yes_no();
  Lit below = law.is_yes(custody);
  std::vector<NormId> norms;
  for (int64_t i = 0; i < constants; ++i) {
    Atom atom;
    atom.kind = Atom::Kind::kAtLeast;
    atom.index = hours.value;
    atom.threshold.constant = 10 * i - 50;
    const Lit from = law.test(std::move(atom));
    norms.push_back(law.norm(i % 2 == 0 ? Modality::kPermits : Modality::kForbids, law.both(below, !from)));
    below = law.both(law.is_yes(custody), from);
  }
  const SubjectId subject = law.close_action();
  const Engine engine(law.program);
  const auto scratch = engine.scratch();
  Case told(law.program);
  told.tell(custody, 1);
  const RulingSet open = engine.decide(subject, told, *scratch).possible;
  EXPECT_EQ(open & set_of(Ruling::kPermitted), set_of(Ruling::kPermitted));
  EXPECT_EQ(open & set_of(Ruling::kSilent), set_of(Ruling::kSilent));
  for (int64_t value : {int64_t{-999'999'999'999}, int64_t{-1}, int64_t{0}, int64_t{253}, int64_t{254}, int64_t{255}, int64_t{256}, int64_t{999'999'999'999}}) {
    for (int64_t near = value - 70; near <= value + 70; ++near) {
      told.tell(hours, near);
      ASSERT_EQ(told.value(hours), near);
      const int64_t first = near < -50 ? 0 : (near + 50) / 10 + 1;  // how many constants are reached
      const Decision decision = engine.decide(subject, told, *scratch);
      const Ruling right = first >= constants ? Ruling::kSilent : first % 2 == 0 ? Ruling::kPermitted : Ruling::kForbidden;
      ASSERT_EQ(decision.possible, set_of(right)) << near;
      ASSERT_EQ(decision.deciding.size(), first >= constants ? 0U : 1U) << near;
      if (first < constants) { ASSERT_EQ(decision.deciding[0], norms[static_cast<size_t>(first)]) << near; }
    }
  }
}

TEST(Tracks, NumbersAreTestedByFewConstants) { decide_by_number(5); }
TEST(Tracks, NumbersAreTestedByManyConstants) { decide_by_number(40); }

TEST(Case, EveryValueIsToldAsItIs) {
  SmallLaw law;
  const FactId fact = law.fact(law.builder.type(TypeKind::kNumber)), list = law.fact(law.builder.type(TypeKind::kNumber));
  Case told(law.program);
  for (int64_t value : {std::numeric_limits<int64_t>::min(), int64_t{-2}, int64_t{-1}, int64_t{0}, int64_t{1}, int64_t{252}, int64_t{253}, int64_t{254},
                        int64_t{255}, int64_t{256}, std::numeric_limits<int64_t>::max()}) {
    told.tell(fact, value);
    EXPECT_TRUE(told.knows(fact));
    EXPECT_EQ(told.value(fact), value);
  }
  // More lists than are told by small numbers.
  for (int64_t i = 0; i < 300; ++i) {
    told.tell_list(list, std::vector<RecordValue>{{{true, i}}});
    ASSERT_EQ(told.records(list).at(0).at(0).number, i);
  }
  told.forget(list);
  EXPECT_TRUE(told.records(list).empty());
}

TEST(Case, WhatWasToldBeforeItWasClearedIsNotKnown) {
  SmallLaw law;
  const FactId one = law.yes_no(), other = law.yes_no();
  Case told(law.program);
  EXPECT_FALSE(told.knows(one));
  told.tell(one, 1);
  EXPECT_TRUE(told.knows(one));
  EXPECT_EQ(told.told(), std::vector{one});
  told.clear();
  EXPECT_FALSE(told.knows(one));
  EXPECT_TRUE(told.told().empty());
  told.tell(other, 0);
  EXPECT_EQ(told.told(), std::vector{other});
  told.forget(other);
  EXPECT_FALSE(told.knows(other));
  const Case copy = told;
  told.clear();
  told.tell(one, 1);
  EXPECT_FALSE(copy.knows(one));
  EXPECT_TRUE(told.knows(one));
}

}  // namespace
}  // namespace comity::ruling
