// Pages of help, made from the table of commands.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/terminal.h"

namespace comity::cli {

namespace {

// Two columns: the first line of `says` stands beside `name`, where there is room for both.
std::string row(std::string_view name, std::string_view says, size_t column) {
  const std::string text = wrapped(says, std::string(column, ' '));
  return name.size() + 3 <= column ? fmt::format("  {:<{}}{}", name, column - 2, text.substr(column)) : fmt::format("  {}\n{}", name, text);
}

std::string exit_codes() {
  std::string out = "Exit codes:\n";
  for (const ExitMeaning& one : kExits) out += row(fmt::format("{}", static_cast<int>(one.code)), one.says, 5);
  return out;
}

std::string list_of(std::span<const Option> options) {
  std::string out;
  for (const Option& option : options)
    out += row(option.value.empty() ? std::string(option.name) : fmt::format("{} {}", option.name, option.value), option.help, 24);
  return out;
}

}  // namespace

std::string_view version() { return COMITY_VERSION; }

std::string help_of_all() {
  std::string out = "comity: law that can be asked, proved and replayed\n\n  comity COMMAND ...\n  comity help COMMAND\n  comity --version\n\nCommands:\n";
  for (const Command* command : commands()) out += row(command->name, command->summary, 15);
  out += "\n" +
         wrapped(
             "A book is named (`dc`), or given as a file or a folder. Books are looked for in the folders of --books, else of COMITY_BOOKS, else in ./books, "
             "else in the books installed with the program. `comity COMMAND --help` tells more, with examples.",
             "");
  out += "\nEnvironment:\n";
  for (const Variable& variable : kEnvironment) out += row(variable.name, variable.says, 16);
  return out + "\n" + exit_codes();
}

std::string help_of(const Command& command) {
  std::string out = hanging(fmt::format("comity {}: {}", command.name, command.summary), "");
  out += fmt::format("\n  comity {}{}{}\n\n{}", command.name, command.operands.empty() ? "" : " ", command.operands, wrapped(command.description, ""));
  out += "\nOptions:\n" + list_of(options_of(command));
  if (!command.examples.empty()) out += "\nExamples:\n";
  for (const Example& example : command.examples) out += fmt::format("  {}\n{}", example.line, wrapped(example.says, "      "));
  return out + "\n" + exit_codes();
}

}  // namespace comity::cli
