#include "syntax/token.h"

#include <utility>

#include <fmt/format.h>

#include "syntax/scanner.h"
#include "text/utf8.h"

namespace comity::syntax {

text::Diagnostic& Scanner::report(std::string_view code, size_t begin, size_t end, std::string message, std::string help) {
  text::Diagnostic& made = diagnostics_.report(code, span(begin, end), std::move(message));
  made.help = std::move(help);
  return made;
}

void Scanner::emit(TokenKind kind, size_t begin, size_t end, bool reported) {
  Token token;
  token.text = source_.substr(begin, end - begin);
  token.begin = static_cast<uint32_t>(begin);
  token.end = static_cast<uint32_t>(end);
  token.kind = kind;
  token.first_on_line = first_on_line_;
  token.reported = reported;
  first_on_line_ = false;
  out_.tokens.push_back(token);
}

void Scanner::check_characters(size_t begin, size_t end) {
  for (size_t i = begin; i < end;) {
    const text::CodePoint point = text::decode(source_, i);
    const bool control = (point.value < 0x20 && point.value != '\t') || point.value == 0x7F;
    if (!point.valid) {
      if (i >= end_of_bad_bytes_) report("C0004", i, i + 1, "this is not UTF-8", "save the file as UTF-8");
      end_of_bad_bytes_ = i + 8;  // one message for bytes that stand close together
    } else if (point.value == 0) {
      report("C0005", i, i + 1, "a byte 0 stands here", "a book is plain text; remove the byte, or look whether this is another sort of file");
    } else if (control) {
      report("C0101", i, i + 1, fmt::format("a control character (U+{:04X}) stands here", static_cast<uint32_t>(point.value)), "remove it");
    } else if (text::is_hidden(point.value)) {
      report("C0115", i, i + point.bytes, fmt::format("a character that cannot be seen (U+{:04X}) stands here", static_cast<uint32_t>(point.value)),
             point.value == 0xA0 ? "write an ordinary space" : "remove it: the page must read for people as it does for the machine");
    }
    i += point.bytes;
  }
}

void Scanner::skip_blanks() {
  while (pos_ < source_.size()) {
    const char c = at();
    if (c == '\n') {
      first_on_line_ = true;
    } else if (c == '\r' && at(1) == '\n') {
      // the first half of a line's end
    } else if (c != ' ' && c != '\t') {
      return;
    }
    ++pos_;
  }
}

void Scanner::comment() {
  const size_t begin = pos_;
  size_t end = source_.find('\n', begin);
  if (end == std::string_view::npos) end = source_.size();
  pos_ = end;
  size_t last = end;
  if (last > begin && source_[last - 1] == '\r' && end < source_.size()) --last;
  check_characters(begin, last);
  while (last > begin && (source_[last - 1] == ' ' || source_[last - 1] == '\t')) --last;
  Comment made;
  made.text = source_.substr(begin, last - begin);
  made.begin = static_cast<uint32_t>(begin);
  made.before_token = static_cast<uint32_t>(out_.tokens.size());
  made.first_on_line = first_on_line_;
  out_.comments.push_back(made);
}

// A character that begins no token: told once for a run of its like.
void Scanner::unknown_character() {
  const size_t begin = pos_;
  const text::CodePoint point = text::decode(source_, pos_);
  if (!point.valid || point.value < 0x20 || point.value == 0x7F || text::is_hidden(point.value)) {
    check_characters(pos_, pos_ + point.bytes);
    pos_ += point.bytes;
    return;  // as if it were not there
  }
  if (point.value >= 0x80) {
    while (pos_ < source_.size()) {
      const text::CodePoint more = text::decode(source_, pos_);
      const bool part = more.valid && (is_word_part(at()) || more.value >= 0xC0) && !text::is_hidden(more.value);
      if (!part && pos_ > begin) break;
      pos_ += more.bytes;
    }
    report("C0102", begin, pos_, fmt::format("{} cannot stand here", text::quote(source_.substr(begin, pos_ - begin))),
           "names use the letters a to z, digits and `_`; any other text stands in double quotes");
  } else {
    ++pos_;
    std::string help = "text stands in double quotes, a comment after `#`";
    if (source_[begin] == '%') help = "declare the fact as `number of percent` and write `percent` after the number";
    if (source_[begin] == '$') help = "declare the fact as `number of dollars` and write the number without the sign";
    if (source_[begin] == '[' || source_[begin] == ']') help = "sets and lists stand in round parentheses";
    report("C0102", begin, pos_, fmt::format("`{}` has no meaning here", source_[begin]), help);
  }
  emit(TokenKind::kBad, begin, pos_, true);
}

void Scanner::next() {
  const char c = at();
  if (c == '#') return comment();
  if (c == '"') return string();
  if (c == '\'') return single_quoted();
  if (is_letter(c) || c == '_') return word();
  if (is_digit(c) || ((c == '-' || c == '.') && is_digit(at(1)))) return number_or_date();
  if (try_operator()) return;
  if (c == '(' || c == ')' || c == '{' || c == '}' || c == ',' || c == ':' || c == ';') {
    emit(TokenKind::kMark, pos_, pos_ + 1);
    ++pos_;
    return;
  }
  if (static_cast<unsigned char>(c) >= 0x80) {
    const text::CodePoint point = text::decode(source_, pos_);
    if (point.valid && point.value >= 0x2018 && point.value <= 0x201F) return curly_quoted(point.bytes);
  }
  unknown_character();
}

Tokens Scanner::run() {
  if (source_.size() > kMaxFileBytes) {
    report("C0002", 0, 0, fmt::format("this file has {} bytes; a file may have {} (4 MiB)", source_.size(), kMaxFileBytes),
           "divide the book among several files that begin with the same `book` line");
    emit(TokenKind::kEnd, 0, 0);
    return std::move(out_);
  }
  if (source_.starts_with("\xEF\xBB\xBF")) pos_ = 3;
  while (true) {
    skip_blanks();
    if (pos_ >= source_.size()) break;
    next();
  }
  emit(TokenKind::kEnd, source_.size(), source_.size());
  return std::move(out_);
}

Tokens lex(const text::Files& files, text::FileId file, text::Diagnostics& diagnostics) { return Scanner(files, file, diagnostics).run(); }

std::string unescape(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size() && (raw[i + 1] == '"' || raw[i + 1] == '\\')) ++i;
    out += raw[i];
  }
  return out;
}

bool is_real_day(int32_t year, int32_t month, int32_t day) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

}  // namespace comity::syntax
