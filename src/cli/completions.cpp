// `comity completions bash|zsh|fish`: what a shell needs to complete commands and options, made from the table of commands.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

std::string names_of_commands() {
  std::string out;
  for (const Command* command : commands()) out += fmt::format("{}{}", out.empty() ? "" : " ", command->name);
  return out;
}

std::string names_of_options(const Command& command) {
  std::string out;
  for (const auto options : {command.options, common_options()}) {
    for (const Option& option : options) out += fmt::format("{}{}", out.empty() ? "" : " ", option.name);
  }
  return out;
}

std::string bash() {
  std::string out =
      "# Completion of comity for bash: source this file.\n"
      "_comity() {\n"
      "  local word=\"${COMP_WORDS[COMP_CWORD]}\" options=\"\"\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n";
  out += fmt::format("    COMPREPLY=($(compgen -W \"{} --help --version\" -- \"$word\"))\n    return\n  fi\n", names_of_commands());
  out += "  case \"${COMP_WORDS[1]}\" in\n";
  for (const Command* command : commands()) out += fmt::format("    {}) options=\"{}\" ;;\n", command->name, names_of_options(*command));
  return out +=
         "  esac\n"
         "  case \"$word\" in\n"
         "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
         "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
         "  esac\n"
         "}\n"
         "complete -F _comity comity\n";
}

// In a zsh specification, a colon and brackets part the fields; single quotes enclose it.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ':' || c == '[' || c == ']') out += '\\';
    if (c == '\'') out += "'\\'";
    out += c;
  }
  return out;
}

std::string zsh() {
  std::string out =
      "#compdef comity\n# Completion of comity for zsh: put this file, named _comity, into a folder of $fpath.\n_comity() {\n  local -a commands\n  "
      "commands=(\n";
  for (const Command* command : commands()) out += fmt::format("    '{}:{}'\n", command->name, zsh_text(command->summary));
  out += "  )\n  if (( CURRENT == 2 )); then\n    _describe 'command' commands\n    return\n  fi\n  case \"$words[2]\" in\n";
  for (const Command* command : commands()) {
    out += fmt::format("    {}) _arguments", command->name);
    for (const auto options : {command->options, common_options()}) {
      for (const Option& option : options) {
        out += fmt::format(" '*{}[{}]{}'", option.name, zsh_text(option.help), option.value.empty() ? "" : fmt::format(":{}:_files", zsh_text(option.value)));
      }
    }
    out += " '*:operand:_files' ;;\n";
  }
  return out += "  esac\n}\n_comity \"$@\"\n";
}

std::string fish_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string fish() {
  std::string out = "# Completion of comity for fish: put this file into ~/.config/fish/completions.\n";
  for (const Command* command : commands())
    out += fmt::format("complete -c comity -n __fish_use_subcommand -f -a {} -d '{}'\n", command->name, fish_text(command->summary));
  for (const Command* command : commands()) {
    for (const auto options : {command->options, common_options()}) {
      for (const Option& option : options) {
        out += fmt::format("complete -c comity -n '__fish_seen_subcommand_from {}' -l {} {}-d '{}'\n", command->name, option.name.substr(2),
                           option.value.empty() ? "" : "-r ", fish_text(option.help));
      }
    }
  }
  return out;
}

int run(const Arguments& arguments) {
  const std::string_view shell = arguments.operands()[0];
  if (shell == "bash")
    out(bash());
  else if (shell == "zsh")
    out(zsh());
  else if (shell == "fish")
    out(fish());
  else {
    err(fmt::format("comity completions: no shell {}\nhelp: bash, zsh and fish are known\n", text::quote(shell)));
    return kUsage;
  }
  return kDone;
}

constexpr std::array kExamples = {
    Example{"source <(comity completions bash)", "completes commands and options in this shell"},
    Example{"comity completions fish >~/.config/fish/completions/comity.fish", "for all later shells"},
};

}  // namespace

extern const Command kCompletions = {
    .name = "completions",
    .operands = "bash|zsh|fish",
    .summary = "write the completions for a shell",
    .description = "Writes a script that lets the shell complete the commands and options of comity, made from the same table as its help.",
    .least = 1,
    .most = 1,
    .options = {},
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
