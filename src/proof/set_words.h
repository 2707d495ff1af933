// The sets that some cells of a some-of fact are, in few words.
//
// A cell is known by the truths of all tests of the fact, which say much twice: "is empty or includes only a" and "is not empty" together are
// "includes only a"; "includes any of a, b" and "not includes a" are "includes b". So phrases over the words that the tests name, over what is
// left of them without others, are tried alone, in twos and threes, joined by "and" or by "or", until some say exactly these sets.
// Words that all tests treat alike are one class, and a set is known by whether it has none, some or all of each class: that is enough to see
// whether phrases say the same, and they are compared on all such states.
// Example: {only detainer} of `grounds` is "grounds includes only detainer".
// Cost: the states are 2 or 3 to the number of classes; past kMostStates there is no answer. Limits: short, not always shortest.
#pragma once

#include <optional>
#include <string>

#include "circuit/cells.h"

namespace comity::proof {

inline constexpr size_t kMostStates = 4096;

// Joined by "or" it stands in parentheses. Nothing where no few phrases say it.
std::optional<std::string> set_words(const circuit::Program& program, const circuit::Variable& variable, const std::vector<bool>& cells,
                                     const std::string& name);

}  // namespace comity::proof
