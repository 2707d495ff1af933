#include "replay/plan.h"

#include <algorithm>
#include <bit>
#include <map>

namespace comity::replay {

namespace {

// The literals on which a ruling and its deciding norms depend, over the epochs that a row can fall in.
std::vector<circuit::Lit> roots(const Plan& plan) {
  std::vector<circuit::Lit> found;
  for (const circuit::Epoch& epoch : plan.epochs()) {
    const bool in_play = plan.row_instants() || (epoch.from <= *plan.request.at && *plan.request.at < epoch.until);
    if (!in_play) continue;
    found.insert(found.end(), {epoch.permits, epoch.forbids, epoch.requires_});
    for (const circuit::NormState& norm : epoch.norms) found.push_back(norm.active);
  }
  return found;
}

bool is_given(const Plan& plan, book::FactId fact) {
  return std::ranges::any_of(plan.binding.given, [fact](const auto& given) { return given.first == fact; });
}

}  // namespace

void lay_out(Plan& plan) {
  const Program& program = *plan.program;
  std::map<uint32_t, std::vector<circuit::AtomId>> by_fact;
  for (uint32_t node : circuit::cone(program.circuit, roots(plan))) {
    if (!program.circuit.is_atom(node)) continue;
    const circuit::AtomId id = program.circuit.atom_of(node);
    const circuit::Atom& atom = program.atoms[id];
    if (atom.kind != circuit::Atom::Kind::kQuestion && !atom.on_field) by_fact[atom.index].push_back(id);
  }
  for (auto& [fact, atoms] : by_fact) {
    std::ranges::sort(atoms);
    const book::FactId id(fact);
    if (is_given(plan, id)) continue;
    const auto column = std::ranges::find(plan.binding.facts, id, &BoundColumn::fact);
    auto variable = Variable::make(program, false, fact, atoms);
    if (!variable) {  // too many cells for any table
      if (column != plan.binding.facts.end() || plan.row_instants()) plan.too_wide = true;
      continue;
    }
    plan.variables.push_back(std::move(*variable));
    const Variable& made = plan.variables.back();
    if (column == plan.binding.facts.end()) {
      if (made.moves() && plan.row_instants()) plan.absent_moving.push_back(&made);
      continue;
    }
    const uint32_t codes = std::min(made.cells() + 1, kMostCodes + 1);  // past that its known rows are odd, and a code is not needed
    plan.fields.push_back({*column, &made, static_cast<uint32_t>(std::bit_width(codes - 1)), 0});
  }
  uint32_t bits = 0;
  for (Field& field : plan.fields) {
    field.shift = bits;
    bits += field.bits;
  }
  if (bits > 128) plan.too_wide = true;
  const size_t entry = plan.request.want.only_ruling() ? sizeof(uint8_t) : sizeof(OutcomeId);
  const size_t tables = plan.row_instants() ? plan.epochs().size() : 1;
  plan.most_keys = std::min(kMostTableKeys, kMostTableBytes / (tables * entry));
}

}  // namespace comity::replay
