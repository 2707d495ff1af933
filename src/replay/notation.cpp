#include "replay/notation.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "book/time/calendar.h"
#include "ruling/read_value.h"

namespace comity::replay {

namespace {

using syntax::kMicro;

// A run of at most `most` digits at the front of `text`, taken off it.
std::optional<int64_t> take_digits(std::string_view& text, size_t most) {
  size_t count = 0;
  int64_t value = 0;
  while (count < text.size() && count < most && text[count] >= '0' && text[count] <= '9') value = value * 10 + (text[count++] - '0');
  if (count == 0) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char letter) {
  if (text.empty() || text[0] != letter) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int64_t> civil_day(int64_t year, int64_t month, int64_t day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
  if (day > book::time::month_length(static_cast<int32_t>(year), static_cast<int>(month))) return std::nullopt;
  return book::time::day_of({static_cast<int32_t>(year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)});
}

// "Z", "+05:30", "-0500", "+00": seconds east.
std::optional<int64_t> take_offset(std::string_view& text) {
  if (take(text, 'Z')) return 0;
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int64_t sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto hours = take_digits(text, 2);
  if (!hours) return std::nullopt;
  take(text, ':');
  const int64_t minutes = take_digits(text, 2).value_or(0);
  if (*hours > 23 || minutes > 59) return std::nullopt;
  return sign * (*hours * 3600 + minutes * 60);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// A month by its name or the first three letters of it, in any case.
std::optional<int64_t> take_month(std::string_view& text) {
  static constexpr std::array<std::string_view, 12> kMonths = {"january", "february", "march",     "april",   "may",      "june",
                                                               "july",    "august",   "september", "october", "november", "december"};
  size_t letters = 0;
  while (letters < text.size() && lower(text[letters]) >= 'a' && lower(text[letters]) <= 'z') ++letters;
  std::string word(text.substr(0, letters));
  std::ranges::transform(word, word.begin(), lower);
  for (size_t m = 0; m < kMonths.size(); ++m) {
    if (word != kMonths[m] && word != kMonths[m].substr(0, 3)) continue;
    text.remove_prefix(letters);
    return static_cast<int64_t>(m + 1);
  }
  return std::nullopt;
}

// What a format has found so far.
struct Parts {
  int64_t year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, day_of_year = 0;
  std::optional<int64_t> offset;
  bool has_half = false, afternoon = false;
};

bool set(int64_t& to, std::optional<int64_t> value) {
  if (value) to = *value;
  return value.has_value();
}

bool take_half(std::string_view& text, Parts& parts) {
  if (text.size() < 2 || lower(text[1]) != 'm' || (lower(text[0]) != 'a' && lower(text[0]) != 'p')) return false;
  parts.has_half = true;
  parts.afternoon = lower(text[0]) == 'p';
  text.remove_prefix(2);
  return true;
}

bool take_short_year(std::string_view& text, Parts& parts) {
  if (!set(parts.year, take_digits(text, 2))) return false;
  parts.year += parts.year < 69 ? 2000 : 1900;  // as POSIX has it
  return true;
}

bool take_letter(char letter, std::string_view& text, Parts& parts) {
  int64_t passed_over = 0;
  switch (letter) {
    case 'Y': return set(parts.year, take_digits(text, 4));
    case 'y': return take_short_year(text, parts);
    case 'm': return set(parts.month, take_digits(text, 2));
    case 'd':
    case 'e': return set(parts.day, take_digits(text, 2));
    case 'j': return set(parts.day_of_year, take_digits(text, 3)) && parts.day_of_year >= 1;
    case 'H':
    case 'I': return set(parts.hour, take_digits(text, 2));
    case 'M': return set(parts.minute, take_digits(text, 2));
    case 'S': return set(parts.second, take_digits(text, 2));
    case 'f': return set(passed_over, take_digits(text, 9));
    case 'b':
    case 'B': return set(parts.month, take_month(text));
    case 'p': return take_half(text, parts);
    case 'z': return (parts.offset = take_offset(text)).has_value();
    case 'Z':
      parts.offset = 0;
      if (text.starts_with("UTC") || text.starts_with("GMT")) return text.remove_prefix(3), true;
      return take(text, 'Z');
    case '%': return take(text, '%');
    default: return false;
  }
}

bool take_format(std::string_view format, std::string_view& text, Parts& parts) {
  while (!format.empty()) {
    const char c = format[0];
    format.remove_prefix(1);
    if (c == ' ') {
      while (take(text, ' ')) {}
    } else if (c == '%' && !format.empty()) {
      if (!take_letter(format[0], text, parts)) return false;
      format.remove_prefix(1);
    } else if (!take(text, c)) {
      return false;
    }
  }
  while (take(text, ' ')) {}
  return text.empty();
}

template <class Read>
Said said(const Read& read) {
  return read ? Said::of(*read) : Said();
}

}  // namespace

std::string bad_letters(std::string_view format) {
  static constexpr std::string_view kKnown = "YymdejHIMSfbBpzZ%";
  std::string bad;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    ++i;
    if (i == format.size() || kKnown.find(format[i]) == kKnown.npos)
      bad += fmt::format("{}%{}", bad.empty() ? "" : " ", i < format.size() ? std::string(1, format[i]) : "");
  }
  return bad;
}

std::optional<int64_t> read_formatted(std::string_view text, std::string_view format, bool wants_day, const book::time::Zone& zone) {
  Parts parts;
  while (take(text, ' ')) {}
  if (!take_format(format, text, parts)) return std::nullopt;
  if (parts.has_half) {
    if (parts.hour < 1 || parts.hour > 12) return std::nullopt;
    parts.hour = parts.hour % 12 + (parts.afternoon ? 12 : 0);
  }
  if (parts.hour > 23 || parts.minute > 59 || parts.second > 60) return std::nullopt;
  auto day = civil_day(parts.year, parts.month, parts.day);
  if (parts.day_of_year > 0) {
    day = civil_day(parts.year, 1, 1);
    const bool leap = book::time::month_length(static_cast<int32_t>(parts.year), 2) == 29;
    if (!day || parts.day_of_year > (leap ? 366 : 365)) return std::nullopt;
    *day += parts.day_of_year - 1;
  }
  if (!day) return std::nullopt;
  const int64_t second = parts.hour * 3600 + parts.minute * 60 + std::min<int64_t>(parts.second, 59);
  if (wants_day) return day;
  if (parts.offset) return *day * book::time::kSecondsInDay + second - *parts.offset;
  const auto instant = ruling::instant_of({*day, static_cast<int32_t>(second)}, zone);
  return instant ? std::optional(*instant) : std::nullopt;
}

Notation::Notation(const circuit::Program& program, const book::Type& type, const book::time::Zone& zone) : program_(&program), type_(type), zone_(&zone) {
  if (!type_.words.valid()) return;
  const auto& words = program.model->kinds[type_.words.value].words;
  for (size_t i = 0; i < words.size(); ++i) words_.emplace(words[i], static_cast<uint16_t>(i));
}

Notation::Notation(const circuit::Program& program, const ruling::Names& names, book::FactId fact, const book::Column* column, const book::time::Zone& zone)
    : Notation(program, fact.valid() ? program.model->facts[fact.value].type : book::Type{book::TypeKind::kInstant, {}, {}, {}}, zone) {
  if (column == nullptr) return;
  format_ = column->format.value_or("");
  separator_ = column->separated_by.value_or("");
  for (const syntax::ColumnMeaning& meaning : column->meanings) {
    const auto value = ruling::read_written(program, names, type_, meaning.value, zone, {column->column});  // the checker has found it fit
    meanings_[meaning.literal.text] = value && *value ? Said::of((*value)->number) : Said::unknown();
  }
  if (auto found = meanings_.find(""); found != meanings_.end()) absent_ = found->second;
}

Said Notation::literal(std::string_view text) const {
  if (meanings_.empty()) return in_own_notation(text);
  if (auto found = meanings_.find(std::string(text)); found != meanings_.end()) return found->second;
  // With meanings a literal is one of them; but a format, or a separator, still reads what the meanings leave.
  if (!format_.empty()) return in_own_notation(text);
  return separator_.empty() ? Said() : set_of(text);
}

Said Notation::one_word(std::string_view text) const {
  if (auto found = words_.find(std::string(text)); found != words_.end()) return Said::of(found->second);
  return {};
}

// The words of a set, parted by the reading's separator, else by commas; JSON's array of them too, as a line of NDJSON has it.
Said Notation::set_of(std::string_view text) const {
  const bool array = separator_.empty() && text.size() >= 2 && text.front() == '[' && text.back() == ']';
  if (array) text = text.substr(1, text.size() - 2);
  if (text == "empty") return Said::of(0);
  const std::string_view separator = separator_.empty() ? std::string_view(",") : std::string_view(separator_);
  uint64_t bits = 0;
  while (!text.empty()) {
    const size_t end = text.find(separator);
    std::string_view piece = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + separator.size());
    while (!piece.empty() && piece.front() == ' ') piece.remove_prefix(1);
    while (!piece.empty() && piece.back() == ' ') piece.remove_suffix(1);
    if (array && piece.size() >= 2 && piece.front() == '"' && piece.back() == '"') piece = piece.substr(1, piece.size() - 2);
    if (piece.empty()) continue;
    const Said one = member(piece);
    if (one.kind != Said::Kind::kValue) return one;
    bits |= static_cast<uint64_t>(one.value);
  }
  return Said::of(static_cast<int64_t>(bits));
}

// The bits of one word of a set.
Said Notation::member(std::string_view word) const {
  if (auto meant = meanings_.find(std::string(word)); meant != meanings_.end()) return meant->second;
  const Said found = meanings_.empty() ? one_word(word) : Said();
  return found.kind == Said::Kind::kValue ? Said::of(static_cast<int64_t>(uint64_t{1} << found.value)) : found;
}

Said Notation::in_own_notation(std::string_view text) const {
  switch (type_.kind) {
    case book::TypeKind::kYesNo:
      if (text == "yes" || text == "true") return Said::of(1);
      if (text == "no" || text == "false") return Said::of(0);
      return {};
    case book::TypeKind::kOneOf: return one_word(text);
    case book::TypeKind::kSomeOf: return set_of(text);
    case book::TypeKind::kNumber: return said(ruling::read_number(text));
    case book::TypeKind::kDate: return format_.empty() ? said(ruling::read_date(text)) : said(read_formatted(text, format_, true, *zone_));
    case book::TypeKind::kInstant: return format_.empty() ? said(ruling::read_instant(text, *zone_)) : said(read_formatted(text, format_, false, *zone_));
    case book::TypeKind::kDuration: return said(ruling::read_duration(text));
    case book::TypeKind::kText: return Said::of(program_->text_id(text));
    case book::TypeKind::kListOf: return {};
  }
  return {};
}

Said Notation::whole(int64_t number) const {
  if (has_meanings() || type_.kind == book::TypeKind::kText) return literal(fmt::format("{}", number));
  if (type_.kind == book::TypeKind::kNumber) {
    constexpr int64_t kLimit = 1'000'000'000'000;
    return number > -kLimit && number < kLimit ? Said::of(number * kMicro) : Said();
  }
  return {};
}

// A binary fraction stands for the decimal that is shortest to write: 0.1 is a tenth.
Said Notation::real(double number) const {
  if (std::isnan(number)) return Said::unknown();
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed);
  if (end.ec != std::errc()) return {};
  const std::string_view text(buffer, static_cast<size_t>(end.ptr - buffer));
  return has_meanings() ? literal(text) : type_.kind == book::TypeKind::kNumber ? in_own_notation(text) : Said();
}

Said Notation::flag(bool yes) const {
  if (has_meanings()) return literal(yes ? "true" : "false");
  return type_.kind == book::TypeKind::kYesNo ? Said::of(yes ? 1 : 0) : Said();
}

Said Notation::word_set(const std::vector<std::string_view>& words) const {
  uint64_t bits = 0;
  for (std::string_view word : words) {
    const Said one = member(word);
    if (one.kind != Said::Kind::kValue) return one;
    bits |= static_cast<uint64_t>(one.value);
  }
  return Said::of(static_cast<int64_t>(bits));
}

}  // namespace comity::replay
