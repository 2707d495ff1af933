// Scenarios, and readings of tables.
#include <fmt/format.h>

#include "syntax/parser.h"
#include "text/utf8.h"

namespace comity::syntax {

// `scenario "title" at INSTANT`.
bool Parser::scenario_decl(ScenarioDecl& out) {
  if (!string(out.title, "the scenario's title")) return false;
  if (!expect("at", "the title") || !moment(out.at, "an instant after `at`")) recover();
  clauses([&](std::string_view word) { return scenario_clause(out, word); });
  return true;
}

bool Parser::scenario_clause(ScenarioDecl& out, std::string_view word) {
  if (word == "given") return given(out.given);
  if (word == "note") return note(out.notes);
  if (word == "expect") {
    Expect read;
    if (!expectation(read)) return false;
    out.expect.push_back(std::move(read));
    return true;
  }
  advance();
  bool more = true;
  while (more) {
    const size_t first = pos_;
    Assume read;
    if (!name(read.question, "a question", Names::kQualified) || !expect("is", "the question's name")) return false;
    read.answer = is_word("yes");
    if (!accept("yes") && !accept("no")) return unexpected("`yes` or `no`");
    read.span = since(first);
    out.assume.push_back(std::move(read));
    if (!comma_then_item("a question", more)) return false;
  }
  return true;
}

// `given F is VALUE, G is VALUE`.
bool Parser::given(std::vector<Given>& out) {
  advance();
  bool more = true;
  while (more) {
    const size_t first = pos_;
    Given read;
    if (!name(read.fact, "a fact", Names::kQualified) || !expect("is", "the fact's name")) return false;
    if (is_word("not")) return fail("C0217", "a scenario tells values, it does not test them", "write the value that the fact has");
    if (looks_like_clause()) return unexpected("a value after `is`");
    if (!value(read.value, false, false)) return false;
    read.span = since(first);
    out.push_back(std::move(read));
    if (!comma_then_item("a fact", more)) return false;
  }
  return true;
}

bool Parser::expectation(Expect& out) {
  const size_t first = pos_;
  advance();
  bool ok = false;
  if (is_word("next") && is_kind(TokenKind::kWord, 1) && is_word("for", 2)) {
    out.kind = Expect::Kind::kNext;
    advance();
    ok = name(out.next.emplace(), "a fact", Names::kQualified) && accept("for") && name(out.subject, "an action after `for`", Names::kQualified);
  } else if (is_word("nothing") && is_word("to", 1)) {
    out.kind = Expect::Kind::kNothingToAsk;
    advance();
    advance();
    ok = expect("ask", "`to`") && expect("for", "`ask`") && name(out.subject, "an action after `for`", Names::kQualified);
  } else {
    ok = target(out.asking, out.subject) && expected_ruling(out);
  }
  out.span = since(first);
  return ok;
}

// After the action: `duty "words" [by INSTANT]`, `undetermined [between R, S]`, or `R [or R …] [by NORM, …]`.
bool Parser::expected_ruling(Expect& out) {
  if (accept("duty")) {
    out.kind = Expect::Kind::kDuty;
    String words;
    if (!string(words, "the duty's words after `duty`")) return false;
    out.duty = std::move(words.text);
    return !accept("by") || moment(out.duty_by.emplace(), "an instant after `by`");
  }
  do {
    const bool alone = out.rulings.empty();
    if (!ruling(out.rulings.emplace_back(), alone)) return false;
  } while (accept("or"));
  const bool undetermined = out.rulings[0].text == "undetermined";
  if (undetermined && out.rulings.size() > 1) {
    report("C0214", out.rulings[1].span, "`undetermined` stands alone", "write `undetermined between R, S`");
    return false;
  }
  if (undetermined && accept("between")) {
    out.has_between = true;
    bool more = true;
    while (more) {
      if (!ruling(out.between.emplace_back(), false) || !comma_then_item("a ruling", more)) return false;
    }
  }
  if (accept("by")) {
    out.has_by = true;
    return names(out.by, "a norm after `by`", Names::kQualified);
  }
  return true;
}

bool Parser::reading_decl(ReadingDecl& out) {
  if (!name(out.name, "the reading's name", Names::kDeclared)) return false;
  if (!is_word("means", 1)) optional_string(out.title);
  clauses([&](std::string_view word) { return reading_clause(out, word); });
  return true;
}

bool Parser::reading_clause(ReadingDecl& out, std::string_view word) {
  if (at_string()) return meaning(out);
  if (word == "column") return column(out);
  return word == "given" ? given(out.given) : note(out.notes);
}

// `column "C" gives FACT|case.at [format "F"] [separated by ";"]`.
bool Parser::column(ReadingDecl& out) {
  const size_t first = pos_;
  ColumnDecl made;
  advance();
  if (!string(made.column, "the column's name") || !expect("gives", "the column's name")) return false;
  if (accept("case.at")) {
    made.gives_case_at = true;
    made.fact = {"case.at", tokens_.span(pos_ - 1)};
  } else if (!name(made.fact, "a fact or `case.at`", Names::kQualified)) {
    return false;
  }
  if (accept("format") && !string(made.format.emplace(), "a format")) return false;
  if (accept("separated")) {
    if (!expect("by", "`separated`") || !string(made.separated_by.emplace(), "what parts the values")) return false;
  }
  made.span = since(first);
  out.columns.push_back(std::move(made));
  return true;
}

// `"literal" means VALUE`, of the column above it.
bool Parser::meaning(ReadingDecl& out) {
  mark(Mark::kMeaning);
  ColumnMeaning made;
  if (!string(made.literal, "a literal") || !expect("means", "the literal") || !value(made.value, false, true)) return false;
  if (out.columns.empty()) {
    report("C0226", made.literal.span, "this meaning belongs to no column", "write it below a `column` clause");
    return false;
  }
  out.columns.back().meanings.push_back(std::move(made));
  return true;
}

}  // namespace comity::syntax
