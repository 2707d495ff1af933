// `comity ask`: one question about one case, or a file of them.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/answer_text.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/lines.h"
#include "cli/messages.h"
#include "cli/terminal.h"

namespace comity::cli {

namespace {

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// Answers line after line, in order. Blank lines are passed over.
int ask_lines(Asking& asking, const std::string& path, bool brief) {
  const Input file = open_input(path);
  if (file == nullptr) {
    tell_unreadable(path, std::strerror(errno), false);
    return kBadInput;
  }
  Lines lines(file.get(), ruling::kMostCaseBytes, ruling::kPadding);
  std::string answers;
  bool all_good = true;
  std::string_view line;
  constexpr size_t kPiece = size_t{1} << 16;
  for (Lines::Next next = lines.next(line); next != Lines::Next::kEnd; next = lines.next(line)) {
    if (next == Lines::Next::kTooLong) {
      ruling::write_error(
          answers, ruling::problem("C0803", fmt::format("line {} has more than {} bytes", lines.number(), ruling::kMostCaseBytes), "tell less in one case"));
      all_good = false;
    } else if (is_blank(line)) {
      continue;
    } else {
      all_good = asking.desk.answer(line, brief, answers) && all_good;
    }
    answers += '\n';
    // Whoever waits at the other end of a pipe gets an answer before the next line is waited for.
    if (answers.size() >= kPiece || !lines.has_more()) {
      out(answers);
      flush();
      answers.clear();
    }
  }
  out(answers);
  if (lines.failed()) {
    tell_unreadable(path, "the lines could not be read to the end", false);
    return kBadInput;
  }
  return all_good ? kDone : kBadInput;
}

int run(const Arguments& arguments) {
  const auto& operands = arguments.operands();
  const bool many = arguments.has("--jsonl");
  if (many && operands.size() > 1) {
    err("comity ask: with --jsonl the lines tell the cases; name the book alone\n");
    return kUsage;
  }
  const auto asking = open_asking(operands[0], arguments);
  if (asking == nullptr) return kFailed;
  if (many) return ask_lines(*asking, std::string(arguments.value("--jsonl")), arguments.has("--brief"));

  // The action may stand in the file of --facts; a word with `=` is a fact, whatever its place.
  const bool names_action = operands.size() > 1 && operands[1].find('=') == std::string_view::npos;
  const auto words = std::span(operands).subspan(names_action ? 2 : 1);
  if (const Exit exit = read_case(*asking, arguments, names_action ? operands[1] : "", words); exit != kDone) return exit;
  ruling::Desk& desk = asking->desk;
  if (arguments.has("--brief")) {
    std::string line;
    desk.writer().write_brief(line, desk.asked(), desk.told(), ruling::decide(asking->engine, desk.asked(), desk.told(), desk.scratch()));
    out(line + "\n");
    return kDone;
  }
  const ruling::Answer answer = desk.answer();
  if (arguments.has("--json")) {
    std::string line;
    desk.writer().write(line, desk.asked(), desk.told(), answer);
    out(line + "\n");
  } else {
    out(answer_text(*asking, desk.asked(), desk.told(), answer, colour_on_out()));
  }
  return kDone;
}

constexpr std::array kOptions = {
    kAtOption,
    kFactsOption,
    kAssumeOption,
    Option{"--jsonl", "FILE", "answer each line of a file, {\"at\":…,\"action\":…,\"facts\":{…}}, with one line of JSON, in order; - is the standard input"},
    Option{"--brief", "", "answer in JSON with the ruling and the deciding norms alone"},
};
constexpr std::array kExamples = {
    Example{"comity ask dc arrest grounds=civil_detainer --at 2025-08-14T12:00", "may a person be arrested on a civil detainer, at noon of that day?"},
    Example{"comity ask dc asking:subject.immigration_status encounter=traffic_stop --at 2025-08-14T12:00", "may this be asked at a traffic stop?"},
    Example{"comity ask dc share_information --facts case.json --assume rescission=yes --json",
            "the facts from a file, if the question of law were answered yes; the answer as JSON"},
    Example{"comity ask dc --jsonl cases.jsonl >answers.jsonl",
            "answers a file of cases; a line that is not understood is answered by {\"error\":…} and the exit code is 3"},
};

}  // namespace

extern const Command kAsk = {
    .name = "ask",
    .operands = "BOOK [ACTION] [FACT=VALUE ...]",
    .summary = "answer whether an action is permitted, forbidden or required",
    .description =
        "Answers what the law of the book says about an action (or, with asking:FACT, about asking a fact) in a case at an instant: the ruling, the norms that "
        "decide it with their "
        "sources and words, the facts that force it, what is not known and what hangs on it, what to ask next and what may not be asked, and the duties that "
        "follow. "
        "Facts that are not told are unknown, which is neither no nor an error.\nA set is told as words parted by commas "
        "(grounds=civil_detainer,removal_order; grounds=empty for none), a list as JSON.",
    .least = 1,
    .most = kAnyNumber,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
