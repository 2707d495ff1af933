// Which moving thresholds can never pass each other, whatever the instant of the question.
//
// `within 48 hours before case.at` and `more than 24 hours before case.at` move together: no value is after the later one and not after the
// earlier one. Knowing it keeps impossible cells out of the diagrams. Only what holds at every instant may be said; where nothing is known,
// cells are kept that no value has, and Variable::feasible leaves them out at each instant.
#pragma once

#include "book/model.h"

namespace comity::circuit {

// True only if, at every instant at which neither is clipped to the years 1 to 9999, threshold a is at most threshold b. Both move, on one
// grid.
bool never_after(const book::Threshold& a, const book::Threshold& b);

}  // namespace comity::circuit
