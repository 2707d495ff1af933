#include "circuit/conditions.h"

#include <algorithm>
#include <utility>

namespace comity::circuit {

using book::CondId;
using book::Instant;
using book::ListElement;
using book::RecordId;
using book::Test;

namespace {

// A key that tells atoms apart; atoms are few, so a string is clear enough.
std::string key_of(const Atom& atom) {
  std::string key;
  const auto put = [&key](uint64_t value) { key.append(reinterpret_cast<const char*>(&value), sizeof value); };
  put(static_cast<uint64_t>(atom.kind) | (atom.on_field ? 256U : 0U));
  put(atom.index);
  put(atom.record.value);
  put(atom.mask);
  const book::Threshold& t = atom.threshold;
  put(static_cast<uint64_t>(t.rule) | (t.on_dates ? 256U : 0U));
  put(static_cast<uint64_t>(t.constant));
  put(static_cast<uint64_t>(t.shift.amount));
  put(static_cast<uint64_t>(t.shift.unit));
  put(static_cast<uint64_t>(t.seconds));
  put(t.calendar.value);
  put(t.zone.value);
  put(static_cast<uint64_t>(t.plus));
  put(atom.where.code);
  put(atom.count);
  for (uint16_t word : atom.words) put(word);
  for (TextId text : atom.texts) put(text);
  return key;
}

template <class T>
void sort_and_unite(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

Conditions::Conditions(Program& program) : program_(program), model_(*program.model), conds_(model_.conds.size()), list_changes_(model_.lists.size()) {
  for (size_t i = 0; i < model_.lists.size(); ++i) {
    for (const ListElement& element : model_.lists[i].elements) list_changes_[i].insert(list_changes_[i].end(), {element.valid.from, element.valid.until});
    sort_and_unite(list_changes_[i]);
  }
  for (AtomId id = 0; id < program_.atoms.size(); ++id) atom_ids_.emplace(key_of(program_.atoms[id]), id);
}

Lit Conditions::intern(Atom atom) {
  auto [place, added] = atom_ids_.try_emplace(key_of(atom), static_cast<AtomId>(program_.atoms.size()));
  if (added) program_.atoms.push_back(std::move(atom));
  return program_.circuit.atom(place->second);
}

TextId Conditions::intern_text(const std::string& text) {
  auto [place, added] = program_.text_ids.try_emplace(text, static_cast<TextId>(program_.texts.size()));
  if (added) program_.texts.push_back(text);
  return place->second;
}

Instant Conditions::next_change(book::ListId list, Instant t) const {
  const auto& changes = list_changes_[list.value];
  const auto after = std::upper_bound(changes.begin(), changes.end(), t);
  return after == changes.end() ? book::kForever : *after;
}

// Which elements are valid is constant until the next change.
Conditions::Remembered Conditions::of_list(const Test& test, Atom atom, Instant t) {
  const book::List& list = model_.lists[test.list.value];
  const Instant until = next_change(test.list, t);
  for (const ListElement& element : list.elements) {
    if (!element.valid.contains(t)) continue;
    if (list.of_kind.valid())
      atom.words.push_back(element.word);
    else
      atom.texts.push_back(intern_text(element.text));
  }
  atom.kind = list.of_kind.valid() ? Atom::Kind::kInWords : Atom::Kind::kInTexts;
  sort_and_unite(atom.words);
  sort_and_unite(atom.texts);
  if (atom.words.empty() && atom.texts.empty()) return {kFalse, until};
  return {intern(std::move(atom)), until};
}

Conditions::Remembered Conditions::of_test(const Test& test, RecordId record, Instant t) {
  using Kind = Test::Kind;
  Atom atom;
  atom.index = test.fact.value;
  atom.on_field = test.on_field;
  if (test.on_field) atom.record = record;
  Instant until = book::kForever;
  switch (test.kind) {
    case Kind::kTrue: return {kTrue, until};
    case Kind::kIsYes: atom.kind = Atom::Kind::kIsYes; break;
    case Kind::kEmpty: atom.kind = Atom::Kind::kEmpty; break;
    case Kind::kInWords:
      if (test.list.valid()) return of_list(test, std::move(atom), t);
      atom.kind = Atom::Kind::kInWords;
      atom.words = test.words;
      break;
    case Kind::kIsText:
      if (test.list.valid()) return of_list(test, std::move(atom), t);
      atom.kind = Atom::Kind::kInTexts;
      atom.texts.push_back(intern_text(test.text));
      break;
    case Kind::kMeets:
    case Kind::kContains:
    case Kind::kWithin:
      atom.kind = test.kind == Kind::kMeets ? Atom::Kind::kMeets : test.kind == Kind::kContains ? Atom::Kind::kContains : Atom::Kind::kWithin;
      atom.mask = test.mask;
      break;
    case Kind::kAtLeast:
      atom.kind = Atom::Kind::kAtLeast;
      atom.threshold = test.threshold;
      break;
    case Kind::kQuestion:
      atom.kind = Atom::Kind::kQuestion;
      atom.index = test.question.value;
      break;
    case Kind::kCountAtLeast: {
      if (test.count == 0) return {kTrue, until};
      atom.kind = Atom::Kind::kCountAtLeast;
      atom.count = test.count;
      if (test.where.valid()) {
        const Remembered where = of(test.where, model_.facts[test.fact.value].type.record, t);
        atom.where = where.lit;
        until = where.until;
      }
      if (atom.where == kFalse) return {kFalse, until};
      break;
    }
  }
  return {intern(std::move(atom)), until};
}

// Conditions nest at most 200 deep (the parser's limit), and so does this.
Conditions::Remembered Conditions::of(CondId id, RecordId record, Instant t) {
  Remembered& known = conds_[id.value];
  if (t < known.until) return known;
  const book::Cond& cond = model_.conds[id.value];
  Remembered now{kTrue, book::kForever};
  std::vector<Lit> children;
  for (CondId child : cond.children) {
    const Remembered part = of(child, record, t);
    children.push_back(part.lit);
    now.until = std::min(now.until, part.until);
  }
  switch (cond.kind) {
    case book::Cond::Kind::kTrue: break;
    case book::Cond::Kind::kFalse: now.lit = kFalse; break;
    case book::Cond::Kind::kTest: now = of_test(model_.tests[cond.test], record, t); break;
    case book::Cond::Kind::kNot: now.lit = !children[0]; break;
    case book::Cond::Kind::kAnd: now.lit = program_.circuit.all(children); break;
    case book::Cond::Kind::kOr: now.lit = program_.circuit.any(children); break;
  }
  return conds_[id.value] = now;
}

Lit Conditions::at(CondId id, Instant t) { return id.valid() ? of(id, RecordId(), t).lit : kTrue; }

std::vector<Instant> Conditions::moments_of(CondId id) const {
  std::vector<Instant> moments;
  std::vector<CondId> todo;
  if (id.valid()) todo.push_back(id);
  while (!todo.empty()) {
    const book::Cond& cond = model_.conds[todo.back().value];
    todo.pop_back();
    todo.insert(todo.end(), cond.children.begin(), cond.children.end());
    if (cond.kind != book::Cond::Kind::kTest) continue;
    const Test& test = model_.tests[cond.test];
    if (test.where.valid()) todo.push_back(test.where);
    if (test.list.valid()) moments.insert(moments.end(), list_changes_[test.list.value].begin(), list_changes_[test.list.value].end());
    if (test.kind != Test::Kind::kQuestion) continue;
    for (const auto& answer : model_.questions[test.question.value].answers) moments.push_back(answer.from);
  }
  return moments;
}

}  // namespace comity::circuit
