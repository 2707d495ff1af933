#include "circuit/evaluate.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace comity::circuit {

Evaluator::Evaluator(const Circuit& circuit, std::span<const Lit> roots) {
  const std::vector<uint32_t> nodes = cone(circuit, roots);
  for (uint32_t node : nodes) {
    if (circuit.is_atom(node)) atoms_.push_back(circuit.atom_of(node));
  }
  std::sort(atoms_.begin(), atoms_.end());
  std::unordered_map<uint32_t, uint32_t> places{{0, 0}};
  const auto code = [&places](Lit lit) { return 2 * places.at(lit.node()) + (lit.complemented() ? 1U : 0U); };
  for (uint32_t node : nodes) {
    if (circuit.is_atom(node)) {
      const auto place = std::lower_bound(atoms_.begin(), atoms_.end(), circuit.atom_of(node)) - atoms_.begin();
      places.emplace(node, static_cast<uint32_t>(1 + place));
      continue;
    }
    const Circuit::Node& gate = circuit.node(node);
    gates_.push_back({code(gate.left), code(gate.right)});
    places.emplace(node, static_cast<uint32_t>(atoms_.size() + gates_.size()));
  }
  for (Lit root : roots) roots_.push_back(code(root));
}

void Evaluator::run(std::span<const uint64_t> truths, std::vector<uint64_t>& scratch, std::span<uint64_t> out) const {
  scratch.resize(nodes());
  scratch[0] = 0;
  std::copy(truths.begin(), truths.end(), scratch.begin() + 1);
  size_t place = 1 + atoms_.size();
  for (const Gate& gate : gates_) scratch[place++] = value(scratch, gate.left) & value(scratch, gate.right);
  for (size_t i = 0; i < roots_.size(); ++i) out[i] = value(scratch, roots_[i]);
}

std::vector<Lit> roots_of(const Epoch& epoch) { return {epoch.permits, epoch.forbids, epoch.requires_}; }

book::Ruling ruling_of(bool permits, bool forbids, bool requires_) {
  if (forbids) return permits || requires_ ? book::Ruling::kConflicting : book::Ruling::kForbidden;
  if (requires_) return book::Ruling::kRequired;
  return permits ? book::Ruling::kPermitted : book::Ruling::kSilent;
}

std::optional<std::vector<Variable>> variables_of(const Program& program, std::span<const Lit> roots) {
  std::map<std::pair<bool, uint32_t>, std::vector<AtomId>> by_variable;
  for (uint32_t node : cone(program.circuit, roots)) {
    if (!program.circuit.is_atom(node)) continue;
    const AtomId id = program.circuit.atom_of(node);
    const Atom& atom = program.atoms[id];
    by_variable[{atom.kind == Atom::Kind::kQuestion, atom.index}].push_back(id);
  }
  std::vector<Variable> variables;
  for (auto& [key, atoms] : by_variable) {
    std::sort(atoms.begin(), atoms.end());
    auto variable = Variable::make(program, key.first, key.second, std::move(atoms));
    if (!variable) return std::nullopt;
    variables.push_back(std::move(*variable));
  }
  return variables;
}

std::optional<book::RulingSet> rulings_by_enumeration(const Program& program, const Epoch& epoch, const std::vector<Variable>& variables,
                                                      const std::vector<CellSet>& allowed, uint64_t most) {
  std::vector<std::vector<Cell>> choices;
  uint64_t total = 1;
  for (size_t v = 0; v < variables.size(); ++v) {
    std::vector<Cell> cells;
    for (uint32_t cell = 0; cell < variables[v].cells(); ++cell) {
      if (allowed[v].has(static_cast<Cell>(cell))) cells.push_back(static_cast<Cell>(cell));
    }
    total *= cells.size();
    if (total > most) return std::nullopt;
    choices.push_back(std::move(cells));
  }
  const Evaluator evaluator(program.circuit, roots_of(epoch));
  // Where each atom's truth comes from: which variable, and which of its atoms.
  std::vector<std::pair<size_t, size_t>> from(evaluator.atoms().size());
  for (size_t v = 0; v < variables.size(); ++v) {
    for (size_t i = 0; i < variables[v].atoms().size(); ++i) {
      const auto place = std::lower_bound(evaluator.atoms().begin(), evaluator.atoms().end(), variables[v].atoms()[i]);
      if (place != evaluator.atoms().end() && *place == variables[v].atoms()[i]) from[place - evaluator.atoms().begin()] = {v, i};
    }
  }
  std::vector<uint64_t> truths(from.size()), scratch;
  std::vector<Cell> chosen(variables.size());
  book::RulingSet found = 0;
  for (uint64_t start = 0; start < total; start += 64) {
    const uint64_t some = std::min<uint64_t>(64, total - start);
    std::fill(truths.begin(), truths.end(), 0);
    for (uint64_t bit = 0; bit < some; ++bit) {
      uint64_t rest = start + bit;
      for (size_t v = 0; v < variables.size(); ++v) {
        chosen[v] = choices[v][rest % choices[v].size()];
        rest /= choices[v].size();
      }
      for (size_t a = 0; a < from.size(); ++a) {
        truths[a] |= static_cast<uint64_t>(variables[from[a].first].holds(chosen[from[a].first], from[a].second)) << bit;
      }
    }
    uint64_t out[3];
    evaluator.run(truths, scratch, out);
    for (uint64_t bit = 0; bit < some; ++bit) {
      const auto is = [&](int root) { return (out[root] >> bit & 1) != 0; };
      found |= static_cast<book::RulingSet>(1U << static_cast<unsigned>(ruling_of(is(0), is(1), is(2))));
    }
  }
  return found;
}

}  // namespace comity::circuit
