// Programs made by hand: facts, norms with literals for their conditions, one epoch a subject.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "circuit/builder.h"
#include "ruling/engine.h"

namespace comity::ruling {

using book::Modality;
using book::TypeKind;
using circuit::Atom;
using circuit::Lit;
using circuit::ToldValue;

// A law under construction. Add facts first; then norms, whose active literal the caller may narrow; then `close`.
class SmallLaw {
 public:
  SmallLaw() { program.model = &builder.model; }

  FactId yes_no() { return builder.fact(builder.type(TypeKind::kYesNo)); }
  FactId one_of(size_t words) { return builder.fact(builder.type(TypeKind::kOneOf, words)); }
  FactId fact(const book::Type& type) { return builder.fact(type); }
  QuestionId question() {
    book::Question question;
    question.name = "q" + std::to_string(builder.model.questions.size());
    builder.model.questions.push_back(question);
    return QuestionId(builder.model.questions.size() - 1);
  }
  book::ActionId action() {
    book::Action action;
    action.name = "a" + std::to_string(builder.model.actions.size());
    builder.model.actions.push_back(action);
    return book::ActionId(builder.model.actions.size() - 1);
  }

  Lit test(Atom atom) {
    for (circuit::AtomId id = 0; id < program.atoms.size(); ++id) {
      if (program.atoms[id] == atom) return program.circuit.atom(id);
    }
    program.atoms.push_back(std::move(atom));
    return program.circuit.atom(static_cast<circuit::AtomId>(program.atoms.size() - 1));
  }
  Lit is_yes(FactId fact) {
    Atom atom;
    atom.index = fact.value;
    return test(atom);
  }
  Lit is(FactId fact, std::vector<uint16_t> words) {
    Atom atom;
    atom.kind = Atom::Kind::kInWords;
    atom.index = fact.value;
    atom.words = std::move(words);
    return test(atom);
  }
  Lit at_least(FactId fact, int64_t constant) {
    Atom atom;
    atom.kind = Atom::Kind::kAtLeast;
    atom.index = fact.value;
    atom.threshold.constant = constant;
    return test(atom);
  }
  Lit asks(QuestionId question) {
    Atom atom;
    atom.kind = Atom::Kind::kQuestion;
    atom.index = question.value;
    return test(atom);
  }
  Lit both(Lit a, Lit b) { return program.circuit.both(a, b); }
  Lit either(Lit a, Lit b) { return program.circuit.either(a, b); }

  // A norm of the subject that is being written.
  NormId norm(Modality modality, Lit condition) { return norm(modality, condition, condition); }
  NormId norm(Modality modality, Lit condition, Lit active) {
    book::Norm norm;
    norm.name = "n" + std::to_string(builder.model.norms.size());
    norm.modality = modality;
    builder.model.norms.push_back(norm);
    const NormId id(builder.model.norms.size() - 1);
    epoch_.norms.push_back({id, modality, condition, active});
    return id;
  }
  void answered(QuestionId question, bool yes) { epoch_.answered.push_back({question, yes}); }

  // The subject stands, with one epoch over all time.
  SubjectId close(circuit::Subject subject) {
    epoch_.from = book::kBeginning;
    epoch_.until = book::kForever;
    std::vector<Lit> by_modality[4];
    for (const circuit::NormState& norm : epoch_.norms) by_modality[static_cast<size_t>(norm.modality)].push_back(norm.active);
    epoch_.permits = program.circuit.any(by_modality[1]);
    epoch_.forbids = program.circuit.any(by_modality[2]);
    epoch_.requires_ = program.circuit.any(by_modality[3]);
    epoch_.shape = static_cast<uint32_t>(program.shapes.size());
    const auto id = static_cast<SubjectId>(program.subjects.size());
    program.subjects.push_back(subject);
    program.epochs.push_back({epoch_});
    program.shapes.emplace_back(id, 0);
    epoch_ = {};
    return id;
  }
  SubjectId close_action() { return close({false, action().value}); }

  circuit::Builder builder;
  Program program;

 private:
  circuit::Epoch epoch_{};
};

}  // namespace comity::ruling
