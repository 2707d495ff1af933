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
  Instant at;
  std::string what;  // "eo_25_005 in force", "question rescission raised"
  book::SourceId source;
  bool idle = false;  // it switched nothing, such as the end of what had been rescinded
};

// A subject's norms, those that suspend them or stand above them, and what they cite and read.
struct Concerned {
  std::set<NormId> norms;
  std::set<book::SourceId> sources;
  std::set<book::QuestionId> questions;
  std::set<book::ListId> lists;
};

struct Step {
  Instant from, until;
  ruling::RulingSet possible = 0;
  std::vector<NormId> came, went;
  std::vector<Change> changes;  // at its first instant
  std::vector<Change> marks;    // later in it: they change no norm
};

void add_reads(const Model& model, book::CondId condition, Concerned& concerned) {
  if (!condition.valid()) return;
  const book::Cond& cond = model.conds[condition.value];
  for (const book::CondId child : cond.children) add_reads(model, child, concerned);
  if (cond.kind != book::Cond::Kind::kTest) return;
  const book::Test& test = model.tests[cond.test];
  if (test.question.valid()) concerned.questions.insert(test.question);
  if (test.list.valid()) concerned.lists.insert(test.list);
  add_reads(model, test.where, concerned);
}

Concerned concerned_by(const Model& model, const std::vector<circuit::Epoch>& epochs) {
  const std::vector<std::vector<book::Edge>> stated = book::stated_edges(model);  // rank and date relate only norms of the subject itself
  Concerned concerned;
  std::set<NormId>& norms = concerned.norms;
  for (const circuit::Epoch& epoch : epochs) {
    for (const circuit::NormState& state : epoch.norms) norms.insert(state.norm);
  }
  std::vector<NormId> open(norms.begin(), norms.end());
  while (!open.empty()) {
    const NormId norm = open.back();
    open.pop_back();
    for (const book::Cite& cite : model.norms[norm.value].cites) concerned.sources.insert(cite.source);
    add_reads(model, model.norms[norm.value].when, concerned);
    for (const book::Edge& edge : stated[norm.value]) {
      if (norms.insert(edge.above).second) open.push_back(edge.above);
    }
  }
  return concerned;
}

// All that ever happened to one of the sources, or by one of them, to a question of law, or to a list; by instant.
std::vector<Change> all_changes(const Model& model, const Concerned& concerned) {
  std::vector<Change> changes;
  for (uint32_t i = 0; i < model.sources.size(); ++i) {
    const book::Source& source = model.sources[i];
    for (const book::LifeMark& mark : source.marks) {
      const bool concerns = concerned.sources.contains(book::SourceId(i)) || (mark.by.valid() && concerned.sources.contains(mark.by));
      const bool switches = book::in_force(source.in_force, mark.at) != book::in_force(source.in_force, mark.at - 1) || mark.what.starts_with("amended");
      if (concerns) changes.push_back({mark.at, fmt::format("{} {}", source.name, mark.what), book::SourceId(i), !switches});
    }
  }
  for (const book::QuestionId id : concerned.questions) {
    const book::Question& question = model.questions[id.value];
    for (const book::LifeMark& mark : question.marks) changes.push_back({mark.at, fmt::format("question {} {}", question.name, mark.what), mark.by});
  }
  for (const book::ListId id : concerned.lists) {
    const book::List& list = model.lists[id.value];
    for (const book::ListElement& element : list.elements) {
      changes.push_back({element.valid.from, fmt::format("list {}: {} added", list.name, text::quote(element.text)), {}});
      changes.push_back({element.valid.until, fmt::format("list {}: {} taken off", list.name, text::quote(element.text)), {}});
    }
  }
  std::erase_if(changes, [](const Change& change) { return change.at == book::kBeginning || change.at == book::kForever; });
  std::ranges::stable_sort(changes, {}, &Change::at);
  return changes;
}

std::vector<Step> steps_of(Asking& asking) {
  const Model& model = asking.model();
  ruling::Desk& desk = asking.desk;
  if (!desk.asked().id) return {Step{book::kBeginning, book::kForever, ruling::bit(book::Ruling::kSilent), {}, {}, {}, {}}};
  const auto& epochs = asking.opened->program.epochs[*desk.asked().id];
  const Concerned concerned = concerned_by(model, epochs);
  const std::vector<Change> changes = all_changes(model, concerned);
  std::vector<Step> steps;
  std::set<NormId> before;
  for (const circuit::Epoch& epoch : epochs) {
    Step step{epoch.from, epoch.until, 0, {}, {}, {}, {}};
    std::set<NormId> now;
    for (const NormId norm : concerned.norms) {
      if (book::in_force(model.norms[norm.value].in_force, epoch.from)) now.insert(norm);
    }
    std::ranges::set_difference(now, before, std::back_inserter(step.came));
    std::ranges::set_difference(before, now, std::back_inserter(step.went));
    for (const Change& change : changes) {
      if (change.at == epoch.from) step.changes.push_back(change);
      if (change.at > epoch.from && change.at < epoch.until && !change.idle) step.marks.push_back(change);
    }
    desk.told().set_at(epoch.from != book::kBeginning ? epoch.from : epoch.until != book::kForever ? epoch.until - 1 : 0);
    step.possible = ruling::decide(asking.engine, desk.asked(), desk.told(), desk.scratch()).possible;
    steps.push_back(std::move(step));
    before = std::move(now);
  }
  return steps;
}

std::string change_text(const Model& model, const Change& change) {
  const std::string title = change.source.valid() ? model.sources[change.source.value].title : "";
  return text::printable(title.empty() ? change.what : fmt::format("{} ({})", change.what, title));
}

std::string as_text(const Asking& asking, ruling::Desk& desk, const std::vector<Step>& steps, bool colour) {
  const Model& model = asking.model();
  std::string out = fmt::format("{}, times of {}\n", subject_text(asking.names, desk.asked().subject), model.zone().name());
  for (const Step& step : steps) {
    const std::string from = step.from == book::kBeginning ? "before all else" : instant_text(model, step.from);
    out += fmt::format("\n{}  {}\n", strong(from, colour), rulings_text(step.possible, " or "));
    for (const Change& change : step.changes) out += wrapped(change_text(model, change), "    ");
    for (const NormId norm : step.came) out += fmt::format("  + {}\n", model.norms[norm.value].qualified);
    for (const NormId norm : step.went) out += fmt::format("  - {}\n", model.norms[norm.value].qualified);
    for (const Change& mark : step.marks) out += hanging(fmt::format("{}  {}", instant_text(model, mark.at), change_text(model, mark)), "  ");
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
    out += "],\"marks\":[";
    for (const Change& mark : step.marks) {
      out += fmt::format(R"({}{{"at":{},"what":{},"source":{}}})", out.ends_with('[') ? "" : ",", text::json_string(model.zone().show(mark.at)),
                         text::json_string(mark.what), mark.source.valid() ? text::json_string(model.sources[mark.source.value].name) : "null");
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
        "the norms that came into force (+) or went out of it (-). What happened later in an epoch and changed no norm, such as an amendment or the raising of "
        "a question of law, stands there with its instant. Rulings are those of the epoch's first moment.",
    .least = 2,
    .most = kAnyNumber,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
