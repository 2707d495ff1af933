// Every book of the library: lowered, its invariants checked, and the circuit compared with the plain meaning on random complete cases.
#include <gtest/gtest.h>

#include <ctime>
#include <filesystem>

#include "book/load.h"
#include "builder.h"
#include "circuit/show.h"
#include "plain.h"

namespace comity::circuit {
namespace {

namespace fs = std::filesystem;

// The books that no file of the library uses are asked; the others are within them.
std::vector<std::string> books() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(fs::path(COMITY_ROOT) / "books")) {
    if (entry.is_directory()) found.push_back(entry.path().filename());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::unique_ptr<book::Loaded> loaded(const std::string& name) {
  text::Diagnostics diagnostics;
  auto book = book::load(name, {{std::string(COMITY_ROOT) + "/books"}}, diagnostics);
  for (const auto& message : diagnostics.all()) {
    if (message.severity == text::Severity::kError) ADD_FAILURE() << text::render(book->files, message, false);
  }
  return diagnostics.has_errors() ? nullptr : std::move(book);
}

void expect_invariants(const Program& program) {
  for (uint32_t node = 1; node < program.circuit.size(); ++node) {
    if (program.circuit.is_atom(node))
      ASSERT_LT(program.circuit.atom_of(node), program.atoms.size());
    else
      ASSERT_TRUE(program.circuit.node(node).left.node() < node && program.circuit.node(node).right.node() < node);
  }
  ASSERT_EQ(program.epochs.size(), program.subjects.size());
  for (SubjectId subject = 0; subject < program.subjects.size(); ++subject) {
    const auto& epochs = program.epochs[subject];
    ASSERT_EQ(epochs.front().from, book::kBeginning);
    ASSERT_EQ(epochs.back().until, book::kForever);
    for (size_t i = 0; i < epochs.size(); ++i) {
      ASSERT_LT(epochs[i].from, epochs[i].until);
      if (i > 0) { ASSERT_EQ(epochs[i - 1].until, epochs[i].from); }
      const auto& [of, at] = program.shapes[epochs[i].shape];
      ASSERT_EQ(program.epochs[of][at].norms, epochs[i].norms);
      ASSERT_TRUE(std::is_sorted(epochs[i].norms.begin(), epochs[i].norms.end(), [](const auto& a, const auto& b) { return a.norm < b.norm; }));
    }
  }
  for (const Atom& atom : program.atoms) ASSERT_FALSE(show_atom(program, atom).empty());
}

// Values at or near what the variables tell apart; any value of its type for a fact that no variable reads.
PlainCase random_case(Random& random, const Program& program, const std::vector<Variable>& variables, Instant t) {
  PlainCase asked;
  asked.facts.resize(program.model->facts.size());
  asked.questions.resize(program.model->questions.size());
  for (const Variable& variable : variables) {
    const CellSet feasible = variable.feasible(program, t);
    std::vector<Cell> cells;
    for (uint32_t cell = 0; cell < variable.cells(); ++cell) {
      if (feasible.has(static_cast<Cell>(cell))) cells.push_back(static_cast<Cell>(cell));
    }
    const ToldValue value = variable.representative(program, cells[below(random, cells.size())], t);
    if (variable.is_question())
      asked.questions[variable.index()] = value.number == 1;
    else
      asked.facts[variable.index()] = value;
  }
  return asked;
}

void expect_plain_rulings(Random& random, const Program& program, SubjectId subject, Instant t, int cases) {
  const Epoch& epoch = program.epoch_at(subject, t);
  std::vector<Lit> roots = roots_of(epoch);
  for (const NormState& state : epoch.norms) roots.insert(roots.end(), {state.condition, state.active});
  const auto variables = variables_of(program, roots);
  ASSERT_TRUE(variables.has_value()) << show_epoch(program, subject, epoch);
  const Evaluator evaluator(program.circuit, roots);
  for (int i = 0; i < cases; ++i) {
    const PlainCase asked = random_case(random, program, *variables, t);
    std::vector<uint64_t> truths(evaluator.atoms().size()), scratch, out(roots.size());
    for (const Variable& variable : *variables) {
      const ToldValue& told = variable.is_question() ? ToldValue{asked.questions[variable.index()], {}} : asked.facts[variable.index()];
      const CellSet lists = variable.is_list() ? variable.cells_of_list(program, told.records, t) : CellSet(1);
      Cell cell = 0;
      if (variable.is_list()) {
        ASSERT_EQ(lists.count(), 1U);
        while (!lists.has(cell)) ++cell;
      } else {
        cell = variable.cell_of(program, told.number, t);
      }
      for (size_t a = 0; a < variable.atoms().size(); ++a) {
        const auto place = std::lower_bound(evaluator.atoms().begin(), evaluator.atoms().end(), variable.atoms()[a]) - evaluator.atoms().begin();
        truths[static_cast<size_t>(place)] = variable.holds(cell, a) ? 1 : 0;
      }
    }
    evaluator.run(truths, scratch, out);
    Plain plain{program, asked, t};
    for (size_t n = 0; n < epoch.norms.size(); ++n) {
      const NormId norm = epoch.norms[n].norm;
      ASSERT_EQ(out[3 + 2 * n] & 1, plain.holds(program.model->norms[norm.value].when)) << program.model->norms[norm.value].qualified;
      ASSERT_EQ(out[4 + 2 * n] & 1, plain.active(norm)) << program.model->norms[norm.value].qualified << " in\n" << show_epoch(program, subject, epoch);
    }
  }
}

TEST(Books, AreLoweredToTheirPlainMeaning) {
  Random random(41);
  for (const std::string& name : books()) {
    const auto book = loaded(name);
    if (book == nullptr) continue;
    const std::clock_t start = std::clock();
    const Program program = lower(book->model);
    const double ms = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    expect_invariants(program);
    size_t epochs = 0, cells = 0, most = 0;
    for (SubjectId subject = 0; subject < program.subjects.size(); ++subject) {
      epochs += program.epochs[subject].size();
      for (const Epoch& epoch : program.epochs[subject]) {
        const Instant t = epoch.from == book::kBeginning ? (epoch.until == book::kForever ? kNoon : epoch.until - 1) : epoch.from + 3600;
        expect_plain_rulings(random, program, subject, t, 3);
        if (HasFatalFailure()) return;
        const auto variables = variables_of(program, roots_of(epoch));
        for (const Variable& variable : *variables) {
          cells += variable.cells();
          most = std::max<size_t>(most, variable.cells());
        }
      }
    }
    std::printf("%s: %zu norms, lowered in %.2f ms to %zu nodes over %zu atoms; %zu subjects, %zu epochs, %zu shapes; %zu cells, at most %zu a fact\n",
                name.c_str(), book->model.norms.size(), ms, program.circuit.size(), program.atoms.size(), program.subjects.size(), epochs,
                program.shapes.size(), cells, most);
  }
}

}  // namespace
}  // namespace comity::circuit
