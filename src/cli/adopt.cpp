// `comity adopt BOOK/SOURCE --into BOOK`: what a law says, taken into another law: which norms there it would contradict, what would change.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/adopting.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

using book::Model;

std::string help_with(const std::string& near, std::string otherwise) { return near.empty() ? std::move(otherwise) : fmt::format("did you mean `{}`?", near); }

// SOURCE,SOURCE of the book or of a book that it uses. kDone, or what to end with.
int find_sources(std::string_view names, AdoptionTold& told, const Arguments& arguments) {
  const Model& model = told.from->model();
  for (size_t from = 0; from <= names.size();) {
    const size_t comma = std::min(names.find(',', from), names.size());
    const std::string_view name = names.substr(from, comma - from);
    from = comma + 1;
    book::SourceId found;
    std::vector<std::string_view> candidates, holders;
    for (uint32_t s = 0; s < model.sources.size(); ++s) {
      const book::Source& source = model.sources[s];
      candidates.push_back(source.name);
      if (source.name != name || (found.valid() && model.sources[found.value].book == model.root)) continue;
      if (source.book == model.root) holders.clear();
      found = book::SourceId(s);
      holders.push_back(model.books[source.book.value].name);
    }
    if (holders.size() > 1)
      return refuse("C0904", fmt::format("several books have a source {}", text::quote(name)),
                    fmt::format("name the one that is meant before the slash: {}", fmt::join(holders, ", ")), arguments);
    if (!found.valid())
      return refuse("C0904", fmt::format("the book has no source {}", text::quote(name)),
                    help_with(text::nearest(name, candidates), "`comity show BOOK` lists its sources"), arguments);
    told.sources.push_back(found);
  }
  return kDone;
}

// --as, else the lowest authority of the adopting book, if it is one.
int find_authority(const AdoptionTold& told, book::AuthorityId& as, const Arguments& arguments) {
  const Model& model = told.into->model();
  if (arguments.has("--as")) {
    std::vector<std::string_view> candidates;
    for (uint32_t a = 0; a < model.authorities.size(); ++a) {
      candidates.push_back(model.authorities[a].name);
      if (model.authorities[a].name == arguments.value("--as")) as = book::AuthorityId(a);
    }
    if (as.valid()) return kDone;
    return refuse("C0906", fmt::format("{} has no authority {}", told.into_name, text::quote(arguments.value("--as"))),
                  help_with(text::nearest(arguments.value("--as"), candidates), fmt::format("`comity show {}` names them", told.into_name)), arguments);
  }
  const auto lowest = proof::lowest_authorities(model);
  if (lowest.size() == 1) return as = lowest[0], kDone;
  std::vector<std::string> names;
  for (book::AuthorityId id : lowest) names.push_back(model.authorities[id.value].name);
  return refuse("C0906",
                names.empty() ? fmt::format("{} declares no authority that could adopt anything", told.into_name)
                              : fmt::format("{} has no one lowest authority", told.into_name),
                names.empty() ? "say --as with an authority of a book that it uses" : fmt::format("say --as with one of {}", fmt::join(names, ", ")),
                arguments);
}

int run(const Arguments& arguments) {
  const std::string_view operand = arguments.operands()[0];
  const size_t sign = operand.rfind('@'), slash = operand.substr(0, sign).rfind('/');
  if (slash == std::string_view::npos || !arguments.has("--into")) {
    err("comity adopt: say what is adopted and where, such as `comity adopt dc.mpd/eo_25_005 --into chicago`\n");
    return kUsage;
  }
  AdoptionTold told;
  told.into_name = arguments.value("--into");
  told.from = open_book(operand.substr(0, slash), arguments);
  if (!told.from) return kFailed;
  told.into = open_book(told.into_name, arguments);
  if (!told.into) return kFailed;
  const auto at = arguments.has("--at") ? told_instant(arguments.value("--at"), told.into->model(), "write --at 2025-08-14 or --at 2025-08-14T12:00", arguments)
                                        : std::optional(now());
  const auto text_at = sign == std::string_view::npos ? at
                                                      : told_instant(operand.substr(sign + 1), told.from->model(),
                                                                     "write BOOK/SOURCE@2025-08-14 or BOOK/SOURCE@2025-08-14T12:00", arguments);
  if (!at || !text_at) return kUsage;
  told.at = *at, told.text_at = *text_at;
  if (const int wrong = find_sources(operand.substr(slash + 1, sign == std::string_view::npos ? sign : sign - slash - 1), told, arguments); wrong != kDone)
    return wrong;
  book::AuthorityId as;
  if (const int wrong = find_authority(told, as, arguments); wrong != kDone) return wrong;
  auto adopted = proof::adopt({&told.from->model(), told.sources, told.text_at, &told.into->model(), as, told.at});
  if (!adopted) return tell(text::Files{}, adopted.error(), arguments.has("--json")), kUsage;
  told.adopted = std::move(*adopted);
  told.opposed = proof::contradictions(told.adopted, told.at);
  const circuit::Program changed = circuit::lower(*told.adopted.model);
  told.changes = proof::differences({&told.into->program, told.at}, {&changed, told.at});
  out(arguments.has("--json") ? adoption_json(told) : arguments.has("--html") ? adoption_page(told) : adoption_text(told));
  return kDone;
}

constexpr std::array kOptions = {
    Option{"--into", "BOOK", "the adopting law"},
    Option{"--as", "AUTHORITY", "who adopts it there; without it, the lowest authority of the book"},
    Option{"--at", "INSTANT", "when it is adopted and asked about, such as 2026-01-15; without it, now"},
    Option{"--html", "", "write a page for people, complete in itself"},
};
constexpr std::array kExamples = {
    Example{"comity adopt dc.mpd/eo_25_005@2025-08-14T12:00 --into chicago --at 2026-01-15", "D.C.'s order as Chicago's own"},
    Example{"comity adopt chicago/chi_2021_020,chi_2021_030 --into dc --as council --at 2026-01-15", "Chicago's ordinance as an act of D.C.'s Council"},
};

}  // namespace

extern const Command kAdopt = {
    .name = "adopt",
    .operands = "BOOK/SOURCE[,SOURCE ...][@INSTANT]",
    .summary = "tell what a law would contradict and change if another place adopted it",
    .description =
        "Takes the norms that sources of one book carry into another book, as if an authority there had issued them at the instant of --at. Tells for each "
        "action the norms of the adopting law that contradict them in some case, with a smallest case and which of the two then prevails; then what would "
        "change, as `comity diff` does. @INSTANT says which text is adopted: the norms in force by the sources then; without it, those of --at. What does not "
        "carry over is told.",
    .least = 1,
    .most = 1,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
