// `comity compare BOOK ... --actions A,B`: what several laws say of the same actions at one instant, whatever the facts or when.
#include "cli/compare.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/conditions.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "ruling/names.h"
#include "text/json.h"
#include "text/parted.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

using proof::Held;
using proof::Position;

constexpr std::array<std::string_view, 6> kUsualBooks = {"dc", "nyc", "chicago", "san_francisco", "tx", "fl"};
constexpr std::string_view kUsualActions =
    "share_information,notify_of_release,hold_past_release,transfer_custody,arrest,ask_immigration_status,allow_interview,enter_287g_agreement";
constexpr size_t kShownConditions = 6;  // of a list, at a terminal

// --- the table --------------------------------------------------------------------------------------------------------------

// A plain date or time of day is that of each book's own place. False: told.
bool open_all(const Arguments& arguments, Table& table, int& exit) {
  const std::vector<std::string> cities = arguments.has("--cities") ? text::parted(arguments.value("--cities", ""), ',') : std::vector<std::string>{};
  std::vector<std::string_view> names = arguments.operands();
  names.insert(names.end(), cities.begin(), cities.end());
  if (names.empty()) names.assign(kUsualBooks.begin(), kUsualBooks.end());
  const std::string_view at = arguments.value("--at", "now");
  const book::Instant this_moment = now();
  for (const std::string_view name : names) {
    Compared one{open_book(name, arguments), std::string(name), this_moment};
    if (!one.opened) return exit = kFailed, false;
    if (at != "now") {
      const auto read = told_instant(at, one.opened->model(), "write --at 2025-08-14 or --at 2025-08-14T12:00", arguments);
      if (!read) return exit = kUsage, false;
      one.at = *read;
    }
    table.books.push_back(std::move(one));
  }
  const book::Model& first = table.books[0].opened->model();
  table.at = at == "now" ? first.zone().show(this_moment) : std::string(at);
  return true;
}

// False, and no row, if no book has the action.
bool add_action(Table& table, const std::string& action) {
  std::vector<ComparedCell> row;
  std::string title;
  for (const Compared& one : table.books) {
    ComparedCell cell;
    const book::Model& model = one.opened->model();
    const auto id = ruling::Names(model).action(action);
    cell.known = id.has_value();
    if (id) {
      circuit::Program& program = one.opened->program;
      cell.position = proof::position(program, *program.subject_of_action(*id), one.at);
      if (title.empty()) title = model.actions[id->value].title;
    }
    row.push_back(std::move(cell));
  }
  const bool any = std::any_of(row.begin(), row.end(), [](const ComparedCell& cell) { return cell.known; });
  if (!any) return false;
  table.cells.push_back(std::move(row));
  table.actions.push_back(action);
  table.titles.push_back(std::move(title));
  return true;
}

// --- at a terminal -----------------------------------------------------------------------------------------------------------

std::string held_text(const Table& table, size_t book, const Position& position, const Held& held) {
  const Compared& asked = table.books[book];
  const book::Model& model = asked.opened->model();
  std::string text;
  if (position.held.size() == 1) {
    text = fmt::format("    {}, whatever the facts\n", book::name(held.ruling));
  } else if (is_rest(position, held)) {
    text = "    silent otherwise\n";
  } else {
    text = fmt::format("    {} when\n", book::name(held.ruling)) + conditions_text(held.factored, "      ", "", kShownConditions);
    if (!held.whole) text += "      and cases beyond these\n";
  }
  std::vector<std::string> norms;
  for (const book::NormId norm : held.norms) norms.push_back(model.norms[norm.value].qualified);
  if (!norms.empty()) text += wrapped(fmt::format("by {}", fmt::join(norms, ", ")), "      ");
  return text;
}

std::string text_of(const Table& table, size_t action) {
  std::string text = strong(table.actions[action], colour_on_out()) + "\n";
  for (size_t b = 0; b < table.books.size(); ++b) {
    const ComparedCell& cell = table.cells[action][b];
    text += fmt::format("  {}\n", table.books[b].name);
    if (!cell.known)
      text += "    has no such action\n";
    else if (!cell.position.compared)
      text += "    not compared: its conditions have too many cells for a diagram\n";
    for (const Held& held : cell.position.held) text += held_text(table, b, cell.position, held);
  }
  return text;
}

// --- JSON --------------------------------------------------------------------------------------------------------------------

std::string held_json(const Compared& asked, const Held& held) {
  const book::Model& model = asked.opened->model();
  std::vector<std::string> conditions, norms;
  for (const std::string& one : held.conditions) conditions.push_back(text::json_string(one));
  for (const book::NormId norm : held.norms) {
    norms.push_back(fmt::format(R"({{"norm":{},"citation":{}}})", text::json_string(model.norms[norm.value].qualified),
                                text::json_string(citation(model, norm, asked.at))));
  }
  return fmt::format(R"({{"ruling":"{}","share":{},"conditions":[{}],"whole":{},"norms":[{}]}})", book::name(held.ruling), held.share,
                     fmt::join(conditions, ","), held.whole, fmt::join(norms, ","));
}

std::string json_of(const Table& table, size_t action) {
  std::vector<std::string> cells;
  for (size_t b = 0; b < table.books.size(); ++b) {
    const ComparedCell& cell = table.cells[action][b];
    const Compared& asked = table.books[b];
    std::vector<std::string> held;
    for (const Held& one : cell.position.held) held.push_back(held_json(asked, one));
    cells.push_back(fmt::format(R"({{"book":{},"at":"{}","known":{},"compared":{},"settled":{},"rulings":[{}]}})", text::json_string(asked.name),
                                asked.opened->model().zone().show(asked.at), cell.known, cell.known && cell.position.compared, held.size() == 1,
                                fmt::join(held, ",")));
  }
  return fmt::format(R"({{"action":{},"books":[{}]}})", text::json_string(table.actions[action]), fmt::join(cells, ",")) + "\n";
}

std::string nearest_action(const Table& table, std::string_view action) {
  std::vector<std::string_view> names;
  for (const Compared& one : table.books) {
    for (const book::Action& known : one.opened->model().actions) names.push_back(known.name);
  }
  const std::string near = text::nearest(action, names);
  return near.empty() ? "`comity show BOOK` lists the actions of a book" : fmt::format("did you mean `{}`?", near);
}

int run(const Arguments& arguments) {
  Table table;
  int exit = kDone;
  if (!open_all(arguments, table, exit)) return exit;
  for (const std::string& action : text::parted(arguments.value("--actions", kUsualActions), ',')) {
    if (add_action(table, action) || !arguments.has("--actions")) continue;
    return refuse("C0902", fmt::format("no book of these has an action {}", text::quote(action)), nearest_action(table, action), arguments);
  }
  if (table.actions.empty()) return refuse("C0901", "no book of these has any of the usual actions", "name the actions with --actions A,B", arguments);
  if (arguments.has("--html")) return out(compare_page(table)), kDone;
  for (size_t a = 0; a < table.actions.size(); ++a) out(arguments.has("--json") ? json_of(table, a) : text_of(table, a));
  return kDone;
}

constexpr std::array kOptions = {
    Option{"--actions", "A,B", "the actions, parted by commas; without it, the eight in which the laws of cooperation differ most"},
    Option{"--cities", "A,B", "the books, parted by commas: besides those that stand first"},
    Option{"--at", "INSTANT", "the instant, such as 2026-01-15 (midnight of each place); without it, now"},
    Option{"--html", "", "write a table for people, complete in itself"},
};
constexpr std::array kExamples = {
    Example{"comity compare dc chicago tx --actions arrest --at 2026-01-15", "three laws on one action"},
    Example{"comity compare --actions share_information,arrest --cities dc,nyc,chicago", "two actions in three cities, now"},
    Example{"comity compare --html --at 2026-01-15", "the usual books and actions as a page"},
};

}  // namespace

std::string citation(const book::Model& model, book::NormId norm, book::Instant at) {
  const book::Norm& one = model.norms[norm.value];
  const book::SourceId id = book::carrying_source(model, one, at);
  if (!id.valid()) return "";
  const book::Source& source = model.sources[id.value];
  std::string text = !source.citation.empty() ? source.citation : !source.title.empty() ? source.title : source.name;
  for (const book::Cite& cite : one.cites) {
    if (cite.source == id && !cite.pinpoint.empty()) return text + ", " + cite.pinpoint;
  }
  return text;
}

bool is_rest(const Position& position, const Held& held) { return position.held.size() > 1 && held.ruling == book::Ruling::kSilent; }

extern const Command kCompare = {
    .name = "compare",
    .operands = "[BOOK ...]",
    .summary = "tell side by side what several laws say of the same actions",
    .description =
        "For each action and book, at one instant: a ruling that holds whatever the facts, or each ruling with few conditions that cover its cases exactly, "
        "and "
        "the norms that decide it, those of the books that a book uses included. Without books: dc nyc chicago san_francisco tx fl. A terminal shows the first "
        "conditions, JSON and HTML all.",
    .least = 0,
    .most = kAnyNumber,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
