// Conditions as nested lists (proof/factored.h), at a terminal and in a page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "proof/factored.h"

namespace comity::cli {

// The lines after "when"; of a list at most so many members, the rest is counted. "In every case" where nothing is asked for.
//     when
//       a is yes
//       and any of
//       - b is yes
//       - c is no and d is no
std::string conditions_text(const proof::Factored& conditions, std::string_view indent, size_t most);

// What comes after "when", with lists; of a list the members after the first `open` unfold.
std::string conditions_html(const proof::Factored& conditions, size_t open);

}  // namespace comity::cli
