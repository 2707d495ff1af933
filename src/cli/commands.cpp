#include "cli/commands.h"

#include <algorithm>
#include <array>

namespace comity::cli {

// Each in its own file.
extern const Command kAdopt, kAsk, kCheck, kCompare, kCompletions, kDiff, kExplain, kExport, kFmt, kInterview, kMan, kNew, kProve, kReplay, kShow, kTest,
    kTimeline, kWhy, kWhyNot;

namespace {

// In the order of `comity --help`.
constexpr std::array kCommands = {
    &kAsk,   &kWhy,    &kWhyNot, &kInterview, &kTimeline, &kCheck, &kTest,    &kProve,       &kDiff, &kCompare,
    &kAdopt, &kReplay, &kExport, &kShow,      &kFmt,      &kNew,   &kExplain, &kCompletions, &kMan,
};

constexpr Option kBooks{"--books", "DIR", "look for books below this folder; may be repeated"};
constexpr Option kJson{"--json", "", "write JSON, for programs"};
constexpr Option kHelp{"--help", "", "show this page"};

}  // namespace

std::span<const Command* const> commands() { return kCommands; }

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> all(command.options.begin(), command.options.end());
  if (command.reads_books) all.push_back(kBooks);
  if (command.writes_json) all.push_back(kJson);
  all.push_back(kHelp);
  return all;
}

const Command* find_command(std::string_view name) {
  const auto it = std::ranges::find(kCommands, name, &Command::name);
  return it == kCommands.end() ? nullptr : *it;
}

}  // namespace comity::cli
