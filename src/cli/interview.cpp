// `comity interview`: asks at the terminal until the case is settled, the question first that settles it soonest, and never one that a
// norm forbids to ask.
#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

#include <fmt/format.h>

#include "cli/answer_text.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/lines.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "ruling/read_value.h"
#include "ruling/read_words.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

class Interview {
 public:
  Interview(Asking& asking, bool json) : asking_(asking), desk_(asking.desk), json_(json), lines_(stdin, ruling::kMostCaseBytes, ruling::kPadding) {}

  int run() {
    ruling::Answer answer = desk_.answer();
    if (answer.next) say(wrapped("Reply ? where a fact is not known; Ctrl-D, or the end of the input, ends the interview.", ""));
    while (!answer.settled()) {
      tell_forbidden(answer);
      if (!answer.next || !ask(answer.next->fact)) break;
      answer = desk_.answer(declined_);
    }
    if (json_) {
      std::string line;
      desk_.writer().write(line, desk_.asked(), desk_.told(), answer);
      out(line + "\n");
    } else {
      if (!answer.settled() && ended_) out("\n");
      if (asked_) out("\n");
      out(answer_text(asking_, desk_.asked(), desk_.told(), answer, colour_on_out()));
    }
    return kDone;
  }

 private:
  void tell_forbidden(const ruling::Answer& answer) {
    for (const ruling::MayNotAsk& one : answer.may_not_ask) {
      if (std::ranges::find(told_forbidden_, one.fact) != told_forbidden_.end()) continue;
      told_forbidden_.push_back(one.fact);
      std::string norms;
      for (const book::NormId norm : one.forbidden_by) norms += fmt::format("{}{}", norms.empty() ? "" : ", ", asking_.model().norms[norm.value].qualified);
      say(wrapped(fmt::format("May not be asked: {}, by {}.", asking_.names.shown(one.fact), norms), ""));
    }
  }

  // False at the end of the input.
  bool ask(book::FactId id) {
    asked_ = true;
    const book::Fact& fact = asking_.model().facts[id.value];
    const std::string form = ruling::expected_form(asking_.model(), fact.type);
    say("\n" + wrapped(fact.asks.empty() ? fmt::format("{}?", asking_.names.shown(id)) : text::printable(fact.asks), ""));
    say(wrapped(fmt::format("{}: {}", asking_.names.shown(id), form), "  "));
    for (;;) {
      say("> ");
      flush();
      std::string_view line;
      const Lines::Next got = lines_.next(line);
      if (got == Lines::Next::kEnd) {
        ended_ = true;
        return false;
      }
      while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
      // Replies that do not come from a keyboard are shown, so that what is written reads as an interview; those to be kept back are not.
      if (isatty(STDIN_FILENO) == 0) say(fmt::format("{}\n", fact.is_sensitive ? "(not shown)" : text::printable(line)));
      if (line == "?" || line == "unknown") {
        declined_.push_back(id);
        return true;
      }
      const bool sent = got == Lines::Next::kLine && !(line.empty() && fact.type.kind != book::TypeKind::kSomeOf);
      if (!sent) {
        say(wrapped(fmt::format("a reply is {}, or ? where it is not known", form), "  "));
        continue;
      }
      const auto read = ruling::read_value(asking_.opened->program, asking_.names, desk_.reader(), id, line, desk_.asked(), desk_.told());
      if (read) return true;
      // The help of C0811 is to leave the fact out, which `?` does here.
      const ruling::Problem& wrong = read.error();
      say(wrapped(wrong.code == "C0811" || wrong.help.empty() ? wrong.message : fmt::format("{}; {}", wrong.message, wrong.help), "  "));
    }
  }

  // With --json the standard output holds the answer alone.
  void say(std::string_view text) { json_ ? err(text) : out(text); }

  Asking& asking_;
  ruling::Desk& desk_;
  bool json_;
  Lines lines_;
  bool asked_ = false, ended_ = false;
  std::vector<book::FactId> declined_, told_forbidden_;
};

int run(const Arguments& arguments) {
  const auto asking = open_asking(arguments.operands()[0], arguments);
  if (asking == nullptr) return kFailed;
  const auto words = std::span(arguments.operands()).subspan(2);
  if (arguments.value("--facts") == "-") {
    err("comity interview: the standard input holds the replies; read the facts from a file\n");
    return kUsage;
  }
  if (const Exit exit = read_case(*asking, arguments, arguments.operands()[1], words); exit != kDone) return exit;
  return Interview(*asking, arguments.has("--json")).run();
}

constexpr std::array kExamples = {
    Example{"comity interview dc arrest --at 2025-08-14T12:00", "asks for what matters until the ruling is settled"},
    Example{"printf 'no\\ncivil_detainer\\n' | comity interview dc arrest --at 2025-08-14T12:00", "the same with replies from a file or a pipe, one a line"},
};

}  // namespace

extern const Command kInterview = {
    .name = "interview",
    .operands = "BOOK ACTION [FACT=VALUE ...]",
    .summary = "ask for facts until the case is settled",
    .description =
        "Asks, one question at a time, for the fact that settles the case soonest in expectation, until the ruling is settled or nothing is left that may be "
        "asked. Replies are read line by line; one that cannot be understood is explained and asked for again. ? leaves a fact unknown, and the best of the "
        "other questions is next. What a norm in force forbids to ask is never asked, and it says so. The end of the input ends the interview with what is "
        "known then; replies that do not come from a terminal are shown, those to sensitive facts apart.",
    .least = 2,
    .most = kAnyNumber,
    .options = kCaseOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
