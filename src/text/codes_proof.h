// Codes C09xx differences and proofs, C10xx findings of a deep check.
#pragma once

#include <array>

#include "text/codes.h"

namespace comity::text {

inline constexpr std::array<Code, 0> kProofCodes = {};

}  // namespace comity::text
