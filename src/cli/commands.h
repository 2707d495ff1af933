// The commands of `comity`: one table, read by the program itself, its help, its man page and the shells' completions.
//
// A command is one file src/cli/NAME.cpp that defines `const Command kName`, and one line in commands.cpp. It parses nothing itself: its
// options are declared here as data, arguments.h reads them, and `run` gets what was found. It holds no logic of its own either: what
// it says comes from the rooms before it.
//
// Exit codes, the same for every command, are part of the interface (docs and man page tell them):
//   0  done: a question was answered, whatever the ruling; a check passed
//   1  the book has errors, a check, a scenario or a claim failed, or the output could not be written
//   2  the command line cannot be understood, or what it tells of the case
//   3  a case, or a line of cases, that was read from a file or the standard input is wrong
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "cli/arguments.h"

namespace comity::cli {

enum Exit : int { kDone = 0, kFailed = 1, kUsage = 2, kBadInput = 3 };

struct Option {
  std::string_view name;   // "--at"
  std::string_view value;  // "INSTANT"; empty for a flag
  std::string_view help;   // a phrase, begins small, no full stop
};

struct Example {
  std::string_view line;  // "comity ask dc arrest grounds=civil_detainer"
  std::string_view says;  // what it does
};

struct Command {
  std::string_view name;
  std::string_view operands;     // "BOOK ACTION [FACT=VALUE ...]"
  std::string_view summary;      // one line, begins small, no full stop
  std::string_view description;  // a paragraph or two
  uint32_t least = 0, most = 0;  // how many operands
  std::span<const Option> options;
  std::span<const Example> examples;
  int (*run)(const Arguments&) = nullptr;
};
inline constexpr uint32_t kAnyNumber = 0xffffffff;

std::span<const Command* const> commands();
const Command* find_command(std::string_view name);  // nullptr if unknown
std::span<const Option> common_options();            // --books, --json, --help: every command takes them

// The pages of help, made from the table.
std::string help_of_all();
std::string help_of(const Command& command);
std::string_view version();  // "0.1.0"

}  // namespace comity::cli
