// `comity explain C0123`: what a message's code means, with a wrong and a right example.
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "text/codes.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

void explain(const text::Code& code, bool json) {
  const std::string_view severity = code.severity == text::Severity::kError ? "error" : "warning";
  if (json) {
    out(fmt::format(R"({{"code":"{}","severity":"{}","title":{},"explanation":{}}})"
                    "\n",
                    code.id, severity, text::json_string(code.title), text::json_string(code.explanation)));
  } else {
    out(fmt::format("{} ({}): {}\n\n{}\n", code.id, severity, code.title, code.explanation));
  }
}

int run(const Arguments& arguments) {
  const bool json = arguments.has("--json");
  if (arguments.operands().empty()) {
    for (const text::Code& code : text::codes()) {
      if (json)
        explain(code, true);
      else
        out(fmt::format("{}  {}\n", code.id, code.title));
    }
    return kDone;
  }
  std::string id(arguments.operands()[0]);
  if (id.starts_with('c')) id[0] = 'C';
  if (!id.empty() && id[0] >= '0' && id[0] <= '9') id = fmt::format("C{:0>4}", id);  // the digits alone will do
  const text::Code* code = text::find_code(id);
  if (code == nullptr) {
    err(fmt::format("comity explain: there is no code {}\nhelp: `comity explain` lists all codes\n", text::quote(id)));
    return kUsage;
  }
  explain(*code, json);
  return kDone;
}

constexpr std::array kExamples = {
    Example{"comity explain C0208", "why `and` and `or` may not be mixed without parentheses, and what to write"},
    Example{"comity explain", "all codes, with a line each"},
};

}  // namespace

extern const Command kExplain = {
    .name = "explain",
    .operands = "[CODE]",
    .summary = "tell what the code of a message means",
    .description =
        "Every message has a stable code, as in error[C0208]. This command explains it, with an example of what is wrong and of what is right. Without a code "
        "it "
        "lists all of them.",
    .least = 0,
    .most = 1,
    .options = {},
    .examples = kExamples,
    .run = run,
    .reads_books = false,
};

}  // namespace comity::cli
