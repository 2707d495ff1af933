// The terms of the solver: what a literal is in Z3 (private to solver*.cpp; z3++.h is slow to compile).
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include <z3++.h>

#include "proof/search.h"

namespace comity::proof {

// One scalar or set: a fact, a question, or a field of one place of a list.
struct Term {
  book::TypeKind kind = book::TypeKind::kYesNo;
  std::optional<z3::expr> whole;                     // yes-no: a truth; ordered: an integer
  std::vector<std::pair<uint32_t, z3::expr>> parts;  // words, texts, members of a set: a truth each
  uint32_t words = 0;                                // of a one-of: how many there are
};
struct Place {
  z3::expr taken;
  std::vector<std::optional<Term>> fields;  // those that some where tests
};
struct ListTerm {
  std::vector<Place> places;
  book::RecordId record;
};

class Terms {
 public:
  Terms(z3::context& z3, const Program& program, std::span<const Lit> lits, std::span<const FactId> apart);

  z3::expr of(Lit lit, bool twin);
  z3::expr instant() const { return instant_; }
  // What always holds: domains, one word at most, thresholds between their bounds. Grows as terms are made.
  const z3::expr_vector& rules() const { return rules_; }
  // What holds of case.at and the days and thresholds that hang on it, for a range.
  z3::expr within(const Interval& range);
  z3::expr more(FactId fact);  // the twin has at least as much

  const std::vector<FactId>& facts() const { return facts_; }
  const std::vector<QuestionId>& questions() const { return questions_; }
  circuit::ToldValue value(const z3::model& model, FactId fact, bool twin);
  bool answer(const z3::model& model, QuestionId question);
  z3::expr is(FactId fact, bool twin, const z3::model& model);  // has the value that it has in the model
  z3::expr question(QuestionId question);

 private:
  z3::expr atom(const circuit::Atom& atom, bool twin);
  z3::expr test(const circuit::Atom& atom, const Term& term);
  z3::expr count(const circuit::Atom& atom, const ListTerm& list);
  z3::expr where(Lit lit, const Place& place);
  z3::expr threshold(const book::Threshold& threshold, book::TypeKind kind);
  z3::expr moving(const book::Threshold& threshold);
  z3::expr by_months(const book::Threshold& threshold, int64_t months);
  z3::expr by_calendar(const book::Threshold& threshold);
  z3::expr day_of(const book::Threshold& threshold);
  Term make(const book::Type& type, const std::string& name, std::span<const circuit::AtomId> atoms);
  Term& term(FactId fact, bool twin);
  ListTerm& list(FactId fact, bool twin);
  void read(Lit lit);
  bool is_apart(FactId fact) const;
  int64_t scalar(const z3::model& model, const Term& term) const;
  z3::expr same(const z3::model& model, const Term& term);

  z3::context& z3_;
  const Program& program_;
  std::vector<FactId> facts_, apart_;
  std::vector<QuestionId> questions_;
  std::map<uint32_t, std::vector<circuit::AtomId>> atoms_of_fact_;                        // of the facts themselves
  std::map<std::pair<uint32_t, uint32_t>, std::vector<circuit::AtomId>> atoms_of_field_;  // of (record, field)
  z3::expr_vector rules_;
  z3::expr instant_;
  std::map<uint32_t, z3::expr> day_;  // by zone: the local day of case.at
  std::map<std::pair<uint32_t, bool>, Term> terms_;
  std::map<std::pair<uint32_t, bool>, ListTerm> lists_;
  std::map<uint32_t, z3::expr> question_terms_;
  std::vector<std::optional<z3::expr>> done_[2];
  struct Moved {
    book::Threshold threshold;
    int64_t order;  // months, or counted seconds
    z3::expr value;
  };
  std::vector<Moved> by_months_, by_calendar_;
};

}  // namespace comity::proof
