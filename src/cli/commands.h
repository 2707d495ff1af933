// The commands of `comity`: one table, read by the program itself, its help, its man page and the shells' completions.
//
// A command is one file src/cli/NAME.cpp that defines `const Command kName`, and one line in commands.cpp. It parses nothing itself: its
// options are declared here as data, arguments.h reads them, and `run` gets what was found. It holds no logic of its own either: what
// it says comes from the rooms before it.
//
// Exit codes are the same for every command and part of the interface: `kExits` says what each means.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"

namespace comity::cli {

enum Exit : int { kDone = 0, kFailed = 1, kUsage = 2, kBadInput = 3 };

struct ExitMeaning {
  Exit code = kDone;
  std::string_view says;  // begins small, no full stop
};
inline constexpr std::array kExits = {
    ExitMeaning{kDone, "done: the question was answered, whatever the ruling; the check passed"},
    ExitMeaning{kFailed, "the book has errors, a check, a scenario or a claim failed, or the output could not be written"},
    ExitMeaning{kUsage, "the command line cannot be understood, or what it tells of the case"},
    ExitMeaning{kBadInput, "a case or a table read from a file or the standard input is wrong"},
};

// What the environment says, beside the command line.
struct Variable {
  std::string_view name, says;
};
inline constexpr std::array kEnvironment = {
    Variable{"COMITY_BOOKS", "folders to look for books in, parted by colons, where --books is not given"},
    Variable{"NO_COLOR", "where it is set, no colours are used; they never are but on a terminal"},
};

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
  bool reads_books = true;  // takes --books
  bool writes_json = true;  // takes --json
};
inline constexpr uint32_t kAnyNumber = 0xffffffff;

std::span<const Command* const> commands();
const Command* find_command(std::string_view name);      // nullptr if unknown
std::vector<Option> options_of(const Command& command);  // its own, then those of --books, --json and --help that it takes

// Runs the command that `words` names (the program's own name is not among them), sees that all output was written, and gives the exit code.
int run_program(std::span<const std::string_view> words);

// The pages of help, made from the table.
std::string help_of_all();
std::string help_of(const Command& command);
std::string_view version();  // "0.1.0"

}  // namespace comity::cli
