#include "proof/solver_terms.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace comity::proof {

using book::TypeKind;
using circuit::Atom;
using circuit::AtomId;

namespace {

z3::expr any_of(z3::context& z3, const std::vector<z3::expr>& all) {
  z3::expr_vector vector(z3);
  for (const z3::expr& one : all) vector.push_back(one);
  return all.empty() ? z3.bool_val(false) : z3::mk_or(vector);
}

// The words that a test distinguishes.
void add_mentioned(const Atom& atom, std::vector<uint32_t>& mentioned) {
  mentioned.insert(mentioned.end(), atom.words.begin(), atom.words.end());
  mentioned.insert(mentioned.end(), atom.texts.begin(), atom.texts.end());
}

}  // namespace

Terms::Terms(z3::context& z3, const Program& program, std::span<const Lit> lits, std::span<const FactId> apart)
    : z3_(z3), program_(program), apart_(apart.begin(), apart.end()), rules_(z3), instant_(z3.int_const("case.at")) {
  for (Lit lit : lits) read(lit);
  Reads all = reads(program, lits);
  facts_ = std::move(all.facts);
  questions_ = std::move(all.questions);
  std::sort(questions_.begin(), questions_.end());
  questions_.erase(std::unique(questions_.begin(), questions_.end()), questions_.end());
  for (auto lists : {&atoms_of_fact_}) {
    for (auto& [fact, atoms] : *lists) std::sort(atoms.begin(), atoms.end()), atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  }
}

// Notes which atoms test which fact and field, so that a term can be made with all the words that matter.
void Terms::read(Lit lit) {
  for (uint32_t node : circuit::cone(program_.circuit, std::span(&lit, 1))) {
    if (!program_.circuit.is_atom(node)) continue;
    const AtomId id = program_.circuit.atom_of(node);
    const Atom& atom = program_.atoms[id];
    if (atom.kind == Atom::Kind::kQuestion) continue;
    if (atom.on_field) {
      atoms_of_field_[{atom.record.value, atom.index}].push_back(id);
    } else {
      atoms_of_fact_[atom.index].push_back(id);
    }
    if (atom.kind == Atom::Kind::kCountAtLeast) read(atom.where);
  }
}

bool Terms::is_apart(FactId fact) const { return std::find(apart_.begin(), apart_.end(), fact) != apart_.end(); }

// --- facts ------------------------------------------------------------------------------------------------------------------

Term Terms::make(const book::Type& type, const std::string& name, std::span<const AtomId> atoms) {
  Term term;
  term.kind = type.kind;
  if (type.kind == TypeKind::kYesNo) {
    term.whole = z3_.bool_const(name.c_str());
    return term;
  }
  if (type.ordered()) {
    term.whole = z3_.int_const(name.c_str());
    const circuit::Domain domain = circuit::domain_of(type.kind);
    rules_.push_back(*term.whole >= z3_.int_val(domain.low) && *term.whole <= z3_.int_val(domain.high));
    return term;
  }
  std::vector<uint32_t> mentioned;
  if (type.kind == TypeKind::kSomeOf) {
    for (uint32_t w = 0; w < program_.model->kinds[type.words.value].words.size(); ++w) mentioned.push_back(w);
  } else {
    for (AtomId atom : atoms) add_mentioned(program_.atoms[atom], mentioned);
    std::sort(mentioned.begin(), mentioned.end());
    mentioned.erase(std::unique(mentioned.begin(), mentioned.end()), mentioned.end());
  }
  z3::expr_vector truths(z3_);
  for (uint32_t word : mentioned) {
    term.parts.emplace_back(word, z3_.bool_const((name + "=" + std::to_string(word)).c_str()));
    truths.push_back(term.parts.back().second);
  }
  if (type.kind == TypeKind::kSomeOf || mentioned.empty()) return term;
  if (truths.size() > 1) rules_.push_back(z3::atmost(truths, 1));
  if (type.kind == TypeKind::kOneOf) {
    term.words = static_cast<uint32_t>(program_.model->kinds[type.words.value].words.size());
    if (truths.size() == term.words) rules_.push_back(z3::mk_or(truths));
  }
  return term;
}

Term& Terms::term(FactId fact, bool twin) {
  const auto key = std::pair(fact.value, twin && is_apart(fact));
  if (auto found = terms_.find(key); found != terms_.end()) return found->second;
  const std::string name = program_.model->facts[fact.value].name + (key.second ? "'" : "");
  return terms_.emplace(key, make(program_.model->facts[fact.value].type, name, atoms_of_fact_[fact.value])).first->second;
}

ListTerm& Terms::list(FactId fact, bool twin) {
  const auto key = std::pair(fact.value, twin && is_apart(fact));
  if (auto found = lists_.find(key); found != lists_.end()) return found->second;
  std::map<uint32_t, uint32_t> most;  // by the where's code: the largest count asked of it
  for (AtomId id : atoms_of_fact_[fact.value]) {
    const Atom& atom = program_.atoms[id];
    most[atom.where.code] = std::max(most[atom.where.code], atom.count);
  }
  ListTerm list;
  list.record = program_.model->facts[fact.value].type.record;
  const auto& fields = program_.model->records[list.record.value].fields;
  uint32_t places = 0;
  for (const auto& [where, count] : most) places += count;
  for (uint32_t p = 0; p < places; ++p) {
    const std::string name = program_.model->facts[fact.value].name + (key.second ? "'" : "") + "[" + std::to_string(p) + "]";
    Place place{z3_.bool_const(name.c_str()), std::vector<std::optional<Term>>(fields.size())};
    for (uint32_t f = 0; f < fields.size(); ++f) {
      auto tested = atoms_of_field_.find({list.record.value, f});
      if (tested != atoms_of_field_.end()) place.fields[f] = make(fields[f].type, name + "." + fields[f].name, tested->second);
    }
    list.places.push_back(std::move(place));
  }
  return lists_.emplace(key, std::move(list)).first->second;
}

z3::expr Terms::question(QuestionId question) {
  const std::string name = "question " + program_.model->questions[question.value].name;
  return question_terms_.try_emplace(question.value, z3_.bool_const(name.c_str())).first->second;
}

// --- literals ---------------------------------------------------------------------------------------------------------------

z3::expr Terms::of(Lit lit, bool twin) {
  auto& done = done_[twin && !apart_.empty() ? 1 : 0];
  if (done.size() < program_.circuit.size()) done.resize(program_.circuit.size());
  const auto value = [&](Lit l) {
    if (l.node() == 0) return z3_.bool_val(l.complemented());
    return l.complemented() ? !*done[l.node()] : *done[l.node()];
  };
  for (uint32_t node : circuit::cone(program_.circuit, std::span(&lit, 1))) {
    if (done[node]) continue;
    if (program_.circuit.is_atom(node)) {
      done[node] = atom(program_.atoms[program_.circuit.atom_of(node)], twin);
    } else {
      const auto [left, right] = program_.circuit.node(node);
      done[node] = value(left) && value(right);
    }
  }
  return value(lit);
}

z3::expr Terms::atom(const Atom& atom, bool twin) {
  if (atom.kind == Atom::Kind::kQuestion) return question(QuestionId(atom.index));
  const FactId fact(atom.index);
  if (program_.model->facts[fact.value].type.kind != TypeKind::kListOf) return test(atom, term(fact, twin));
  const ListTerm& places = list(fact, twin);
  if (atom.kind == Atom::Kind::kCountAtLeast) return count(atom, places);
  z3::expr none = z3_.bool_val(true);  // kEmpty
  for (const Place& place : places.places) none = none && !place.taken;
  return none;
}

z3::expr Terms::test(const Atom& atom, const Term& term) {
  std::vector<z3::expr> found;
  switch (atom.kind) {
    case Atom::Kind::kIsYes: return *term.whole;
    case Atom::Kind::kAtLeast: return *term.whole >= threshold(atom.threshold, term.kind);
    case Atom::Kind::kInWords:
    case Atom::Kind::kInTexts:
      for (const auto& [word, truth] : term.parts) {
        const bool named = atom.kind == Atom::Kind::kInWords ? std::binary_search(atom.words.begin(), atom.words.end(), static_cast<uint16_t>(word))
                                                             : std::binary_search(atom.texts.begin(), atom.texts.end(), word);
        if (named) found.push_back(truth);
      }
      return any_of(z3_, found);
    case Atom::Kind::kMeets:
    case Atom::Kind::kContains:
    case Atom::Kind::kWithin:
    case Atom::Kind::kEmpty: break;
    default: return z3_.bool_val(false);
  }
  const bool contains = atom.kind == Atom::Kind::kContains;
  for (const auto& [word, truth] : term.parts) {
    const bool named = atom.kind == Atom::Kind::kEmpty ? false : (atom.mask >> word & 1) != 0;
    const bool wanted = contains || atom.kind == Atom::Kind::kMeets ? named : !named;
    if (wanted) found.push_back(contains ? !truth : truth);
  }
  const z3::expr any = any_of(z3_, found);  // contains: one is missing; within, empty: one too many
  return atom.kind == Atom::Kind::kMeets ? any : !any;
}

z3::expr Terms::count(const Atom& atom, const ListTerm& list) {
  z3::expr_vector each(z3_);
  for (const Place& place : list.places) each.push_back(place.taken && where(atom.where, place));
  if (atom.count == 0) return z3_.bool_val(true);
  if (each.size() < atom.count) return z3_.bool_val(false);
  return atom.count == 1 ? z3::mk_or(each) : z3::atleast(each, atom.count);
}

z3::expr Terms::where(Lit lit, const Place& place) {
  std::unordered_map<uint32_t, z3::expr> done;
  const auto value = [&](Lit l) {
    if (l.node() == 0) return z3_.bool_val(l.complemented());
    return l.complemented() ? !done.at(l.node()) : done.at(l.node());
  };
  for (uint32_t node : circuit::cone(program_.circuit, std::span(&lit, 1))) {
    if (program_.circuit.is_atom(node)) {
      const Atom& atom = program_.atoms[program_.circuit.atom_of(node)];
      done.emplace(node, test(atom, *place.fields[atom.index]));
    } else {
      const auto [left, right] = program_.circuit.node(node);
      done.emplace(node, value(left) && value(right));
    }
  }
  return value(lit);
}

z3::expr Terms::more(FactId fact) {
  const Term& of_case = term(fact, false);
  const Term& of_twin = term(fact, true);
  if (of_case.kind == TypeKind::kYesNo) return z3::implies(*of_case.whole, *of_twin.whole);
  if (of_case.whole) return *of_twin.whole >= *of_case.whole;
  z3::expr all = z3_.bool_val(true);
  for (size_t w = 0; w < of_case.parts.size(); ++w) all = all && z3::implies(of_case.parts[w].second, of_twin.parts[w].second);
  return all;
}

// --- values -----------------------------------------------------------------------------------------------------------------

int64_t Terms::scalar(const z3::model& model, const Term& term) const {
  const auto truth = [&](const z3::expr& e) { return model.eval(e, true).is_true(); };
  if (term.kind == TypeKind::kYesNo) return truth(*term.whole) ? 1 : 0;
  if (term.whole) return model.eval(*term.whole, true).get_numeral_int64();
  int64_t set = 0;
  for (const auto& [word, e] : term.parts) {
    if (!truth(e)) continue;
    if (term.kind != TypeKind::kSomeOf) return word;
    set |= int64_t{1} << word;
  }
  if (term.kind != TypeKind::kOneOf) return set;  // a set; or a text that no test names, which is 0
  uint32_t other = 0;                             // the first word that no test names
  while (std::any_of(term.parts.begin(), term.parts.end(), [&](const auto& part) { return part.first == other; })) ++other;
  return other;
}

circuit::ToldValue Terms::value(const z3::model& model, FactId fact, bool twin) {
  if (program_.model->facts[fact.value].type.kind != TypeKind::kListOf) return {scalar(model, term(fact, twin)), {}};
  circuit::ToldValue value;
  for (const Place& place : list(fact, twin).places) {
    if (!model.eval(place.taken, true).is_true()) continue;
    circuit::RecordValue record(place.fields.size());
    for (size_t f = 0; f < record.size(); ++f) {
      if (place.fields[f]) record[f] = {true, scalar(model, *place.fields[f])};
    }
    value.records.push_back(std::move(record));
  }
  return value;
}

bool Terms::answer(const z3::model& model, QuestionId question) { return model.eval(this->question(question), true).is_true(); }

z3::expr Terms::same(const z3::model& model, const Term& term) {
  if (term.whole) return *term.whole == model.eval(*term.whole, true);
  z3::expr all = z3_.bool_val(true);
  for (const auto& [word, truth] : term.parts) all = all && (model.eval(truth, true).is_true() ? truth : !truth);
  return all;
}

z3::expr Terms::is(FactId fact, bool twin, const z3::model& model) {
  if (program_.model->facts[fact.value].type.kind != TypeKind::kListOf) return same(model, term(fact, twin));
  z3::expr all = z3_.bool_val(true);
  for (const Place& place : list(fact, twin).places) {
    const bool taken = model.eval(place.taken, true).is_true();
    all = all && (taken ? place.taken : !place.taken);
    for (const auto& field : place.fields) {
      if (taken && field) all = all && same(model, *field);
    }
  }
  return all;
}

}  // namespace comity::proof
