#include "replay/read_request.h"

#include <ctime>
#include <string_view>
#include <utility>
#include <vector>

#include "ruling/desk.h"
#include "ruling/read_words.h"

namespace comity::replay {

namespace {

using Done = std::expected<void, ruling::Problem>;

std::expected<Instant, ruling::Problem> read_when(const book::Model& model, std::string_view word, std::string_view name) {
  if (word == "in-force") return static_cast<Instant>(std::time(nullptr));
  return ruling::read_moment(model, word, name);
}

// The facts and answers that hold for every row.
Done read_given(const Program& program, const ruling::Names& names, const RequestWords& words, ruling::Desk& desk, Request& request) {
  const std::vector<std::string_view> given(words.given.begin(), words.given.end());
  if (auto fine = ruling::told_once(names, given); !fine) return fine;
  for (const std::string& word : words.given) {
    if (auto fine = ruling::read_fact(program, names, desk.reader(), word, desk.asked(), desk.told()); !fine) return fine;
  }
  for (const book::FactId fact : desk.told().told()) {
    const bool list = names.model().facts[fact.value].type.kind == book::TypeKind::kListOf;
    request.given.emplace_back(fact, list ? ToldValue{0, desk.told().records(fact)} : ToldValue{desk.told().value(fact), {}});
  }
  for (const std::string& word : words.assume) {
    if (auto fine = ruling::read_assumption(program, names, word, desk.told()); !fine) return fine;
  }
  request.assume = desk.told().assumed();
  return {};
}

Done read_instants(const book::Model& model, const RequestWords& words, Requested& into) {
  Request& request = into.request;
  request.at_column = words.at_column.value_or("");
  if (words.at_or_column && *words.at_or_column != "column") {  // "column": each row's own, as without it
    if (const auto at = read_when(model, *words.at_or_column, "at")) {
      request.at = *at;
    } else {
      request.at_column = *words.at_or_column;
    }
  }
  if (words.at) {
    const auto at = read_when(model, *words.at, "at");
    if (!at) return std::unexpected(at.error());
    request.at = *at;
  }
  if (words.against) {
    const auto against = read_when(model, *words.against, "against");
    if (!against) return std::unexpected(against.error());
    into.against = *against;
  }
  return {};
}

}  // namespace

std::expected<Requested, ruling::Problem> read_request(const Program& program, const ruling::Names& names, const ruling::Engine& engine,
                                                       const RequestWords& words) {
  Requested made;
  Request& request = made.request;
  ruling::Desk desk(engine, names);
  if (auto fine = ruling::read_action(program, names, words.action, desk.asked()); !fine) return std::unexpected(fine.error());
  if (!desk.asked().id) {
    ruling::Problem problem;
    problem.message = "no norm of the book governs the asking of that fact";
    return std::unexpected(std::move(problem));
  }
  request.subject = *desk.asked().id;
  if (auto fine = read_given(program, names, words, desk, request); !fine) return std::unexpected(fine.error());
  if (auto fine = read_instants(names.model(), words, made); !fine) return std::unexpected(fine.error());
  request.reading = words.reading;
  request.by_names = words.by_names;
  request.want = words.want;
  return made;
}

}  // namespace comity::replay
