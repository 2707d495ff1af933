// From conditions and tests of the checked model to literals over atoms.
//
// Tests that are the same test are one atom. Only membership of a list changes with time, so a condition without lists is lowered once, and
// one with lists once for each time at which they change; what it then has in common with before is shared in the circuit.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "circuit/program.h"

namespace comity::circuit {

class Conditions {
 public:
  // Adds atoms, texts and nodes to the program, whose model is set; atoms that it has already are used again.
  explicit Conditions(Program& program);

  // The literal at an instant; calls must not go back in time. An invalid id: no condition, true.
  Lit at(book::CondId id, book::Instant t);

  // The instants at which an element of a list that the condition names comes or goes, or a question that it names is answered. Unsorted.
  std::vector<book::Instant> moments_of(book::CondId id) const;

 private:
  struct Remembered {
    Lit lit = kTrue;
    book::Instant until = book::kBeginning;  // good before it
  };

  Remembered of(book::CondId id, book::RecordId record, book::Instant t);
  Remembered of_test(const book::Test& test, book::RecordId record, book::Instant t);
  Remembered of_list(const book::Test& test, Atom atom, book::Instant t);
  Lit intern(Atom atom);
  TextId intern_text(const std::string& text);
  book::Instant next_change(book::ListId list, book::Instant t) const;

  Program& program_;
  const book::Model& model_;
  std::vector<Remembered> conds_;                         // by CondId
  std::vector<std::vector<book::Instant>> list_changes_;  // by ListId, sorted
  std::unordered_map<std::string, AtomId> atom_ids_;
};

}  // namespace comity::circuit
