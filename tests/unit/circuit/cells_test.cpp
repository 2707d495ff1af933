// Cells against plain evaluation: whatever is told lies in the cell whose truths are its own; every feasible cell has a value; no other has.
#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "builder.h"

namespace comity::circuit {
namespace {

// Instants at which moving thresholds stand in different orders: an ordinary day, leap days, clock changes, holidays; and the ends of time,
// where thresholds are clipped, so that only the cells must be in order.
const book::Instant kInstants[] = {kNoon, 0, 951'825'600, 1'741'503'600, 1'741'503'600 + 86'400 * 3, 1'762'063'200, 1'735'689'599, -40'000'000'000};
const book::Instant kEnds[] = {-62'135'596'800, -62'135'596'000, -62'135'596'800 + 86'400 * 40,
                               253'402'300'799, 253'402'214'400, 253'402'214'400 - 86'400 * 40};

void expect_truths(const Atoms& atoms, const Variable& variable, Cell cell, const ToldValue& value, book::Instant at) {
  ASSERT_LT(cell, variable.cells());
  for (size_t i = 0; i < variable.atoms().size(); ++i) {
    ASSERT_EQ(variable.holds(cell, i), holds_plainly(atoms.program, atoms.program.atoms[variable.atoms()[i]], value, at))
        << "atom " << i << " of value " << value.number;
  }
}

// Values that meet every cell of a scalar or set.
std::vector<int64_t> values_that_matter(const Atoms& atoms, const Variable& variable, const book::Type& type, size_t words, book::Instant at) {
  std::vector<int64_t> values;
  switch (type.kind) {
    case TypeKind::kYesNo: return {0, 1};
    case TypeKind::kOneOf: values.resize(words); break;
    case TypeKind::kSomeOf: values.resize(size_t{1} << words); break;
    case TypeKind::kText: values.resize(9); break;
    default: {
      const Domain domain = domain_of(type.kind);
      values = {domain.low, domain.high};
      for (AtomId id : variable.atoms()) {
        const Threshold& t = atoms.program.atoms[id].threshold;
        const int64_t edge = t.relative() ? book::threshold_at(*atoms.program.model, t, at) : t.constant;
        for (int64_t step : {-1, 0, 1}) values.push_back(std::clamp(edge + step, domain.low, domain.high));
      }
      return values;
    }
  }
  std::iota(values.begin(), values.end(), 0);
  return values;
}

// Random atoms over one type: told values, feasible cells and examples all agree.
void try_type(Random& random, TypeKind kind, size_t words, size_t most_atoms) {
  Builder builder;
  const book::Type type = builder.type(kind, words);
  builder.fact(type);
  Atoms atoms(builder.model);
  std::set<AtomId> ids;
  for (size_t i = below(random, most_atoms + 1); i > 0; --i) ids.insert(atoms.add(random_atom(random, type, words)));
  const auto variable = Variable::make(atoms.program, false, 0, {ids.begin(), ids.end()});
  ASSERT_TRUE(variable.has_value());
  double weight = 0;
  for (uint32_t cell = 0; cell < variable->cells(); ++cell) weight += variable->weight(static_cast<Cell>(cell));
  EXPECT_NEAR(weight, 1, 1e-9);
  for (book::Instant at : kInstants) {
    CellSet met(variable->cells());
    for (int64_t value : values_that_matter(atoms, *variable, type, words, at)) {
      const Cell cell = variable->cell_of(atoms.program, value, at);
      expect_truths(atoms, *variable, cell, {value, {}}, at);
      if (testing::Test::HasFatalFailure()) return;
      met.add(cell);
    }
    const CellSet feasible = variable->feasible(atoms.program, at);
    EXPECT_EQ(feasible.count(), met.count());
    for (uint32_t i = 0; i < variable->cells(); ++i) {
      const auto cell = static_cast<Cell>(i);
      ASSERT_EQ(feasible.has(cell), met.has(cell));
      if (!feasible.has(cell)) continue;
      const ToldValue shown = variable->representative(atoms.program, cell, at);
      ASSERT_EQ(variable->cell_of(atoms.program, shown.number, at), cell) << "shown " << shown.number;
      expect_truths(atoms, *variable, cell, shown, at);
    }
    if (!variable->moves()) {
      EXPECT_EQ(feasible.count(), variable->cells());
      break;
    }
  }
}

// Whatever the order of clipped thresholds, every value has a cell, every feasible cell a value, and both agree.
void try_ends(Random& random, TypeKind kind) {
  Builder builder;
  const book::Type type = builder.type(kind);
  builder.fact(type);
  Atoms atoms(builder.model);
  std::set<AtomId> ids;
  for (size_t i = below(random, 7); i > 0; --i) ids.insert(atoms.add(random_atom(random, type, 0)));
  const auto variable = Variable::make(atoms.program, false, 0, {ids.begin(), ids.end()});
  for (book::Instant at : kEnds) {
    const CellSet feasible = variable->feasible(atoms.program, at);
    for (int64_t value : values_that_matter(atoms, *variable, type, 0, at)) ASSERT_TRUE(feasible.has(variable->cell_of(atoms.program, value, at)));
    for (uint32_t cell = 0; cell < variable->cells(); ++cell) {
      if (!feasible.has(static_cast<Cell>(cell))) continue;
      const ToldValue shown = variable->representative(atoms.program, static_cast<Cell>(cell), at);
      ASSERT_EQ(variable->cell_of(atoms.program, shown.number, at), cell);
    }
  }
}

TEST(Cells, OfWords) {
  Random random(1);
  for (int i = 0; i < 200; ++i) try_type(random, TypeKind::kOneOf, 1 + below(random, 20), 5);
  for (int i = 0; i < 4; ++i) try_type(random, TypeKind::kYesNo, 0, 1);
}

TEST(Cells, OfTexts) {
  Random random(2);
  for (int i = 0; i < 200; ++i) try_type(random, TypeKind::kText, 0, 5);
}

TEST(Cells, OfSets) {
  Random random(3);
  for (int i = 0; i < 200; ++i) try_type(random, TypeKind::kSomeOf, 1 + below(random, 9), 6);
  for (int i = 0; i < 4; ++i) try_type(random, TypeKind::kSomeOf, 14, 6);  // past the table over all sets
}

TEST(Cells, OfNumbersAndDurations) {
  Random random(4);
  for (int i = 0; i < 300; ++i) try_type(random, i % 2 == 0 ? TypeKind::kNumber : TypeKind::kDuration, 0, 6);
  try_type(random, TypeKind::kNumber, 0, 0);
}

TEST(Cells, OfDatesAndInstants) {
  Random random(5);
  for (int i = 0; i < 600; ++i) try_type(random, i % 2 == 0 ? TypeKind::kDate : TypeKind::kInstant, 0, 6);
  for (int i = 0; i < 600; ++i) try_ends(random, i % 2 == 0 ? TypeKind::kDate : TypeKind::kInstant);
}

TEST(Cells, ASetOfSixtyFourWordsIsNotEnumerated) {
  Random random(6);
  Builder builder;
  const book::Type type = builder.type(TypeKind::kSomeOf, 64);
  builder.fact(type);
  for (int round = 0; round < 50; ++round) {
    Atoms atoms(builder.model);
    std::set<AtomId> ids;
    for (size_t i = 0; i < 8; ++i) ids.insert(atoms.add(random_atom(random, type, 64)));
    const auto variable = Variable::make(atoms.program, false, 0, {ids.begin(), ids.end()});
    ASSERT_TRUE(variable.has_value());
    for (int i = 0; i < 500; ++i) {
      const uint64_t sparse = uint64_t{1} << below(random, 64) | uint64_t{1} << below(random, 64);
      const uint64_t dense = static_cast<uint64_t>(random()) << 32 | random();
      const uint64_t set = i % 3 == 0 ? sparse : i % 3 == 1 ? dense : ~sparse;
      expect_truths(atoms, *variable, variable->cell_of(atoms.program, static_cast<int64_t>(set), 0), {static_cast<int64_t>(set), {}}, 0);
    }
    for (uint32_t cell = 0; cell < variable->cells(); ++cell) {
      const ToldValue shown = variable->representative(atoms.program, static_cast<Cell>(cell), 0);
      ASSERT_EQ(variable->cell_of(atoms.program, shown.number, 0), cell);
    }
  }
}

TEST(Cells, PastTheLimitThereIsNoVariable) {
  Builder builder;
  builder.fact(builder.type(TypeKind::kSomeOf, 64));
  builder.fact(builder.type(TypeKind::kNumber));
  Atoms atoms(builder.model);
  std::vector<AtomId> masks, thresholds;
  for (size_t word = 0; word < 64; ++word) {
    Atom atom;
    atom.kind = Kind::kMeets;
    atom.mask = uint64_t{1} << word;
    masks.push_back(atoms.add(atom));
  }
  EXPECT_FALSE(Variable::make(atoms.program, false, 0, masks).has_value());
  masks.resize(12);
  EXPECT_EQ(Variable::make(atoms.program, false, 0, masks)->cells(), 4096U);
  masks.push_back(12);
  EXPECT_FALSE(Variable::make(atoms.program, false, 0, masks).has_value());
  for (int64_t constant = 1; constant <= 4096; ++constant) {
    Atom atom;
    atom.kind = Kind::kAtLeast;
    atom.index = 1;
    atom.threshold.constant = constant * 1'000'000;
    thresholds.push_back(static_cast<AtomId>(atoms.program.atoms.size()));
    atoms.program.atoms.push_back(atom);
  }
  EXPECT_FALSE(Variable::make(atoms.program, false, 1, thresholds).has_value());
  thresholds.pop_back();
  const auto variable = Variable::make(atoms.program, false, 1, thresholds);
  EXPECT_EQ(variable->cells(), 4096U);
  EXPECT_EQ(variable->cell_of(atoms.program, 1'000'500'000, 0), 1000);
}

TEST(Cells, MovingTogetherLeavesOutWhatCannotBe) {
  Builder builder;
  builder.fact(builder.type(TypeKind::kInstant));
  Atoms atoms(builder.model);
  const auto add = [&](Threshold::Rule rule, int64_t hours, int64_t plus) {
    Atom atom;
    atom.kind = Kind::kAtLeast;
    atom.threshold.rule = rule;
    atom.threshold.zone = book::ZoneId(0);
    if (rule == Threshold::Rule::kShift) atom.threshold.shift = {hours, book::time::Unit::kHours};
    atom.threshold.plus = plus;
    return atoms.add(atom);
  };
  const std::vector<AtomId> ids{add(Threshold::Rule::kCaseAt, 0, 1), add(Threshold::Rule::kShift, -48, 0), add(Threshold::Rule::kShift, -24, 0)};
  EXPECT_EQ(Variable::make(atoms.program, false, 0, ids)->cells(), 4U);
}

TEST(Cells, ShowWhatAPersonWouldWrite) {
  Builder builder;
  builder.fact(builder.type(TypeKind::kNumber));
  builder.fact(builder.type(TypeKind::kDuration));
  builder.fact(builder.type(TypeKind::kSomeOf, 5));
  Atoms atoms(builder.model);
  const auto at_least = [&](uint32_t fact, int64_t constant) {
    Atom atom;
    atom.kind = Kind::kAtLeast;
    atom.index = fact;
    atom.threshold.constant = constant;
    return atoms.add(atom);
  };
  const auto shown = [&](uint32_t fact, std::vector<AtomId> ids) {
    const auto variable = Variable::make(atoms.program, false, fact, std::move(ids));
    std::vector<int64_t> values;
    for (uint32_t cell = 0; cell < variable->cells(); ++cell) values.push_back(variable->representative(atoms.program, static_cast<Cell>(cell), kNoon).number);
    return values;
  };
  // hours < 24, from 24 to 48, more than 48; and a range within one unit.
  EXPECT_EQ(shown(0, {at_least(0, 24'000'000), at_least(0, 48'000'001)}), (std::vector<int64_t>{23'000'000, 24'000'000, 49'000'000}));
  EXPECT_EQ(shown(0, {at_least(0, 47'200'001), at_least(0, 47'900'000)}), (std::vector<int64_t>{47'000'000, 47'300'000, 48'000'000}));
  EXPECT_EQ(shown(1, {at_least(1, 48 * 3600)}), (std::vector<int64_t>{47 * 3600, 48 * 3600}));
  EXPECT_EQ(shown(0, {}), (std::vector<int64_t>{0}));
  EXPECT_EQ(shown(1, {}), (std::vector<int64_t>{3600}));
}

TEST(Cells, OneOfWeighsByWordsOthersByCells) {
  Builder builder;
  builder.fact(builder.type(TypeKind::kOneOf, 10));
  builder.fact(builder.type(TypeKind::kNumber));
  Atoms atoms(builder.model);
  Atom words;
  words.kind = Kind::kInWords;
  words.words = {3};
  const auto one_of = Variable::make(atoms.program, false, 0, {atoms.add(words)});
  const Cell named = one_of->cell_of(atoms.program, 3, 0);
  EXPECT_NEAR(one_of->weight(named), 0.1, 1e-12);
  Atom number;
  number.kind = Kind::kAtLeast;
  number.index = 1;
  number.threshold.constant = 5;
  const auto ordered = Variable::make(atoms.program, false, 1, {atoms.add(number)});
  EXPECT_NEAR(ordered->weight(0), 0.5, 1e-12);
}

TEST(Cells, AQuestionHasTwo) {
  Builder builder;
  builder.model.questions.push_back({});
  Atoms atoms(builder.model);
  Atom atom;
  atom.kind = Kind::kQuestion;
  const auto variable = Variable::make(atoms.program, true, 0, {atoms.add(atom)});
  EXPECT_TRUE(variable->is_question());
  EXPECT_EQ(variable->cells(), 2U);
  EXPECT_TRUE(variable->holds(variable->cell_of(atoms.program, 1, 0), 0));
  EXPECT_FALSE(variable->holds(variable->cell_of(atoms.program, 0, 0), 0));
}

}  // namespace
}  // namespace comity::circuit
