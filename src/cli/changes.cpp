#include "cli/changes.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/conditions.h"
#include "cli/html.h"
#include "cli/terminal.h"

namespace comity::cli {

using proof::Change;
using proof::Difference;

namespace {

std::string percent(double share) { return share >= 0.0001 ? fmt::format("{:.4g}%", share * 100) : fmt::format("{:.2e}%", share * 100); }

std::string_view at_least(const Difference& difference) { return difference.stopped ? "at least " : ""; }

}  // namespace

std::string changes_text(const Difference& difference, size_t most_conditions) {
  std::string text = strong(difference.name, colour_on_out()) + "\n";
  if (difference.stopped) {
    text += difference.changes.empty() ? "  the comparison was stopped here, before any change was found\n"
                                       : "  the comparison was stopped here: what follows was found by then, and more may change\n";
  } else if (!difference.compared) {
    return text + fmt::format(
                      "  not compared: its conditions have too many cells for a diagram. `comity prove` can still say whether anything changes: give the "
                      "second book the claim `{} agrees with` the first\n",
                      difference.name);
  }
  for (const Change& change : difference.changes) {
    text += fmt::format("  {} -> {}: {}{} of all cases\n", book::name(change.from), book::name(change.to), at_least(difference), percent(change.share));
    text += conditions_text(proof::factored(change.parts), "    ", "when ", most_conditions);
    if (!change.whole) text += "    and more\n";
    text += hanging(fmt::format("such as: {}", change.given.empty() ? "any case" : fmt::format("{}", fmt::join(change.given, ", "))), "    ");
    if (!change.before.empty()) text += hanging(fmt::format("before: {}", fmt::join(change.before, ", ")), "    ");
    if (!change.after.empty()) text += hanging(fmt::format("after: {}", fmt::join(change.after, ", ")), "    ");
    if (!change.sources.empty()) text += hanging(fmt::format("by: {}", fmt::join(change.sources, ", ")), "    ");
  }
  return text;
}

std::string html_list(std::string_view heading, const std::vector<std::string>& items) {
  if (items.empty()) return "";
  std::string out = fmt::format("<dt>{}</dt><dd><ul>", heading);
  for (const std::string& item : items) out += fmt::format("<li>{}</li>", escaped(item));
  return out + "</ul></dd>";
}

std::string changes_html(const Difference& difference) {
  std::string out = fmt::format("<section><h2>{}</h2>\n", escaped(difference.name));
  if (difference.stopped)
    out += "<p>The comparison was stopped here: what follows was found by then, and more may change.</p>\n";
  else if (!difference.compared)
    out += "<p>Not compared: its conditions have too many parts.</p>";
  for (const Change& change : difference.changes) {
    out += fmt::format("<h3>From {} to {}: {}{} of all cases</h3><dl>", book::name(change.from), book::name(change.to), at_least(difference),
                       percent(change.share));
    out += fmt::format("<dt>In these cases</dt><dd>{}{}</dd>", conditions_html(proof::factored(change.parts), kAllMembers),
                       change.whole ? "" : "<p>and in others</p>") +
           html_list("For example, where", change.given) + html_list("Decided before by", change.before) + html_list("Decided after by", change.after) +
           html_list("The change comes from", change.sources) + "</dl>\n";
  }
  return out + "</section>\n";
}

std::string page_head(std::string_view title) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{0}</title>"
      "<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}}"
      "h2{{border-bottom:2px solid #162e51;margin-top:2.5rem}}h3{{margin-bottom:.3rem}}dt{{font-weight:600;margin-top:.6rem}}dd{{margin-left:0}}</style></head>"
      "<body><h1>{0}</h1>\n",
      escaped(title));
}

}  // namespace comity::cli
