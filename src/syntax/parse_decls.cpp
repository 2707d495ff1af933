// The short declarations: use, timezone, authority, precedence, kinds, records, facts, actions, calendars, definitions.
#include <fmt/format.h>

#include "syntax/parser.h"
#include "text/utf8.h"

namespace comity::syntax {

bool Parser::use_decl(UseDecl& out) {
  if (!name(out.book, "the name of a book", Names::kDeclared)) return false;
  no_clauses();
  return true;
}

bool Parser::timezone_decl(TimezoneDecl& out) {
  if (!is_kind(TokenKind::kWord) || looks_like_clause()) {
    return unexpected("the name of a time zone after `timezone`", "write it as in `America/New_York`, without quotes");
  }
  out.zone = std::string(peek().text);
  out.zone_span = here();
  advance();
  no_clauses();
  return true;
}

bool Parser::authority_decl(AuthorityDecl& out) {
  if (!name(out.name, "the authority's name", Names::kDeclared)) return false;
  optional_string(out.title);
  if (accept("below") && !names(out.below, "an authority", Names::kQualified)) return false;
  no_clauses();
  return true;
}

// `by rank`, `by date`, `by rank, then by date`, `none`.
bool Parser::precedence_decl(PrecedenceDecl& out) {
  if (!accept("none")) {
    if (!accept("by") || (!is_word("rank") && !is_word("date"))) {
      return unexpected("how norms are ranked", "write `precedence by rank`, `by date`, `by rank, then by date` or `none`");
    }
    out.by_rank = is_word("rank");
    out.by_date = is_word("date");
    advance();
    if (out.by_rank && accept_mark(',')) {
      if (!accept("then") || !accept("by") || !accept("date")) return unexpected("`then by date`", "write `precedence by rank, then by date`");
      out.by_date = true;
    }
  }
  no_clauses();
  return true;
}

bool Parser::words_of_kind(std::vector<Name>& out) { return names(out, "a word", Names::kPlain); }

bool Parser::kind_decl(KindDecl& out) {
  if (!name(out.name, "the kind's name", Names::kDeclared)) return false;
  if (!expect("is", "the kind's name") || !expect("one", "`is`") || !expect("of", "`one`")) return false;
  if (!words_of_kind(out.words)) return false;
  no_clauses();
  return true;
}

bool Parser::extend_decl(ExtendDecl& out) {
  if (!name(out.kind, "the name of a kind after `extend`", Names::kQualified)) return false;
  if (!expect("with", "the kind's name") || !words_of_kind(out.words)) return false;
  no_clauses();
  return true;
}

bool Parser::record_decl(RecordDecl& out) {
  if (!name(out.name, "the record's name", Names::kDeclared)) return false;
  clauses([&](std::string_view) {
    FieldDecl field;
    if (!name(field.name, "a field's name", Names::kPlain) || !expect("is", "the field's name") || !type(field.type)) return false;
    out.fields.push_back(std::move(field));
    return true;
  });
  return true;
}

// A type by its keyword, or the name of a kind.
bool Parser::type(TypeExpr& out) {
  const size_t first = pos_;
  using Kind = TypeExpr::Kind;
  const auto of = [&](std::string_view word) { return is_word(word) && is_word("of", 1); };
  const auto listed = [&](Kind kind) {
    out.kind = kind;
    advance();
    advance();
    return kind == Kind::kListOf ? name(out.name.emplace(), "the name of a record", Names::kQualified) : names(out.words, "a word", Names::kQualified);
  };
  bool ok = true;
  if (is_word("yes-no")) {
    out.kind = Kind::kYesNo;
    advance();
  } else if (of("one")) {
    ok = listed(Kind::kOneOf);
  } else if (of("some")) {
    ok = listed(Kind::kSomeOf);
  } else if (of("list")) {
    ok = listed(Kind::kListOf);
  } else if (accept("number")) {
    out.kind = Kind::kNumber;
    if (accept("of")) ok = name(out.name.emplace(), "a unit after `number of`", Names::kPlain);
  } else if (is_word("date") || is_word("instant") || is_word("duration") || is_word("text")) {
    out.kind = is_word("date") ? Kind::kDate : is_word("instant") ? Kind::kInstant : is_word("duration") ? Kind::kDuration : Kind::kText;
    advance();
  } else if (is_kind(TokenKind::kWord) && !is_reserved(peek().text) && !looks_like_clause()) {
    out.kind = Kind::kNamed;
    ok = name(out.name.emplace(), "a type", Names::kQualified);
  } else {
    ok = unexpected("a type", "the types: yes-no, one of …, some of …, number [of UNIT], date, instant, duration, text, list of RECORD, or the name of a kind");
  }
  out.span = since(first);
  return ok;
}

bool Parser::fact_decl(FactDecl& out) {
  if (!name(out.name, "the fact's name", Names::kDeclared)) return false;
  if (!expect("is", "the fact's name") || !type(out.type)) {
    out.type.kind = TypeExpr::Kind::kBad;
    recover();
  }
  clauses([&](std::string_view word) {
    once(word);
    advance();
    if (word == "asks") return string(out.asks.emplace(), "the question in plain words after `asks`");
    if (word == "protected") return out.is_protected = true;
    if (word == "sensitive") return out.is_sensitive = true;
    return expect("for", "`proxy`") && names(out.proxy_for, "a fact", Names::kQualified);
  });
  return true;
}

bool Parser::action_decl(ActionDecl& out) {
  if (is_word("asking")) return fail("C0209", "an action cannot be called `asking`", "`asking FACT` already names the asking of a fact");
  if (!name(out.name, "the action's name", Names::kDeclared)) return false;
  optional_string(out.title);
  no_clauses();
  return true;
}

// `skips weekends, federal holidays, April 16`, any of them, in any order.
bool Parser::calendar_skips(CalendarDecl& out) {
  bool more = true;
  while (more) {
    if (accept("weekends")) {
      out.weekends = true;
    } else if (is_word("federal") || is_word("holidays")) {
      accept("federal");
      if (!expect("holidays", "`federal`")) return false;
      out.federal_holidays = true;
    } else if (!month_day(out.days.emplace_back())) {
      out.days.pop_back();
      return false;
    }
    if (!comma_then_item("`weekends`, `federal holidays` or a day", more)) return false;
  }
  return true;
}

bool Parser::calendar_decl(CalendarDecl& out) {
  if (!name(out.name, "the calendar's name", Names::kDeclared)) return false;
  optional_string(out.title);
  if (!expect("skips", "the calendar's name") || !calendar_skips(out)) return false;
  no_clauses();
  return true;
}

bool Parser::define_decl(DefineDecl& out) {
  if (!name(out.name, "the definition's name", Names::kDeclared)) return false;
  if (!expect("means", "the definition's name")) {
    recover();
    no_clauses();
    return true;
  }
  mark(Mark::kClause);
  if (!condition(out.cond)) recover();
  no_clauses();
  return true;
}

}  // namespace comity::syntax
