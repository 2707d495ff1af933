// `comity export sql BOOK --action A`: an action's rulings as an expression for a database.
#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/open_book.h"
#include "cli/terminal.h"
#include "proof/sql.h"
#include "ruling/names.h"
#include "ruling/read_words.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

int run(const Arguments& arguments) {
  const auto& operands = arguments.operands();
  if (operands[0] != "sql") {
    err(fmt::format("comity export: {} is no form of export\nhelp: write `comity export sql BOOK --action ACTION`\n", text::quote(operands[0])));
    return kUsage;
  }
  constexpr std::array<std::pair<std::string_view, proof::Dialect>, 3> kDialects = {
      {{"duckdb", proof::Dialect::kDuckdb}, {"postgres", proof::Dialect::kPostgres}, {"spark", proof::Dialect::kSpark}}};
  const std::string_view wanted = arguments.value("--dialect", "duckdb");
  const auto dialect = std::ranges::find(kDialects, wanted, &std::pair<std::string_view, proof::Dialect>::first);
  if (dialect == kDialects.end()) {
    err(fmt::format("comity export: {} is no dialect\nhelp: the dialects are duckdb, postgres and spark\n", text::quote(wanted)));
    return kUsage;
  }
  if (!arguments.has("--action")) {
    err("comity export: no action is named\nhelp: write --action ACTION, or --action asking:FACT for the asking of a fact\n");
    return kUsage;
  }
  const bool json = arguments.has("--json");
  const auto opened = open_book(operands[1], arguments);
  if (!opened) return kFailed;
  const std::string action(arguments.value("--action"));
  ruling::Asked asked;
  if (const auto read = ruling::read_action(opened->program, ruling::Names(opened->model()), action, asked); !read) {
    tell_problem(read.error(), json);
    return kUsage;
  }
  const auto expression =
      asked.id ? proof::sql_of(opened->program, *asked.id, dialect->second) : std::unexpected("no norm is about it, so that it is always silent");
  if (!expression) {
    text::Diagnostics diagnostics;
    tell(diagnostics.report("C0903", text::Span(), fmt::format("{} cannot be exported: {}", action, expression.error())), json);
    return kFailed;
  }
  out(json ? fmt::format("{{\"action\":{},\"dialect\":\"{}\",\"sql\":{}}}\n", text::json_string(action), wanted, text::json_string(*expression))
           : *expression + "\n");
  return kDone;
}

constexpr std::array kOptions = {
    Option{"--action", "ACTION", "the action, or asking:FACT"},
    Option{"--dialect", "NAME", "duckdb (the default), postgres or spark"},
};
constexpr std::array kExamples = {
    Example{"comity export sql dc --action arrest --dialect duckdb", "the rulings on arrest at each row's own \"case.at\", NULL being unknown"},
};

}  // namespace

extern const Command kExport = {
    .name = "export",
    .operands = "sql BOOK",
    .summary = "write an action's rulings as an SQL expression",
    .description =
        "The expression reads one column a fact, named as the fact, and \"case.at\"; NULL is unknown, and the value is the exact set of rulings over all "
        "completions, as `permitted` or `permitted silent`. Sets are texts with their words parted by commas. What SQL cannot say (lists of records, time "
        "counted by a calendar) is an error.",
    .least = 2,
    .most = 2,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
