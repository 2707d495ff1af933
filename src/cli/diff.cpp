// `comity diff A B`: for each action the cases whose ruling changes between two books, two releases or two instants.
#include <array>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/open_book.h"
#include "cli/terminal.h"
#include "proof/diff.h"
#include "proof/wording.h"
#include "ruling/notation.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

using book::Instant;
using proof::Change;
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
  side.at = model.boundaries.empty() || model.boundaries.back() == book::kForever ? 0 : model.boundaries.back();
  if (sign == std::string_view::npos) return side;
  const auto at = ruling::read_instant(operand.substr(sign + 1), model.zone());
  if (!at) {
    err(fmt::format("comity diff: {} is no instant\nhelp: write BOOK@2025-08-14 or BOOK@2025-08-14T12:00\n", text::quote(operand.substr(sign + 1))));
    return std::nullopt;
  }
  side.at = *at;
  return side;
}

std::string percent(double share) { return share >= 0.0001 ? fmt::format("{:.4g}%", share * 100) : fmt::format("{:.2e}%", share * 100); }

std::string text_of(const Difference& difference) {
  std::string text = strong(difference.name, colour_on_out()) + "\n";
  if (!difference.compared) return text + "  not compared: its conditions have too many cells for a diagram\n";
  for (const Change& change : difference.changes) {
    text += fmt::format("  {} -> {}: {} of all cases\n", book::name(change.from), book::name(change.to), percent(change.share));
    for (const std::string& condition : change.conditions) text += fmt::format("    when {}\n", condition);
    if (!change.whole) text += "    and more\n";
    text += fmt::format("    such as: {}\n", change.given.empty() ? "any case" : fmt::format("{}", fmt::join(change.given, ", ")));
    if (!change.before.empty()) text += fmt::format("    before: {}\n", fmt::join(change.before, ", "));
    if (!change.after.empty()) text += fmt::format("    after: {}\n", fmt::join(change.after, ", "));
    if (!change.sources.empty()) text += fmt::format("    by: {}\n", fmt::join(change.sources, ", "));
  }
  return text;
}

std::string json_strings(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& one : texts) quoted.push_back(text::json_string(one));
  return fmt::format("[{}]", fmt::join(quoted, ","));
}

std::string json_of(const Difference& difference) {
  std::string line = fmt::format(R"({{"action":{},"compared":{},"changes":[)", text::json_string(difference.name), difference.compared);
  for (const Change& change : difference.changes) {
    if (!line.ends_with('[')) line += ',';
    line += fmt::format(R"({{"from":"{}","to":"{}","share":{},"conditions":{},"whole":{},"example":{},"before":{},"after":{},"sources":{}}})",
                        book::name(change.from), book::name(change.to), change.share, json_strings(change.conditions), change.whole, json_strings(change.given),
                        json_strings(change.before), json_strings(change.after), json_strings(change.sources));
  }
  return line + "]}\n";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string html_list(std::string_view heading, const std::vector<std::string>& items) {
  if (items.empty()) return "";
  std::string out = fmt::format("<dt>{}</dt><dd><ul>", heading);
  for (const std::string& item : items) out += fmt::format("<li>{}</li>", escaped(item));
  return out + "</ul></dd>";
}

// A page of its own, without scripts, for people who read no books of law in code.
std::string html_of(const std::string& from, const std::string& to, const proof::Differences& all) {
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
      "<title>What changes from {0} to {1}</title><style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 "
      "1rem;color:#1b1b1b}}"
      "h2{{border-bottom:2px solid #162e51;margin-top:2.5rem}}h3{{margin-bottom:.3rem}}dt{{font-weight:600;margin-top:.6rem}}dd{{margin-left:0}}</style></head>"
      "<body><h1>What changes from {0} to {1}</h1><p>{2} of {3} questions have cases with another answer. A share counts all cases, each part of a fact's "
      "range "
      "that the law tells apart alike; it is not how often such cases occur.</p>\n",
      escaped(from), escaped(to), all.subjects.size(), all.shared);
  for (const Difference& difference : all.subjects) {
    page += fmt::format("<section><h2>{}</h2>\n", escaped(difference.name));
    if (!difference.compared) page += "<p>Not compared: its conditions have too many parts.</p>";
    for (const Change& change : difference.changes) {
      page += fmt::format("<h3>From {} to {}: {} of all cases</h3><dl>", book::name(change.from), book::name(change.to), percent(change.share));
      page += html_list("In any of these cases", change.conditions) + html_list("For example, where", change.given) +
              html_list("Decided before by", change.before) + html_list("Decided after by", change.after) + html_list("The change comes from", change.sources) +
              "</dl>\n";
    }
    page += "</section>\n";
  }
  return page + "</body></html>\n";
}

int input_error(const char* code, std::string message, const Arguments& arguments) {
  text::Diagnostics diagnostics;
  tell(diagnostics.report(code, text::Span(), std::move(message)), arguments.has("--json"));
  return kUsage;
}

int run(const Arguments& arguments) {
  const auto& operands = arguments.operands();
  const auto first = open_side(operands[0], arguments), second = open_side(operands[1], arguments);
  if (!first || !second) return kUsage;
  std::vector<std::string> only(operands.begin() + 2, operands.end());
  const auto all = proof::differences({&first->opened->program, first->at}, {&second->opened->program, second->at}, only);
  if (all.shared == 0)
    return input_error(only.empty() ? "C0901" : "C0902", only.empty() ? "the two books share no action" : "both books have no such action", arguments);
  const auto shown = [](const OpenedSide& side) { return side.name + " at " + side.opened->model().zone().show(side.at); };
  if (arguments.has("--html")) return out(html_of(shown(*first), shown(*second), all)), kDone;
  for (const Difference& difference : all.subjects) out(arguments.has("--json") ? json_of(difference) : text_of(difference));
  if (!arguments.has("--json"))
    out(fmt::format("{} of {} questions differ between {} and {}\n", all.subjects.size(), all.shared, shown(*first), shown(*second)));
  return kDone;
}

constexpr std::array kOptions = {
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
