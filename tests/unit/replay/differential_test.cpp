// The columnar engine against the single-case engine, row by row: the shipped books, random rows with nulls, every kind of column.
#include <random>

#include "replay_helpers.h"

namespace comity::replay {
namespace {

// A random value of a fact as a text column would have it, or nothing.
std::optional<std::string> random_text(const book::Model& model, const book::Type& type, std::mt19937& random) {
  if (random() % 5 == 0) return std::nullopt;
  switch (type.kind) {
    case book::TypeKind::kYesNo: return random() % 2 == 0 ? "yes" : "no";
    case book::TypeKind::kOneOf: {
      const auto& words = model.kinds[type.words.value].words;
      return words[random() % words.size()];
    }
    case book::TypeKind::kSomeOf: {
      std::string all;
      for (const auto& word : model.kinds[type.words.value].words) {
        if (random() % 4 == 0) all += (all.empty() ? "" : ",") + word;
      }
      return all.empty() ? "empty" : all;
    }
    case book::TypeKind::kNumber: return std::to_string(random() % 1000);
    case book::TypeKind::kDate: return ruling::show_date(static_cast<int64_t>(10'000 + random() % 12'000));
    case book::TypeKind::kInstant: return book::time::Zone::utc().show(static_cast<int64_t>(1'300'000'000 + random() % 500'000'000));
    case book::TypeKind::kDuration: return std::to_string(random() % 100) + " hours";
    case book::TypeKind::kText: return random() % 2 == 0 ? "dc" : "elsewhere";
    case book::TypeKind::kListOf: return std::nullopt;
  }
  return std::nullopt;
}

// The facts that the subject's epochs read, in a random choice of at most `most`.
std::vector<book::FactId> facts_read(const Asking& asking, SubjectId subject, size_t most, std::mt19937& random) {
  std::vector<circuit::Lit> roots;
  for (const auto& epoch : asking.program.epochs[subject]) {
    for (const auto& norm : epoch.norms) roots.push_back(norm.active);
  }
  std::vector<bool> seen(asking.model().facts.size());
  for (uint32_t node : circuit::cone(asking.program.circuit, roots)) {
    if (!asking.program.circuit.is_atom(node)) continue;
    const auto& atom = asking.program.atoms[asking.program.circuit.atom_of(node)];
    if (atom.kind != circuit::Atom::Kind::kQuestion && !atom.on_field) seen[atom.index] = true;
  }
  std::vector<book::FactId> facts;
  for (size_t f = 0; f < seen.size(); ++f) {
    if (seen[f] && asking.model().facts[f].type.kind != book::TypeKind::kListOf) facts.emplace_back(f);
  }
  std::shuffle(facts.begin(), facts.end(), random);
  if (facts.size() > most) facts.resize(most);
  return facts;
}

struct Setting {
  size_t rows = 300, most_facts = 6;
  bool row_instants = false, missing = true;
};

// Rules random rows both ways; the columnar engine sees text columns, and a slice of them.
void compare(const Asking& asking, SubjectId subject, const Setting& setting, std::mt19937& random) {
  const book::Model& model = asking.model();
  const auto facts = facts_read(asking, subject, setting.most_facts, random);
  HandMade table(setting.rows + 3);
  std::vector<std::vector<std::optional<std::string>>> told(facts.size());
  for (size_t f = 0; f < facts.size(); ++f) {
    for (size_t i = 0; i < setting.rows + 3; ++i) told[f].push_back(random_text(model, model.facts[facts[f].value].type, random));
    table.texts(std::string(asking.names->shown(facts[f])), told[f]);
  }
  const Instant around = model.boundaries.empty() ? 1'700'000'000 : model.boundaries[random() % model.boundaries.size()];
  std::vector<std::optional<int64_t>> instants;
  for (size_t i = 0; i < setting.rows + 3; ++i) {
    const Instant base = model.boundaries.empty() ? around : model.boundaries[random() % model.boundaries.size()];
    instants.push_back(std::clamp<Instant>(base, -60'000'000'000, 200'000'000'000) + static_cast<int64_t>(random() % 200'000) - 100'000);
  }
  table.numbers<int64_t>("case.at", Physical::kTime, instants);
  Request request;
  request.subject = subject;
  request.by_names = true;
  request.want = {.possible = true, .deciding = true, .missing = setting.missing, .epoch = true};
  if (!setting.row_instants) request.at = std::clamp<Instant>(around, -60'000'000'000, 200'000'000'000) + 3600;
  text::Diagnostics diagnostics;
  const auto replay = Replay::make(asking.program, *asking.names, *asking.engine, request, table.types(), diagnostics, 2);
  if (facts.empty()) return;
  ASSERT_NE(replay, nullptr) << diagnostics.all()[0].message;
  Ruled ruled;
  const ArrowArray slice = table.array(3);
  const auto fine = replay->run(slice, ruled);
  ASSERT_TRUE(fine) << fine.error();
  // Rulings alone take another way: tables filled by the circuit on words.
  request.want = {};
  const auto alone = Replay::make(asking.program, *asking.names, *asking.engine, request, table.types(), diagnostics, 2);
  ASSERT_NE(alone, nullptr) << diagnostics.all()[0].message;
  Ruled rulings_alone;
  ASSERT_TRUE(alone->run(slice, rulings_alone));
  EXPECT_EQ(rulings_alone.rulings, ruled.rulings);

  ruling::Case single(asking.program);
  const auto scratch = asking.engine->scratch();
  for (size_t i = 0; i < setting.rows; ++i) {
    single.clear();
    single.set_at(request.at ? *request.at : *instants[i + 3]);
    for (size_t f = 0; f < facts.size(); ++f) {
      const auto& text = told[f][i + 3];
      if (!text) continue;
      const Notation notation(asking.program, *asking.names, facts[f], nullptr, model.zone());
      const Said said = notation.literal(*text);
      ASSERT_EQ(said.kind, Said::Kind::kValue) << *text;
      single.tell(facts[f], said.value);
    }
    const ruling::Answer answer = asking.engine->ask(subject, single, *scratch);
    const Outcome& outcome = replay->outcomes().at(ruled.outcomes[i]);
    ASSERT_EQ(outcome.possible, answer.possible) << "row " << i << " at " << single.at();
    ASSERT_EQ(ruled.rulings[i], ruling_code(answer.possible));
    if (answer.settled()) {
      auto deciding = answer.decided_by;
      std::ranges::sort(deciding);
      ASSERT_EQ(outcome.deciding, deciding) << "row " << i;
    } else if (setting.missing) {
      ASSERT_EQ(outcome.missing, answer.missing) << "row " << i;
    }
    ASSERT_EQ(&asking.program.epochs[subject][ruled.epochs[i]], &asking.program.epoch_at(subject, single.at())) << "row " << i;
  }
}

class Shipped : public testing::TestWithParam<const char*> {};

TEST_P(Shipped, EveryActionAgreesRowByRow) {
  const auto asking = shipped(GetParam());
  std::mt19937 random(11);
  for (SubjectId subject = 0; subject < asking->program.subjects.size(); ++subject) {
    SCOPED_TRACE(asking->program.subjects[subject].asking ? "asking" : asking->model().actions[asking->program.subjects[subject].index].name);
    compare(*asking, subject, {.rows = 60, .most_facts = 6}, random);
    compare(*asking, subject, {.rows = 60, .most_facts = 4, .row_instants = true}, random);
    compare(*asking, subject, {.rows = 40, .most_facts = 12, .row_instants = true, .missing = false}, random);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Books, Shipped, testing::Values("dc", "il", "ca", "tx"));

}  // namespace
}  // namespace comity::replay
