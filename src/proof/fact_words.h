// The values of one fact that some of its cells are, as a condition of the language.
//
// Of words and texts those that are meant are told, or those that are not, whichever are fewer; sets have set_words.h; the rest is told by the
// fewest truths of its tests. Example: the cells of `hours` between two thresholds are "hours is at least 24 and hours is less than 48".
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "circuit/cells.h"
#include "proof/wording.h"

namespace comity::proof {

// Not all cells and not none. Joined by "or" it stands in parentheses.
std::string fact_words(const Program& program, const Wording& wording, const circuit::Variable& variable, const std::vector<bool>& cells);

// An atom, or its opposite, as a condition of the language.
std::string written(const Program& program, const Wording& wording, const circuit::Atom& atom, bool holds);

// The truths of a variable's atoms that make out some cells, as alternatives of (atom, truth) that hold together.
using TruthOf = std::pair<size_t, bool>;
std::vector<std::vector<TruthOf>> alternatives(const circuit::Variable& variable, const std::vector<bool>& cells);

}  // namespace comity::proof
