// `comity man`: the man page, made from the table of commands.
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/terminal.h"

namespace comity::cli {

namespace {

// Text for troff: a backslash, a hyphen and a leading dot or quote mean something there.
std::string plain(std::string_view text) {
  std::string out;
  bool first = true;
  for (const char c : text) {
    if (first && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
    first = c == '\n';
  }
  return out;
}

std::string sentence(std::string_view phrase) {
  std::string out = plain(phrase) + ".";
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

void options(std::string& page, std::span<const Option> options) {
  for (const Option& option : options) {
    page += fmt::format(".TP\n.B {}\n", plain(option.name));
    if (!option.value.empty()) page.replace(page.size() - 1, 1, fmt::format(" \\fI{}\\fR\n", plain(option.value)));
    page += plain(option.help) + "\n";
  }
}

void command(std::string& page, const Command& command) {
  page += fmt::format(".SS {}\n.B comity {}\n{}\n.PP\n{}\n{}\n", command.name, command.name, plain(command.operands), sentence(command.summary),
                      plain(command.description));
  const std::vector<Option> all = options_of(command);
  options(page, std::span(all).first(all.size() - 1));  // --help is told once, at the end
  for (const Example& example : command.examples) page += fmt::format(".PP\n.nf\n    {}\n.fi\n.RS 8\n{}\n.RE\n", plain(example.line), plain(example.says));
}

int run(const Arguments&) {
  std::string page = fmt::format(".TH COMITY 1 \"\" \"comity {}\" \"User Commands\"\n", version());
  page +=
      ".SH NAME\ncomity \\- law that can be asked, proved and replayed\n"
      ".SH SYNOPSIS\n.B comity\n.I COMMAND\n[\\fIOPTION\\fR ...] [\\fIOPERAND\\fR ...]\n"
      ".SH DESCRIPTION\nA book of law, written in the language of comity, answers what is permitted, forbidden or required in a case at an instant, "
      "by which norms and sources, and what would have to be known where it is not settled.\n"
      ".SH COMMANDS\n";
  for (const Command* one : commands()) command(page, *one);
  page +=
      ".SH OTHER OPTIONS\n.TP\n.B \\-\\-help\nShow the help of the program or, after a command, of that command.\n.TP\n.B \\-\\-version\nShow the "
      "version.\n.SH EXIT STATUS\n";
  for (const ExitMeaning& one : kExits) page += fmt::format(".TP\n.B {}\n{}\n", static_cast<int>(one.code), sentence(one.says));
  page += ".SH ENVIRONMENT\n";
  for (const Variable& one : kEnvironment) page += fmt::format(".TP\n.B {}\n{}\n", one.name, sentence(one.says));
  out(page);
  return kDone;
}

constexpr std::array kExamples = {
    Example{"comity man >comity.1", "writes the page for `man ./comity.1`"},
};

}  // namespace

extern const Command kMan = {
    .name = "man",
    .operands = "",
    .summary = "write the man page",
    .description = "Writes the man page of the program in troff, made from the same table as its help.",
    .least = 0,
    .most = 0,
    .options = {},
    .examples = kExamples,
    .run = run,
    .reads_books = false,
    .writes_json = false,
};

}  // namespace comity::cli
