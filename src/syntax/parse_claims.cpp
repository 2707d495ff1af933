// Claims: what is to be proved for all cases and all instants of a range.
#include <fmt/format.h>

#include "syntax/parser.h"
#include "text/utf8.h"

namespace comity::syntax {

// A ruling by its word; the words for undecided cases only where they make sense.
bool Parser::ruling(RulingName& out, bool undetermined_allowed) {
  bool known = is_kind(TokenKind::kWord) && undetermined_allowed && peek().text == "undetermined";
  for (std::string_view one : rulings()) known = known || is_word(one);
  if (!known) {
    const std::string_view meant = is_kind(TokenKind::kWord) ? meant_ruling(peek().text) : std::string_view();
    std::string help = "the rulings: permitted, forbidden, required, silent, conflicting";
    if (undetermined_allowed) help += "; or undetermined";
    if (!meant.empty()) help = fmt::format("did you mean `{}`?", meant);
    if (is_word("undetermined")) help = "a claim is about complete cases, in which nothing is undetermined";
    return fail("C0214", fmt::format("expected a ruling, found {}", found()), std::move(help));
  }
  out.text = std::string(peek().text);
  out.span = here();
  advance();
  return true;
}

bool Parser::claim_decl(ClaimDecl& out) {
  if (!name(out.name, "the claim's name", Names::kDeclared)) return false;
  optional_string(out.title);
  const bool body_follows = is_word("is", 1) || is_word("ignores", 1) || is_word("agrees", 1);  // of an action called `from`
  const bool ranged = (is_word("from") || is_word("until") || is_word("through")) && !body_follows;
  if (ranged && !range(out.range, false, true)) return false;
  if (at_end() || looks_like_clause()) {
    unexpected("what is claimed", "such as `arrest is never permitted when …`");
  } else {
    mark(Mark::kClause);
    if (!claim_body(out)) recover();
  }
  no_clauses();
  return true;
}

bool Parser::claim_body(ClaimDecl& out) {
  if (is_word("more") && is_word("of", 1)) return claim_monotone(out);
  if (is_word("every") && (is_word("action", 1) || is_word("ruling", 1))) {
    out.every_action = true;
    advance();
    advance();
  } else if (!target(out.asking, out.subject)) {
    return false;
  }
  if (accept("ignores")) {
    out.form = ClaimDecl::Form::kIgnores;
    return names(out.facts, "a fact", Names::kQualified);
  }
  if (is_word("is") && is_word("never", 1)) return claim_rulings(out, ClaimDecl::Form::kNever);
  if (is_word("is") && is_word("always", 1) && !out.every_action) return claim_rulings(out, ClaimDecl::Form::kAlways);
  if (is_word("agrees") && is_word("with", 1) && !out.every_action) return claim_agrees(out);
  const std::string help = "the forms of a claim are shown by `comity explain C0201`";
  if (!is_word("is")) return unexpected(out.every_action ? "`is never` or `ignores`" : "`is never`, `is always`, `ignores` or `agrees with`", help);
  advance();
  return unexpected(out.every_action ? "`never` after `every action is`" : "`never` or `always` after `is`", help);
}

// After the subject: `is never R [or R …] [when C]`.
bool Parser::claim_rulings(ClaimDecl& out, ClaimDecl::Form form) {
  out.form = form;
  advance();
  advance();
  do {
    if (!ruling(out.rulings.emplace_back(), false)) return false;
  } while (accept("or"));
  if (!accept("when")) return true;
  return condition(out.when);
}

// After the subject: `agrees with BOOK [at INSTANT] [except when C]`, `agrees with itself at INSTANT …`.
bool Parser::claim_agrees(ClaimDecl& out) {
  out.form = ClaimDecl::Form::kAgrees;
  advance();
  advance();
  if (accept("itself")) {
    out.with_itself = true;
    if (!is_word("at")) return unexpected("`at` and an instant after `itself`", "a book is compared with itself at another instant");
  } else if (!name(out.book.emplace(), "the name of a book", Names::kDeclared)) {
    return false;
  }
  if (accept("at") && !moment(out.at.emplace(), "an instant after `at`")) return false;
  if (!accept("except")) return true;
  return expect("when", "`except`") && condition(out.when);
}

// `more of FACT never turns ACTION from R into S`.
bool Parser::claim_monotone(ClaimDecl& out) {
  out.form = ClaimDecl::Form::kMonotone;
  advance();
  advance();
  if (!name(out.facts.emplace_back(), "a fact after `more of`", Names::kQualified)) return false;
  if (!expect("never", "the fact's name") || !expect("turns", "`never`") || !target(out.asking, out.subject)) return false;
  if (!expect("from", "the action's name") || !ruling(out.rulings.emplace_back(), false)) return false;
  return expect("into", "the first ruling") && ruling(out.rulings.emplace_back(), false);
}

}  // namespace comity::syntax
