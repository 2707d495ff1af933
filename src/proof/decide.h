// Deciding: a list of searches answered together, by Z3 or by diagrams, with a smallest case where there is one.
//
// Both deciders are exact where no threshold moves with case.at. Where one moves, "none" at every instant comes from the solver's terms
// over the instant; a case that is found there is confirmed with the clock stopped (search.h, at_instant) at the instant found and at the
// ends of the range. Not confirmed by any: undecided, and said so.
// The smallest case is the diagram's (fewest told facts and assumed answers, exactly); where there is no diagram it is the solver's, from
// which no fact can be left out.
// Example: twenty epochs of an action in which nothing that concerns it changes are one search.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>

#include "proof/regions.h"
#include "proof/search.h"
#include "proof/solver.h"

namespace comity::proof {

// kEither: the diagram, and the solver where there is none.
enum class By : uint8_t { kSolver, kDiagram, kEither };

class Decider {
 public:
  // The program grows by literals that are made on the way.
  explicit Decider(Program& program) : program_(program) {}

  Outcome decide(const Search& search, By by);
  // Is there any case at some instant of the range? As `decide` by either, without looking for a small one where there is a diagram; true if
  // undecided.
  bool possible(const Interval& range, Lit lit);
  // As far as a diagram tells, at any instant: false only if there is no case.
  bool may_hold(Lit lit);

  // Asked now and then; true stops: what is not decided by then is undecided.
  std::function<bool()> stop;

 private:
  std::optional<bool> certain(Lit lit);
  std::vector<Lit> parts_of(const Search& search);
  Outcome by_solver(const Search& search);
  Outcome moving(const Search& search, By by);
  Outcome at_the_ends_of_time(const Search& search, By by);
  Solver solver(const Search& search);
  std::optional<bool> empty_by_diagram(const Search& search);
  std::optional<Outcome> by_diagram(const Search& search);
  std::optional<Found> smallest_twin(Regions& regions, const Search& search);
  void tidy(const Search& search, Found& found);

  Program& program_;
  std::shared_ptr<Solver::Context> context_;                    // made when first needed
  std::unordered_map<uint32_t, std::optional<bool>> possible_;  // by literal
  std::map<std::vector<uint32_t>, bool> nothing_;               // searches without moving thresholds that found nothing, by their literals
};

// An instant of the range that reads well: its beginning, or the day before its end, or a day of our time.
Instant recognisable_instant(const book::Model& model, const Interval& range);

// The search without pairs that cannot hold: twins apart in what nothing reads are the case itself. Empty `any`: nothing to find.
Search simplified(Program& program, Search search);

}  // namespace comity::proof
