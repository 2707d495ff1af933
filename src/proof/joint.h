// Two books in one space of cases, so that they can be compared.
//
// Facts, questions and actions are the same where book and name are the same ("us/subject.in_custody") and the types fit; then their
// words are joined by name, and a condition of the second book is a literal of the first one's circuit like any other. What only the
// second book has is added. A fact whose type changed is two facts, since no value means the same in both.
// Example: two releases of `dc`, or `chicago` and `nyc`, which share the vocabulary of `us`.
// Cost: a copy of the first book's model and program, and each node of the second once.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "proof/search.h"

namespace comity::proof {

class Joint {
 public:
  Joint(const Program& first, const Program& second);

  Program& program() { return program_; }
  const book::Model& model() const { return *model_; }
  Lit bring(Lit of_second);                                                  // into program()
  std::optional<circuit::SubjectId> same_subject(circuit::SubjectId first);  // in the second book
  // Facts of the second book that are new to the first, or whose type does not fit.
  bool only_in_second(FactId joint) const { return joint.value >= facts_of_first_; }

 private:
  book::ZoneId zone(book::ZoneId second);
  book::CalendarId calendar(book::CalendarId second);
  book::Type type(const book::Type& second);
  bool fits(const book::Type& first, const book::Type& second) const;
  void join_words(const book::Type& first, const book::Type& second);
  uint16_t word(book::KindId kind, uint16_t second);
  FactId fact(FactId second);
  Lit atom(const circuit::Atom& second);
  void words_of(const book::Type& type, circuit::Atom& atom);
  uint32_t text(uint32_t second);

  const Program& first_;
  const Program& second_;
  std::unique_ptr<book::Model> model_;
  Program program_;
  size_t facts_of_first_;
  std::optional<Atoms> atoms_;
  std::map<std::string, FactId> facts_by_name_;
  std::map<uint32_t, FactId> facts_;
  std::map<uint32_t, book::KindId> kinds_;      // second's kind: the joint one
  std::map<uint32_t, book::RecordId> records_;  // second's record: the joint one
  std::map<uint32_t, QuestionId> questions_;
  std::optional<Rewriter> rewriter_;
};

// "dc.mpd/name", which identifies a thing across books.
std::string identity(const book::Model& model, book::BookId book, const std::string& name);

}  // namespace comity::proof
