// One book's things as another book has them, so that what the one says can be read in the other.
//
// A fact, a question, an action or a norm is the same in both where book and name are the same ("us/subject.in_custody"); of facts the types
// must fit too, and then their words are joined by name. What only the first book has is added to the second as its own. A fact whose type
// changed is two facts, since no value means the same in both.
// Example: `dc` and `chicago` share the vocabulary of `us`; `directive.issuer` is known to `dc` alone.
// Cost: each thing once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book/model.h"

namespace comity::proof {

// "dc.mpd/name", which identifies a thing across books.
std::string identity(const book::Model& model, book::BookId book, const std::string& name);

// The list of the kind that has exactly these words, at all times: a name for them. Nothing for few words, which are told as soon themselves.
std::optional<book::ListId> list_of(const book::Model& model, book::KindId kind, std::vector<uint16_t> words);

class Bridge {
 public:
  // `into` grows by what it lacks; both must outlive the bridge.
  Bridge(const book::Model& from, book::Model& into);

  book::ZoneId zone(book::ZoneId from);
  book::CalendarId calendar(book::CalendarId from);
  book::FactId fact(book::FactId from);
  book::QuestionId question(book::QuestionId from);                          // with the answers that it has; an invalid id stays one
  std::optional<book::QuestionId> question_of(book::QuestionId into) const;  // the one of `from` that was brought as this one
  // Of kinds and records that a fact brought before has.
  uint16_t word(book::KindId kind, uint16_t from);
  uint64_t mask(book::KindId kind, uint64_t from);  // of a set of words
  // If a list has just these words, it comes along, so that they have a name.
  void name_words(book::KindId kind, const std::vector<uint16_t>& from);
  book::KindId kind(book::KindId from) const { return kinds_.at(from.value); }
  book::RecordId record(book::RecordId from) const { return records_.at(from.value); }

 private:
  book::Type type(const book::Type& from);
  bool fits(const book::Type& into, const book::Type& from) const;
  void join_words(const book::Type& into, const book::Type& from);

  const book::Model& from_;
  book::Model& into_;
  std::map<std::string, book::FactId> facts_by_name_;
  std::map<std::string, book::QuestionId> questions_by_name_;
  // By the id in `from`.
  std::map<uint32_t, book::FactId> facts_;
  std::map<uint32_t, book::QuestionId> questions_;
  std::map<uint32_t, book::KindId> kinds_;
  std::map<uint32_t, book::RecordId> records_;
};

}  // namespace comity::proof
