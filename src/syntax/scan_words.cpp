// Words, strings, and what people write in their place: single and curly quotes, operators of programming languages.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "syntax/scanner.h"
#include "text/utf8.h"

namespace comity::syntax {

namespace {

// What stands between two parts of one word: a dot, a hyphen, a slash before a letter or digit.
bool joins(char c, char after) { return (c == '.' || c == '-' || c == '/') && (is_letter(after) || is_digit(after) || after == '_'); }

struct Operator {
  std::string_view written;
  std::string_view meant;  // the words of the language, "" if there are none
};

// Longest first.
constexpr std::array kOperators = {
    Operator{"===", "is"},
    Operator{"!==", "is not"},
    Operator{"&&", "and"},
    Operator{"||", "or"},
    Operator{"==", "is"},
    Operator{"!=", "is not"},
    Operator{"<>", "is not"},
    Operator{">=", "is at least"},
    Operator{"<=", "is at most"},
    Operator{"=>", ""},
    Operator{"->", ""},
    Operator{"=", "is"},
    Operator{">", "is more than"},
    Operator{"<", "is less than"},
    Operator{"!", "not"},
    Operator{"&", "and"},
    Operator{"|", "or"},
    Operator{"+", ""},
    Operator{"*", ""},
    Operator{"-", ""},
};

}  // namespace

void Scanner::word() {
  const size_t begin = pos_;
  bool has_slash = false;
  while (pos_ < source_.size()) {
    const char c = at();
    const bool offset_zone = has_slash && c == '+' && is_digit(at(1));  // Etc/GMT+5
    if (!is_word_part(c) && !joins(c, at(1)) && !offset_zone) break;
    has_slash = has_slash || c == '/';
    ++pos_;
  }
  const std::string_view text = source_.substr(begin, pos_ - begin);
  bool reported = false;
  bool at_start = true;  // of a part between dots and slashes, where a letter must stand; a zone's parts are looser
  for (size_t i = 0; i < text.size() && !reported; ++i) {
    if (at_start && !is_letter(text[i])) {
      report("C0117", begin, pos_, fmt::format("the name {} is not well formed", text::quote(text)),
             "each part of a name begins with a letter and goes on with letters, digits and `_`");
      reported = true;
    }
    at_start = text[i] == '.' || text[i] == '/';
  }
  if (!reported && (at() == '.' || at() == '/') && !(at() == '/' && at(1) == '/')) {
    report("C0117", begin, pos_ + 1, fmt::format("the name {} is not well formed", text::quote(source_.substr(begin, pos_ + 1 - begin))),
           fmt::format("take away the `{}` at its end; a line or a sentence needs no mark at its end", at()));
    reported = true;
    emit(TokenKind::kWord, begin, pos_, true);
    while (at() == '.' || at() == '/') ++pos_;
    return;
  }
  emit(TokenKind::kWord, begin, pos_, reported);
}

// Goes on as if the words had been written, so that one foreign operator gives one message.
void Scanner::foreign_operator(std::string_view written, std::string_view meant) {
  const size_t begin = pos_;
  pos_ += written.size();
  if (meant.empty()) {
    report("C0107", begin, pos_, fmt::format("`{}` is not part of the language", written),
           "a condition compares a fact with constants in words, such as `is at least 5`; nothing is added or multiplied");
    emit(TokenKind::kBad, begin, pos_, true);
    return;
  }
  report("C0107", begin, pos_, fmt::format("`{}` is not part of the language", written), fmt::format("write `{}`", meant));
  while (!meant.empty()) {
    const size_t space = std::min(meant.find(' '), meant.size());
    emit(TokenKind::kWord, begin, pos_, true);
    out_.tokens.back().text = meant.substr(0, space);
    meant.remove_prefix(std::min(space + 1, meant.size()));
  }
}

bool Scanner::try_operator() {
  if (rest().starts_with("//") || rest().starts_with("--")) {
    const size_t begin = pos_;
    report("C0114", begin, begin + 2, fmt::format("`{}` does not start a comment", rest().substr(0, 2)), "a comment starts with `#`");
    while (pos_ < source_.size() && at() != '\n') ++pos_;
    return true;
  }
  for (const Operator& op : kOperators) {
    if (rest().starts_with(op.written)) {
      foreign_operator(op.written, op.meant);
      return true;
    }
  }
  return false;
}

void Scanner::string() {
  const size_t begin = pos_;
  size_t at_byte = begin + 1;
  bool reported = false;
  while (at_byte < source_.size() && source_[at_byte] != '"' && source_[at_byte] != '\n') {
    if (source_[at_byte] == '\\' && at_byte + 1 < source_.size() && source_[at_byte + 1] != '\n') {
      const char escaped = source_[at_byte + 1];
      if (escaped != '"' && escaped != '\\') {
        report("C0104", at_byte, at_byte + 2, fmt::format("{} is not an escape", text::quote(source_.substr(at_byte, 2))),
               "in a string only `\\\"` and `\\\\` are escapes; a lone backslash is written `\\\\`");
        reported = true;
      }
      ++at_byte;
    }
    ++at_byte;
  }
  const bool closed = at_byte < source_.size() && source_[at_byte] == '"';
  size_t end = at_byte;
  if (!closed) {
    if (end > begin + 1 && source_[end - 1] == '\r') --end;
    report("C0103", begin, end, "this string is not closed on its line", "close it with `\"`; a string stands on one line");
    reported = true;
  }
  check_characters(begin + 1, end);
  emit(TokenKind::kString, begin, closed ? end + 1 : end, reported);
  out_.tokens.back().text = source_.substr(begin + 1, end - begin - 1);
  pos_ = closed ? end + 1 : end;
}

void Scanner::single_quoted() {
  const size_t begin = pos_;
  size_t end = begin + 1;
  while (end < source_.size() && source_[end] != '\'' && source_[end] != '\n') ++end;
  const bool closed = end < source_.size() && source_[end] == '\'';
  report("C0105", begin, closed ? end + 1 : begin + 1, "single quotes do not enclose a string", "write double quotes: \"like this\"");
  if (!closed) {
    emit(TokenKind::kBad, begin, begin + 1, true);
    pos_ = begin + 1;
    return;
  }
  check_characters(begin + 1, end);
  emit(TokenKind::kString, begin, end + 1, true);
  out_.tokens.back().text = source_.substr(begin + 1, end - begin - 1);
  pos_ = end + 1;
}

// “like this”, as word processors write it: up to the next curly or straight quote of the line.
void Scanner::curly_quoted(uint32_t bytes) {
  const size_t begin = pos_;
  size_t end = begin + bytes;
  uint32_t closing = 0;
  while (end < source_.size() && source_[end] != '\n' && closing == 0) {
    const text::CodePoint point = text::decode(source_, end);
    // ’ inside the text is an apostrophe, unless the text was opened with ‘.
    const bool single = point.value == 0x2018 || point.value == 0x2019;
    const bool opened_single = source_.substr(begin, 3) == "\u2018" || source_.substr(begin, 3) == "\u2019";
    if (point.value == '"' || (point.value >= 0x201C && point.value <= 0x201F) || (single && opened_single)) closing = point.bytes;
    if (closing == 0) end += point.bytes;
  }
  report("C0106", begin, end + closing, "curly quotes do not enclose a string",
         "write straight double quotes: \"like this\"; a word processor may have changed them");
  check_characters(begin + bytes, end);
  emit(TokenKind::kString, begin, end + closing, true);
  out_.tokens.back().text = source_.substr(begin + bytes, end - begin - bytes);
  pos_ = end + closing;
}

}  // namespace comity::syntax
