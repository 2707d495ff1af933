// Lists as one word, such as "race,month" or the folders of a variable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace comity::text {

// The words parted by `by`; between two of them, and at the ends, nothing is no word.
std::vector<std::string> parted(std::string_view list, char by);

}  // namespace comity::text
