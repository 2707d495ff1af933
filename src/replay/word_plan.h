// Which circuit runs on words for one epoch of a plan.
#pragma once

#include <optional>

#include "replay/plan.h"
#include "replay/words.h"

namespace comity::replay {

// The circuit of the epoch over the plan's columns, with what is given, assumed and answered folded in. Nothing where it reads a fact that no
// column gives, an open question, or what is not the same for all rows (a given value against thresholds that move): then no row knows all.
std::optional<WordProgram> words_of(const Plan& plan, size_t epoch);

}  // namespace comity::replay
