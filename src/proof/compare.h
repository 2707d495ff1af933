// Comparing laws side by side: what one law says of one action at an instant, over all cases.
//
// Each ruling that some case gets is told with few conditions (cover.h) and the norms that decide it there. A law with one ruling has it
// whatever the facts. Each law is read on its own, so laws need share nothing but the name of the action.
// Example: `ask_immigration_status` in one city is forbidden "in every case", in another only "when subject.in_custody is no".
// Cost: a diagram an action and law. Limits: one that grows too large is told as not compared; covers are exact, not always fewest.
#pragma once

#include <string>
#include <vector>

#include "proof/factored.h"
#include "proof/search.h"

namespace comity::proof {

struct Held {
  book::Ruling ruling = book::Ruling::kSilent;
  double share = 0;                     // of all cases, each fact's cells weighed alike
  std::vector<std::string> conditions;  // any of them, shortest first
  Factored factored;                    // the same, what they share said once
  bool whole = true;                    // false: too many conditions, these are some
  std::vector<book::NormId> norms;      // that decide so in some of these cases, by id
};

struct Position {
  bool compared = true;    // false: too many cells for a diagram
  std::vector<Held> held;  // the rulings that occur, in the order of Ruling; one: settled whatever the facts
};

// The program grows by literals that are made on the way.
Position position(Program& program, circuit::SubjectId subject, Instant at);

}  // namespace comity::proof
