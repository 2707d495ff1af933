// Claims: each form of language.md section 10, proved for every case and every instant of its range, or refuted with a smallest case.
//
// A claim is cut by subject and by time, where anything that it reads changes; each piece is a search for a case that breaks it. A question
// of law that is answered has its answer; an open one may be either, so a claim is proved whatever the answer, and a refutation names the
// answers that it assumes.
// Example: `arrest is never permitted when immigration_paper_only` searches for `permitted and immigration_paper_only` in each epoch.
// Cost: most pieces are nothing by form alone (the literal is false, or the fact is not read); the others cost a millisecond.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "book/load.h"
#include "proof/decide.h"
#include "proof/rulings.h"

namespace comity::proof {

struct Refutation {
  circuit::SubjectId subject = 0;
  Found found;
  book::RulingSet rulings = 0;  // of the case, over all its completions
  // The other case, where there is one in the same book: the twin, or the same case at the instant that an agreement names.
  std::optional<Found> other_found;
  book::RulingSet other = 0;
  // What is assumed of questions that only the other book leaves open, "rescission is no"; of an agreement with another book.
  std::vector<std::string> assumed_there;
};

struct Verdict {
  uint32_t claim = 0;                         // index into Model::claims
  Outcome::Kind kind = Outcome::Kind::kNone;  // kNone: proved
  Refutation refutation;
  std::string why;  // undecided
  double milliseconds = 0;
};

// Claims of that name, plain or as "BOOK/NAME"; indices into Model::claims.
std::vector<uint32_t> claims_named(const book::Model& model, std::string_view name);

class Prover {
 public:
  // Loads another book for "agrees with BOOK"; nothing: it cannot be had.
  using Other = std::function<const book::Loaded*(const std::string& book)>;
  explicit Prover(const book::Model& model, Other other = nullptr);
  ~Prover();

  Verdict prove(uint32_t claim, By by = By::kSolver);
  Program& program();
  Decider& decider();
  std::function<bool()> stop;  // see Decider

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::proof
