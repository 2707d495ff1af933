// Wording: cases as a book writes them, so that what was found can be put into a book or asked again.
//
// Example: `given encounter is traffic_stop, grounds is (civil_detainer)`, and the same as the command `comity ask dc arrest …`.
#pragma once

#include <string>
#include <vector>

#include "proof/search.h"
#include "ruling/names.h"

namespace comity::proof {

class Wording {
 public:
  explicit Wording(const Program& program) : program_(program), names_(*program.model) {}

  std::string value(FactId fact, const circuit::ToldValue& value) const;  // as after `given F is`
  std::string scalar(const book::Type& type, int64_t number) const;       // a value of a fact or a field
  std::string given(const Told& told) const;                              // "encounter is traffic_stop"
  std::string moment(Instant at) const;                                   // "2025-08-14 09:00", in the zone of the asked book
  std::string subject(circuit::SubjectId subject) const;                  // "arrest", "asking subject.race"
  std::string fact(FactId fact) const { return std::string(names_.shown(fact)); }
  std::string question(QuestionId question) const { return std::string(names_.shown(question)); }

  std::string rulings(book::RulingSet rulings) const;  // "permitted", "undetermined between permitted, silent"
  // A scenario of language.md section 11 that expects the ruling.
  std::string scenario(const std::string& title, circuit::SubjectId subject, const Found& found, book::RulingSet rulings) const;
  // The command that gives the same answer, for a shell.
  std::string command(const std::string& book, circuit::SubjectId subject, const Found& found) const;
  // The case as `comity ask` reads it from a file, and a set of rulings, as JSON.
  std::string json(circuit::SubjectId subject, const Found& found) const;
  std::string json(book::RulingSet rulings) const;

 private:
  std::string word(const Told& told) const;
  const Program& program_;
  ruling::Names names_;
};

std::string shell_quoted(const std::string& text);

}  // namespace comity::proof
