#include "proof/bridge.h"

#include <algorithm>

namespace comity::proof {

using book::TypeKind;

std::string identity(const book::Model& model, book::BookId book, const std::string& name) { return model.books[book.value].name + "/" + name; }

std::optional<book::ListId> list_of(const book::Model& model, book::KindId kind, std::vector<uint16_t> words) {
  constexpr size_t kFew = 3;
  if (words.size() <= kFew) return std::nullopt;
  std::sort(words.begin(), words.end());
  for (uint32_t l = 0; l < model.lists.size(); ++l) {
    const book::List& list = model.lists[l];
    if (list.of_kind != kind) continue;
    std::vector<uint16_t> listed;
    for (const book::ListElement& element : list.elements) {
      if (element.valid.from == book::kBeginning && element.valid.until == book::kForever) listed.push_back(element.word);
    }
    const bool at_all_times = listed.size() == list.elements.size();  // of an element that comes and goes nothing is said here
    std::sort(listed.begin(), listed.end());
    listed.erase(std::unique(listed.begin(), listed.end()), listed.end());
    if (at_all_times && listed == words) return book::ListId(l);
  }
  return std::nullopt;
}

Bridge::Bridge(const book::Model& from, book::Model& into) : from_(from), into_(into) {
  for (uint32_t f = 0; f < into.facts.size(); ++f) facts_by_name_[identity(into, into.facts[f].book, into.facts[f].name)] = book::FactId(f);
  for (uint32_t q = 0; q < into.questions.size(); ++q) questions_by_name_[identity(into, into.questions[q].book, into.questions[q].name)] = book::QuestionId(q);
}

book::ZoneId Bridge::zone(book::ZoneId from) {
  if (!from.valid()) return from;
  const auto& wanted = from_.zones[from.value];
  for (uint32_t z = 0; z < into_.zones.size(); ++z) {
    if (into_.zones[z].name() == wanted.name()) return book::ZoneId(z);
  }
  into_.zones.push_back(wanted);
  return book::ZoneId(into_.zones.size() - 1);
}

book::CalendarId Bridge::calendar(book::CalendarId from) {
  if (!from.valid()) return from;
  const book::Calendar& wanted = from_.calendars[from.value];
  for (uint32_t c = 0; c < into_.calendars.size(); ++c) {
    if (into_.calendars[c].skips == wanted.skips) return book::CalendarId(c);
  }
  into_.calendars.push_back(wanted);
  return book::CalendarId(into_.calendars.size() - 1);
}

book::FactId Bridge::fact(book::FactId from) {
  if (auto found = facts_.find(from.value); found != facts_.end()) return found->second;
  const book::Fact& wanted = from_.facts[from.value];
  const auto same = facts_by_name_.find(identity(from_, wanted.book, wanted.name));
  if (same != facts_by_name_.end() && fits(into_.facts[same->second.value].type, wanted.type)) {
    join_words(into_.facts[same->second.value].type, wanted.type);
    return facts_[from.value] = same->second;
  }
  book::Fact added = wanted;
  added.type = type(wanted.type);
  added.book = into_.root;
  into_.facts.push_back(std::move(added));
  return facts_[from.value] = book::FactId(into_.facts.size() - 1);
}

book::QuestionId Bridge::question(book::QuestionId from) {
  if (!from.valid()) return from;
  if (auto found = questions_.find(from.value); found != questions_.end()) return found->second;
  const book::Question& wanted = from_.questions[from.value];
  const auto same = questions_by_name_.find(identity(from_, wanted.book, wanted.name));
  if (same != questions_by_name_.end()) return questions_[from.value] = same->second;
  into_.questions.push_back(wanted);
  into_.questions.back().book = into_.root;
  return questions_[from.value] = book::QuestionId(into_.questions.size() - 1);
}

std::optional<book::QuestionId> Bridge::question_of(book::QuestionId into) const {
  for (const auto& [from, here] : questions_) {
    if (here == into) return book::QuestionId(from);
  }
  return std::nullopt;
}

// --- types and words --------------------------------------------------------------------------------------------------------------

bool Bridge::fits(const book::Type& into, const book::Type& from) const {
  if (into.kind != from.kind || into.unit != from.unit) return false;
  if (into.kind != TypeKind::kListOf) return true;
  const auto& a = into_.records[into.record.value].fields;
  const auto& b = from_.records[from.record.value].fields;
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [this](const book::Field& x, const book::Field& y) { return x.name == y.name && fits(x.type, y.type); });
}

void Bridge::join_words(const book::Type& into, const book::Type& from) {
  if (into.kind == TypeKind::kListOf) {
    records_[from.record.value] = into.record;
    const auto& a = into_.records[into.record.value].fields;
    const auto& b = from_.records[from.record.value].fields;
    for (size_t f = 0; f < a.size(); ++f) join_words(a[f].type, b[f].type);
  }
  if (into.kind == TypeKind::kOneOf || into.kind == TypeKind::kSomeOf) kinds_[from.words.value] = into.words;
}

uint16_t Bridge::word(book::KindId kind, uint16_t from) {
  const std::string& wanted = from_.kinds[kind.value].words[from];
  auto& words = into_.kinds[kinds_.at(kind.value).value].words;
  const auto found = std::find(words.begin(), words.end(), wanted);
  if (found != words.end()) return static_cast<uint16_t>(found - words.begin());
  words.push_back(wanted);
  return static_cast<uint16_t>(words.size() - 1);
}

void Bridge::name_words(book::KindId kind, const std::vector<uint16_t>& from) {
  const auto named = list_of(from_, kind, from);
  if (!named) return;
  const book::List& wanted = from_.lists[named->value];
  const std::string name = identity(from_, wanted.book, wanted.name);
  const auto same = [&](const book::List& list) {
    return identity(into_, list.book, list.name) == name || (list.book == into_.root && list.name == wanted.name);
  };
  if (std::any_of(into_.lists.begin(), into_.lists.end(), same)) return;
  book::List added = wanted;
  for (book::ListElement& element : added.elements) element.word = word(kind, element.word);
  added.of_kind = kinds_.at(kind.value);
  added.book = into_.root;
  added.cites.clear();
  into_.lists.push_back(std::move(added));
}

uint64_t Bridge::mask(book::KindId kind, uint64_t from) {
  uint64_t mask = 0;
  for (uint16_t w = 0; w < 64; ++w) {
    if ((from >> w & 1) != 0) mask |= uint64_t{1} << word(kind, w);
  }
  return mask;
}

// A type that the second book does not have.
book::Type Bridge::type(const book::Type& from) {
  book::Type here = from;
  if (from.words.valid()) {
    auto [place, added] = kinds_.try_emplace(from.words.value, book::KindId(into_.kinds.size()));
    if (added) into_.kinds.push_back(from_.kinds[from.words.value]);
    here.words = place->second;
  }
  if (from.kind == TypeKind::kListOf) {
    book::Record record = from_.records[from.record.value];
    for (book::Field& field : record.fields) field.type = type(field.type);
    here.record = book::RecordId(into_.records.size());
    records_[from.record.value] = here.record;
    into_.records.push_back(std::move(record));
  }
  return here;
}

}  // namespace comity::proof
