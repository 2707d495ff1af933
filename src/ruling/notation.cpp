#include "ruling/notation.h"

#include <array>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "book/time/shift.h"
#include "syntax/token.h"
#include "syntax/units.h"
#include "text/letters.h"

namespace comity::ruling {

namespace time = book::time;

namespace {

// Reads from the front of a text; each step tells whether it was there.
class Front {
 public:
  explicit Front(std::string_view text) : rest_(text) {}
  bool at_end() const { return rest_.empty(); }
  bool skip(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool skip_any(std::string_view of) {
    if (rest_.empty() || of.find(rest_[0]) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Exactly `count` digits.
  std::optional<int32_t> digits(size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int32_t value = 0;
    for (size_t i = 0; i < count; ++i) {
      if (!text::is_digit(rest_[i])) return std::nullopt;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  std::string_view all_digits() {
    size_t end = 0;
    while (end < rest_.size() && text::is_digit(rest_[end])) ++end;
    const std::string_view found = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return found;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

Read<int64_t> day_at(Front& front) {
  const auto year = front.digits(4);
  if (!year || !front.skip('-')) return std::unexpected(Unreadable::kForm);
  const auto month = front.digits(2);
  if (!month || !front.skip('-')) return std::unexpected(Unreadable::kForm);
  const auto day = front.digits(2);
  if (!day) return std::unexpected(Unreadable::kForm);
  if (!syntax::is_real_day(*year, *month, *day)) return std::unexpected(Unreadable::kNoSuchDay);
  return time::day_of({*year, static_cast<uint8_t>(*month), static_cast<uint8_t>(*day)});
}

// HH:MM[:SS[.fraction]]
Read<int32_t> clock_at(Front& front) {
  const auto hours = front.digits(2);
  if (!hours || !front.skip(':')) return std::unexpected(Unreadable::kForm);
  const auto minutes = front.digits(2);
  if (!minutes) return std::unexpected(Unreadable::kForm);
  int32_t seconds = 0;
  if (front.skip(':')) {
    const auto read = front.digits(2);
    if (!read) return std::unexpected(Unreadable::kForm);
    seconds = *read;
    if (front.skip('.') && front.all_digits().empty()) return std::unexpected(Unreadable::kForm);
  }
  if (*hours > 23 || *minutes > 59 || seconds > 59) return std::unexpected(Unreadable::kNoSuchTime);
  return *hours * 3600 + *minutes * 60 + seconds;
}

// Z or ±HH:MM, in seconds east; nothing where the text ends here.
Read<std::optional<int32_t>> offset_at(Front& front) {
  if (front.at_end()) return std::nullopt;
  if (front.skip_any("Zz")) return 0;
  const bool west = front.rest().starts_with('-');
  if (!front.skip_any("+-")) return std::unexpected(Unreadable::kForm);
  const auto hours = front.digits(2);
  if (!hours || !front.skip(':')) return std::unexpected(Unreadable::kForm);
  const auto minutes = front.digits(2);
  if (!minutes) return std::unexpected(Unreadable::kForm);
  if (*hours > 23 || *minutes > 59) return std::unexpected(Unreadable::kNoSuchTime);
  const int32_t seconds = *hours * 3600 + *minutes * 60;
  return west ? -seconds : seconds;
}

// The digits of a decimal with its exponent, as a count of millionths.
Read<int64_t> on_grid(std::string_view whole, std::string_view places, int64_t exponent, bool negative) {
  constexpr int64_t kTooHigh = 18;  // 10^18 millionths are kMostNumber
  int64_t value = 0;
  int64_t power = static_cast<int64_t>(whole.size()) - 1 + exponent + 6;  // of ten, in millionths, of the digit at hand
  for (const std::string_view part : {whole, places}) {
    for (const char c : part) {
      if (c != '0') {
        if (power < 0) return std::unexpected(Unreadable::kTooFine);
        if (power >= kTooHigh) return std::unexpected(Unreadable::kTooLarge);
        int64_t worth = c - '0';
        for (int64_t i = 0; i < power; ++i) worth *= 10;
        value += worth;
      }
      --power;
    }
  }
  return negative ? -value : value;
}

// A number without sign, below `kMostSeconds`.
std::optional<int64_t> small_number(std::string_view digits) {
  int64_t value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
    if (value > kMostSeconds) return std::nullopt;
  }
  return value;
}

Read<int64_t> iso_duration(Front front) {
  constexpr std::array<std::pair<char, int64_t>, 2> kOfDate = {{{'W', 604800}, {'D', 86400}}};
  constexpr std::array<std::pair<char, int64_t>, 3> kOfTime = {{{'H', 3600}, {'M', 60}, {'S', 1}}};
  int64_t total = 0;
  bool in_time = false, any = false;
  size_t next = 0;
  while (!front.at_end()) {
    if (!in_time && front.skip('T')) {
      in_time = true, any = false, next = 0;
      continue;
    }
    const auto amount = small_number(front.all_digits());
    if (!amount) return std::unexpected(Unreadable::kTooLarge);
    const std::span<const std::pair<char, int64_t>> units = in_time ? std::span<const std::pair<char, int64_t>>(kOfTime) : kOfDate;
    while (next < units.size() && !front.rest().starts_with(units[next].first)) ++next;
    if (next == units.size()) return std::unexpected(Unreadable::kForm);
    front.skip(units[next].first);
    if (*amount > kMostSeconds / units[next].second) return std::unexpected(Unreadable::kTooLarge);
    total += *amount * units[next++].second;
    any = true;
    if (total > kMostSeconds) return std::unexpected(Unreadable::kTooLarge);
  }
  if (!any) return std::unexpected(Unreadable::kForm);
  return total;
}

}  // namespace

Read<int64_t> read_number(std::string_view text) {
  Front front(text);
  const bool negative = front.skip('-');
  const std::string_view whole = front.all_digits();
  std::string_view places;
  if (whole.empty()) return std::unexpected(Unreadable::kForm);
  if (front.skip('.')) {
    places = front.all_digits();
    if (places.empty()) return std::unexpected(Unreadable::kForm);
  }
  int64_t exponent = 0;
  if (front.skip_any("eE")) {
    const bool down = front.rest().starts_with('-');
    front.skip_any("+-");
    const std::string_view digits = front.all_digits();
    if (digits.empty()) return std::unexpected(Unreadable::kForm);
    exponent = digits.size() > 6 ? 1'000'000 : *small_number(digits);
    if (down) exponent = -exponent;
  }
  if (!front.at_end()) return std::unexpected(Unreadable::kForm);
  return on_grid(whole, places, exponent, negative);
}

Read<int64_t> read_date(std::string_view text) {
  Front front(text);
  const auto day = day_at(front);
  if (day && !front.at_end()) return std::unexpected(Unreadable::kForm);
  return day;
}

Read<int64_t> instant_of(time::Local local, const time::Zone& zone) {
  switch (zone.occurrences(local)) {
    case 0: return std::unexpected(Unreadable::kMissing);
    case 1: return zone.resolve(local);
    default: return std::unexpected(Unreadable::kAmbiguous);
  }
}

Read<int64_t> read_instant(std::string_view text, const time::Zone& zone) {
  Front front(text);
  const auto day = day_at(front);
  if (!day) return day;
  std::optional<int32_t> clock;
  if (front.skip_any("Tt ")) {
    const auto read = clock_at(front);
    if (!read) return std::unexpected(read.error());
    clock = *read;
  }
  const auto offset = offset_at(front);
  if (!offset) return std::unexpected(offset.error());
  if (!front.at_end()) return std::unexpected(Unreadable::kForm);
  if (offset->has_value()) return *day * 86400 + clock.value_or(0) - **offset;
  return clock ? instant_of({*day, *clock}, zone) : Read<int64_t>(zone.first_moment(*day));
}

Read<int64_t> read_duration(std::string_view text) {
  Front front(text);
  if (front.skip('P')) return iso_duration(front);
  const std::string_view digits = front.all_digits();
  if (digits.empty() || !front.skip(' ')) return std::unexpected(Unreadable::kForm);
  const auto unit = syntax::unit_of(front.rest());
  if (!unit || *unit == syntax::Unit::kMonths || *unit == syntax::Unit::kYears) return std::unexpected(Unreadable::kForm);
  const auto amount = small_number(digits);
  const int64_t seconds = time::seconds_in(*unit);
  if (!amount || *amount > kMostSeconds / seconds) return std::unexpected(Unreadable::kTooLarge);
  return *amount * seconds;
}

std::string show_number(int64_t micro) {
  const bool negative = micro < 0;
  const uint64_t magnitude = negative ? uint64_t{0} - static_cast<uint64_t>(micro) : static_cast<uint64_t>(micro);
  std::string out = fmt::format("{}{}", negative ? "-" : "", magnitude / syntax::kMicro);
  if (magnitude % syntax::kMicro == 0) return out;
  std::string places = fmt::format("{:06}", magnitude % syntax::kMicro);
  places.erase(places.find_last_not_of('0') + 1);
  return out + "." + places;
}

std::string show_date(int64_t day) {
  const time::Civil civil = time::civil_of(day);
  return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

std::string show_duration(int64_t seconds) {
  if (seconds == 0) return "PT0S";
  std::string out = "PT";
  if (seconds >= 3600) out += fmt::format("{}H", seconds / 3600);
  if (seconds / 60 % 60 != 0) out += fmt::format("{}M", seconds / 60 % 60);
  if (seconds % 60 != 0) out += fmt::format("{}S", seconds % 60);
  return out;
}

}  // namespace comity::ruling
