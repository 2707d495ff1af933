// Where a decision finds its epoch and its way: many epochs, facts of many values, and cases that are used again.
#include "ruling/track.h"

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
        if (decided) ASSERT_EQ(decision.deciding[0], norms[text - 1]);
      }
    }
  }
}

TEST(Tracks, FewValuesAreTestedByValue) { decide_by_text(20, 1000); }
TEST(Tracks, ManyValuesAreTestedByCell) { decide_by_text(100, 1000); }
TEST(Tracks, FewPartsAreFoundByValue) { decide_by_text(100, 8); }
TEST(Tracks, ManyPartsAreFoundByCell) { decide_by_text(300, 8); }
TEST(Tracks, ThousandsOfPartsAreFoundByCell) { decide_by_text(4000, 8); }

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
