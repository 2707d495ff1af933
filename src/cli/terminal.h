// Where a command writes: the two streams, and whether colours are welcome there.
//
// Colours appear only on a terminal, and never where NO_COLOR is set (https://no-color.org). Output is buffered; `finish` tells whether
// all of it could be written.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace comity::cli {

void out(std::string_view text);
void err(std::string_view text);
void flush();
bool finish();  // flushes; false if the standard output could not take everything

bool colour_on_out();
bool colour_on_err();

// `text` in bold, or as it is where `colour` is off.
std::string strong(std::string_view text, bool colour);
std::string faint(std::string_view text, bool colour);

// How wide lines may be: 100, or less on a terminal that is narrower. Pipes and files get 100, so that output does not depend on the window.
uint32_t line_width();

// `text` as lines of at most line_width() code points, each after `indent`. Breaks at blanks only; ends with a newline.
std::string wrapped(std::string_view text, std::string_view indent);

// The same, with the first line after `indent` and the others two blanks deeper, so that each of several long items begins where it is seen.
std::string hanging(std::string_view text, std::string_view indent);
std::string hanging(std::string_view text, std::string_view first, std::string_view rest);  // what stands before the first line, and before the others

// A file to read, or the standard input for "-". Null, with errno, where it cannot be opened.
struct CloseInput {
  void operator()(std::FILE* file) const;
};
using Input = std::unique_ptr<std::FILE, CloseInput>;
Input open_input(const std::string& path);

// A whole file, or the standard input for "-". Nothing and a reason in `why` where it cannot be read or has more than `limit` bytes.
std::optional<std::string> read_all(const std::string& path, size_t limit, std::string& why);

}  // namespace comity::cli
