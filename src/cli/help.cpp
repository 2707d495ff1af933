// Pages of help, made from the table of commands.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/terminal.h"

namespace comity::cli {

namespace {

constexpr std::string_view kExitCodes =
    "  0  done: the question was answered, whatever the ruling; the check passed\n"
    "  1  the book has errors, a check, a scenario or a claim failed, or the output could not be written\n"
    "  2  the command line cannot be understood, or what it tells of the case\n"
    "  3  a case read from a file or the standard input is wrong\n";

std::string list_of(std::span<const Option> options) {
  std::string out;
  for (const Option& option : options) {
    const std::string shown = option.value.empty() ? std::string(option.name) : fmt::format("{} {}", option.name, option.value);
    std::string text = wrapped(option.help, std::string(24, ' '));
    // The first line of the help stands beside the option, where there is room for both.
    out += shown.size() <= 20 ? fmt::format("  {:<22}{}", shown, text.substr(24)) : fmt::format("  {}\n{}", shown, text);
  }
  return out;
}

}  // namespace

std::string_view version() { return COMITY_VERSION; }

std::string help_of_all() {
  std::string out = "comity: law that can be asked, proved and replayed\n\n  comity COMMAND ...\n\nCommands:\n";
  for (const Command* command : commands()) out += fmt::format("  {:<13}{}\n", command->name, command->summary);
  out +=
      "\nA book is named (`dc`), or given as a file or a folder. Books are looked for in the folders of --books, else of COMITY_BOOKS,\n"
      "else in ./books, else in the books installed with the program. `comity COMMAND --help` tells more, with examples.\n\n"
      "Exit codes:\n";
  return out += kExitCodes;
}

std::string help_of(const Command& command) {
  std::string out = fmt::format("comity {}: {}\n\n  comity {}{}{}\n\n{}", command.name, command.summary, command.name, command.operands.empty() ? "" : " ",
                                command.operands, wrapped(command.description, ""));
  out += "\nOptions:\n" + list_of(command.options) + list_of(common_options());
  if (!command.examples.empty()) out += "\nExamples:\n";
  for (const Example& example : command.examples) out += fmt::format("  {}\n{}", example.line, wrapped(example.says, "      "));
  return out + "\nExit codes:\n" + std::string(kExitCodes);
}

}  // namespace comity::cli
