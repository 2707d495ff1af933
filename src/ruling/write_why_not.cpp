#include "ruling/write_why_not.h"

#include <fmt/format.h>

#include "ruling/notation.h"
#include "ruling/show_value.h"
#include "text/json.h"

namespace comity::ruling {

std::string why_not_json(const Program& program, const Names& names, Desk& desk, book::Ruling wanted, RulingSet now, const WhyNot& why) {
  const book::Model& model = *program.model;
  std::string action = desk.asked().subject.asking ? "asking:" + std::string(names.shown(book::FactId(desk.asked().subject.index)))
                                                   : std::string(names.shown(book::ActionId(desk.asked().subject.index)));
  std::string out =
      fmt::format(R"({{"action":{},"at":"{}","ruling":"{}","possible":)", text::json_string(action), model.zone().show(desk.told().at()), ruling_of(now));
  append_rulings(out, now);
  out += fmt::format(R"(,"wanted":"{}","reachable":{},"exact":{},"changes":[)", book::name(wanted), why.possible, !why.exhausted);
  for (const Change& change : why.changes) {
    const book::Type& type = model.facts[change.fact.value].type;
    if (!out.ends_with('[')) out += ',';
    out += fmt::format(R"({{"fact":{},"from":)", text::json_string(names.shown(change.fact)));
    const std::string_view as_told = desk.asked().told(change.fact);
    if (!change.was_told)
      out += "null";
    else if (!as_told.empty())
      out += as_told;
    else
      append_scalar(out, program, type, desk.told().value(change.fact));
    out += ",\"to\":";
    append_value(out, program, type, change.value, "another text");
    out += '}';
  }
  const auto norms = [&](std::string_view key, const std::vector<book::NormId>& ids) {
    out += fmt::format(R"(],"{}":[)", key);
    for (const book::NormId norm : ids) {
      if (!out.ends_with('[')) out += ',';
      desk.writer().write_norm(out, norm, desk.told().at());
    }
  };
  norms("against", why.against);
  norms("in_favour", why.in_favour);
  return out + "]}";
}

}  // namespace comity::ruling
