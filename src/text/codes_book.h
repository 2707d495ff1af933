// Codes C03xx names, C04xx types and conditions, C05xx time and sources, C06xx norms and precedence.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array<Code, 0> kBookCodes = {};

}  // namespace comity::text
