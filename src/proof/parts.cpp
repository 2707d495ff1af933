#include "proof/parts.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace comity::proof {

using circuit::Atom;
using circuit::AtomId;
using circuit::Cell;
using circuit::Lit;
using circuit::Program;
using circuit::Variable;

namespace {

// What a variable stands for: a question, a fact, or one where of a list.
struct Subject {
  bool is_question = false;
  uint32_t index = 0;
  std::vector<AtomId> atoms;
  size_t first_read = 0;  // place of the first atom in the order of the circuit: conditions that stand together keep their facts together
};

bool counts(const Atom& atom) { return atom.kind == Atom::Kind::kCountAtLeast; }

// How many states the counts of a list would have if none hung on another, and 1 for what is no list.
uint64_t states(const Program& program, const std::vector<AtomId>& atoms) {
  std::map<uint32_t, uint32_t> most;
  for (AtomId id : atoms) {
    const Atom& atom = program.atoms[id];
    if (!counts(atom)) continue;
    uint32_t& asked = most[atom.where.code];
    asked = std::max(asked, atom.count);
  }
  uint64_t product = 1;
  for (const auto& [where, count] : most) product = std::min<uint64_t>(product * (count + 1), uint64_t{1} << 32);
  return product;
}

std::vector<Subject> by_where(const Program& program, const Subject& list) {
  std::map<uint32_t, Subject> parts;
  for (AtomId id : list.atoms) {
    const Atom& atom = program.atoms[id];
    Subject& part = parts.try_emplace(counts(atom) ? atom.where.code : circuit::kTrue.code, Subject{false, list.index, {}, list.first_read}).first->second;
    part.atoms.push_back(id);
  }
  std::vector<Subject> found;
  for (auto& [where, part] : parts) found.push_back(std::move(part));
  return found;
}

std::vector<Subject> subjects_of(const Program& program, std::span<const Lit> roots) {
  std::map<std::pair<bool, uint32_t>, Subject> by_index;
  size_t place = 0;
  for (uint32_t node : circuit::cone(program.circuit, roots)) {
    if (!program.circuit.is_atom(node)) continue;
    const AtomId id = program.circuit.atom_of(node);
    const Atom& atom = program.atoms[id];
    const bool is_question = atom.kind == Atom::Kind::kQuestion;
    by_index.try_emplace({is_question, atom.index}, Subject{is_question, atom.index, {}, place}).first->second.atoms.push_back(id);
    ++place;
  }
  std::vector<Subject> found;
  for (auto& [key, subject] : by_index) found.push_back(std::move(subject));
  return found;
}

}  // namespace

std::optional<std::vector<Variable>> variables_in_order(const Program& program, std::span<const Lit> roots) {
  std::vector<std::pair<Variable, size_t>> read;
  const auto make = [&](const Subject& subject) {
    auto variable = Variable::make(program, subject.is_question, subject.index, subject.atoms);
    if (variable) read.emplace_back(std::move(*variable), subject.first_read);
    return variable.has_value();
  };
  for (const Subject& subject : subjects_of(program, roots)) {
    const uint64_t most = states(program, subject.atoms);
    if (most <= kWholeList && make(subject)) continue;
    if (most == 1) return std::nullopt;  // no list
    for (const Subject& part : by_where(program, subject)) {
      if (!make(part)) return std::nullopt;
    }
  }
  // Wide variables below narrow ones: a node is as large as its variable has cells.
  std::stable_sort(read.begin(), read.end(), [](const auto& a, const auto& b) {
    const bool wide_a = a.first.cells() > 16, wide_b = b.first.cells() > 16;
    return std::tie(wide_a, a.second) < std::tie(wide_b, b.second);
  });
  std::vector<Variable> variables;
  for (auto& [variable, first_read] : read) variables.push_back(std::move(variable));
  return variables;
}

std::optional<Joined> joined(const Program& program, std::span<const Part> parts) {
  std::map<AtomId, bool> truths;
  std::vector<AtomId> atoms;
  for (const Part& part : parts) {
    for (size_t a = 0; a < part.variable->atoms().size(); ++a) {
      atoms.push_back(part.variable->atoms()[a]);
      truths[atoms.back()] = part.variable->holds(part.cell, a);
    }
  }
  auto whole = Variable::make(program, false, parts[0].variable->index(), std::move(atoms));
  for (uint32_t c = 0; whole && c < whole->cells(); ++c) {
    const auto cell = static_cast<Cell>(c);
    bool is = true;
    for (size_t a = 0; is && a < whole->atoms().size(); ++a) is = whole->holds(cell, a) == truths.at(whole->atoms()[a]);
    if (is) return Joined{std::move(*whole), cell};
  }
  return std::nullopt;
}

}  // namespace comity::proof
