// Values as text: the notations of language.md section 4, read and shown.
//
// Reading is exact: a number is turned into millionths digit by digit, never through floating point; a day must exist; a local time that
// a clock change makes ambiguous or missing is refused. The functions know nothing of facts: read_value.h adds the names.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "book/time/zone.h"
#include "syntax/tree.h"

namespace comity::ruling {

// Why a text is not of a notation.
enum class Unreadable : uint8_t {
  kForm,       // not written like that
  kNoSuchDay,  // 2025-02-30
  kNoSuchTime,
  kAmbiguous,  // twice by the clock on the wall
  kMissing,    // skipped by it
  kTooFine,    // more than six decimal places
  kTooLarge,   // magnitude of 10^12 or more, or a duration past kMostSeconds
};
template <class Value>
using Read = std::expected<Value, Unreadable>;

inline constexpr int64_t kMostNumber = int64_t{1'000'000'000'000} * syntax::kMicro;  // exclusive, in millionths
inline constexpr int64_t kMostSeconds = int64_t{1'000'000} * 366 * 86400;

// "47.5", "-3", and JSON's "4.75e1", in millionths.
Read<int64_t> read_number(std::string_view text);
// "2025-08-14", in days since 1970-01-01.
Read<int64_t> read_date(std::string_view text);
// "2025-08-14T12:00:00-04:00", "2025-08-14 12:00" or "2025-08-14" in `zone`; fractions of a second are dropped.
Read<int64_t> read_instant(std::string_view text, const book::time::Zone& zone);
// A local time of day, in seconds after midnight, on a day of `zone`.
Read<int64_t> instant_of(book::time::Local local, const book::time::Zone& zone);
// "48 hours", "PT48H", "P1DT12H", "P2W", in seconds.
Read<int64_t> read_duration(std::string_view text);

std::string show_number(int64_t micro);      // "47.5"
std::string show_date(int64_t day);          // "2025-08-14"
std::string show_duration(int64_t seconds);  // "PT48H"

}  // namespace comity::ruling
