// Two books in one space of cases, so that they can be compared.
//
// Facts, questions and actions are joined as bridge.h says, and a condition of the second book is then a literal of the first one's circuit
// like any other.
// Example: two releases of `dc`, or `chicago` and `nyc`, which share the vocabulary of `us`.
// Cost: a copy of the first book's model and program, and each node of the second once.
#pragma once

#include <memory>
#include <optional>

#include "proof/bridge.h"
#include "proof/search.h"

namespace comity::proof {

class Joint {
 public:
  Joint(const Program& first, const Program& second);

  Program& program() { return program_; }
  Atoms& atoms() { return *atoms_; }
  const book::Model& model() const { return *model_; }
  Lit bring(Lit of_second);                                                                            // into program()
  std::optional<circuit::SubjectId> same_subject(circuit::SubjectId first);                            // in the second book
  std::optional<QuestionId> of_second(QuestionId joint) const { return bridge_->question_of(joint); }  // a question that was brought

 private:
  Lit atom(const circuit::Atom& second);
  void words_of(const book::Type& type, circuit::Atom& atom);
  uint32_t text(uint32_t second);

  const Program& first_;
  const Program& second_;
  std::unique_ptr<book::Model> model_;
  Program program_;
  std::optional<Atoms> atoms_;
  std::optional<Bridge> bridge_;
  std::optional<Rewriter> rewriter_;
};

}  // namespace comity::proof
