#include "cli/terminal.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "text/utf8.h"

namespace comity::cli {

namespace {

bool colour_on(int stream) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(stream) != 0 && (no_color == nullptr || *no_color == '\0') && (terminal == nullptr || std::strcmp(terminal, "dumb") != 0);
}

std::string painted(std::string_view text, std::string_view code, bool colour) {
  return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

}  // namespace

void out(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void err(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }
void flush() { std::fflush(stdout); }
bool finish() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

bool colour_on_out() { return colour_on(STDOUT_FILENO); }
bool colour_on_err() { return colour_on(STDERR_FILENO); }

std::string strong(std::string_view text, bool colour) { return painted(text, "1", colour); }
std::string faint(std::string_view text, bool colour) { return painted(text, "2", colour); }

uint32_t line_width() {
  constexpr uint32_t kWidest = 100, kNarrowest = 40;
  winsize window{};
  const bool known = isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0;
  return known ? std::clamp<uint32_t>(window.ws_col, kNarrowest, kWidest) : kWidest;
}

namespace {

// Columns of a word: of its code points those that are no part of a colour.
uint32_t columns_of(std::string_view word) {
  uint32_t columns = 0;
  while (!word.empty()) {
    const bool is_colour = word[0] == '\x1b';
    const size_t end = is_colour ? std::min(word.find('m'), word.size() - 1) + 1 : std::min(word.find('\x1b'), word.size());
    if (!is_colour) columns += text::count_code_points(word.substr(0, end));
    word.remove_prefix(end);
  }
  return columns;
}

// Lines of which the first stands after `first`, the others after `rest`.
std::string broken(std::string_view text, std::string_view first, std::string_view rest) {
  const uint32_t width = line_width();
  std::string lines, line;
  uint32_t used = 0;
  const auto end_line = [&] {
    lines += fmt::format("{}{}\n", line.empty() ? "" : lines.empty() ? first : rest, line);
    line.clear();
    used = 0;
  };
  const auto room = [&] {
    const auto indent = static_cast<uint32_t>(lines.empty() ? first.size() : rest.size());
    return width > indent + 20 ? width - indent : 20;
  };
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '\n') {
      end_line();
      ++at;
      continue;
    }
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const size_t end = std::min(text.find_first_of(" \n", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const uint32_t length = columns_of(word);
    if (used > 0 && used + 1 + length > room()) end_line();
    if (used > 0) line += ' ', ++used;
    line += word;
    used += length;
    at = end;
  }
  if (!line.empty()) end_line();
  return lines;
}

}  // namespace

std::string wrapped(std::string_view text, std::string_view indent) { return broken(text, indent, indent); }

std::string hanging(std::string_view text, std::string_view indent) { return hanging(text, indent, std::string(indent) + "  "); }

std::string hanging(std::string_view text, std::string_view first, std::string_view rest) { return broken(text, first, rest); }

void CloseInput::operator()(std::FILE* file) const {
  if (file != stdin) std::fclose(file);
}

Input open_input(const std::string& path) { return Input(path == "-" ? stdin : std::fopen(path.c_str(), "rb")); }

std::optional<std::string> read_all(const std::string& path, size_t limit, std::string& why) {
  struct stat status = {};
  if (path != "-" && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
    why = "it is a folder";
    return std::nullopt;
  }
  const Input file = open_input(path);
  if (file == nullptr) {
    why = std::strerror(errno);
    return std::nullopt;
  }
  std::string contents;
  constexpr size_t kPiece = size_t{1} << 16;
  for (;;) {
    const size_t before = contents.size();
    contents.resize(before + kPiece);
    const size_t got = std::fread(contents.data() + before, 1, kPiece, file.get());
    contents.resize(before + got);
    if (contents.size() > limit) {
      why = fmt::format("it has more than {} bytes", limit);
      return std::nullopt;
    }
    if (got == 0) break;
  }
  if (std::ferror(file.get()) != 0) {
    why = std::strerror(errno);
    return std::nullopt;
  }
  return contents;
}

}  // namespace comity::cli
