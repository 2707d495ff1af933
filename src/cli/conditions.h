// Conditions as nested lists (proof/factored.h), at a terminal and in a page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "proof/factored.h"

namespace comity::cli {

inline constexpr size_t kAllMembers = SIZE_MAX;

// Lines after the indent, the first with `before` in front. Of the outer lists at most so many members are told, of the lists in them half as many,
// and so on; the rest is counted. "In every case" where nothing is asked for.
//     when a is yes
//          and any of
//          - b is yes
//          - c is no and d is no
std::string conditions_text(const proof::Factored& conditions, std::string_view indent, std::string_view before, size_t most);

// Would a list be cut?
bool is_cut(const proof::Factored& conditions, size_t most);

// What comes after "when", with lists; of a list the members after the first `open` unfold.
std::string conditions_html(const proof::Factored& conditions, size_t open);

}  // namespace comity::cli
