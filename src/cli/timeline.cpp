// `comity timeline`: the epochs of an action, what changed at each and by which source, and what a case would be told in each.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

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

using book::Instant;
using book::Model;
using book::NormId;

struct Change {
  std::string what;  // "eo_25_005 in force", "question rescission raised"
  book::SourceId source;
};

struct Step {
  Instant from, until;
  ruling::RulingSet possible = 0;
  std::vector<NormId> came, went;
  std::vector<Change> changes;
};

// The sources that concern a subject: those cited by its norms and by the norms that stand above them.
std::set<book::SourceId> sources_of(const Model& model, const std::vector<circuit::Epoch>& epochs) {
  const std::vector<std::vector<book::Edge>> stated = book::stated_edges(model);  // rank and date relate only norms of the subject itself
  std::set<book::SourceId> sources;
  std::set<NormId> norms;
  for (const circuit::Epoch& epoch : epochs) {
    for (const circuit::NormState& state : epoch.norms) norms.insert(state.norm);
  }
  std::vector<NormId> open(norms.begin(), norms.end());
  while (!open.empty()) {
    const NormId norm = open.back();
    open.pop_back();
    for (const book::Cite& cite : model.norms[norm.value].cites) sources.insert(cite.source);
    for (const book::Edge& edge : stated[norm.value]) {
      if (norms.insert(edge.above).second) open.push_back(edge.above);
    }
  }
  return sources;
}

// All that happened at the instant to one of the sources, or by one of them, to a question of law, or to a list.
std::vector<Change> changes_at(const Model& model, const std::set<book::SourceId>& concerned, Instant at) {
  std::vector<Change> changes;
  for (uint32_t i = 0; i < model.sources.size(); ++i) {
    const book::Source& source = model.sources[i];
    for (const book::LifeMark& mark : source.marks) {
      const bool concerns = concerned.contains(book::SourceId(i)) || (mark.by.valid() && concerned.contains(mark.by));
      if (mark.at == at && concerns) changes.push_back({fmt::format("{} {}", source.name, mark.what), book::SourceId(i)});
    }
  }
  for (const book::Question& question : model.questions) {
    for (const book::LifeMark& mark : question.marks) {
      if (mark.at == at) changes.push_back({fmt::format("question {} {}", question.name, mark.what), mark.by});
    }
  }
  for (const book::List& list : model.lists) {
    for (const book::ListElement& element : list.elements) {
      if (element.valid.from == at) changes.push_back({fmt::format("list {}: {} added", list.name, text::quote(element.text)), {}});
      if (element.valid.until == at) changes.push_back({fmt::format("list {}: {} taken off", list.name, text::quote(element.text)), {}});
    }
  }
  return changes;
}

std::vector<Step> steps_of(Asking& asking) {
  const Model& model = asking.model();
  ruling::Desk& desk = asking.desk;
  if (!desk.asked().id) return {Step{book::kBeginning, book::kForever, ruling::bit(book::Ruling::kSilent), {}, {}, {}}};
  const auto& epochs = asking.opened->program.epochs[*desk.asked().id];
  const std::set<book::SourceId> concerned = sources_of(model, epochs);
  std::vector<Step> steps;
  std::set<NormId> before;
  for (const circuit::Epoch& epoch : epochs) {
    Step step{epoch.from, epoch.until, 0, {}, {}, {}};
    std::set<NormId> now;
    for (const circuit::NormState& state : epoch.norms) now.insert(state.norm);
    std::ranges::set_difference(now, before, std::back_inserter(step.came));
    std::ranges::set_difference(before, now, std::back_inserter(step.went));
    if (epoch.from != book::kBeginning) step.changes = changes_at(model, concerned, epoch.from);
    desk.told().set_at(epoch.from != book::kBeginning ? epoch.from : epoch.until != book::kForever ? epoch.until - 1 : 0);
    step.possible = ruling::decide(asking.engine, desk.asked(), desk.told(), desk.scratch()).possible;
    steps.push_back(std::move(step));
    before = std::move(now);
  }
  return steps;
}

std::string as_text(const Asking& asking, ruling::Desk& desk, const std::vector<Step>& steps, bool colour) {
  const Model& model = asking.model();
  std::string out = fmt::format("{}, times of {}\n", subject_text(asking.names, desk.asked().subject), model.zone().name());
  for (const Step& step : steps) {
    const std::string from = step.from == book::kBeginning ? "before all else" : instant_text(model, step.from);
    out += fmt::format("\n{}  {}\n", strong(from, colour), rulings_text(step.possible, " or "));
    for (const Change& change : step.changes) {
      const std::string title = change.source.valid() ? model.sources[change.source.value].title : "";
      out += wrapped(fmt::format("{}{}", text::printable(change.what), title.empty() ? "" : fmt::format(" ({})", text::printable(title))), "    ");
    }
    for (const NormId norm : step.came) out += fmt::format("  + {}\n", model.norms[norm.value].qualified);
    for (const NormId norm : step.went) out += fmt::format("  - {}\n", model.norms[norm.value].qualified);
  }
  return out;
}

std::string as_json(const Asking& asking, ruling::Desk& desk, const std::vector<Step>& steps) {
  const Model& model = asking.model();
  const circuit::Subject& subject = desk.asked().subject;
  const std::string action = subject.asking ? "asking:" + std::string(asking.names.shown(book::FactId(subject.index))) : subject_text(asking.names, subject);
  std::string out = fmt::format(R"({{"action":{},"epochs":[)", text::json_string(action));
  const auto instant = [&](Instant at, Instant end) { return at == end ? std::string("null") : text::json_string(model.zone().show(at)); };
  const auto norms = [&](std::string_view key, const std::vector<NormId>& ids) {
    out += fmt::format(R"(,"{}":[)", key);
    for (const NormId norm : ids) out += fmt::format("{}{}", out.ends_with('[') ? "" : ",", text::json_string(model.norms[norm.value].qualified));
    out += ']';
  };
  for (const Step& step : steps) {
    if (!out.ends_with('[')) out += ',';
    out += fmt::format(R"({{"from":{},"until":{},"possible":)", instant(step.from, book::kBeginning), instant(step.until, book::kForever));
    ruling::append_rulings(out, step.possible);
    norms("came", step.came);
    norms("went", step.went);
    out += ",\"changes\":[";
    for (const Change& change : step.changes) {
      out += fmt::format(R"({}{{"what":{},"source":{}}})", out.ends_with('[') ? "" : ",", text::json_string(change.what),
                         change.source.valid() ? text::json_string(model.sources[change.source.value].name) : "null");
    }
    out += "]}";
  }
  return out + "]}\n";
}

int run(const Arguments& arguments) {
  const auto asking = open_asking(arguments.operands()[0], arguments);
  if (asking == nullptr) return kFailed;
  const auto words = std::span(arguments.operands()).subspan(2);
  if (const Exit exit = read_case(*asking, arguments, arguments.operands()[1], words); exit != kDone) return exit;
  const std::vector<Step> steps = steps_of(*asking);
  out(arguments.has("--json") ? as_json(*asking, asking->desk, steps) : as_text(*asking, asking->desk, steps, colour_on_out()));
  return kDone;
}

constexpr std::array kOptions = {kFactsOption, kAssumeOption};
constexpr std::array kExamples = {
    Example{"comity timeline dc share_information",
            "every instant at which the law on sharing information changed, by which source, and what it may say since"},
    Example{"comity timeline dc share_information encounter=traffic_stop subject.in_custody=no", "the same, with what it says about this case in each epoch"},
};

}  // namespace

extern const Command kTimeline = {
    .name = "timeline",
    .operands = "BOOK ACTION [FACT=VALUE ...]",
    .summary = "show when the law on an action changed, and by what",
    .description =
        "Lists the epochs of an action: the instant at which each begins, the rulings that are possible from then on (for the facts told, if any), what "
        "happened then to which source, and "
        "the norms that came into force (+) or went out of it (-). Rulings are those of the epoch's first moment.",
    .least = 2,
    .most = kAnyNumber,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
