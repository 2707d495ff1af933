// The solver: searches answered by Z3, with facts as they are and not by cells.
//
// What stands for what: yes-no facts and questions are truths; a one-of or a text has a truth for each word that some test names, at most
// one of them true (none: any other word, if there is another); a set has a truth a word; numbers, dates, instants and durations are
// integers on their grid within their domain. So nothing is approximated.
// Lists: tests of a list only say that at least k records satisfy a where. In a list of any length keep, for each where, as many of its
// satisfying records as the largest k asked of it (fewer if there are fewer): true tests stay true, and no false one becomes true when
// records go. So a list has as many places as the sum of the largest k over the wheres, each place taken or free, and no case is lost.
// Example: `some conviction where class is felony` and `at least 3 convictions` need 1 + 3 places.
// Time: thresholds that move with case.at are terms over the instant: plain time exactly; months, years and calendars as unknowns between
// bounds that always hold. So "none" is proof. A case that is found there is looked at again with the clock stopped at an instant
// (decide.h); if no instant confirms it, the search is undecided and says why.
// Cost: a Z3 context takes ten milliseconds to make, so that many solvers share one; a search is typically below a millisecond.
#pragma once

#include <memory>
#include <span>

#include "proof/search.h"

namespace comity::proof {

class Solver {
 public:
  struct Context;  // what many solvers of one thread share
  static std::shared_ptr<Context> context();

  // For searches whose literals are among `lits`, whose twins are apart in facts among `apart`.
  Solver(std::shared_ptr<Context> context, const Program& program, std::span<const Lit> lits, std::span<const FactId> apart);
  ~Solver();

  // The case that is found tells all facts that the literals read; `fewest` leaves out what does not matter to it (an irreducible case,
  // not always one of the smallest) and needs a search in which nothing moves.
  Outcome search(const Search& search, bool fewest = false);

  // The search as SMT-LIB text, for other solvers and for measurements.
  std::string smt2(const Search& search);

  static constexpr unsigned kMilliseconds = 20'000;  // a search that takes longer is undecided

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::proof
