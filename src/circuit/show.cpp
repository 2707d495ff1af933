#include "circuit/show.h"

#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "text/json.h"

namespace comity::circuit {

using book::Instant;
using book::Threshold;
using book::Type;
using book::TypeKind;

namespace {

std::string show_lit(Lit lit) {
  if (lit == kFalse) return "no";
  if (lit == kTrue) return "yes";
  return fmt::format("{}n{}", lit.complemented() ? "not " : "", lit.node());
}

std::string show_instant(const Program& program, Instant t) {
  if (t == book::kBeginning) return "the beginning";
  if (t == book::kForever) return "ever";
  return program.model->zone().show(t);
}

const Type& type_of(const Program& program, const Atom& atom) {
  const book::Model& model = *program.model;
  return atom.on_field ? model.records[atom.record.value].fields[atom.index].type : model.facts[atom.index].type;
}

const std::string& name_of(const Program& program, const Atom& atom) {
  const book::Model& model = *program.model;
  return atom.on_field ? model.records[atom.record.value].fields[atom.index].name : model.facts[atom.index].name;
}

template <class Words, class Show>
std::string listed(const Words& words, const Show& show) {
  std::string shown;
  for (const auto& word : words) shown += (shown.empty() ? "" : ", ") + show(word);
  return shown;
}

std::string words_of_mask(const Program& program, const Atom& atom) {
  std::vector<std::string> words;
  const auto& all = program.model->kinds[type_of(program, atom).words.value].words;
  for (size_t i = 0; i < all.size(); ++i) {
    if ((atom.mask >> i & 1) != 0) words.push_back(all[i]);
  }
  return listed(words, [](const std::string& word) { return word; });
}

std::string show_constant(const Program& program, const Type& type, int64_t value) {
  if (type.kind == TypeKind::kInstant) return show_instant(program, value);
  if (type.kind == TypeKind::kDuration) return fmt::format("{} seconds", value);
  if (type.kind == TypeKind::kDate) {
    const book::time::Civil civil = book::time::civil_of(value);
    return fmt::format("{:04}-{:02}-{:02}", civil.year, static_cast<int>(civil.month), static_cast<int>(civil.day));
  }
  const int64_t size = value < 0 ? -value : value;
  std::string shown = fmt::format("{}{}.{:06}", value < 0 ? "-" : "", size / 1'000'000, size % 1'000'000);
  shown.erase(shown.find_last_not_of('0') + 1);
  if (shown.back() == '.') shown.pop_back();
  return shown;
}

std::string_view unit_name(book::time::Unit unit) {
  using Unit = book::time::Unit;
  switch (unit) {
    case Unit::kSeconds: return "seconds";
    case Unit::kMinutes: return "minutes";
    case Unit::kHours: return "hours";
    case Unit::kDays: return "days";
    case Unit::kWeeks: return "weeks";
    case Unit::kMonths: return "months";
    case Unit::kYears: return "years";
  }
  return "";
}

std::string show_threshold(const Program& program, const Type& type, const Threshold& t) {
  using Rule = Threshold::Rule;
  std::string shown;
  const auto counted = [&](std::string_view what) {
    return fmt::format("{} {} seconds by {}", what, t.seconds, t.calendar.valid() ? program.model->calendars[t.calendar.value].name : "plain time");
  };
  switch (t.rule) {
    case Rule::kConstant: return show_constant(program, type, t.constant);
    case Rule::kCaseAt: shown = "case.at"; break;
    case Rule::kShift: shown = fmt::format("case.at {} {} {}", t.shift.amount < 0 ? '-' : '+', std::abs(t.shift.amount), unit_name(t.shift.unit)); break;
    case Rule::kEarliestWithinBefore: shown = counted("the first within, before case.at,"); break;
    case Rule::kLatestAtLeastBefore: shown = counted("the last at least, before case.at,"); break;
    case Rule::kLatestWithinAfter: shown = counted("the last within, after case.at,"); break;
    case Rule::kEarliestAtLeastAfter: shown = counted("the first at least, after case.at,"); break;
  }
  if (t.plus != 0) shown += fmt::format(" and {} {}", t.plus, t.on_dates ? "day" : "second");
  return shown;
}

// The atoms and gates that the epoch reads, wheres included, by node.
std::set<uint32_t> nodes_of(const Program& program, const Epoch& epoch) {
  std::vector<Lit> roots{epoch.permits, epoch.forbids, epoch.requires_};
  for (const NormState& state : epoch.norms) roots.insert(roots.end(), {state.condition, state.active});
  std::set<uint32_t> found;
  while (!roots.empty()) {
    const std::vector<uint32_t> nodes = cone(program.circuit, roots);
    roots.clear();
    for (uint32_t node : nodes) {
      if (!found.insert(node).second || !program.circuit.is_atom(node)) continue;
      const Atom& atom = program.atoms[program.circuit.atom_of(node)];
      if (atom.kind == Atom::Kind::kCountAtLeast) roots.push_back(atom.where);
    }
  }
  return found;
}

}  // namespace

std::string_view verb(book::Modality modality) {
  switch (modality) {
    case book::Modality::kPermits: return "permits";
    case book::Modality::kForbids: return "forbids";
    case book::Modality::kRequires: return "requires";
    case book::Modality::kNone: return "suspends";
  }
  return "";
}

std::string show_atom(const Program& program, const Atom& atom) {
  using Kind = Atom::Kind;
  const book::Model& model = *program.model;
  if (atom.kind == Kind::kQuestion) return fmt::format("question {}", model.questions[atom.index].name);
  const std::string& name = name_of(program, atom);
  switch (atom.kind) {
    case Kind::kIsYes: return name;
    case Kind::kInWords: {
      const auto& words = model.kinds[type_of(program, atom).words.value].words;
      return fmt::format("{} is one of {}", name, listed(atom.words, [&words](uint16_t word) { return words[word]; }));
    }
    case Kind::kInTexts: return fmt::format("{} is one of {}", name, listed(atom.texts, [&](TextId text) { return text::json_string(program.texts[text]); }));
    case Kind::kMeets: return fmt::format("{} includes any of {}", name, words_of_mask(program, atom));
    case Kind::kContains: return fmt::format("{} includes all of {}", name, words_of_mask(program, atom));
    case Kind::kWithin: return fmt::format("{} includes nothing but {}", name, words_of_mask(program, atom));
    case Kind::kEmpty: return fmt::format("{} is empty", name);
    case Kind::kAtLeast: return fmt::format("{} at least {}", name, show_threshold(program, type_of(program, atom), atom.threshold));
    case Kind::kCountAtLeast: return fmt::format("at least {} of {} where {}", atom.count, name, show_lit(atom.where));
    case Kind::kQuestion: break;
  }
  return "";
}

std::string show_epoch(const Program& program, SubjectId subject, const Epoch& epoch) {
  const book::Model& model = *program.model;
  const Subject& of = program.subjects[subject];
  std::string shown =
      fmt::format("{}{}, from {} until {}, shape {}\n", of.asking ? "asking " : "", of.asking ? model.facts[of.index].name : model.actions[of.index].name,
                  show_instant(program, epoch.from), show_instant(program, epoch.until), epoch.shape);
  shown += fmt::format("  permits {}   forbids {}   requires {}\n", show_lit(epoch.permits), show_lit(epoch.forbids), show_lit(epoch.requires_));
  for (const Answered& answered : epoch.answered) {
    shown += fmt::format("  question {} is answered {}\n", model.questions[answered.question.value].name, answered.yes ? "yes" : "no");
  }
  for (const NormState& state : epoch.norms) {
    shown += fmt::format("  {} {}: condition {}, active {}\n", model.norms[state.norm.value].qualified, verb(state.modality), show_lit(state.condition),
                         show_lit(state.active));
  }
  for (uint32_t node : nodes_of(program, epoch)) {
    const Circuit::Node& gate = program.circuit.node(node);
    shown += program.circuit.is_atom(node) ? fmt::format("  n{} = {}\n", node, show_atom(program, program.atoms[program.circuit.atom_of(node)]))
                                           : fmt::format("  n{} = {} and {}\n", node, show_lit(gate.left), show_lit(gate.right));
  }
  return shown;
}

}  // namespace comity::circuit
