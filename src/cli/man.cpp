// `comity man`: the man page, made from the table of commands.
#include <array>
#include <string>
#include <string_view>

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

void options(std::string& page, std::span<const Option> options) {
  for (const Option& option : options) {
    page += fmt::format(".TP\n.B {}\n", plain(option.name));
    if (!option.value.empty()) page.replace(page.size() - 1, 1, fmt::format(" \\fI{}\\fR\n", plain(option.value)));
    page += plain(option.help) + "\n";
  }
}

void command(std::string& page, const Command& command) {
  page += fmt::format(".SS {}\n.B comity {}\n{}\n.PP\n{}.\n{}\n", command.name, command.name, plain(command.operands), plain(command.summary),
                      plain(command.description));
  options(page, command.options);
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
  page += ".SH OPTIONS OF EVERY COMMAND\n";
  options(page, common_options());
  page +=
      ".SH EXIT STATUS\n.TP\n.B 0\nDone: the question was answered, whatever the ruling; the check passed.\n"
      ".TP\n.B 1\nThe book has errors, a check, a scenario or a claim failed, or the output could not be written.\n"
      ".TP\n.B 2\nThe command line cannot be understood, or what it tells of the case.\n"
      ".TP\n.B 3\nA case read from a file or the standard input is wrong.\n"
      ".SH ENVIRONMENT\n.TP\n.B COMITY_BOOKS\nFolders to look for books in, parted by colons, where \\-\\-books is not given.\n"
      ".TP\n.B NO_COLOR\nWhere it is set, no colours are used. They never are but on a terminal.\n";
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
};

}  // namespace comity::cli
