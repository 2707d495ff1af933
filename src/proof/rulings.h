// The rulings of a subject as literals, and of a found case as a set.
#pragma once

#include "circuit/rulings.h"
#include "proof/regions.h"
#include "proof/search.h"

namespace comity::proof {

using circuit::Rulings;

// Those of the epoch at `t`, with the answers that sources have given by then.
Rulings rulings_at(Program& program, circuit::SubjectId subject, Instant t);
Lit with_answers_at(Program& program, Lit lit, Instant t);

// The rulings over all completions of a found case. All five if there is no diagram to tell them.
book::RulingSet possible_rulings(Program& program, circuit::SubjectId subject, const Found& found);

// Does the literal hold in some completion of a found case? True as well if there is no diagram to tell.
bool can_hold(Program& program, Lit lit, const Found& found);

// A choice of cells as told facts and assumed answers, with values that a person would recognise.
Found case_of(const Program& program, const Regions& regions, const std::vector<Regions::Choice>& choice, Instant at);

// The found case with what its twin tells.
Found twin_of(const Found& found);

}  // namespace comity::proof
