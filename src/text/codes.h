// The table of diagnostic codes: each declared once. Ranges: C00 files and limits, C01 tokens, C02 syntax, C03 names, C04 types and
// conditions, C05 time and sources, C06 norms and precedence, C07 scenarios, claims and readings, C08 the input of a case,
// C09 differences and proofs, C10 findings of a deep check, C11 tables that are replayed.
#pragma once

#include <span>
#include <string_view>

#include "text/diagnostics.h"

namespace comity::text {

struct Code {
  std::string_view id;  // "C0301"
  Severity severity;
  std::string_view title;        // one line
  std::string_view explanation;  // a paragraph: what it means, a wrong and a right example, what to do
};

std::span<const Code> codes();
const Code* find_code(std::string_view id);  // nullptr if unknown

}  // namespace comity::text
