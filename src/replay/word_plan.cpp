#include "replay/word_plan.h"

#include <algorithm>
#include <map>
#include <utility>

namespace comity::replay {

namespace {

using circuit::Atom;
using circuit::AtomId;
using circuit::Lit;

class Building {
 public:
  Building(const Plan& plan, const circuit::Epoch& epoch) : plan_(plan), epoch_(epoch), circuit_(plan.program->circuit) {}

  std::optional<WordProgram> run() {
    const Lit roots[] = {epoch_.permits, epoch_.forbids, epoch_.requires_};
    const std::vector<uint32_t> nodes = circuit::cone(circuit_, roots);
    for (uint32_t node : nodes) {
      if (circuit_.is_atom(node) && !place_atom(node)) return std::nullopt;
    }
    number_atoms();
    for (uint32_t node : nodes) {
      if (!circuit_.is_atom(node)) place_gate(node);
    }
    made_.permits = code_of(roots[0]);
    made_.forbids = code_of(roots[1]);
    made_.requires_ = code_of(roots[2]);
    return std::move(made_);
  }

 private:
  static constexpr uint32_t constant(bool truth) { return truth ? WordProgram::kTrue : WordProgram::kFalse; }

  std::optional<bool> answer(book::QuestionId question) const {
    for (const auto& [assumed, yes] : plan_.request.assume) {
      if (assumed == question) return yes;
    }
    for (const circuit::Answered& answered : epoch_.answered) {
      if (answered.question == question) return answered.yes;
    }
    return std::nullopt;
  }

  // The truth of an atom over a value that is given for all rows.
  std::optional<bool> of_given(AtomId id, const ToldValue& value) const {
    const Atom& atom = plan_.program->atoms[id];
    const auto variable = Variable::make(*plan_.program, false, atom.index, {id});
    if (!variable || (variable->moves() && plan_.row_instants())) return std::nullopt;
    const Instant at = plan_.request.at.value_or(0);
    if (!variable->is_list()) return variable->holds(variable->cell_of(*plan_.program, value.number, at), 0);
    const circuit::CellSet cells = variable->cells_of_list(*plan_.program, value.records, at);
    std::optional<bool> truth;
    for (uint32_t cell = 0; cell < cells.universe(); ++cell) {
      if (!cells.has(static_cast<circuit::Cell>(cell))) continue;
      const bool holds = variable->holds(static_cast<circuit::Cell>(cell), 0);
      if (truth && *truth != holds) return std::nullopt;
      truth = holds;
    }
    return truth;
  }

  // False: the rows do not know the atom.
  bool place_atom(uint32_t node) {
    const AtomId id = circuit_.atom_of(node);
    const Atom& atom = plan_.program->atoms[id];
    std::optional<bool> truth;
    if (atom.kind == Atom::Kind::kQuestion) {
      truth = answer(book::QuestionId(atom.index));
      if (!truth) return false;
    } else if (const auto given = std::ranges::find(plan_.binding.given, book::FactId(atom.index), [](const auto& one) { return one.first; });
               given != plan_.binding.given.end()) {
      truth = of_given(id, given->second);
      if (!truth) return false;
    }
    if (truth) {
      codes_[node] = constant(*truth);
      return true;
    }
    const auto field = std::ranges::find(plan_.fields, book::FactId(atom.index), [](const Field& one) { return one.bound.fact; });
    if (field == plan_.fields.end()) return false;
    const auto& atoms = field->variable->atoms();
    by_lane_[static_cast<uint32_t>(field - plan_.fields.begin())].emplace_back(node, static_cast<size_t>(std::ranges::find(atoms, id) - atoms.begin()));
    return true;
  }

  void number_atoms() {
    for (const auto& [lane, atoms] : by_lane_) {
      made_.lanes_read.push_back(lane);
      const Variable& variable = *plan_.fields[lane].variable;
      for (size_t first = 0; first < atoms.size(); first += 8) {
        WordProgram::Group group;
        group.lane = lane;
        group.first_value = made_.sources;
        group.atoms = static_cast<uint32_t>(std::min<size_t>(8, atoms.size() - first));
        group.truths.assign(256, 0);
        for (uint32_t a = 0; a < group.atoms; ++a) {
          const auto [node, place] = atoms[first + a];
          codes_[node] = 2 * made_.sources++;
          for (uint32_t cell = 0; cell < std::min(variable.cells(), kMostCodes); ++cell) {
            if (variable.holds(static_cast<circuit::Cell>(cell), place)) group.truths[cell + 1] |= static_cast<uint8_t>(1U << a);
          }
        }
        made_.groups.push_back(std::move(group));
      }
    }
  }

  uint32_t code_of(Lit lit) const {
    const uint32_t code = lit.node() == 0 ? WordProgram::kFalse : codes_.at(lit.node());
    return code ^ (lit.complemented() ? 1U : 0U);  // the constants are each other's complements too
  }

  void place_gate(uint32_t node) {
    const uint32_t left = code_of(circuit_.node(node).left), right = code_of(circuit_.node(node).right);
    uint32_t& code = codes_[node];
    if (left == WordProgram::kFalse || right == WordProgram::kFalse || left == (right ^ 1)) {
      code = WordProgram::kFalse;
    } else if (left == WordProgram::kTrue || left == right) {
      code = right;
    } else if (right == WordProgram::kTrue) {
      code = left;
    } else {
      code = 2 * (made_.sources + static_cast<uint32_t>(made_.gates.size()));
      made_.gates.push_back({left, right});
    }
  }

  const Plan& plan_;
  const circuit::Epoch& epoch_;
  const circuit::Circuit& circuit_;
  std::map<uint32_t, uint32_t> codes_;                                    // by node
  std::map<uint32_t, std::vector<std::pair<uint32_t, size_t>>> by_lane_;  // nodes, and their atoms' places in the variable
  WordProgram made_;
};

}  // namespace

std::optional<WordProgram> words_of(const Plan& plan, size_t epoch) { return Building(plan, plan.epochs()[epoch]).run(); }

}  // namespace comity::replay
