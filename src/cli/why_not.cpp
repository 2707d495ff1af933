// `comity why-not`: the smallest change of the case that would give another ruling.
#include <array>
#include <bit>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/answer_text.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "ruling/read_words.h"
#include "ruling/show_value.h"
#include "ruling/write_why_not.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

int unknown_ruling(std::string_view name) {
  const std::string near = text::nearest(name, {"permitted", "forbidden", "required", "silent", "conflicting"});
  err(fmt::format("comity why-not: there is no ruling {}\nhelp: {}\n", text::quote(name),
                  near.empty() ? "permitted, forbidden, required, silent or conflicting" : fmt::format("did you mean `{}`?", near)));
  return kUsage;
}

std::string norms_text(const book::Model& model, std::string_view what, const std::vector<book::NormId>& norms, book::Instant at, bool colour) {
  std::string out;
  if (!norms.empty()) out = fmt::format("  {}\n", what);
  for (const book::NormId norm : norms) out += norm_text(model, norm, at, "    ", colour);
  return out;
}

// Where no facts lead to the ruling: the questions of law of which one answer would let them.
std::string in_the_way(const Asking& asking, ruling::Desk& desk, book::Ruling wanted) {
  std::string out;
  for (uint32_t i = 0; i < asking.model().questions.size(); ++i) {
    const book::QuestionId question(i);
    if (desk.told().answer(asking.opened->program, question)) continue;
    for (const bool yes : {true, false}) {
      ruling::Case assumed = desk.told();
      assumed.assume(question, yes);
      if (!ruling::why_not(asking.engine, desk.asked(), assumed, wanted, desk.scratch()).possible) continue;
      out += fmt::format("{} --assume {}={}", out.empty() ? "" : " or", asking.names.shown(question), yes ? "yes" : "no");
    }
  }
  return out.empty() ? "" : fmt::format(", as long as a question of law is open; some do with{}", out);
}

std::string as_text(const Asking& asking, ruling::Desk& desk, book::Ruling wanted, ruling::RulingSet now, const ruling::WhyNot& why, bool colour) {
  const book::Model& model = asking.model();
  const book::Instant at = desk.told().at();
  std::string out = hanging(fmt::format("{}, {} {}: {}{}", subject_text(asking.names, desk.asked().subject), instant_text(model, at), model.zone().name(),
                                        strong(ruling::ruling_of(now), colour) + (std::has_single_bit(now) ? "" : " between " + rulings_text(now, ", ")),
                                        now == ruling::bit(wanted) ? "" : fmt::format("{} not {}", std::has_single_bit(now) ? "," : ";", book::name(wanted))),
                            "");
  if (now == ruling::bit(wanted)) return out + "  nothing has to change\n";
  if (!why.possible && why.exhausted)
    return out + fmt::format("  no change that makes it {} was found before the budget ran out; there may be one\n", book::name(wanted));
  if (!why.possible) return out + wrapped(fmt::format("no facts make it {} at this instant{}", book::name(wanted), in_the_way(asking, desk, wanted)), "  ");
  // Several changes are one change: none of them alone would do.
  const bool several = why.changes.size() > 1;
  if (several) out += fmt::format("  it would be {} if all of this were so:\n", book::name(wanted));
  for (const ruling::Change& change : why.changes) {
    const book::Fact& fact = model.facts[change.fact.value];
    const std::string value = text::printable(ruling::written(asking.opened->program, fact.type, change.value));
    const std::string now_is = change.was_told ? fact_text(asking, desk.asked(), desk.told(), change.fact) : "unknown";
    const std::string_view name = asking.names.shown(change.fact);
    out += several ? wrapped(fmt::format("{} is {}; now {}", name, value, now_is), "    ")
                   : wrapped(fmt::format("it would be {} if {} were {}; now {}", book::name(wanted), name, value, now_is), "  ");
  }
  if (why.exhausted) out += "  the budget ran out: there may be a smaller change\n";
  return out + norms_text(model, "against it now", why.against, at, colour) + norms_text(model, "in favour then", why.in_favour, at, colour);
}

int run(const Arguments& arguments) {
  const auto& operands = arguments.operands();
  const auto wanted = ruling::ruling_named(operands[2]);
  if (!wanted) return unknown_ruling(operands[2]);
  const auto asking = open_asking(operands[0], arguments);
  if (asking == nullptr) return kFailed;
  if (const Exit exit = read_case(*asking, arguments, operands[1], std::span(operands).subspan(3)); exit != kDone) return exit;
  ruling::Desk& desk = asking->desk;
  const ruling::RulingSet now = ruling::decide(asking->engine, desk.asked(), desk.told(), desk.scratch()).possible;
  const ruling::WhyNot why = ruling::why_not(asking->engine, desk.asked(), desk.told(), *wanted, desk.scratch());
  out(arguments.has("--json") ? ruling::why_not_json(asking->opened->program, asking->names, desk, *wanted, now, why) + "\n"
                              : as_text(*asking, desk, *wanted, now, why, colour_on_out()));
  return kDone;
}

constexpr std::array kExamples = {
    Example{"comity why-not dc arrest permitted grounds=civil_detainer --at 2025-08-14T12:00",
            "what would have to be different for the arrest to be permitted"},
};

}  // namespace

extern const Command kWhyNot = {
    .name = "why-not",
    .operands = "BOOK ACTION RULING [FACT=VALUE ...]",
    .summary = "show what would have to be different for another ruling",
    .description =
        "Finds a smallest change that gives exactly the ruling named (permitted, forbidden, required, silent or conflicting): the fewest told facts changed, "
        "then the fewest unknown ones "
        "told; and names the norms that decide now and that would decide then.",
    .least = 3,
    .most = kAnyNumber,
    .options = kCaseOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
