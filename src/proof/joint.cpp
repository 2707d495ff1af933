#include "proof/joint.h"

#include <algorithm>

namespace comity::proof {

using book::TypeKind;
using circuit::Atom;
using circuit::kFalse;

std::string identity(const book::Model& model, book::BookId book, const std::string& name) { return model.books[book.value].name + "/" + name; }

Joint::Joint(const Program& first, const Program& second)
    : first_(first), second_(second), model_(std::make_unique<book::Model>(*first.model)), program_(first), facts_of_first_(first.model->facts.size()) {
  program_.model = model_.get();
  atoms_.emplace(program_);
  for (uint32_t f = 0; f < model_->facts.size(); ++f) facts_by_name_[identity(*model_, model_->facts[f].book, model_->facts[f].name)] = FactId(f);
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

// --- names -----------------------------------------------------------------------------------------------------------------------

book::ZoneId Joint::zone(book::ZoneId second) {
  if (!second.valid()) return second;
  const auto& wanted = second_.model->zones[second.value];
  for (uint32_t z = 0; z < model_->zones.size(); ++z) {
    if (model_->zones[z].name() == wanted.name()) return book::ZoneId(z);
  }
  model_->zones.push_back(wanted);
  return book::ZoneId(model_->zones.size() - 1);
}

book::CalendarId Joint::calendar(book::CalendarId second) {
  if (!second.valid()) return second;
  const book::Calendar& wanted = second_.model->calendars[second.value];
  for (uint32_t c = 0; c < model_->calendars.size(); ++c) {
    if (model_->calendars[c].skips == wanted.skips) return book::CalendarId(c);
  }
  model_->calendars.push_back(wanted);
  return book::CalendarId(model_->calendars.size() - 1);
}

bool Joint::fits(const book::Type& first, const book::Type& second) const {
  if (first.kind != second.kind || first.unit != second.unit) return false;
  if (first.kind != TypeKind::kListOf) return true;
  const auto& a = model_->records[first.record.value].fields;
  const auto& b = second_.model->records[second.record.value].fields;
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [this](const book::Field& x, const book::Field& y) { return x.name == y.name && fits(x.type, y.type); });
}

void Joint::join_words(const book::Type& first, const book::Type& second) {
  if (first.kind == TypeKind::kListOf) {
    records_[second.record.value] = first.record;
    const auto& a = model_->records[first.record.value].fields;
    const auto& b = second_.model->records[second.record.value].fields;
    for (size_t f = 0; f < a.size(); ++f) join_words(a[f].type, b[f].type);
  }
  if (first.kind == TypeKind::kOneOf || first.kind == TypeKind::kSomeOf) kinds_[second.words.value] = first.words;
}

uint16_t Joint::word(book::KindId kind, uint16_t second) {
  const std::string& wanted = second_.model->kinds[kind.value].words[second];
  auto& words = model_->kinds[kinds_.at(kind.value).value].words;
  const auto found = std::find(words.begin(), words.end(), wanted);
  if (found != words.end()) return static_cast<uint16_t>(found - words.begin());
  words.push_back(wanted);
  return static_cast<uint16_t>(words.size() - 1);
}

// A type of the second book that the first does not have.
book::Type Joint::type(const book::Type& second) {
  book::Type joint = second;
  if (second.words.valid()) {
    auto [place, added] = kinds_.try_emplace(second.words.value, book::KindId(model_->kinds.size()));
    if (added) model_->kinds.push_back(second_.model->kinds[second.words.value]);
    joint.words = place->second;
  }
  if (second.kind == TypeKind::kListOf) {
    book::Record record = second_.model->records[second.record.value];
    for (book::Field& field : record.fields) field.type = type(field.type);
    joint.record = book::RecordId(model_->records.size());
    records_[second.record.value] = joint.record;
    model_->records.push_back(std::move(record));
  }
  return joint;
}

FactId Joint::fact(FactId second) {
  if (auto found = facts_.find(second.value); found != facts_.end()) return found->second;
  const book::Fact& wanted = second_.model->facts[second.value];
  const auto same = facts_by_name_.find(identity(*second_.model, wanted.book, wanted.name));
  if (same != facts_by_name_.end() && fits(model_->facts[same->second.value].type, wanted.type)) {
    join_words(model_->facts[same->second.value].type, wanted.type);
    return facts_[second.value] = same->second;
  }
  book::Fact added = wanted;
  added.type = type(wanted.type);
  added.book = model_->root;
  model_->facts.push_back(std::move(added));
  return facts_[second.value] = FactId(model_->facts.size() - 1);
}

uint32_t Joint::text(uint32_t second) {
  if (second == circuit::kOtherText) return second;
  auto [place, added] = program_.text_ids.try_emplace(second_.texts[second], static_cast<uint32_t>(program_.texts.size()));
  if (added) program_.texts.push_back(second_.texts[second]);
  return place->second;
}

// --- atoms -----------------------------------------------------------------------------------------------------------------------

void Joint::words_of(const book::Type& type, Atom& atom) {
  if (type.words.valid()) {
    for (uint16_t& w : atom.words) w = word(type.words, w);
    std::sort(atom.words.begin(), atom.words.end());
    uint64_t mask = 0;
    for (uint16_t w = 0; w < 64; ++w) {
      if ((atom.mask >> w & 1) != 0) mask |= uint64_t{1} << word(type.words, w);
    }
    atom.mask = mask;
  }
  for (uint32_t& t : atom.texts) t = text(t);
  std::sort(atom.texts.begin(), atom.texts.end());
}

Lit Joint::atom(const Atom& second) {
  Atom joint = second;
  if (second.kind == Atom::Kind::kQuestion) {
    const book::Question& wanted = second_.model->questions[second.index];
    const std::string name = identity(*second_.model, wanted.book, wanted.name);
    auto [place, added] = questions_.try_emplace(second.index, QuestionId());
    for (uint32_t q = 0; added && q < model_->questions.size(); ++q) {
      if (identity(*model_, model_->questions[q].book, model_->questions[q].name) == name) place->second = QuestionId(q);
    }
    if (!place->second.valid()) {
      place->second = QuestionId(model_->questions.size());
      model_->questions.push_back(wanted);
      model_->questions.back().book = model_->root;
    }
    joint.index = place->second.value;
    return atoms_->intern(std::move(joint));
  }
  if (second.on_field) {
    words_of(second_.model->records[second.record.value].fields[second.index].type, joint);
    joint.record = records_.at(second.record.value);
  } else {
    joint.index = fact(FactId(second.index)).value;
    words_of(second_.model->facts[second.index].type, joint);
  }
  joint.threshold.zone = zone(second.threshold.zone);
  joint.threshold.calendar = calendar(second.threshold.calendar);
  if (second.kind == Atom::Kind::kCountAtLeast) joint.where = (*rewriter_)(second.where);
  return joint.where == kFalse ? kFalse : atoms_->intern(std::move(joint));
}

}  // namespace comity::proof
