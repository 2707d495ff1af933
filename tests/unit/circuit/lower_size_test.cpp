// What large books cost: figures are printed, and bounds on nodes and epochs are checked, for time on a busy machine proves nothing.
#include <gtest/gtest.h>

#include <ctime>

#include "book/standing.h"
#include "lower_builder.h"
#include "text/diagnostics.h"

namespace comity::circuit {
namespace {

struct Size {
  size_t norms = 10'000, actions = 80, sources = 1'000, facts = 200, authorities = 5;
  bool by_rank = true, by_date = true;
  bool own_times = true;  // sources that come and go, else all in force always
};

// A book as a generator would write it: every norm on one action under one source, with a condition of three tests.
LawBuilder generated(Random& random, const Size& size) {
  LawBuilder law;
  law.model.books[0].by_rank = size.by_rank;
  law.model.books[0].by_date = size.by_date;
  for (size_t i = 0; i < size.facts; ++i) law.fact(law.type(TypeKind::kYesNo));
  for (size_t i = 0; i < size.authorities; ++i) {
    book::Authority authority;
    for (size_t j = 0; j < size.authorities; ++j) authority.below.push_back(j < i);
    law.model.authorities.push_back(authority);
  }
  for (size_t i = 0; i < size.sources; ++i) {
    const auto from = static_cast<Instant>(below(random, 100'000));
    const bool ends = below(random, 3) == 0;
    const SourceId id = law.source({size.own_times ? book::Interval{from, ends ? from + 20'000 : book::kForever} : book::Interval{}});
    law.model.sources[id.value].authority = book::AuthorityId(below(random, size.authorities));
    law.model.sources[id.value].precedence_day = from / 10;
  }
  for (size_t i = 0; i < size.actions; ++i) law.action();
  for (size_t i = 0; i < size.norms; ++i) {
    const auto some = [&] { return law.yes(FactId(below(random, size.facts))); };
    const CondId either = law.join(book::Cond::Kind::kOr, {some(), law.join(book::Cond::Kind::kNot, {some()})});
    const Modality modality = static_cast<Modality>(1 + below(random, 3));
    law.norm(modality, static_cast<uint32_t>(below(random, size.actions)), law.join(book::Cond::Kind::kAnd, {some(), either}),
             {SourceId(below(random, size.sources))});
  }
  law.settle_force();
  return law;
}

struct Figures {
  double check_ms = 0, lower_ms = 0;
  size_t nodes = 0, epochs = 0, states = 0, shapes = 0;
};

Figures measure(const Model& model) {
  // Time of this process, so that a busy machine changes it less.
  const auto ms = [](std::clock_t time) { return 1000.0 * static_cast<double>(time) / CLOCKS_PER_SEC; };
  Figures figures;
  text::Diagnostics diagnostics;
  const auto start = std::clock();
  EXPECT_TRUE(book::check_cycles(model, diagnostics));
  const auto checked = std::clock();
  const Program program = lower(model);
  const auto lowered = std::clock();
  figures.check_ms = ms(checked - start);
  figures.lower_ms = ms(lowered - checked);
  figures.nodes = program.circuit.size();
  figures.shapes = program.shapes.size();
  for (const auto& epochs : program.epochs) {
    figures.epochs += epochs.size();
    for (const Epoch& epoch : epochs) figures.states += epoch.norms.size();
  }
  std::printf("%zu norms: circles %.0f ms, lowering %.0f ms; %zu nodes, %zu atoms, %zu epochs with %zu norms in all, %zu shapes\n", model.norms.size(),
              figures.check_ms, figures.lower_ms, figures.nodes, program.atoms.size(), figures.epochs, figures.states, figures.shapes);
  return figures;
}

TEST(LoweringSize, TenThousandNormsByRankThenDate) {
  Random random(31);
  const LawBuilder law = generated(random, {});
  const Figures figures = measure(law.model);
  // A handful of nodes a norm and epoch, although some 62 norms of an action oppose some 62 others.
  EXPECT_LT(figures.nodes, 6 * figures.states);
}

TEST(LoweringSize, TenThousandNormsThatNeverChange) {
  Random random(32);
  Size size;
  size.own_times = false;
  const Figures figures = measure(generated(random, size).model);
  EXPECT_LT(figures.nodes, 10 * size.norms);
  EXPECT_EQ(figures.epochs, size.actions);
}

TEST(LoweringSize, OneActionTwoThousandNorms) {
  Random random(33);
  Size size;
  size.norms = 2'000;
  size.actions = 1;
  const Figures figures = measure(generated(random, size).model);
  EXPECT_LT(figures.nodes, 6 * figures.states);
}

TEST(LoweringSize, AThousandEpochsOfOneListCostWhatTheyChange) {
  Random random(34);
  Size size;
  size.norms = 1'000;
  size.own_times = false;
  LawBuilder law = generated(random, size);
  // One norm of one action names a list to which an element is added a thousand times.
  law.fact(law.type(TypeKind::kText));
  book::List list;
  for (Instant at = 0; at < 1'000; ++at) list.elements.push_back({"place " + std::to_string(at), 0, {at, book::kForever}});
  law.model.lists.push_back(list);
  book::Test test;
  test.kind = book::Test::Kind::kIsText;
  test.fact = FactId(size.facts);
  test.list = book::ListId(0);
  law.norm(Modality::kForbids, 0, law.test(test), {SourceId(0)});
  law.settle_force();
  const Figures figures = measure(law.model);
  EXPECT_EQ(figures.epochs, size.actions + 1'000);
  EXPECT_LT(figures.nodes, 10 * size.norms + 1'000 * 60);
}

}  // namespace
}  // namespace comity::circuit
