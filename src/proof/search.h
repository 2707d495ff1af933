// A search: is there a case, at some instant of a range, in which something holds that should not?
//
// Every claim, every finding and every difference is put as a search over literals of one circuit; two deciders answer it (solver.h by Z3,
// regions.h by diagrams), and tests hold them against each other. Some questions are about two cases that differ in named facts only
// ("ignores", "more of"): the second is the twin, and a search may ask that something hold of the case and something else of its twin.
//
// Example: `arrest ignores subject.race` looks for a case and a twin, apart in subject.race, with (permitted, not permitted), or
// (forbidden, not forbidden), and so on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "circuit/cells.h"
#include "circuit/program.h"
#include "circuit/substitute.h"

namespace comity::proof {

using book::FactId;
using book::Instant;
using book::Interval;
using book::QuestionId;
using circuit::Lit;
using circuit::Program;

// Instants are searched between the years 1 and 9999, as far as they are of these years in every zone: what is found there can be read again.
inline constexpr Instant kFirstInstant = (book::time::kFirstDay + 1) * 86400;
inline constexpr Instant kLastInstant = book::time::kLastDay * 86400;

struct Pair {
  Lit of_case = circuit::kTrue;
  Lit of_twin = circuit::kTrue;
};

struct Search {
  Interval range;             // of case.at
  std::vector<Pair> any;      // found if one of them holds
  std::vector<FactId> apart;  // what the twin may tell otherwise; empty: no twin
  bool more = false;          // the twin has at least as much of apart[0]
};

struct Told {
  FactId fact;
  circuit::ToldValue value;
};

// A case that was found. Told facts are few where the finder could see to it; what is not told does not matter then.
struct Found {
  Instant at = 0;
  std::vector<Told> told;  // by FactId
  std::vector<Told> twin;  // the values of `apart` in the twin
  std::vector<std::pair<QuestionId, bool>> assumed;
};

struct Outcome {
  enum class Kind : uint8_t { kNone, kFound, kUndecided };
  Kind kind = Kind::kNone;
  Found found;      // kFound
  std::string why;  // kUndecided: a phrase for people
};

// --- literals ---------------------------------------------------------------------------------------------------------------

// The literal with atoms replaced; `replace` tells what to put for an atom of `from`, in the circuit of `into`. If they are one program, it is
// also told the atom's own literal.
// O(cone), each node once per Rewriter.
class Rewriter {
 public:
  using Replace = std::function<Lit(const circuit::Atom& atom, Lit itself)>;
  Rewriter(const Program& from, Program& into, Replace replace) : from_(from), into_(into), replace_(std::move(replace)) {}
  Lit operator()(Lit lit);

 private:
  const Program& from_;
  Program& into_;
  Replace replace_;
  circuit::Substitution carry_;
};

// An atom of the program, the one that is there if there is one. O(1) expected.
class Atoms {
 public:
  explicit Atoms(Program& program);
  Lit intern(circuit::Atom atom);

 private:
  Program& program_;
  std::vector<std::vector<circuit::AtomId>> by_fact_;
};

// With thresholds as they stand at an instant, so that nothing moves, and questions replaced by what `answer` says of them. For many literals:
// each node once. `atoms` must be the only one that adds atoms to the program meanwhile.
class Still {
 public:
  using Answer = std::function<std::optional<bool>(QuestionId)>;
  Still(Program& program, Atoms& atoms, Instant at, Answer answer);
  Lit operator()(Lit lit) { return rewriter_(lit); }

 private:
  Lit freeze(const circuit::Atom& atom, Lit itself);

  Program& program_;
  Atoms& atoms_;
  Instant at_;
  Answer answer_;
  Rewriter rewriter_;
};

// With thresholds as they stand at `at`.
Lit at_instant(Program& program, Lit lit, Instant at);
// With questions replaced by what `answer` says of them; open ones stay.
Lit with_answers(Program& program, Lit lit, const std::function<std::optional<bool>(QuestionId)>& answer);

bool moves(const Program& program, Lit lit);  // does it read a threshold that moves with case.at?
// And within the range? False only where that is sure: the range is one instant, or the threshold a day that is the same at both its ends.
bool moves_within(const Program& program, Lit lit, const Interval& range);
// The facts and questions that a literal reads, by syntax: what it does not read it does not depend on.
struct Reads {
  std::vector<FactId> facts;
  std::vector<QuestionId> questions;
};
Reads reads(const Program& program, std::span<const Lit> lits);

}  // namespace comity::proof
