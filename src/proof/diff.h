// Differences: for each action two laws share, exactly the cases whose ruling changes.
//
// Both sides are brought into one space of cases (joint.h) each under its own law but one clock, each ruling of the one meets each other ruling of the
// other in a region, and a region is told as few conditions (cover.h), with its share of all cases, each fact's cells weighed alike, and a
// smallest case.
// Example: `dc@2025-08-13` against `dc@2025-08-14T12:00` finds sharing after a traffic stop turned from forbidden into permitted.
// Cost: two lowerings and a few diagrams an action. Limits: an action whose diagrams are too large, though divided, is reported as not compared.
// Asked to stop, it gives what was found by then of the action at work, too: each case told does change, and others may.
#pragma once

#include <string>
#include <vector>

#include "proof/search.h"

namespace comity::proof {

struct Side {
  const Program* program = nullptr;
  Instant at = 0;
};

struct Change {
  book::Ruling from = book::Ruling::kSilent, to = book::Ruling::kSilent;
  double share = 0;                             // of all cases, between 0 and 1
  std::vector<std::string> conditions;          // any of them
  std::vector<std::vector<std::string>> parts;  // of each of them, in no order: what `factored` takes
  bool whole = true;                            // false: these conditions are some of them: there are too many, or the comparison was stopped
  Found example;                                // by the facts of the first side's book as joined (see Difference::given)
  std::vector<std::string> given;               // the example in words
  std::vector<std::string> before, after;       // norms that are active in the example, "dc.mpd/name"
  std::vector<std::string> sources;             // what carries the norms that came or went
};
struct Difference {
  circuit::SubjectId subject = 0;  // of the first side
  std::string name;
  std::vector<Change> changes;  // largest share first
  bool compared = true;         // to its end; else there are no changes here, or those found before a stop
  bool stopped = false;         // while it was compared
};
struct Differences {
  size_t shared = 0;                 // subjects that both sides have and that were looked at to their end
  bool stopped = false;              // before all were
  std::vector<Difference> subjects;  // those that differ, or were not compared; one that was stopped comes last
};

// Where no instant is named: the last at which anything in the book changes.
Instant last_change(const book::Model& model);

// `only`: names of actions; empty: all.
Differences differences(const Side& first, const Side& second, const std::vector<std::string>& only = {}, const std::function<bool()>& stop = nullptr,
                        const std::function<void(size_t done, size_t all)>& progress = nullptr);

}  // namespace comity::proof
