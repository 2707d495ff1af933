// The words for units of time and for months.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "syntax/tree.h"

namespace comity::syntax {

std::optional<Unit> unit_of(std::string_view word);      // "hour", "hours"
std::optional<uint8_t> month_of(std::string_view word);  // "April": 4
std::string_view meant_unit(std::string_view word);      // by spelling; "" if none is near
std::string_view meant_month(std::string_view word);

}  // namespace comity::syntax
