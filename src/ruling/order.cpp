#include "ruling/order.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace comity::ruling {

using circuit::Atom;
using circuit::AtomId;
using circuit::Lit;
using circuit::Program;
using circuit::Variable;

namespace {

// The facts, by their places in `reads`, that a condition reads.
class Readers {
 public:
  Readers(const Program& program, const circuit::Circuit& circuit, const std::map<std::pair<bool, uint32_t>, uint32_t>& places)
      : program_(program), circuit_(circuit), places_(places), seen_(circuit.size()) {}

  std::vector<uint32_t> of(Lit root) {
    ++round_;
    std::vector<uint32_t> found, todo{root.node()};
    while (!todo.empty()) {
      const uint32_t node = todo.back();
      todo.pop_back();
      if (node == 0 || seen_[node] == round_) continue;
      seen_[node] = round_;
      if (!circuit_.is_atom(node)) {
        todo.push_back(circuit_.node(node).left.node());
        todo.push_back(circuit_.node(node).right.node());
        continue;
      }
      const Atom& atom = program_.atoms[circuit_.atom_of(node)];
      found.push_back(places_.at({atom.kind == Atom::Kind::kQuestion, atom.index}));
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

 private:
  const Program& program_;
  const circuit::Circuit& circuit_;
  const std::map<std::pair<bool, uint32_t>, uint32_t>& places_;
  std::vector<uint32_t> seen_;
  uint32_t round_ = 0;
};

// How much it costs to find the cell of a told value, coarsely.
int cost_of(const Variable& variable, book::TypeKind kind) {
  if (variable.is_question()) return 3;
  if (variable.is_list() || variable.moves()) return 2;
  return kind == book::TypeKind::kYesNo || kind == book::TypeKind::kOneOf || kind == book::TypeKind::kSomeOf || kind == book::TypeKind::kText ? 0 : 1;
}

}  // namespace

Reads reads_of(const Program& program, const Rules& rules) {
  std::vector<Lit> roots{rules.permits, rules.forbids, rules.requires_};
  for (const circuit::NormState& norm : rules.norms) roots.insert(roots.end(), {norm.condition, norm.active});
  Reads reads;
  reads.nodes = circuit::cone(rules.circuit, roots);
  std::map<std::pair<bool, uint32_t>, uint32_t> places;
  for (uint32_t node : reads.nodes) {
    if (!rules.circuit.is_atom(node)) continue;
    const AtomId id = rules.circuit.atom_of(node);
    const Atom& atom = program.atoms[id];
    const bool is_question = atom.kind == Atom::Kind::kQuestion;
    const auto [place, added] = places.try_emplace({is_question, atom.index}, static_cast<uint32_t>(reads.facts.size()));
    if (added) reads.facts.push_back({is_question, atom.index, {}, 0});
    reads.facts[place->second].atoms.push_back(id);
  }
  for (Reads::Fact& fact : reads.facts) std::sort(fact.atoms.begin(), fact.atoms.end());
  Readers readers(program, rules.circuit, places);
  for (const circuit::NormState& norm : rules.norms) {
    const std::vector<uint32_t> facts = readers.of(norm.condition);
    for (uint32_t fact : facts) reads.facts[fact].score += 1.0 / static_cast<double>(facts.size());
  }
  return reads;
}

std::vector<uint32_t> by_influence(const Reads& reads) {
  std::vector<uint32_t> order(reads.facts.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return reads.facts[a].score > reads.facts[b].score; });
  return order;
}

std::vector<uint32_t> by_cost(const Reads& reads, const Program& program, const std::vector<Variable>& variables) {
  std::vector<uint32_t> order = by_influence(reads);
  const auto cost = [&](uint32_t fact) {
    return reads.facts[fact].is_question ? 3 : cost_of(variables[fact], program.model->facts[reads.facts[fact].index].type.kind);
  };
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return cost(a) < cost(b); });
  return order;
}

}  // namespace comity::ruling
