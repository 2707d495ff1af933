#include "ruling/write_answer.h"

#include <fmt/format.h>

#include "ruling/show_value.h"
#include "text/json.h"

namespace comity::ruling {

namespace {

using text::append_quoted;
using text::json_string;

std::string escaped_cite(const book::Model& model, const book::Cite& cite) {
  const book::Source& source = model.sources[cite.source.value];
  std::string out = fmt::format(R"({{"id":{},"title":{},"citation":{})", json_string(source.name), json_string(source.title), json_string(source.citation));
  if (cite.supports_only) out += R"(,"supports_only":true)";
  return out +
         fmt::format(R"(,"pinpoint":{},"words":{},"text":{},"in_force":)", json_string(cite.pinpoint), json_string(cite.words), json_string(source.text_words));
}

// Commas between the items of an array or object.
class Items {
 public:
  Items(std::string& out, char open, char close) : out_(out), close_(close) { out_ += open; }
  ~Items() { out_ += close_; }
  Items(const Items&) = delete;
  Items& operator=(const Items&) = delete;
  std::string& next() {
    if (!first_) out_ += ',';
    first_ = false;
    return out_;
  }

 private:
  std::string& out_;
  char close_;
  bool first_ = true;
};

std::string escaped_notes(const std::vector<std::string>& notes) {
  std::string out;
  Items items(out, '[', ']');
  for (const std::string& note : notes) append_quoted(items.next(), note);
  return out;
}

}  // namespace

std::string_view ruling_of(RulingSet possible) {
  for (int i = 0; i < book::kRulings; ++i) {
    if (possible == bit(static_cast<Ruling>(i))) return book::name(static_cast<Ruling>(i));
  }
  return "undetermined";
}

void append_rulings(std::string& out, RulingSet rulings) {
  Items items(out, '[', ']');
  for (int i = 0; i < book::kRulings; ++i) {
    if ((rulings & bit(static_cast<Ruling>(i))) != 0) append_quoted(items.next(), book::name(static_cast<Ruling>(i)));
  }
}

void write_error(std::string& out, const Problem& problem) {
  out += fmt::format(R"({{"error":{{"code":"{}","message":{},"help":{}}}}})", problem.code, json_string(problem.message),
                     problem.help.empty() ? "null" : json_string(problem.help));
}

AnswerWriter::AnswerWriter(const Program& program, const Names& names) : program_(program), names_(names), model_(*program.model), norms_(model_.norms.size()) {
  norm_names_.reserve(model_.norms.size());
  for (const book::Norm& norm : model_.norms) norm_names_.push_back(json_string(norm.qualified));
  for (uint32_t i = 0; i < model_.facts.size(); ++i) fact_names_.push_back(json_string(names.shown(FactId(i))));
  book_ = fmt::format(R"("book":{{"name":{},"release":{}}})", json_string(model_.books[model_.root.value].name), json_string(model_.release));
}

void AnswerWriter::write_instant(std::string& out, Instant at) {
  constexpr size_t kMostInstants = 1 << 16;
  if (at == book::kBeginning || at == book::kForever) {
    out += "null";
    return;
  }
  if (instants_.size() >= kMostInstants) instants_.clear();
  const auto [known, added] = instants_.try_emplace(at);
  if (added) known->second = json_string(model_.zone().show(at));
  out += known->second;
}

void AnswerWriter::write_assumed(std::string& out, const Case& told) {
  if (told.assumed().empty()) return;
  out += ",\"assumed\":";
  Items items(out, '{', '}');
  for (const auto& [question, answer] : told.assumed()) {
    append_quoted(items.next(), names_.shown(question));
    out += answer ? ":true" : ":false";
  }
}

void AnswerWriter::write_head(std::string& out, const Asked& asked, const Case& told, RulingSet possible) {
  out += '{';
  if (!asked.echo.empty()) out.append("\"id\":").append(asked.echo).append(",");
  out += "\"action\":\"";
  if (asked.subject.asking)
    out.append("asking:").append(names_.shown(FactId(asked.subject.index)));
  else
    out += names_.shown(book::ActionId(asked.subject.index));
  out += "\",\"at\":";
  write_instant(out, told.at());
  out.append(",\"ruling\":\"").append(ruling_of(possible)).append("\",\"possible\":");
  append_rulings(out, possible);
}

void AnswerWriter::write_brief(std::string& out, const Asked& asked, const Case& told, const Decision& decision) {
  write_head(out, asked, told, decision.possible);
  out += ",\"decided_by\":";
  {
    Items norms(out, '[', ']');
    for (const NormId norm : decision.deciding) norms.next().append("{\"norm\":").append(norm_names_[norm.value]).append("}");
  }
  write_assumed(out, told);
  out += '}';
}

void AnswerWriter::write_norm(std::string& out, NormId id, Instant at) {
  const book::Norm& norm = model_.norms[id.value];
  Escaped& escaped = norms_[id.value];
  if (escaped.before.empty()) {
    escaped.before = fmt::format(R"({{"norm":{},"title":{},"sources":)", norm_names_[id.value], json_string(norm.title));
    escaped.after = fmt::format(R"(,"notes":{}}})", escaped_notes(norm.notes));
    for (const book::Cite& cite : norm.cites) escaped.cites.push_back(escaped_cite(model_, cite));
  }
  out += escaped.before;
  {
    Items sources(out, '[', ']');
    for (size_t i = 0; i < norm.cites.size(); ++i) {
      const bool stands = book::in_force(model_.sources[norm.cites[i].source.value].in_force, at);
      sources.next().append(escaped.cites[i]).append(stands ? "true}" : "false}");
    }
  }
  out += escaped.after;
}

void AnswerWriter::write_sources(std::string& out, const std::vector<book::Cite>& cites, Instant at) const {
  Items sources(out, '[', ']');
  for (const book::Cite& cite : cites) {
    const bool stands = book::in_force(model_.sources[cite.source.value].in_force, at);
    sources.next().append(escaped_cite(model_, cite)).append(stands ? "true}" : "false}");
  }
}

void AnswerWriter::write(std::string& out, const Asked& asked, const Case& told, const Answer& answer) {
  write_head(out, asked, told, answer.possible);
  const auto norms = [&](std::string_view key, const std::vector<NormId>& ids, bool whole) {
    out.append(",\"").append(key).append("\":");
    Items items(out, '[', ']');
    for (const NormId id : ids) {
      if (whole)
        write_norm(items.next(), id, answer.at);
      else
        items.next() += norm_names_[id.value];
    }
  };
  norms("decided_by", answer.decided_by, true);
  norms("may_decide", answer.may_decide, true);
  norms("defeated", answer.defeated, false);
  norms("may_be_defeated", answer.may_be_defeated, false);
  write_because(out, asked, told, answer);
  write_knowing(out, answer);
  write_duties(out, answer);
  write_silence(out, answer);
  out.append(",\"exact\":").append(answer.exhausted ? "false," : "true,").append(book_).append(",\"epoch\":{\"from\":");
  if (answer.epoch_from == book::kBeginning)
    out += "null";
  else
    append_quoted(out, model_.zone().show(answer.epoch_from));
  out += ",\"until\":";
  if (answer.epoch_until == book::kForever)
    out += "null";
  else
    append_quoted(out, model_.zone().show(answer.epoch_until));
  out += "}}";
}

void AnswerWriter::write_because(std::string& out, const Asked& asked, const Case& told, const Answer& answer) {
  out += ",\"because\":";
  Items facts(out, '{', '}');
  for (const FactId fact : answer.because) {
    facts.next().append(fact_names_[fact.value]).append(":");
    const std::string_view as_told = asked.told(fact);
    if (as_told.empty())
      append_scalar(out, program_, model_.facts[fact.value].type, told.value(fact));
    else
      out += as_told;
  }
}

// What is not known: missing, the next question, what may not be asked, what hangs on a question of law.
void AnswerWriter::write_knowing(std::string& out, const Answer& answer) {
  out += ",\"missing\":";
  {
    Items items(out, '[', ']');
    for (const Unknown& unknown : answer.missing) {
      if (unknown.is_question) {
        append_quoted(items.next().append("{\"question\":"), names_.shown(QuestionId(unknown.index)));
        out += '}';
      } else {
        items.next().append("{\"fact\":").append(fact_names_[unknown.index]).append("}");
      }
    }
  }
  out += ",\"next_question\":";
  if (answer.next) {
    const FactId fact = answer.next->fact;
    out.append("{\"fact\":").append(fact_names_[fact.value]).append(",\"asks\":");
    append_quoted(out, model_.facts[fact.value].asks);
    out += fmt::format(",\"expected\":{:.3g}}}", answer.next->expected_questions);
  } else {
    out += "null";
  }
  out += ",\"may_not_ask\":";
  {
    Items items(out, '[', ']');
    for (const MayNotAsk& one : answer.may_not_ask) {
      items.next().append("{\"fact\":").append(fact_names_[one.fact.value]).append(",\"forbidden_by\":");
      {
        Items norms(out, '[', ']');
        for (const NormId norm : one.forbidden_by) norms.next() += norm_names_[norm.value];
      }
      out += '}';
    }
  }
  out += ",\"hangs_on\":";
  Items items(out, '[', ']');
  for (const HangsOn& one : answer.hangs_on) {
    append_quoted(items.next().append("{\"question\":"), names_.shown(one.question));
    append_quoted(out.append(",\"asks\":"), model_.questions[one.question.value].asks);
    append_rulings(out.append(",\"if_yes\":"), one.if_yes);
    append_rulings(out.append(",\"if_no\":"), one.if_no);
    out += '}';
  }
}

void AnswerWriter::write_duties(std::string& out, const Answer& answer) {
  out += ",\"duties\":";
  Items items(out, '[', ']');
  for (const DueDuty& due : answer.duties) {
    items.next().append("{\"norm\":").append(norm_names_[due.norm.value]).append(",\"do\":");
    append_quoted(out, model_.norms[due.norm.value].duties[due.duty].words);
    out += ",\"deadline\":";
    if (due.deadline)
      append_quoted(out, model_.zone().show(*due.deadline));
    else
      out += "null";
    out += '}';
  }
}

void AnswerWriter::write_silence(std::string& out, const Answer& answer) {
  out += ",\"silence\":";
  Items items(out, '[', ']');
  for (const uint32_t index : answer.silences) {
    const book::Silence& silence = model_.silences[index];
    items.next().append("{\"means\":").append(silence.permitted ? "\"permitted\"" : "\"forbidden\"").append(",\"sources\":");
    write_sources(out, silence.cites, answer.at);
    out.append(",\"notes\":").append(escaped_notes(silence.notes)).append("}");
  }
}

}  // namespace comity::ruling
