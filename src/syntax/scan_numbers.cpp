// Numbers, dates and times of day, and their look-alikes of other countries and notations.
#include <string>

#include <fmt/format.h>

#include "syntax/scanner.h"
#include "text/utf8.h"

namespace comity::syntax {

namespace {

size_t digits_from(std::string_view text, size_t at) {
  size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

int to_int(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Whether `text` is `pattern` with any digit where the pattern has 0.
bool shaped_like(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (pattern[i] == '0' ? !is_digit(text[i]) : text[i] != pattern[i]) return false;
  }
  return true;
}

constexpr std::string_view kDateHelp = "write a day as `2025-08-14`, and an instant as `2025-08-14 09:00`, with two digits each";

}  // namespace

// A date in the form 2025-08-14, or something that is meant as one.
bool Scanner::try_date() {
  const size_t first = digits_from(source_, pos_);
  const char separator = at(first);
  if (first == 0 || (separator != '-' && separator != '/')) return false;
  const size_t second = digits_from(source_, pos_ + first + 1);
  if (second == 0 || at(first + 1 + second) != separator) return false;
  const size_t third = digits_from(source_, pos_ + first + second + 2);
  if (third == 0) return false;
  const size_t begin = pos_;
  pos_ += first + second + third + 2;
  while (is_word_part(at()) || ((at() == ':' || at() == '+' || at() == '-' || at() == '.' || at() == '/') && is_digit(at(1)))) ++pos_;
  const std::string_view text = source_.substr(begin, pos_ - begin);
  if (!shaped_like(text, "0000-00-00")) {
    std::string help(kDateHelp);
    if (text.size() > 10 && (text[10] == 'T' || text[10] == 't')) {
      help = "write a space between the day and the time, and no offset: instants are written in the book's time zone";
    }
    report("C0112", begin, pos_, fmt::format("{} is not how a date is written", text::quote(text)), help);
    emit(TokenKind::kDate, begin, pos_, true);
    return true;
  }
  const bool real = is_real_day(to_int(text.substr(0, 4)), to_int(text.substr(5, 2)), to_int(text.substr(8, 2)));
  if (!real) {
    report("C0111", begin, pos_, fmt::format("there is no day {}", text), "the years 1 to 9999 are known; mind the length of the month and leap years");
  }
  emit(TokenKind::kDate, begin, pos_, !real);
  return true;
}

// A time of day in the form 09:00 or 09:00:30, or something that is meant as one.
bool Scanner::try_time() {
  const size_t hours = digits_from(source_, pos_);
  if (hours == 0 || hours > 2 || at(hours) != ':' || digits_from(source_, pos_ + hours + 1) == 0) return false;
  const size_t begin = pos_;
  pos_ += hours;
  while (is_digit(at()) || (at() == ':' && is_digit(at(1)))) ++pos_;
  while (is_word_part(at()) || ((at() == '+' || at() == '-' || at() == '.') && is_digit(at(1)))) ++pos_;
  const std::string_view text = source_.substr(begin, pos_ - begin);
  if (!shaped_like(text, "00:00") && !shaped_like(text, "00:00:00")) {
    report("C0112", begin, pos_, fmt::format("{} is not how a time of day is written", text::quote(text)),
           "write `09:00` or `09:00:30`, on a clock of 24 hours");
    emit(TokenKind::kTime, begin, pos_, true);
    return true;
  }
  const int hour = to_int(text.substr(0, 2));
  const int minute = to_int(text.substr(3, 2));
  const int second = text.size() == 8 ? to_int(text.substr(6, 2)) : 0;
  const bool real = hour < 24 && minute < 60 && second < 60;
  if (!real) {
    report("C0113", begin, pos_, fmt::format("there is no time of day {}", text),
           hour == 24 ? "midnight at the end of a day is `00:00` of the next day" : "hours go to 23, minutes and seconds to 59");
  }
  emit(TokenKind::kTime, begin, pos_, !real);
  return true;
}

void Scanner::number() {
  const size_t begin = pos_;
  if (at() == '-') ++pos_;
  const size_t whole = digits_from(source_, pos_);
  const size_t whole_at = pos_;
  pos_ += whole;
  size_t decimals = 0;
  bool malformed = whole == 0;
  if (at() == '.') {
    decimals = digits_from(source_, pos_ + 1);
    pos_ += 1 + decimals;
    malformed = malformed || decimals == 0;
  }
  const bool thousands = whole <= 3 && decimals == 0 && !malformed && at() == ',' && digits_from(source_, pos_ + 1) == 3;
  if (thousands) {
    while (at() == ',' && digits_from(source_, pos_ + 1) == 3) pos_ += 4;
    report("C0116", begin, pos_, fmt::format("{} has marks between its digits", text::quote(source_.substr(begin, pos_ - begin))),
           "write the digits without a break; the decimal mark is a dot");
    emit(TokenKind::kNumber, begin, pos_, true);
    return;
  }
  const size_t end_of_number = pos_;
  while (is_word_part(at()) || ((at() == '.' || at() == '-') && is_digit(at(1)))) ++pos_;
  const std::string_view text = source_.substr(begin, pos_ - begin);
  if (malformed || pos_ != end_of_number) {
    const std::string_view tail = source_.substr(end_of_number, pos_ - end_of_number);
    const bool unit = !malformed && !tail.empty() && is_letter(tail[0]);
    report("C0108", begin, pos_, fmt::format("{} is not a number", text::quote(text)),
           unit ? "write a space between a number and its unit; a name begins with a letter"
                : "write digits, and decimals after a dot with digits on both sides: `0.5`");
    emit(TokenKind::kNumber, begin, pos_, true);
    return;
  }
  size_t zeros = 0;
  while (zeros < whole && source_[whole_at + zeros] == '0') ++zeros;
  if (decimals > 6) {
    report("C0109", begin, pos_, fmt::format("{} has {} decimals", text::quote(text), decimals), "a number has at most six decimals");
  } else if (whole - zeros > 12) {
    report("C0110", begin, pos_, fmt::format("{} is too large", text::quote(text)), "a number lies between -10^12 and 10^12, both excluded");
  }
  emit(TokenKind::kNumber, begin, pos_, decimals > 6 || whole - zeros > 12);
}

void Scanner::number_or_date() {
  if (is_digit(at()) && (try_date() || try_time())) return;
  number();
}

}  // namespace comity::syntax
