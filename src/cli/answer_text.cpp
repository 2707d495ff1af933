#include "cli/answer_text.h"

#include <fmt/format.h>

#include "cli/terminal.h"
#include "ruling/show_value.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

using book::Model;
using ruling::Answer;
using text::printable;

// `MPD EO-25-005, provision 5: "…" (wording as quoted in press)`
std::string cite_text(const Model& model, const book::Cite& cite) {
  const book::Source& source = model.sources[cite.source.value];
  std::string out = !source.citation.empty() ? source.citation : !source.title.empty() ? source.title : source.name;
  if (!cite.pinpoint.empty()) out += ", " + cite.pinpoint;
  if (!cite.words.empty()) out += fmt::format(": \"{}\"", cite.words);
  if (source.text_words != "verified") out += fmt::format(" (wording {})", source.text_words.empty() ? "unseen" : source.text_words);
  return cite.supports_only ? "see " + out : out;
}

std::string norm_names(const Model& model, const std::vector<book::NormId>& norms) {
  std::string out;
  for (const book::NormId norm : norms) out += fmt::format("{}{}", out.empty() ? "" : ", ", model.norms[norm.value].qualified);
  return out;
}

std::string knowing_text(const Asking& asking, const Answer& answer) {
  const Model& model = asking.model();
  std::string out;
  for (const ruling::HangsOn& one : answer.hangs_on) {
    out += wrapped(fmt::format("hangs on the question {}: {} If yes: {}. If no: {}.", asking.names.shown(one.question),
                               model.questions[one.question.value].asks, rulings_text(one.if_yes, " or "), rulings_text(one.if_no, " or ")),
                   "  ");
  }
  std::string missing;
  for (const ruling::Unknown& unknown : answer.missing) {
    if (!unknown.is_question) missing += fmt::format("{}{}", missing.empty() ? "" : ", ", asking.names.shown(book::FactId(unknown.index)));
  }
  if (!missing.empty()) out += wrapped("not known: " + missing, "  ");
  for (const ruling::MayNotAsk& one : answer.may_not_ask) {
    out += wrapped(fmt::format("may not be asked: {}, by {}", asking.names.shown(one.fact), norm_names(model, one.forbidden_by)), "  ");
  }
  if (answer.next) { out += wrapped(fmt::format("ask next: {} ({})", model.facts[answer.next->fact.value].asks, asking.names.shown(answer.next->fact)), "  "); }
  return out;
}

std::string duties_text(const Model& model, const Answer& answer) {
  std::string out;
  for (const ruling::DueDuty& due : answer.duties) {
    const book::Norm& norm = model.norms[due.norm.value];
    const std::string by = due.deadline ? ", by " + instant_text(model, *due.deadline) : "";
    out += wrapped(fmt::format("then must: {}{} ({})", norm.duties[due.duty].words, by, norm.qualified), "  ");
  }
  return out;
}

std::string silence_text(const Model& model, const Answer& answer) {
  std::string out;
  for (const uint32_t index : answer.silences) {
    const book::Silence& silence = model.silences[index];
    out += wrapped(fmt::format("silence is taken to mean {}:", silence.permitted ? "permitted" : "forbidden"), "  ");
    for (const book::Cite& cite : silence.cites) out += wrapped(cite_text(model, cite), "    ");
    for (const std::string& note : silence.notes) out += wrapped("note: " + note, "    ");
  }
  return out;
}

}  // namespace

std::string subject_text(const ruling::Names& names, const circuit::Subject& subject) {
  if (subject.asking) return fmt::format("asking {}", names.shown(book::FactId(subject.index)));
  return std::string(names.shown(book::ActionId(subject.index)));
}

std::string instant_text(const Model& model, book::Instant at) {
  if (at == book::kBeginning) return "the beginning";
  if (at == book::kForever) return "the end";
  std::string shown = model.zone().show(at).substr(0, 19);
  if (shown.size() < 19) return shown;
  shown[10] = ' ';
  return shown.ends_with(":00") ? shown.substr(0, 16) : shown;
}

std::string rulings_text(ruling::RulingSet rulings, std::string_view between) {
  std::string out;
  for (int i = 0; i < book::kRulings; ++i) {
    const auto one = static_cast<book::Ruling>(i);
    if ((rulings & ruling::bit(one)) != 0) out += fmt::format("{}{}", out.empty() ? "" : between, book::name(one));
  }
  return out;
}

std::string norm_text(const Model& model, book::NormId id, book::Instant at, std::string_view indent, bool colour) {
  const book::Norm& norm = model.norms[id.value];
  std::string out = hanging(fmt::format("{}{}", strong(norm.qualified, colour), norm.title.empty() ? "" : ": " + printable(norm.title)), indent);
  const std::string deeper = std::string(indent) + "  ";
  // Of several acts that carried the norm, those that stand at the instant.
  bool any = false;
  for (const book::Cite& cite : norm.cites) any = any || book::in_force(model.sources[cite.source.value].in_force, at);
  for (const book::Cite& cite : norm.cites) {
    if (!any || cite.supports_only || book::in_force(model.sources[cite.source.value].in_force, at)) out += wrapped(printable(cite_text(model, cite)), deeper);
  }
  for (const std::string& note : norm.notes) out += wrapped("note: " + printable(note), deeper);
  return out;
}

std::string fact_text(const Asking& asking, const ruling::Asked& asked, const ruling::Case& told, book::FactId fact) {
  const book::Type& type = asking.model().facts[fact.value].type;
  circuit::ToldValue value{told.value(fact), {}};
  if (type.kind == book::TypeKind::kListOf) value.records = told.records(fact);
  const bool other_text = type.kind == book::TypeKind::kText && value.number == circuit::kOtherText;
  return fmt::format("{} is {}", asking.names.shown(fact), printable(other_text ? asked.told(fact) : ruling::written(asking.opened->program, type, value)));
}

std::string answer_text(const Asking& asking, const ruling::Asked& asked, const ruling::Case& told, const Answer& answer, bool colour) {
  const Model& model = asking.model();
  const std::string ruling = answer.settled() ? std::string(book::name(answer.ruling())) : "undetermined";
  std::string out = hanging(fmt::format("{}, {} {}: {}{}", subject_text(asking.names, asked.subject), instant_text(model, answer.at), model.zone().name(),
                                        strong(ruling, colour), answer.settled() ? "" : fmt::format(" between {}", rulings_text(answer.possible, ", "))),
                            "");
  if (answer.exhausted) out += wrapped("The budget did not allow an exact answer: some of these may be impossible.", "  ");
  for (const book::NormId norm : answer.decided_by) out += norm_text(model, norm, answer.at, "  ", colour);
  if (!answer.may_decide.empty()) out += "  may decide:\n";
  for (const book::NormId norm : answer.may_decide) out += norm_text(model, norm, answer.at, "    ", colour);
  if (!answer.defeated.empty()) out += wrapped("defeated: " + norm_names(model, answer.defeated), "  ");
  if (answer.settled()) {
    std::string because;
    for (const book::FactId fact : answer.because) because += fmt::format("{}{}", because.empty() ? "" : ", ", fact_text(asking, asked, told, fact));
    out += wrapped(because.empty() ? "whatever the facts are" : "because " + because, "  ");
  }
  std::string assumed;
  for (const auto& [question, yes] : told.assumed())
    assumed += fmt::format("{}{} is {}", assumed.empty() ? "" : ", ", asking.names.shown(question), yes ? "yes" : "no");
  if (!assumed.empty()) out += wrapped("assumed: " + assumed, "  ");
  out += knowing_text(asking, answer) + duties_text(model, answer) + silence_text(model, answer);
  const bool always = answer.epoch_from == book::kBeginning && answer.epoch_until == book::kForever;
  const std::string span = fmt::format("the law of {} to {}", instant_text(model, answer.epoch_from), instant_text(model, answer.epoch_until));
  return out + faint(always ? "  the law of all times\n" : fmt::format("  {}\n", span), colour);
}

}  // namespace comity::cli
