// Conditions: `and`, `or`, `not`, parentheses and quantifiers. The tests of a single fact are in parse_tests.cpp.
//
// A chain of `and` or of `or` is one node with all its parts, read in a loop; only parentheses and `not` recur, kMaxDepth deep.
#include <utility>

#include <fmt/format.h>

#include "syntax/parser.h"
#include "text/utf8.h"

namespace comity::syntax {

namespace {

std::string joined(std::string_view word, const std::vector<std::string>& parts, size_t from, size_t to) {
  std::string out;
  for (size_t i = from; i < to; ++i) {
    if (i > from) out += fmt::format(" {} ", word);
    out += i - from < 3 ? parts[i] : "…";
    if (i - from == 3) break;
  }
  return out;
}

}  // namespace

CondId Parser::add(Cond cond) {
  tree_.conds.push_back(std::move(cond));
  return static_cast<CondId>(tree_.conds.size() - 1);
}

bool Parser::condition(CondId& out) {
  depth_ = 0;
  out = chain(true);
  after_condition_ = true;
  return out != kNoCond;
}

// C and D and …, or C or D or …; kNoCond after an error. A mixed chain is reported once and is kBad.
CondId Parser::chain(bool outermost) {
  const size_t first = pos_;
  std::vector<CondId> parts;
  size_t first_operator = 0;
  bool is_mixed = false;
  while (true) {
    const CondId part = unary();
    if (part == kNoCond) return kNoCond;
    parts.push_back(part);
    if (!is_word("and") && !is_word("or")) break;
    if (first_operator == 0) first_operator = pos_;
    const std::string_view joined_by = tokens_.tokens[first_operator].text;
    if (!is_mixed && !is_word(joined_by)) {
      is_mixed = true;
      mixed(parts, first_operator);
    }
    if (outermost) mark(Mark::kJoin);
    advance();
  }
  if (parts.size() == 1) return parts[0];
  Cond cond;
  cond.kind = is_mixed ? Cond::Kind::kBad : tokens_.tokens[first_operator].text == "and" ? Cond::Kind::kAnd : Cond::Kind::kOr;
  cond.span = since(first);
  cond.children = std::move(parts);
  return add(std::move(cond));
}

// The next token is the first operator that differs from the ones before; shows both places where parentheses could go.
void Parser::mixed(const std::vector<CondId>& parts, size_t first_operator) {
  const std::string before(tokens_.tokens[first_operator].text);
  const std::string now(peek().text);
  if (peek().reported || tokens_.tokens[first_operator].reported) return;
  std::vector<std::string> texts;
  for (CondId part : parts) {
    std::string shown = text::quote(files_.slice(tree_.cond(part).span), 24);
    texts.push_back(shown.substr(1, shown.size() - 2));  // without the back quotes
  }
  const std::string head = texts.size() > 1 ? joined(before, texts, 0, texts.size() - 1) + " " + before + " " : "";
  std::string next = "…";
  if (is_kind(TokenKind::kWord, 1)) next = std::string(peek(1).text) + " …";
  const std::string help =
      fmt::format("write `({}) {} {}` or `{}({} {} {})`", joined(before, texts, 0, texts.size()), now, next, head, texts.back(), now, next);
  report("C0208", here(), fmt::format("`{}` and `{}` are mixed without parentheses", before, now), help)
      .notes.push_back({tokens_.span(first_operator), fmt::format("`{}` stands here", before)});
}

// not C, (C), or a test.
CondId Parser::unary() {
  const bool negation = is_word("not");
  if (!negation && !is_mark('(')) return simple();
  if (depth_ >= kMaxDepth) {
    fail("C0006", fmt::format("this condition is nested more than {} deep", kMaxDepth), "give parts of it names with `define`");
    return kNoCond;
  }
  ++depth_;
  CondId out = kNoCond;
  if (negation) {
    const size_t first = pos_;
    advance();
    const CondId child = unary();
    if (child != kNoCond) {
      Cond cond;
      cond.kind = Cond::Kind::kNot;
      cond.span = since(first);
      cond.children.push_back(child);
      out = add(std::move(cond));
    }
  } else {
    out = parenthesized();
  }
  --depth_;
  return out;
}

CondId Parser::parenthesized() {
  const size_t open = pos_;
  advance();
  const CondId inner = chain(false);
  if (inner == kNoCond) return kNoCond;
  if (!is_mark(')')) {
    if (peek().reported) return kNoCond;
    report("C0211", place_of_error(), fmt::format("expected `)`, found {}", found()), "close the parenthesis")
        .notes.push_back({tokens_.span(open), "it was opened here"});
    return kNoCond;
  }
  advance();
  tree_.conds[inner].parenthesized = true;
  tree_.conds[inner].span = since(open);
  return inner;
}

// `some charge in …`, `at least 2 charge in …`. A fact may be called `some` or `every`; `no` is reserved.
bool Parser::at_quantifier() const {
  if (is_word("no")) return true;
  if (is_word("some") || is_word("every")) return is_word("in", 2) || plain_word(1);
  if (is_word("exactly")) return is_kind(TokenKind::kNumber, 1);
  const bool comparing =
      (is_word("at") && (is_word("least", 1) || is_word("most", 1))) || ((is_word("more") || is_word("fewer") || is_word("less")) && is_word("than", 1));
  return comparing && is_kind(TokenKind::kNumber, 2);
}

bool Parser::quantified(Cond& out) {
  out.kind = Cond::Kind::kQuantified;
  const size_t first = pos_;
  bool counted = true;
  if (accept("some") || accept("no") || accept("every")) {
    const std::string_view word = tokens_.tokens[pos_ - 1].text;
    out.quantifier = word == "some" ? Quantifier::kSome : word == "no" ? Quantifier::kNo : Quantifier::kEvery;
    counted = false;
  } else if (accept("exactly")) {
    out.quantifier = Quantifier::kExactly;
  } else if (accept("at")) {
    out.quantifier = is_word("least") ? Quantifier::kAtLeast : Quantifier::kAtMost;
    advance();
  } else {
    if (is_word("less")) return fail("C0217", "records are counted with `fewer than`", "write `fewer than`");
    out.quantifier = is_word("more") ? Quantifier::kMoreThan : Quantifier::kFewerThan;
    advance();
    advance();
  }
  if (in_where_) {
    report("C0223", since(first), "a `where` cannot hold another quantifier", "give the list of records its own test, outside `where`");
    return false;
  }
  if (counted && !whole(out.count, "the number of records")) return false;
  if (!name(out.record, "the name of a record", Names::kQualified) || !expect("in", "the record's name")) return false;
  if (!name(out.name, "a list of records", Names::kQualified)) return false;
  if (!accept("where")) {
    if (out.quantifier == Quantifier::kSome || out.quantifier == Quantifier::kNo) return true;
    return fail("C0224", "this quantifier needs `where` and a condition", "`where` may be left out after `some` and `no` only");
  }
  in_where_ = true;
  const CondId child = unary();
  in_where_ = false;
  if (child == kNoCond) return false;
  out.children.push_back(child);
  return true;
}

CondId Parser::simple() {
  const size_t first = pos_;
  Cond cond;
  if (at_quantifier()) {
    if (!quantified(cond)) return kNoCond;
  } else {
    const bool missing = !is_kind(TokenKind::kWord) || is_reserved(peek().text) || looks_like_clause();
    if (missing) {
      fail("C0212", fmt::format("expected a condition, found {}", found()),
           "a condition is a fact's test such as `encounter is traffic_stop`, or the name of a definition or question");
      return kNoCond;
    }
    if (!name(cond.name, "a fact, a definition or a question", Names::kQualified) || !test(cond)) return kNoCond;
  }
  cond.span = since(first);
  return add(std::move(cond));
}

}  // namespace comity::syntax
