// `comity test`: runs the scenarios of books, and tells which norms none of them reached.
#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "ruling/scenarios.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

std::string place(const Asking& asking, text::Span span) {
  const auto& files = asking.opened->loaded->files;
  if (span.file >= files.size()) return "";
  return fmt::format("{}:{}", files.path(span.file), files.position(span.file, span.begin).line);
}

std::string as_text(const Asking& asking, const ruling::ScenarioReport& report, bool colour) {
  const book::Model& model = asking.model();
  std::string out;
  for (const ruling::Outcome& outcome : report.outcomes) {
    if (outcome.failures.empty()) continue;
    out += fmt::format("{} \"{}\"\n", strong("failed", colour), text::printable(model.scenarios[outcome.scenario].title));
    for (const ruling::Failure& failure : outcome.failures)
      out += wrapped(fmt::format("{}: {}", text::printable(place(asking, failure.span)), failure.message), "  ");
  }
  if (!report.unreached.empty()) {
    std::string norms;
    for (const book::NormId norm : report.unreached) norms += fmt::format("{}{}", norms.empty() ? "" : ", ", model.norms[norm.value].qualified);
    out += wrapped(fmt::format("{} of {} norms reached by no scenario: {}", report.unreached.size(),
                               std::ranges::count_if(model.norms, [&](const book::Norm& norm) { return ruling::is_own(model, norm.book); }), norms),
                   "");
  }
  return out + fmt::format("{} passed, {} failed\n", report.outcomes.size() - report.failed, report.failed);
}

std::string as_json(const Asking& asking, const ruling::ScenarioReport& report) {
  const book::Model& model = asking.model();
  std::string out = fmt::format(R"({{"book":{},"passed":{},"failed":{},"failures":[)", text::json_string(model.books[model.root.value].name),
                                report.outcomes.size() - report.failed, report.failed);
  for (const ruling::Outcome& outcome : report.outcomes) {
    for (const ruling::Failure& failure : outcome.failures) {
      if (!out.ends_with('[')) out += ',';
      out += fmt::format(R"({{"scenario":{},"place":{},"message":{}}})", text::json_string(model.scenarios[outcome.scenario].title),
                         text::json_string(place(asking, failure.span)), text::json_string(failure.message));
    }
  }
  out += "],\"unreached\":[";
  for (const book::NormId norm : report.unreached)
    out += fmt::format("{}{}", out.ends_with('[') ? "" : ",", text::json_string(model.norms[norm.value].qualified));
  return out + "]}\n";
}

int run(const Arguments& arguments) {
  bool good = true;
  for (const std::string_view name : arguments.operands()) {
    const auto asking = open_asking(name, arguments);
    if (asking == nullptr) return kFailed;
    const ruling::ScenarioReport report = ruling::run_scenarios(asking->engine, asking->names);
    if (arguments.operands().size() > 1 && !arguments.has("--json")) out(fmt::format("{}\n", text::printable(name)));
    out(arguments.has("--json") ? as_json(*asking, report) : as_text(*asking, report, colour_on_out()));
    good = good && report.failed == 0;
  }
  return good ? kDone : kFailed;
}

constexpr std::array kExamples = {
    Example{"comity test dc", "runs the scenarios of the book dc; the last line counts them"},
};

}  // namespace

extern const Command kTest = {
    .name = "test",
    .operands = "BOOK ...",
    .summary = "run the scenarios of a book",
    .description =
        "Runs the scenarios that stand in the book itself (not in those that it uses), tells each expectation that does not hold with its place, and which "
        "norms of the book no scenario "
        "reached. The last line is `N passed, N failed`.",
    .least = 1,
    .most = kAnyNumber,
    .options = {},
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
