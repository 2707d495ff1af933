#include "proof/joint.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace comity::proof {

using circuit::Atom;
using circuit::kFalse;

namespace {

using Filled = std::multiset<std::tuple<std::string, Instant, Instant>>;

Filled filled(const book::Model& model, const book::List& list) {
  Filled found;
  for (const book::ListElement& one : list.elements) {
    found.emplace(list.of_kind.valid() ? model.kinds[list.of_kind.value].words[one.word] : one.text, one.valid.from, one.valid.until);
  }
  return found;
}

// A list that the second book fills in otherwise is no name for words: to readers of one of the two it would mean others.
void forget_lists_that_differ(book::Model& joint, const book::Model& second) {
  std::map<std::string, const book::List*> theirs;
  for (const book::List& list : second.lists) theirs[identity(second, list.book, list.name)] = &list;
  for (book::List& list : joint.lists) {
    const auto same = theirs.find(identity(joint, list.book, list.name));
    if (same != theirs.end() && filled(joint, list) != filled(second, *same->second)) list.elements.clear();
  }
}

}  // namespace

Joint::Joint(const Program& first, const Program& second)
    : first_(first), second_(second), model_(std::make_unique<book::Model>(*first.model)), program_(first) {
  forget_lists_that_differ(*model_, *second_.model);
  program_.model = model_.get();
  atoms_.emplace(program_);
  bridge_.emplace(*second_.model, *model_);
  rewriter_.emplace(second_, program_, [this](const Atom& atom, Lit) { return this->atom(atom); });
}

Lit Joint::bring(Lit of_second) { return (*rewriter_)(of_second); }

std::optional<circuit::SubjectId> Joint::same_subject(circuit::SubjectId first) {
  const circuit::Subject& subject = first_.subjects[first];
  const book::Model& a = *first_.model;
  const book::Model& b = *second_.model;
  const auto name_of = [](const book::Model& model, const circuit::Subject& s) {
    return s.asking ? identity(model, model.facts[s.index].book, model.facts[s.index].name)
                    : identity(model, model.actions[s.index].book, model.actions[s.index].name);
  };
  const std::string wanted = name_of(a, subject);
  for (circuit::SubjectId s = 0; s < second_.subjects.size(); ++s) {
    if (second_.subjects[s].asking == subject.asking && name_of(b, second_.subjects[s]) == wanted) return s;
  }
  return std::nullopt;
}

// --- atoms -----------------------------------------------------------------------------------------------------------------------

uint32_t Joint::text(uint32_t second) {
  if (second == circuit::kOtherText) return second;
  auto [place, added] = program_.text_ids.try_emplace(second_.texts[second], static_cast<uint32_t>(program_.texts.size()));
  if (added) program_.texts.push_back(second_.texts[second]);
  return place->second;
}

void Joint::words_of(const book::Type& type, Atom& atom) {
  if (type.words.valid()) {
    bridge_->name_words(type.words, atom.words);
    for (uint16_t& w : atom.words) w = bridge_->word(type.words, w);
    std::sort(atom.words.begin(), atom.words.end());
    atom.mask = bridge_->mask(type.words, atom.mask);
  }
  for (uint32_t& t : atom.texts) t = text(t);
  std::sort(atom.texts.begin(), atom.texts.end());
}

Lit Joint::atom(const Atom& second) {
  Atom joint = second;
  if (second.kind == Atom::Kind::kQuestion) {
    joint.index = bridge_->question(QuestionId(second.index)).value;
    return atoms_->intern(std::move(joint));
  }
  if (second.on_field) {
    words_of(second_.model->records[second.record.value].fields[second.index].type, joint);
    joint.record = bridge_->record(second.record);
  } else {
    joint.index = bridge_->fact(FactId(second.index)).value;
    words_of(second_.model->facts[second.index].type, joint);
  }
  joint.threshold.zone = bridge_->zone(second.threshold.zone);
  joint.threshold.calendar = bridge_->calendar(second.threshold.calendar);
  if (second.kind == Atom::Kind::kCountAtLeast) joint.where = (*rewriter_)(second.where);
  return joint.where == kFalse ? kFalse : atoms_->intern(std::move(joint));
}

}  // namespace comity::proof
