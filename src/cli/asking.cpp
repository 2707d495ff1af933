#include "cli/asking.h"

#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "cli/messages.h"
#include "cli/terminal.h"
#include "ruling/read_words.h"

namespace comity::cli {

namespace {

using ruling::Problem;

// The file of --facts. What it tells of the case is in `given`.
Exit read_file(Asking& asking, const std::string& path, bool json, ruling::Given& given) {
  std::string why;
  auto contents = read_all(path, ruling::kMostCaseBytes, why);
  if (!contents) {
    tell_unreadable(path, why, json);
    return kBadInput;
  }
  const size_t size = contents->size();
  contents->append(ruling::kPadding, ' ');
  const auto read = asking.desk.reader().read_part(std::string_view(*contents).substr(0, size), asking.desk.asked(), asking.desk.told());
  if (!read) {
    tell_problem(read.error(), json);
    return kBadInput;
  }
  given = *read;
  return kDone;
}

}  // namespace

book::Instant now() { return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count(); }

std::unique_ptr<Asking> open_asking(std::string_view book, const Arguments& arguments) {
  auto opened = open_book(book, arguments);
  return opened == nullptr ? nullptr : std::make_unique<Asking>(std::move(opened));
}

void tell_problem(const Problem& problem, bool json) {
  if (!json) return tell(problem, false);
  std::string line;
  ruling::write_error(line, problem);
  out(line + "\n");
}

Exit read_case(Asking& asking, const Arguments& arguments, std::string_view action, std::span<const std::string_view> words) {
  const bool json = arguments.has("--json");
  ruling::Desk& desk = asking.desk;
  ruling::Given given;
  desk.asked().clear();
  desk.told().clear();
  desk.told().set_at(now());
  if (arguments.has("--facts")) {
    if (const Exit exit = read_file(asking, std::string(arguments.value("--facts")), json, given); exit != kDone) return exit;
  }
  bool understood = true;
  const auto take = [&](const std::expected<void, Problem>& read) {
    if (read) return;
    understood = false;
    tell_problem(read.error(), json);
  };
  const circuit::Program& program = asking.opened->program;
  if (!action.empty())
    take(ruling::read_action(program, asking.names, action, desk.asked()));
  else if (!given.action)
    take(std::unexpected(ruling::problem("C0806", "the case has no action",
                                         fmt::format("name the action after the book; `comity show {}` lists its actions", arguments.operands()[0]))));
  if (arguments.has("--at") && arguments.value("--at") != "now") take(ruling::read_at(asking.names, arguments.value("--at"), desk.told()));
  for (const std::string_view word : arguments.all("--assume")) take(ruling::read_assumption(program, asking.names, word, desk.told()));
  take(ruling::told_once(asking.names, words));
  for (const std::string_view word : words) take(ruling::read_fact(program, asking.names, desk.reader(), word, desk.asked(), desk.told()));
  return understood ? kDone : kUsage;
}

}  // namespace comity::cli
