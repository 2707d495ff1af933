// `comity diff A B`: for each action the cases whose ruling changes between two books, two releases or two instants.
#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "cli/changes.h"
#include "cli/commands.h"
#include "cli/conditions.h"
#include "cli/html.h"
#include "cli/messages.h"
#include "cli/open_book.h"
#include "cli/patience.h"
#include "cli/terminal.h"
#include "proof/write_changes.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

using book::Instant;
using proof::Difference;

struct OpenedSide {
  std::unique_ptr<Opened> opened;
  std::string name;
  Instant at = 0;
};

// BOOK or BOOK@INSTANT; without one the last instant at which anything in the book changes. Nothing: told.
std::optional<OpenedSide> open_side(std::string_view operand, const Arguments& arguments) {
  const size_t sign = operand.rfind('@');
  OpenedSide side;
  side.name = std::string(operand.substr(0, sign));
  side.opened = open_book(side.name, arguments);
  if (!side.opened) return std::nullopt;
  const book::Model& model = side.opened->model();
  side.at = proof::last_change(model);
  if (sign == std::string_view::npos) return side;
  const auto at = told_instant(operand.substr(sign + 1), model, "write BOOK@2025-08-14 or BOOK@2025-08-14T12:00", arguments);
  if (!at) return std::nullopt;
  side.at = *at;
  return side;
}

constexpr size_t kShownConditions = 6;  // of a list, at a terminal

bool tells_less(const Difference& difference) {
  return std::ranges::any_of(difference.changes, [](const proof::Change& change) { return is_cut(proof::factored(change.parts), kShownConditions); });
}

// One that was stopped is not among the questions that were compared.
const Difference* cut_short(const proof::Differences& all) { return !all.subjects.empty() && all.subjects.back().stopped ? &all.subjects.back() : nullptr; }

size_t differing(const proof::Differences& all) { return all.subjects.size() - (cut_short(all) == nullptr ? 0 : 1); }

std::string left_out(const proof::Differences& all) {
  const Difference* part = cut_short(all);
  return part == nullptr ? "the others were not compared" : fmt::format("{} was compared in part, the others were not", part->name);
}

std::string html_of(const std::string& from, const std::string& to, const proof::Differences& all) {
  std::string page = page_head(fmt::format("What changes from {} to {}", from, to));
  page += fmt::format(
      "<p>{} of {} questions have cases with another answer. A share counts all cases, each part of a fact's range that the law tells apart alike; it is not "
      "how often such cases occur.</p>\n",
      differing(all), all.shared);
  if (all.stopped) page += fmt::format("<p><strong>The comparison was stopped: {}.</strong></p>\n", escaped(left_out(all)));
  for (const Difference& difference : all.subjects) page += changes_html(difference);
  return page + "</body></html>\n";
}

std::string closing(std::string_view first, std::string_view second, const proof::Differences& all) {
  if (!all.stopped) return fmt::format("{} of {} questions differ between {} and {}", all.subjects.size(), all.shared, first, second);
  return fmt::format("stopped: of {} questions compared {} differ between {} and {}; {}", all.shared, differing(all), first, second, left_out(all));
}

// What was not looked at is not known to be alike.
Exit ended(const proof::Differences& all) { return all.stopped || !std::ranges::all_of(all.subjects, &Difference::compared) ? kFailed : kDone; }

int run(const Arguments& arguments) {
  const auto& operands = arguments.operands();
  const auto first = open_side(operands[0], arguments), second = open_side(operands[1], arguments);
  if (!first || !second) return kUsage;
  const proof::Side from{&first->opened->program, first->at}, to{&second->opened->program, second->at};
  Patience patience(!arguments.has("--json"));
  const auto progress = [&](size_t done, size_t of) { patience.tell(done, of, "questions"); };
  proof::Differences all;
  if (operands.size() == 2) all = proof::differences(from, to, {}, Patience::stopped, progress);
  for (size_t i = 2; i < operands.size(); ++i) {
    proof::Differences one = proof::differences(from, to, {std::string(operands[i])}, Patience::stopped, progress);
    if (one.shared == 0 && !one.stopped)
      return refuse("C0902", fmt::format("the two books do not share an action {}", text::quote(operands[i])), "`comity show BOOK` lists the actions of a book",
                    arguments);
    all.shared += one.shared;
    std::ranges::move(one.subjects, std::back_inserter(all.subjects));
    all.stopped = one.stopped;
    if (all.stopped) break;
  }
  patience.clear();
  if (all.shared == 0 && !all.stopped)
    return refuse("C0901", "the two books share no action", "books are compared where they use one vocabulary; `comity show BOOK` lists the actions of a book",
                  arguments);
  const auto shown = [](const OpenedSide& side) { return side.name + " at " + side.opened->model().zone().show(side.at); };
  if (arguments.has("--html")) return out(html_of(shown(*first), shown(*second), all)), ended(all);
  const size_t most = arguments.has("--all") ? kAllMembers : kShownConditions;
  for (const Difference& difference : all.subjects) out(arguments.has("--json") ? proof::changes_json(difference) + "\n" : changes_text(difference, most));
  if (!arguments.has("--json") && !arguments.has("--all") && std::ranges::any_of(all.subjects, tells_less))
    out("--all tells the kinds of case that are only counted\n");
  if (!arguments.has("--json")) {
    if (!all.subjects.empty()) out(wrapped("A share counts kinds of case that the law tells apart; it does not say how often such cases occur.", ""));
    const std::string last = closing(shown(*first), shown(*second), all);
    out(all.stopped ? last + "\n" : wrapped(last, ""));
  } else if (all.stopped) {  // the lines have no place for it
    err(fmt::format("comity diff: stopped: {} questions were compared; {}\n", all.shared, left_out(all)));
  }
  return ended(all);
}

constexpr std::array kOptions = {
    Option{"--all", "", "tell each change in full, however many kinds of case it has"},
    Option{"--html", "", "write a page for people, complete in itself"},
};
constexpr std::array kExamples = {
    Example{"comity diff dc@2025-08-13 dc@2025-08-14T12:00", "what an order changed, from one day to the next"},
    Example{"comity diff dc drafts/dc arrest --html", "what a draft would change, as a page for a council"},
    Example{"comity diff chicago nyc", "two cities' answers to the questions that they share"},
};

}  // namespace

extern const Command kDiff = {
    .name = "diff",
    .operands = "A B [ACTION ...]",
    .summary = "tell exactly which cases two laws answer differently",
    .description =
        "A and B are books, drafts (files or folders), each with `@INSTANT` if one likes; without an instant the last one at which the book changes. For each "
        "action that both have it tells the cases whose ruling changes: as few conditions as cover them exactly, their share of all cases, a smallest example, "
        "the norms before and after, and the sources behind them.",
    .least = 2,
    .most = kAnyNumber,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
