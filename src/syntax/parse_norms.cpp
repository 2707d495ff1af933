// Norms: what they cite, say, suspend, and what duty follows.
#include <fmt/format.h>

#include "syntax/parser.h"
#include "syntax/units.h"
#include "text/utf8.h"

namespace comity::syntax {

bool Parser::norm_decl(NormDecl& out) {
  if (!name(out.name, "the norm's name", Names::kDeclared)) return false;
  optional_string(out.title);
  clauses([&](std::string_view word) { return norm_clause(out, word); });
  return true;
}

bool Parser::norm_clause(NormDecl& out, std::string_view word) {
  if (word == "cites" || word == "see") return citation(out.cites);
  if (word == "permits" || word == "forbids" || word == "requires") return modality(out);
  if (word == "when" || word == "unless") {
    once(word);
    advance();
    CondId read = kNoCond;
    const bool ok = condition(read);
    CondId& into = word == "when" ? out.when : out.unless;
    if (into == kNoCond) into = read;
    return ok;
  }
  if (word == "suspends" || word == "overrides") {
    advance();
    return names(word == "suspends" ? out.suspends : out.overrides, "a norm", Names::kQualified);
  }
  if (word == "yields") {
    advance();
    return expect("to", "`yields`") && names(out.yields_to, "a norm", Names::kQualified);
  }
  if (word == "in") {
    advance();
    Range own;
    if (!expect("force", "`in`") || !range(own, true, true)) return false;
    out.in_force.push_back(std::move(own));
    return true;
  }
  return word == "then" ? duty(out.duties) : note(out.notes);
}

// `permits|forbids|requires ACTION`, `permits|forbids asking FACT`; a second one is an error.
bool Parser::modality(NormDecl& out) {
  const size_t first = pos_;
  const std::string_view word = peek().text;
  const Modality said = word == "permits" ? Modality::kPermits : word == "forbids" ? Modality::kForbids : Modality::kRequires;
  for (const auto& [clause, place] : seen_) {
    if (clause != "modality") continue;
    report("C0207", here(), "a norm says one thing: permits, forbids or requires one action", "write a second norm for this")
        .notes.push_back({place, "it has already said this"});
  }
  advance();
  bool asking = false;
  Name said_of;
  if (!target(asking, said_of)) return false;
  if (asking && said == Modality::kRequires) {
    return report("C0225", since(first), "asking cannot be required", "asking a fact is permitted or forbidden; declare an action for a duty to ask"), false;
  }
  seen_.emplace_back("modality", since(first));
  if (is_mark(',')) return fail("C0207", "a norm speaks of one action", "write a norm for each action");
  if (out.modality != Modality::kNone) return true;
  out.modality = said;
  out.asking = asking;
  out.target = std::move(said_of);
  return true;
}

// ACTION, or `asking FACT`.
bool Parser::target(bool& asking, Name& out) {
  asking = accept("asking");
  return name(out, asking ? "a fact after `asking`" : "an action", Names::kQualified);
}

// `cites SOURCE [at "pinpoint"] ["words"]`, the same with `see`. In a list of text a string behind the source is the first element and
// not the law's words.
bool Parser::citation(std::vector<Citation>& out) {
  const size_t first = pos_;
  Citation made;
  made.supports_only = is_word("see");
  advance();
  if (!name(made.source, "a source", Names::kQualified)) return false;
  if (accept("at") && !string(made.pinpoint.emplace(), "the pinpoint after `at`")) return false;
  if (!(sort_ == Sort::kList && text_list_)) optional_string(made.words);
  made.span = since(first);
  if (is_mark(',')) { return fail("C0220", "one clause cites one source", "write another `cites` clause for the next source"); }
  out.push_back(std::move(made));
  return true;
}

bool Parser::note(std::vector<String>& out) {
  advance();
  return string(out.emplace_back(), "the note's text") || (out.pop_back(), false);
}

// The words of a duty without quotes: up to `within N`, `every year`, or the keyword that begins the next line's clause. A keyword in the
// middle of a line could be meant either way, so it is not accepted.
bool Parser::duty_words(DutyClause& out) {
  const size_t first = pos_;
  while (!at_end()) {
    if (is_word("within") && is_kind(TokenKind::kNumber, 1)) break;
    if (is_word("every") && is_word("year", 1)) break;
    const bool is_text = is_kind(TokenKind::kWord) || is_kind(TokenKind::kNumber);
    const std::string_view word = peek().text;
    bool keyword = is_kind(TokenKind::kWord) && (is_clause_of(Sort::kNorm, word) || sort_of(word));
    if (word == "in") keyword = is_word("force", 1);
    if (word == "note") keyword = is_kind(TokenKind::kString, 1);
    if (keyword && peek().first_on_line) break;
    if (pos_ == first) keyword = false;  // nothing can begin right after `must`
    if (keyword || !is_text) {
      if (!is_text && peek().first_on_line) break;
      return fail("C0215", fmt::format("{} cannot stand in a duty without quotes", found()), "write the duty as a string: `then must \"…\"`");
    }
    if (pos_ > first) out.words += ' ';
    out.words += word;
    advance();
  }
  if (pos_ == first) return unexpected("what must be done after `then must`");
  return true;
}

// `then must WORDS [within DUR [of|after case.at|FACT] | every year on MONTH DAY]`.
bool Parser::duty(std::vector<DutyClause>& out) {
  const size_t first = pos_;
  DutyClause made;
  advance();
  if (!expect("must", "`then`")) return false;
  if (at_string()) {
    made.quoted = true;
    made.words = unescape(peek().text);
    advance();
  } else if (!duty_words(made)) {
    return false;
  }
  if (accept("within")) {
    made.has_within = true;
    if (!duration(made.within, true)) return false;
    if ((accept("of") || accept("after")) && !accept("case.at")) {
      if (!name(made.after.emplace(), "`case.at` or an instant fact", Names::kQualified)) return false;
    }
  } else if (accept("every")) {
    if (!expect("year", "`every`") || !expect("on", "`year`") || !month_day(made.every_year_on.emplace())) return false;
  }
  made.span = since(first);
  out.push_back(std::move(made));
  return true;
}

}  // namespace comity::syntax
