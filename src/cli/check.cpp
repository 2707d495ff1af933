// `comity check`: is the book right?
#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "book/load.h"
#include "book/phrases.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/open_book.h"
#include "cli/patience.h"
#include "cli/terminal.h"
#include "proof/findings.h"
#include "ruling/scenarios.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

std::string plural(size_t count, std::string_view what) { return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s"); }

std::string phrases_text(const book::PhraseReport& report) {
  std::string out = fmt::format("  {} found in the sources' texts", plural(report.found, "cited phrase"));
  if (report.wrong > 0) out += fmt::format(", {} not", report.wrong);
  if (report.without_file > 0) {
    out += fmt::format("; {} of {} that name no text not checked", plural(report.without_file, "phrase"), plural(report.sources_without, "source"));
  }
  return out + "\n";
}

struct Counts {
  size_t norms = 0, sources = 0, scenarios = 0;
};

// What stands in the book itself and its parts, as `comity test` runs them, without the books that it uses.
Counts own_of(const book::Model& model) {
  const auto own = [&](const auto& items) {
    return static_cast<size_t>(std::ranges::count_if(items, [&](const auto& item) { return ruling::is_own(model, item.book); }));
  };
  return {own(model.norms), own(model.sources), own(model.scenarios)};
}

void summary(std::string_view name, const book::Loaded& loaded, const text::Diagnostics& diagnostics, const std::optional<book::PhraseReport>& phrases) {
  const book::Model& model = loaded.model;
  const Counts own = own_of(model);
  std::string line =
      fmt::format("{}: {}, {}, {}", text::printable(name), plural(own.norms, "norm"), plural(own.sources, "source"), plural(own.scenarios, "scenario"));
  if (model.norms.size() + model.sources.size() + model.scenarios.size() > own.norms + own.sources + own.scenarios)
    line += fmt::format("; {}, {}, {} with the books it uses", model.norms.size(), model.sources.size(), model.scenarios.size());
  out(wrapped(fmt::format("{}; {}, {}", line, plural(diagnostics.errors(), "error"), plural(diagnostics.warnings(), "warning")), ""));
  if (phrases) out(phrases_text(*phrases));
}

// One object a book; its messages are in it.
void summary_json(std::string_view name, const book::Loaded& loaded, const text::Diagnostics& diagnostics, const std::optional<book::PhraseReport>& phrases) {
  const book::Model& model = loaded.model;
  const Counts own = own_of(model);
  std::string line = fmt::format(
      R"({{"book":{},"release":{},"norms":{},"sources":{},"scenarios":{},"own":{{"norms":{},"sources":{},"scenarios":{}}},"errors":{},"warnings":{},"diagnostics":[)",
      text::json_string(name), text::json_string(model.release), model.norms.size(), model.sources.size(), model.scenarios.size(), own.norms, own.sources,
      own.scenarios, diagnostics.errors(), diagnostics.warnings());
  for (const text::Diagnostic& one : diagnostics.all()) {
    if (!line.ends_with('[')) line += ',';
    line += text::render_json(loaded.files, one);
  }
  line += ']';
  if (phrases) {
    line += fmt::format(R"(,"phrases":{{"found":{},"wrong":{},"without_file":{},"sources_without_file":{}}})", phrases->found, phrases->wrong,
                        phrases->without_file, phrases->sources_without);
  }
  out(line + "}\n");
}

bool found_deep(const text::Diagnostics& diagnostics) {
  return std::ranges::any_of(diagnostics.all(), [](const text::Diagnostic& one) { return one.code.starts_with("C10"); });
}

bool check_one(std::string_view name, const Arguments& arguments, std::optional<book::SourceTexts>& texts) {
  text::Diagnostics diagnostics;
  const auto loaded = book::load(std::string(name), {.roots = roots_of(arguments)}, diagnostics);
  std::optional<book::PhraseReport> phrases;
  bool whole = true;
  if (texts && !diagnostics.has_errors()) phrases = book::check_phrases(loaded->model, *texts, diagnostics);
  if (arguments.has("--deep") && !diagnostics.has_errors()) {
    proof::Prover prover(loaded->model);
    Patience patience(!arguments.has("--json"));
    prover.stop = Patience::stopped;
    whole = proof::examine(*loaded, prover, diagnostics, [&](size_t done, size_t all) { patience.tell(done, all, "actions and norms"); });
  }
  diagnostics.sort_by_place();
  if (arguments.has("--json")) {
    summary_json(name, *loaded, diagnostics, phrases);
  } else {
    tell(loaded->files, diagnostics, false);
    summary(name, *loaded, diagnostics, phrases);
  }
  if (!whole) err(fmt::format("comity check: stopped before all of {} was looked at; what stands above is a part\n", text::printable(name)));
  return whole && !diagnostics.has_errors() && !(arguments.has("--deep") && found_deep(diagnostics));
}

int run(const Arguments& arguments) {
  std::optional<book::SourceTexts> texts;
  if (arguments.has("--sources")) {
    const std::string folder(arguments.value("--sources"));
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
      err(fmt::format("comity check: there is no folder {}\n", text::quote(folder, 200)));
      return kUsage;
    }
    texts.emplace(folder);
  }
  bool good = true;
  for (const std::string_view book : arguments.operands()) {
    if (Patience::stopped()) return kFailed;
    good = check_one(book, arguments, texts) && good;
  }
  return good ? kDone : kFailed;
}

constexpr std::array kOptions = {
    Option{"--deep", "", "also look for conflicts, gaps, norms that never decide, and the like, over all cases"},
    Option{"--sources", "DIR", "look up each cited phrase in the texts of the sources, ID.txt anywhere below DIR"},
};
constexpr std::array kExamples = {
    Example{"comity check dc", "names, types, times, precedence: everything that can be wrong in a book, told in one run"},
    Example{"comity check dc --deep", "and what a careful reader would find: conflicts, gaps, idle norms and questions, each with a smallest case"},
    Example{"comity check dc us --sources ../sources", "and each cited phrase found in the source's own text"},
};

}  // namespace

extern const Command kCheck = {
    .name = "check",
    .operands = "BOOK ...",
    .summary = "tell whether a book is right",
    .description =
        "Reads a book and all that it uses and tells every error and warning, each with its place, what is wrong, and what to do. With --sources it also looks "
        "up the words that norms "
        "cite: a phrase that is not in its source's text is an error; sources that name no file are counted. With --deep "
        "it decides over all cases what no single error shows; a finding then makes the exit code 1.",
    .least = 1,
    .most = kAnyNumber,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
