// Finds the command, reads its arguments and runs it.
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "text/diagnostics.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

int unknown_command(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Command* command : commands()) names.push_back(command->name);
  const std::string near = text::nearest(name, names);
  err(fmt::format("comity: there is no command {}\nhelp: {}\n", text::quote(name),
                  near.empty() ? "`comity --help` lists them" : fmt::format("did you mean `{}`?", near)));
  return kUsage;
}

int run_words(std::span<const std::string_view> words) {
  if (words.empty()) {
    err(help_of_all());
    return kUsage;
  }
  const bool asks_help = words[0] == "--help" || words[0] == "-h" || words[0] == "help";
  if (asks_help && words.size() == 1) return out(help_of_all()), kDone;
  if (words[0] == "--version") return out(fmt::format("comity {}\n", version())), kDone;
  const std::string_view name = asks_help ? words[1] : words[0];
  const Command* command = find_command(name);
  if (command == nullptr) return unknown_command(name);
  if (asks_help) return out(help_of(*command)), kDone;
  const auto arguments = Arguments::parse(*command, words.subspan(1));
  if (!arguments) {
    err(fmt::format("comity {}: {}\nhelp: `comity {} --help` explains it, with examples\n", name, arguments.error(), name));
    return kUsage;
  }
  if (arguments->has("--help")) return out(help_of(*command)), kDone;
  return command->run(*arguments);
}

}  // namespace

int run_program(std::span<const std::string_view> words) {
  const int exit = run_words(words);
  if (finish()) return exit;
  err("comity: the output could not be written\n");
  return kFailed;
}

}  // namespace comity::cli
