// The nearest change over a law in parts.
//
// The idea: where the whole law cannot be drawn, its parts can (division.h), and what a change costs in a part is found there (why_not.h).
// If the fact that divides the law is told, the case stays in its part, or goes to another for one change more. If it is untold, it is
// told, or left untold, and then one and the same change must do in every part. The parts are looked through with the cheapest change known
// so far as the bound: a part in which nothing costs less is left as soon as that is seen.
// What is left untold costs at least what the costliest part does. Telling it costs one more than the cheapest part. So to leave it untold
// can be better only if all parts cost the same; then they are searched together, as one law that permits where all of them give the
// ruling.
// Example: told `jurisdiction` j1; wanted `permitted`. In j1 two told facts must change, in j2 none and one untold must be told: changing
// the jurisdiction to j2 and telling that fact costs one change and one telling.
// Cost: a remainder with nothing told and a search for each part that is not left by its bound.
// Limits: a part may give up in its turn; what it might have held is kept as what any change costs at least, and the answer is exact where
// nothing that is left open could cost less.
// Source: branch and bound, after Land and Doig, "An automatic method of solving discrete programming problems", Econometrica 28(3), 1960.
#pragma once

#include <vector>

#include "ruling/engine_parts.h"
#include "ruling/why_not.h"

namespace comity::ruling {

class Nearest {
 public:
  // All must stay as they are.
  Nearest(const Engine::Impl& impl, SubjectId subject, const Epoch& epoch, const Case& asked, Ruling wanted, Workspace& work)
      : impl_(impl), subject_(subject), epoch_(epoch), asked_(asked), wanted_(wanted), work_(work), steps_(impl.budget.completions) {}

  struct Found {
    Cost at_least = kNever;  // no change costs less
    Cost cost = kNever;      // of these
    std::vector<Change> changes{};
    bool exact() const { return at_least == cost; }
  };
  // What costs less than `below`: by the law as a whole, or by the parts of a law that is divided.
  Found in_whole(const Part& law, Cost below);
  Found in_parts(const Part& law, Cost below);
  // By one diagram, of a matter of which `work.known` was read.
  Found search(Matter matter, Ruling wanted, Cost below);

 private:
  Found in(const Part& law, Cost below) { return impl_.is_one(law) ? in_whole(law, below) : in_parts(law, below); }
  Found where_told(const Part& law, Cost below);
  Found where_open(const Part& law, Cost below);
  Found in_all(const std::vector<const Part*>& parts, Cost below);
  Cost move_to(const Part& law, Cell cell, Cost more, Cost below, Found& best);

  const Engine::Impl& impl_;
  const SubjectId subject_;
  const Epoch& epoch_;
  const Case& asked_;
  const Ruling wanted_;
  Workspace& work_;
  uint64_t steps_;  // left, for all parts together
};

}  // namespace comity::ruling
