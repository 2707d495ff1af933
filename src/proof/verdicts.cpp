#include "proof/verdicts.h"

#include <fmt/format.h>

#include "text/json.h"

namespace comity::proof {

std::string_view result_of(const Verdict& verdict) {
  switch (verdict.kind) {
    case Outcome::Kind::kNone: return "proved";
    case Outcome::Kind::kFound: return "refuted";
    case Outcome::Kind::kUndecided: break;
  }
  return "undecided";
}

std::string scenarios_against(const book::Claim& claim, const Wording& wording, const Refutation& refutation) {
  std::string text = wording.scenario("against " + claim.name, refutation.subject, refutation.found, refutation.rulings);
  if (refutation.other_found)
    text += wording.scenario("against " + claim.name + ", the other case", refutation.subject, *refutation.other_found, refutation.other);
  return text;
}

std::string verdict_json(const book::Model& model, const Wording& wording, const Verdict& verdict, std::string_view book, std::string_view places) {
  const book::Claim& claim = model.claims[verdict.claim];
  std::string line = fmt::format(R"({{"claim":{},"book":{},"result":"{}")", text::json_string(claim.name),
                                 text::json_string(model.books[claim.book.value].name), result_of(verdict));
  if (verdict.kind == Outcome::Kind::kUndecided) line += ",\"why\":" + text::json_string(verdict.why);
  if (verdict.kind == Outcome::Kind::kFound) {
    const Refutation& r = verdict.refutation;
    line += ",\"case\":" + wording.json(r.subject, r.found);
    if (r.other_found) line += ",\"other_case\":" + wording.json(r.subject, *r.other_found);
    line += fmt::format(R"(,"rulings":{})", wording.json(r.rulings));
    if (r.other_found) line += fmt::format(R"(,"other_rulings":{})", wording.json(r.other));
    if (!r.assumed_there.empty()) line += ",\"assumed_there\":" + text::json_strings(r.assumed_there);
    line += ",\"scenario\":" + text::json_string(scenarios_against(claim, wording, r));
    line += ",\"command\":" + text::json_string(wording.command(std::string(book), r.subject, r.found) + std::string(places));
  }
  return line + fmt::format(",\"ms\":{:.1f}}}", verdict.milliseconds);
}

}  // namespace comity::proof
