// Lists against enumeration: every list of a few records over small fields, known and partly unknown.
#include <gtest/gtest.h>

#include <set>

#include "builder.h"

namespace comity::circuit {
namespace {

// A list fact over records of a one-of and a yes-no field and an instant, with random atoms.
struct RandomList {
  Builder builder;
  std::optional<Atoms> atoms;
  std::optional<Variable> variable;
  std::vector<int64_t> instants{kNoon - 200 * 3600, kNoon - 30 * 3600, kNoon, kNoon + 30 * 3600};

  RandomList(Random& random, bool with_instant) {
    std::vector<book::Type> fields{builder.type(TypeKind::kOneOf, 3), builder.type(TypeKind::kYesNo)};
    if (with_instant) fields.push_back(builder.type(TypeKind::kInstant));
    book::Type type;
    type.kind = TypeKind::kListOf;
    type.record = builder.record(fields);
    builder.fact(type);
    atoms.emplace(builder.model);
    std::set<AtomId> ids;
    for (size_t i = 1 + below(random, 3); i > 0; --i) {
      Atom atom;
      atom.kind = below(random, 5) == 0 ? Kind::kEmpty : Kind::kCountAtLeast;
      if (atom.kind == Kind::kCountAtLeast) {
        atom.count = static_cast<uint32_t>(1 + below(random, 2));
        atom.where = random_where(random, fields);
        if (atom.where == kFalse) continue;
      }
      ids.insert(atoms->add(atom));
    }
    variable = Variable::make(atoms->program, false, 0, {ids.begin(), ids.end()});
  }

  Lit random_where(Random& random, const std::vector<book::Type>& fields) {
    std::vector<Lit> lits;
    for (size_t i = below(random, 4); i > 0; --i) {
      const size_t field = below(random, fields.size());
      Atom atom = random_atom(random, fields[field], 3);
      if (atom.kind == Kind::kAtLeast) {
        atom.threshold.rule = Threshold::Rule::kShift;
        atom.threshold.shift = {-static_cast<int64_t>(24 * below(random, 3)), book::time::Unit::kHours};
        atom.threshold.zone = book::ZoneId(0);
      }
      atom.on_field = true;
      atom.record = book::RecordId(0);
      atom.index = static_cast<uint32_t>(field);
      const Lit lit = atoms->program.circuit.atom(atoms->add(atom));
      lits.push_back(below(random, 2) == 0 ? lit : !lit);
    }
    return below(random, 2) == 0 ? atoms->program.circuit.all(lits) : atoms->program.circuit.any(lits);
  }

  // Every record over values that matter.
  std::vector<RecordValue> all_records() const {
    std::vector<RecordValue> found;
    const bool with_instant = builder.model.records[0].fields.size() == 3;
    for (int64_t word = 0; word < 3; ++word) {
      for (int64_t yes = 0; yes < 2; ++yes) {
        RecordValue record{{true, word}, {true, yes}};
        if (!with_instant) found.push_back(record);
        for (size_t i = 0; with_instant && i < instants.size(); ++i) {
          found.push_back(record);
          found.back().push_back({true, instants[i]});
        }
      }
    }
    return found;
  }
};

void expect_truths(const RandomList& list, Cell cell, const std::vector<RecordValue>& records, book::Instant at) {
  for (size_t i = 0; i < list.variable->atoms().size(); ++i) {
    ASSERT_EQ(list.variable->holds(cell, i), holds_plainly(list.atoms->program, list.atoms->program.atoms[list.variable->atoms()[i]], {0, records}, at));
  }
}

// All lists up to a length that reaches every cell: two of each of up to three wheres.
void visit_lists(std::span<const RecordValue> records, size_t length, std::vector<RecordValue>& list, const auto& visit) {
  visit(list);
  if (list.size() == length) return;
  for (size_t i = 0; i < records.size(); ++i) {
    list.push_back(records[i]);
    visit_lists(records.subspan(i), length, list, visit);  // what is counted does not depend on the order
    list.pop_back();
  }
}

TEST(CellsOfLists, AgreeWithEveryShortList) {
  Random random(11);
  for (int round = 0; round < 150; ++round) {
    RandomList list(random, false);
    ASSERT_TRUE(list.variable.has_value());
    CellSet met(list.variable->cells());
    std::vector<RecordValue> start;
    visit_lists(list.all_records(), 4, start, [&](const std::vector<RecordValue>& records) {
      const auto cell = list.variable->cell_of_list(list.atoms->program, records, kNoon);
      ASSERT_TRUE(cell.has_value());
      met.add(*cell);
      expect_truths(list, *cell, records, kNoon);
    });
    for (uint32_t cell = 0; cell < list.variable->cells(); ++cell) {
      const ToldValue shown = list.variable->representative(list.atoms->program, static_cast<Cell>(cell), kNoon);
      const CellSet back = list.variable->cells_of_list(list.atoms->program, shown.records, kNoon);
      ASSERT_TRUE(back.count() == 1 && back.has(static_cast<Cell>(cell)));
      // A cell that needs more than four records is not met above; every other is.
      ASSERT_EQ(met.has(static_cast<Cell>(cell)), shown.records.size() <= 4);
    }
  }
}

TEST(CellsOfLists, UnknownFieldsRangeOverTheirDomain) {
  Random random(12);
  for (int round = 0; round < 300; ++round) {
    RandomList list(random, false);
    const auto all = list.all_records();
    std::vector<RecordValue> told;
    for (size_t i = below(random, 4); i > 0; --i) {
      told.push_back(all[below(random, all.size())]);
      for (FieldValue& field : told.back()) field.known = below(random, 2) == 0;
    }
    CellSet expected(list.variable->cells());
    std::vector<RecordValue> complete;
    const auto complete_from = [&](const auto& self, size_t at) -> void {
      if (at == told.size()) return expected.add(*list.variable->cell_of_list(list.atoms->program, complete, kNoon));
      for (const RecordValue& record : all) {
        bool fits = true;
        for (size_t f = 0; f < record.size(); ++f) fits = fits && (!told[at][f].known || told[at][f].number == record[f].number);
        if (!fits) continue;
        complete.push_back(record);
        self(self, at + 1);
        complete.pop_back();
      }
    };
    complete_from(complete_from, 0);
    const CellSet found = list.variable->cells_of_list(list.atoms->program, told, kNoon);
    for (uint32_t cell = 0; cell < list.variable->cells(); ++cell) ASSERT_EQ(found.has(static_cast<Cell>(cell)), expected.has(static_cast<Cell>(cell)));
  }
}

TEST(CellsOfLists, WithFieldsThatMove) {
  Random random(13);
  for (int round = 0; round < 100; ++round) {
    RandomList list(random, true);
    ASSERT_TRUE(list.variable.has_value());
    const auto all = list.all_records();
    for (int i = 0; i < 50; ++i) {
      std::vector<RecordValue> records;
      for (size_t n = below(random, 5); n > 0; --n) records.push_back(all[below(random, all.size())]);
      const auto cell = list.variable->cell_of_list(list.atoms->program, records, kNoon);
      expect_truths(list, *cell, records, kNoon);
      ASSERT_TRUE(list.variable->feasible(list.atoms->program, kNoon).has(*cell));
    }
    const CellSet feasible = list.variable->feasible(list.atoms->program, kNoon);
    for (uint32_t i = 0; i < list.variable->cells(); ++i) {
      const auto cell = static_cast<Cell>(i);
      if (!feasible.has(cell)) continue;
      const ToldValue shown = list.variable->representative(list.atoms->program, cell, kNoon);
      ASSERT_EQ(list.variable->cells_of_list(list.atoms->program, shown.records, kNoon).count(), 1U);
      ASSERT_TRUE(list.variable->cells_of_list(list.atoms->program, shown.records, kNoon).has(cell));
    }
  }
}

TEST(CellsOfLists, WhatNoListHasIsNoCell) {
  // At least two thefts implies at least one record: with `is empty` there are three cells, not six.
  Builder builder;
  book::Type type;
  type.kind = TypeKind::kListOf;
  type.record = builder.record({builder.type(TypeKind::kYesNo)});
  builder.fact(type);
  Atoms atoms(builder.model);
  Atom field;
  field.on_field = true;
  field.record = book::RecordId(0);
  Atom empty, two;
  empty.kind = Kind::kEmpty;
  two.kind = Kind::kCountAtLeast;
  two.where = atoms.program.circuit.atom(atoms.add(field));
  two.count = 2;
  const auto variable = Variable::make(atoms.program, false, 0, {atoms.add(empty), atoms.add(two)});
  EXPECT_EQ(variable->cells(), 3U);
  EXPECT_EQ(variable->cells_of_list(atoms.program, {{}}, 0).count(), 1U);      // one record of which nothing is known: not empty, not two
  EXPECT_EQ(variable->cells_of_list(atoms.program, {{}, {}}, 0).count(), 2U);  // two of which nothing is known
  EXPECT_EQ(variable->cells_of_list(atoms.program, {{{true, 0}}, {}}, 0).count(), 1U);
}

}  // namespace
}  // namespace comity::circuit
