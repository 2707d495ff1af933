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

constexpr std::array kCommonOptions = {
    Option{"--books", "DIR", "look for books below this folder; may be repeated"},
    Option{"--json", "", "write JSON, for programs"},
    Option{"--help", "", "show this page"},
};

}  // namespace

std::span<const Command* const> commands() { return kCommands; }
std::span<const Option> common_options() { return kCommonOptions; }

const Command* find_command(std::string_view name) {
  const auto it = std::ranges::find(kCommands, name, &Command::name);
  return it == kCommands.end() ? nullptr : *it;
}

}  // namespace comity::cli
