// `comity new`: a book to begin with, which checks and whose scenario passes.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "text/json.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

namespace fs = std::filesystem;

// A page in the formatter's own layout; {0} is the book's name.
constexpr std::string_view kPage = R"(book {0} "{0}: say whose law this is"
timezone America/New_York

# To compare it with other places, speak of the same acts and facts as they do: add `use us` under the first line,
# and take out here what `comity show us` lists already.

# Who makes law here, and who stands below whom.
authority council "the legislature"
authority chief "the head of the agency" below council
precedence by rank, then by date

action share_information "tell another agency something about a person"

fact subject.in_custody is yes-no
  asks "Is the person in custody?"

# A source of law: who issued it, since when it stands, and how sure its wording is.
source order_1 "Title of the order"
  issued by chief
  citation "Order 1"
  signed 2025-01-15
  in force from 2025-02-01
  text unseen
  note "Put the order's own title, dates and address here."

# A norm permits, forbids or requires one action, and cites the words that say so.
norm no_sharing_in_custody "no sharing about persons in custody"
  cites order_1 at "section 1"
  forbids share_information
  when subject.in_custody

# A scenario is a test that stands beside the law.
scenario "a person in custody" at 2025-03-01 12:00
  given subject.in_custody is yes
  expect share_information forbidden by no_sharing_in_custody
)";

bool is_name(std::string_view name) {
  const auto rest = [](char c) { return text::is_word_part(c) || c == '.'; };
  return !name.empty() && text::is_letter(name[0]) && std::ranges::all_of(name, rest) && !name.ends_with('.') && name.find("..") == std::string_view::npos;
}

int run(const Arguments& arguments) {
  const std::string_view name = arguments.operands()[0];
  if (!is_name(name)) {
    err(fmt::format("comity new: {} cannot be the name of a book\nhelp: letters, digits and `_`, joined by dots, such as springfield or springfield.police\n",
                    text::quote(name)));
    return kUsage;
  }
  const std::string_view first = name.substr(0, name.find('.'));
  const fs::path folder = arguments.operands().size() > 1 ? fs::path(arguments.operands()[1]) : fs::path(first);
  const fs::path path = folder / fmt::format("{}.comity", name);
  std::error_code error;
  if (fs::exists(path, error)) {
    err(fmt::format("comity new: {} is there already\n", text::quote(path.string(), 200)));
    return kUsage;
  }
  fs::create_directories(folder, error);
  std::ofstream file(path, std::ios::binary);
  file << fmt::format(kPage, name);
  file.close();
  if (!file) {
    tell_unreadable(path.string(), "it could not be written", arguments.has("--json"));
    return kFailed;
  }
  if (arguments.has("--json"))
    out(fmt::format("{{\"book\":\"{}\",\"file\":{}}}\n", name, text::json_string(path.string())));
  else
    out(fmt::format("{}\nnext: comity check {} && comity test {}\n", path.string(), path.string(), path.string()));
  return kDone;
}

constexpr std::array kExamples = {
    Example{"comity new springfield", "writes springfield/springfield.comity"},
    Example{"comity new springfield.police books/springfield", "writes books/springfield/springfield.police.comity"},
};

}  // namespace

extern const Command kNew = {
    .name = "new",
    .operands = "NAME [FOLDER]",
    .summary = "begin a book",
    .description =
        "Writes a page with an authority, a source, a fact, a norm and a scenario, which checks and passes, to put the real ones in their place. An existing "
        "file is never changed.",
    .least = 1,
    .most = 2,
    .options = {},
    .examples = kExamples,
    .run = run,
    .reads_books = false,
};

}  // namespace comity::cli
