// Messages as a terminal shows them.
//
//   error[C0205]: a norm has no clause `forbid`
//    --> book.comity:4:3
//     |
//   4 |   forbid arrest
//     |   ^^^^^^
//   help: did you mean `forbids`?
//
// What is quoted from a file is made printable first, so that a file cannot send codes to the terminal, and of a long line only a
// window around the place is shown.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "text/diagnostics.h"
#include "text/utf8.h"

namespace comity::text {

namespace {

constexpr uint32_t kWindow = 160;  // code points of a line that are shown
constexpr uint32_t kContext = 60;  // of these, at most so many before the place

struct Paint {
  std::string_view strong, error, warning, frame, plain;
};
constexpr Paint kColours{"\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[0m"};
constexpr Paint kPlain{"", "", "", "", ""};

// The bytes of `line` that hold its code points [from, from + count).
std::string_view window(std::string_view line, uint32_t from, uint32_t count) {
  size_t at = 0;
  for (uint32_t i = 0; i < from && at < line.size(); ++i) at += decode(line, at).bytes;
  size_t end = at;
  for (uint32_t i = 0; i < count && end < line.size(); ++i) end += decode(line, end).bytes;
  return line.substr(at, end - at);
}

// Blanks as wide as `text`: tabs stay tabs, so that what follows stands below what follows it.
std::string blanks(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); i += decode(text, i).bytes) out += text[i] == '\t' ? '\t' : ' ';
  return out;
}

// " --> path:line:col" and the line with the span underlined.
void show_place(std::string& out, const Files& files, Span span, char mark, std::string_view colour, const Paint& paint) {
  if (span.file >= files.size()) return;
  const Position from = files.position(span.file, span.begin);
  const Position to = files.position(span.file, std::max(span.begin, span.end));
  const std::string_view whole = files.line(span.file, from.line);
  const std::string number = std::to_string(from.line);
  const std::string margin(number.size(), ' ');
  out += fmt::format("{}{}-->{} {}:{}:{}\n", margin, paint.frame, paint.plain, printable(files.path(span.file)), from.line, from.column);

  const uint32_t first = from.column - 1 > kContext ? from.column - 1 - kContext : 0;
  const std::string_view shown = window(whole, first, kWindow);
  const bool cut_before = first > 0;
  const bool cut_after = shown.data() + shown.size() < whole.data() + whole.size();
  const std::string_view before = window(shown, 0, from.column - 1 - first);
  const uint32_t rest = count_code_points(shown) - count_code_points(before);
  uint32_t width = to.line == from.line ? to.column - from.column : rest;
  width = std::max<uint32_t>(1, std::min(width, rest));
  out += fmt::format("{} {}|{}\n", margin, paint.frame, paint.plain);
  out += fmt::format("{}{} |{} {}{}{}\n", paint.frame, number, paint.plain, cut_before ? "…" : "", printable(shown), cut_after ? "…" : "");
  out += fmt::format("{} {}|{} {}{}{}{}{}\n", margin, paint.frame, paint.plain, cut_before ? " " : "", blanks(before), colour, std::string(width, mark),
                     paint.plain);
}

}  // namespace

std::string render(const Files& files, const Diagnostic& diagnostic, bool colour) {
  const Paint& paint = colour ? kColours : kPlain;
  const bool is_error = diagnostic.severity == Severity::kError;
  const std::string_view tone = is_error ? paint.error : paint.warning;
  std::string out =
      fmt::format("{}{}[{}]{}{}: {}{}\n", tone, is_error ? "error" : "warning", diagnostic.code, paint.plain, paint.strong, diagnostic.message, paint.plain);
  show_place(out, files, diagnostic.span, '^', tone, paint);
  for (const Note& note : diagnostic.notes) {
    out += fmt::format("{}note{}: {}\n", paint.strong, paint.plain, note.text);
    show_place(out, files, note.span, '-', paint.frame, paint);
  }
  if (!diagnostic.help.empty()) out += fmt::format("{}help{}: {}\n", paint.strong, paint.plain, diagnostic.help);
  return out;
}

}  // namespace comity::text
