// Diagrams against tables of their values.
#include "ruling/diagram.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "ruling/norm_groups.h"

namespace comity::ruling {
namespace {

using Random = std::mt19937;
using Table = std::vector<uint32_t>;  // terminal numbers, the last level counting fastest

const std::vector<uint32_t> kCells{2, 3, 1, 5, 2};

size_t total() {
  size_t product = 1;
  for (uint32_t cells : kCells) product *= cells;
  return product;
}

Ref drawn(Diagram& diagram, const Table& table, uint32_t level = 0, size_t first = 0) {
  if (level == kCells.size()) return Ref::terminal(table[first]);
  size_t below = 1;
  for (size_t later = level + 1; later < kCells.size(); ++later) below *= kCells[later];
  std::vector<Ref> children;
  for (uint32_t cell = 0; cell < kCells[level]; ++cell) children.push_back(drawn(diagram, table, level + 1, first + cell * below));
  return diagram.make(level, children);
}

Table table_of(const Diagram& diagram, Ref root) {
  Table table;
  for (size_t index = 0; index < total(); ++index) {
    size_t rest = index;
    std::vector<uint32_t> cells(kCells.size());
    for (size_t level = kCells.size(); level-- > 0;) {
      cells[level] = static_cast<uint32_t>(rest % kCells[level]);
      rest /= kCells[level];
    }
    Ref ref = root;
    while (!ref.is_terminal()) ref = diagram.child(ref, cells[diagram.level(ref)]);
    table.push_back(ref.number());
  }
  return table;
}

// Values that come in blocks, so that there is something to reduce.
Table random_table(Random& random, uint32_t values) {
  Table table;
  while (table.size() < total()) table.insert(table.end(), 1 + random() % 5, random() % values);
  table.resize(total());
  return table;
}

TEST(Diagram, OneFunctionIsOneRef) {
  Random random(1);
  Diagram diagram(kCells, 1 << 16);
  std::map<Table, uint32_t> seen;
  for (int round = 0; round < 2000; ++round) {
    const Table table = random_table(random, 2 + round % 3);
    const Ref ref = drawn(diagram, table);
    ASSERT_EQ(table_of(diagram, ref), table);
    ASSERT_EQ(seen.try_emplace(table, ref.code).first->second, ref.code);
  }
  EXPECT_FALSE(diagram.spent());
}

TEST(Diagram, BothEitherComplement) {
  Random random(2);
  Diagram diagram(kCells, 1 << 18);
  for (int round = 0; round < 1000; ++round) {
    const Table a = random_table(random, 2), b = random_table(random, 2);
    const Ref x = drawn(diagram, a), y = drawn(diagram, b);
    Table both, either, none;
    for (size_t i = 0; i < total(); ++i) {
      both.push_back(a[i] & b[i]);
      either.push_back(a[i] | b[i]);
      none.push_back(1 - a[i]);
    }
    ASSERT_EQ(diagram.both(x, y), drawn(diagram, both));
    ASSERT_EQ(diagram.either(x, y), drawn(diagram, either));
    ASSERT_EQ(diagram.complement(x), drawn(diagram, none));
    ASSERT_EQ(diagram.complement(diagram.complement(x)), x);
  }
}

TEST(Diagram, NeighboursThatAgreeAreOneRun) {
  Diagram diagram(std::vector<uint32_t>{4096}, 100);
  std::vector<Ref> children(4096, kNo);
  children[1234] = kYes;
  const Ref one = diagram.make(0, children);
  EXPECT_EQ(diagram.runs(one).size(), 3U);
  EXPECT_EQ(diagram.child(one, 1233), kNo);
  EXPECT_EQ(diagram.child(one, 1234), kYes);
  EXPECT_EQ(diagram.child(one, 4095), kNo);
}

TEST(Diagram, PastItsBudgetItSaysSoAndKeepsWhatStands) {
  Random random(3);
  Diagram diagram(kCells, 12);
  const Table first = random_table(random, 2);
  const Ref kept = drawn(diagram, first);
  if (diagram.spent()) GTEST_SKIP();
  for (int round = 0; round < 20; ++round) drawn(diagram, random_table(random, 2));
  EXPECT_TRUE(diagram.spent());
  EXPECT_LE(diagram.size(), 12U);
  EXPECT_EQ(table_of(diagram, kept), first);
  diagram.renew(1 << 12);
  const Table second = random_table(random, 2);
  EXPECT_EQ(table_of(diagram, drawn(diagram, second)), second);
  EXPECT_FALSE(diagram.spent());
}

TEST(Diagram, ResetForgets) {
  Random random(4);
  Diagram diagram(kCells, 1 << 12);
  for (int round = 0; round < 100; ++round) {
    drawn(diagram, random_table(random, 3));
    diagram.reset(kCells, 1 << 12);
    ASSERT_EQ(diagram.size(), 0U);
    const Table table = random_table(random, 3);
    ASSERT_EQ(table_of(diagram, drawn(diagram, table)), table);
  }
}

// The norms met in every choice of cells, read off the drawing with its lists, against the norms' own diagrams.
void check_groups(size_t norms, size_t most_nodes, bool expect_lists) {
  const std::vector<uint32_t> cells{40, 2, 2, 2, 2, 2, 2, 3};
  Random random(static_cast<uint32_t>(norms));
  Diagram diagram(cells, 1 << 20);
  NormGroups groups(diagram, most_nodes);
  std::vector<NormGroups::Met> met;
  for (size_t i = 0; i < norms; ++i) {
    std::vector<Ref> of(40, kNo);
    of[random() % 40] = kYes;
    Ref when = random() % 10 == 0 ? kYes : diagram.make(0, of);
    for (int facts = 0; facts < 3; ++facts) {
      const uint32_t level = 1 + random() % 7;
      std::vector<Ref> test(cells[level], kNo);
      test[random() % cells[level]] = kYes;
      const Ref its = diagram.make(level, test);
      when = random() % 4 == 0 ? diagram.either(when, its) : diagram.both(when, its);
    }
    met.push_back({when, book::NormId(i)});
  }
  const Ref root = groups.draw(met);
  ASSERT_FALSE(diagram.spent());
  EXPECT_EQ(!groups.lists().empty(), expect_lists);
  for (int round = 0; round < 3000; ++round) {
    std::vector<uint32_t> chosen;
    for (uint32_t its : cells) chosen.push_back(random() % its);
    const auto walk = [&](Ref ref) {
      while (!ref.is_terminal()) ref = diagram.child(ref, chosen[diagram.level(ref)]);
      return ref;
    };
    std::vector<book::NormId> found, right;
    const Ref end = walk(root);
    const std::vector<Ref> list = (end.code & NormGroups::kListBit) != 0 ? groups.lists()[end.number() & ~NormGroups::kListBit] : std::vector{end};
    for (Ref group : list) {
      const auto& set = groups.sets()[walk(group).number()];
      found.insert(found.end(), set.begin(), set.end());
    }
    std::ranges::sort(found);
    for (const auto& its : met) {
      if (walk(its.when) == kYes) right.push_back(its.norm);
    }
    ASSERT_EQ(found, right);
  }
}

TEST(NormGroups, FewNormsAreOneDiagram) { check_groups(12, 1 << 14, false); }
TEST(NormGroups, ManyNormsAreDealtOut) { check_groups(200, 1 << 16, false); }
TEST(NormGroups, WithFewNodesThereAreLists) { check_groups(60, 1 << 8, true); }

}  // namespace
}  // namespace comity::ruling
