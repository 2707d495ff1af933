// Sources and their life, questions of law, lists, and remarks on silence.
#include <array>

#include <fmt/format.h>

#include "syntax/parser.h"
#include "text/utf8.h"

namespace comity::syntax {

bool Parser::source_decl(SourceDecl& out) {
  if (!name(out.name, "the source's name", Names::kDeclared)) return false;
  optional_string(out.title);
  clauses([&](std::string_view word) { return source_clause(out, word); });
  return true;
}

bool Parser::source_clause(SourceDecl& out, std::string_view word) {
  constexpr std::array<std::string_view, 7> kOnce = {"issued", "citation", "signed", "url", "read", "text", "file"};
  for (std::string_view single : kOnce) {
    if (single == word) once(word);
  }
  if (word == "note") return note(out.notes);
  if (word == "replaces") {
    advance();
    return names(out.replaces, "a source after `replaces`", Names::kQualified) && expect("while", "the replaced sources") && expect("in", "`while`") &&
           expect("force", "`in`");
  }
  if (word == "issued") {
    advance();
    return expect("by", "`issued`") && name(out.issued_by.emplace(), "an authority after `issued by`", Names::kQualified);
  }
  if (word == "citation" || word == "url" || word == "file") {
    advance();
    std::optional<String>& into = word == "citation" ? out.citation : word == "url" ? out.url : out.file;
    return string(into.emplace(), fmt::format("a string after `{}`", word));
  }
  if (word == "signed") {
    advance();
    return date(out.signed_on.emplace(), "signed");
  }
  if (word == "read") {
    advance();
    return expect("on", "`read`") && date(out.read_on.emplace(), "read on");
  }
  if (word == "text") {
    advance();
    return certainty(out.certainty);
  }
  return life_clause(out, word);
}

bool Parser::certainty(std::optional<Certainty>& out) {
  if (accept("verified")) {
    out = Certainty::kVerified;
  } else if (accept("excerpt")) {
    out = Certainty::kExcerpt;
  } else if (accept("reported")) {
    out = Certainty::kReported;
  } else if (accept("unseen")) {
    out = Certainty::kUnseen;
  } else if (accept("as")) {
    if (!expect("quoted", "`as`") || !expect("in", "`quoted`") || !expect("press", "`in`")) return false;
    out = Certainty::kQuotedInPress;
  } else {
    return unexpected("how sure the wording is", "write `text verified`, `excerpt`, `as quoted in press`, `reported` or `unseen`");
  }
  return true;
}

bool Parser::expires(LifeEvent& event) {
  if (accept("after")) {
    event.kind = LifeEvent::Kind::kExpiresAfter;
    return duration(event.after, false);
  }
  event.kind = LifeEvent::Kind::kExpiresOn;
  if (!accept("on")) return unexpected("`on` or `after`", "write `expires on 2025-09-10` or `expires after 90 days`");
  return moment(event.at.emplace(), "an instant after `expires on`");
}

// `in force from …`, `expires …`, `rescinded|revived|amended by S on T`, `stayed by S from T [until T]`.
bool Parser::life_clause(SourceDecl& out, std::string_view word) {
  const size_t first = pos_;
  LifeEvent event;
  advance();
  bool ok = false;
  if (word == "in") {
    ok = expect("force", "`in`") && range(event.range, true, true);
  } else if (word == "expires") {
    ok = expires(event);
  } else {
    using Kind = LifeEvent::Kind;
    event.kind = word == "rescinded" ? Kind::kRescinded : word == "revived" ? Kind::kRevived : word == "stayed" ? Kind::kStayed : Kind::kAmended;
    ok = expect("by", fmt::format("`{}`", word)) && name(event.by.emplace(), "a source", Names::kQualified);
    if (ok && word == "stayed") {
      ok = range(event.range, true, false);
    } else if (ok) {
      ok = expect("on", "the source's name") && moment(event.at.emplace(), "an instant after `on`");
    }
  }
  event.span = since(first);
  if (ok) out.life.push_back(std::move(event));
  return ok;
}

bool Parser::question_decl(QuestionDecl& out) {
  if (!name(out.name, "the question's name", Names::kDeclared)) return false;
  optional_string(out.asks);
  clauses([&](std::string_view word) { return question_clause(out, word); });
  return true;
}

bool Parser::question_clause(QuestionDecl& out, std::string_view word) {
  if (word == "note") return note(out.notes);
  const size_t first = pos_;
  using Kind = QuestionEvent::Kind;
  QuestionEvent event;
  event.kind = word == "raised" ? Kind::kRaised : word == "answered" ? Kind::kAnswered : Kind::kReopened;
  advance();
  std::string after = fmt::format("`{}`", word);
  if (event.kind == Kind::kAnswered) {
    event.answer = is_word("yes");
    if (!accept("yes") && !accept("no")) return unexpected("`yes` or `no` after `answered`");
    after = "the answer";
  }
  if (!expect("by", after) || !name(event.by, "a source", Names::kQualified)) return false;
  if (!expect("on", "the source's name") || !moment(event.on, "an instant after `on`")) return false;
  event.span = since(first);
  out.events.push_back(std::move(event));
  return true;
}

// Elements stand one after another without commas: strings in a list of text, words in a list of a kind.
bool Parser::list_decl(ListDecl& out) {
  if (!name(out.name, "the list's name", Names::kDeclared)) return false;
  optional_string(out.title);
  if (!expect("of", "the list's name")) return false;
  text_list_ = is_word("text");
  if (text_list_) {
    advance();
  } else if (!name(out.of_kind.emplace(), "`text` or the name of a kind", Names::kQualified)) {
    return false;
  }
  clauses([&](std::string_view word) {
    const bool is_string = at_string();
    const bool ranged = is_word("from", 1) || is_word("until", 1) || is_word("through", 1);
    if (!is_string && !ranged && (word == "cites" || word == "see")) return citation(out.cites);
    ListElement element;
    element.is_string = is_string;
    element.span = here();
    if (is_string) {
      element.text = unescape(word);
      advance();
    } else {
      Name one;
      if (!name(one, "an element", Names::kPlain)) return false;
      element.text = std::move(one.text);
    }
    if (!range(element.range, false, true)) return false;
    out.elements.push_back(std::move(element));
    return true;
  });
  return true;
}

// `silence on ACTION means permitted|forbidden`.
bool Parser::silence_decl(SilenceDecl& out) {
  if (!expect("on", "`silence`") || !name(out.action, "an action", Names::kQualified) || !expect("means", "the action's name")) return false;
  if (!is_word("permitted") && !is_word("forbidden")) return unexpected("`permitted` or `forbidden` after `means`");
  out.permitted = is_word("permitted");
  advance();
  clauses([&](std::string_view word) { return word == "note" ? note(out.notes) : citation(out.cites); });
  return true;
}

}  // namespace comity::syntax
