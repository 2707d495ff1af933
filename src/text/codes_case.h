// Codes C07xx scenarios, claims and readings, C08xx the input of a case.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array<Code, 0> kCaseCodes = {};

}  // namespace comity::text
