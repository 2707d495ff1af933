#include "syntax/units.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/diagnostics.h"

namespace comity::syntax {

namespace {

// Singular and plural, in the order of Unit.
constexpr std::array<std::string_view, 14> kUnits = {"second", "seconds", "minute", "minutes", "hour",   "hours", "day",
                                                     "days",   "week",    "weeks",  "month",   "months", "year",  "years"};
constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                      "July",    "August",   "September", "October", "November", "December"};

template <size_t N>
std::string_view near_in(const std::array<std::string_view, N>& words, std::string_view word) {
  const std::string found = text::nearest(word, {words.begin(), words.end()});
  const auto it = std::find(words.begin(), words.end(), found);
  return it == words.end() ? std::string_view() : *it;
}

}  // namespace

std::optional<Unit> unit_of(std::string_view word) {
  const auto it = std::find(kUnits.begin(), kUnits.end(), word);
  if (it == kUnits.end()) return std::nullopt;
  return static_cast<Unit>((it - kUnits.begin()) / 2);
}

std::optional<uint8_t> month_of(std::string_view word) {
  const auto it = std::find(kMonths.begin(), kMonths.end(), word);
  if (it == kMonths.end()) return std::nullopt;
  return static_cast<uint8_t>(it - kMonths.begin() + 1);
}

std::string_view meant_unit(std::string_view word) { return near_in(kUnits, word); }
std::string_view meant_month(std::string_view word) { return near_in(kMonths, word); }

}  // namespace comity::syntax
