// `comity why`: the ruling with its grounds: the pages' own words, the facts, and who stood above whom.
#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "book/precedence.h"
#include "cli/answer_text.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

using book::Edge;

std::string_view how(Edge::Why why) {
  switch (why) {
    case Edge::Why::kSuspends: return "suspends it";
    case Edge::Why::kOverrides: return "overrides it";
    case Edge::Why::kYields: return "it yields to that";
    case Edge::Why::kRanks: return "its source ranks higher";
  }
  return "";
}

// The norms that can have put a defeated one out of action. A norm of the same subject that is itself defeated is left out.
std::vector<Edge> above(const book::Model& model, const ruling::Answer& answer, book::NormId norm) {
  std::vector<Edge> edges = book::edges_above(model, norm, answer.at);
  std::erase_if(edges, [&answer](const Edge& edge) { return std::ranges::find(answer.defeated, edge.above) != answer.defeated.end(); });
  return edges;
}

std::string page_of(const Asking& asking, book::NormId norm) {
  const auto& files = asking.opened->loaded->files;
  std::string lines;
  std::string_view text = files.slice(declaration_at(*asking.opened->loaded, asking.model().norms[norm.value].span));
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines += fmt::format("    | {}\n", text::printable(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string why_text(const Asking& asking, const ruling::Asked& asked, const ruling::Case& told, const ruling::Answer& answer, bool colour) {
  const book::Model& model = asking.model();
  std::string out = answer_text(asking, asked, told, answer, colour);
  for (const auto* norms : {&answer.decided_by, &answer.may_decide}) {
    for (const book::NormId norm : *norms) {
      const text::Span span = model.norms[norm.value].span;
      const auto& files = asking.opened->loaded->files;
      out += fmt::format("\n{}, as {}:{} has it\n{}", model.norms[norm.value].qualified, text::printable(files.path(span.file)),
                         files.position(span.file, span.begin).line, page_of(asking, norm));
    }
  }
  for (const auto* norms : {&answer.defeated, &answer.may_be_defeated}) {
    for (const book::NormId norm : *norms) {
      out += fmt::format("\n{} {}\n", model.norms[norm.value].qualified, norms == &answer.defeated ? "holds but is defeated" : "may hold and be defeated");
      for (const Edge& edge : above(model, answer, norm)) out += fmt::format("    by {}: {}\n", model.norms[edge.above.value].qualified, how(edge.why));
    }
  }
  return out;
}

// The answer, with "above": who can have put each defeated norm out of action, and how.
std::string why_json(Asking& asking, const ruling::Asked& asked, const ruling::Case& told, const ruling::Answer& answer) {
  const book::Model& model = asking.model();
  std::string out;
  asking.desk.writer().write(out, asked, told, answer);
  out.back() = ',';
  out += "\"above\":{";
  for (const auto* norms : {&answer.defeated, &answer.may_be_defeated}) {
    for (const book::NormId norm : *norms) {
      if (!out.ends_with('{')) out += ',';
      out += text::json_string(model.norms[norm.value].qualified) + ":[";
      for (const Edge& edge : above(model, answer, norm)) {
        if (!out.ends_with('[')) out += ',';
        out += fmt::format(R"({{"norm":{},"how":"{}"}})", text::json_string(model.norms[edge.above.value].qualified), how(edge.why));
      }
      out += ']';
    }
  }
  return out + "}}\n";
}

int run(const Arguments& arguments) {
  const auto asking = open_asking(arguments.operands()[0], arguments);
  if (asking == nullptr) return kFailed;
  const auto words = std::span(arguments.operands()).subspan(2);
  if (const Exit exit = read_case(*asking, arguments, arguments.operands()[1], words); exit != kDone) return exit;
  ruling::Desk& desk = asking->desk;
  const ruling::Answer answer = desk.answer();
  out(arguments.has("--json") ? why_json(*asking, desk.asked(), desk.told(), answer) : why_text(*asking, desk.asked(), desk.told(), answer, colour_on_out()));
  return kDone;
}

constexpr std::array kExamples = {
    Example{"comity why dc arrest grounds=civil_detainer --at 2025-08-14T12:00",
            "the ruling, the deciding norms as their pages have them, and what they defeated"},
};

}  // namespace

extern const Command kWhy = {
    .name = "why",
    .operands = "BOOK ACTION [FACT=VALUE ...]",
    .summary = "show the grounds of a ruling",
    .description =
        "Answers as `comity ask` does, then shows each norm that decides as its page has it, and for each norm that is defeated by which norms that can be, "
        "and how they stand above it.",
    .least = 2,
    .most = kAnyNumber,
    .options = kCaseOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
