// The tests of one fact: what may follow its name in a condition.
#include <array>

#include <fmt/format.h>

#include "syntax/parser.h"
#include "syntax/units.h"
#include "text/utf8.h"

namespace comity::syntax {

namespace {

// Words that are written where `is` or `includes` is meant.
struct Verb {
  std::string_view word;
  std::string_view meant;
};
constexpr std::array kVerbs = {
    Verb{"has", "includes"},
    Verb{"have", "includes"},
    Verb{"contains", "includes"},
    Verb{"contain", "includes"},
    Verb{"include", "includes"},
    Verb{"including", "includes"},
    Verb{"equals", "is"},
    Verb{"equal", "is"},
    Verb{"are", "is"},
    Verb{"was", "is"},
    Verb{"be", "is"},
    Verb{"in", "is one of"},
    Verb{"isnt", "is not"},
};

}  // namespace

// What follows the name: `is …`, `includes …`, or nothing.
bool Parser::test(Cond& out) {
  if (accept("includes")) return includes_test(out);
  if (accept("is")) return is_test(out);
  out.kind = Cond::Kind::kName;
  if (!is_kind(TokenKind::kWord) || peek().first_on_line) return true;
  for (const Verb& verb : kVerbs) {
    if (is_word(verb.word) && !is_word("force", 1)) {
      return fail("C0217", fmt::format("`{}` does not test a fact", verb.word), fmt::format("write `{}`", verb.meant));
    }
  }
  return true;
}

bool Parser::includes_test(Cond& out) {
  out.kind = Cond::Kind::kIncludes;
  if (is_word("any", 0) && is_word("of", 1)) {
    out.set_test = SetTest::kAny;
  } else if (is_word("all", 0) && is_word("of", 1)) {
    out.set_test = SetTest::kAll;
  } else if (is_word("only") && is_kind(TokenKind::kWord, 1) && !is_reserved(peek(1).text) && (!peek(1).first_on_line || plain_word(1))) {
    // Whatever word follows on the line is a word of the set, be it called `list` or `source`.
    out.set_test = SetTest::kOnly;
  }
  if (out.set_test != SetTest::kHas) advance();
  if (out.set_test == SetTest::kAny || out.set_test == SetTest::kAll) advance();
  bool more = true;
  while (more) {
    if (!is_kind(TokenKind::kWord) || is_reserved(peek().text)) return unexpected("a word of the set");
    if (!value(out.values.emplace_back(), true, false)) return false;
    if (out.set_test == SetTest::kHas) {
      if (!is_mark(',')) return true;
      return fail("C0217", "`includes` tests one word", "write `includes any of` or `includes all of` before several words");
    }
    if (!comma_then_item("a word of the set", more)) return false;
  }
  return true;
}

// After `is`.
bool Parser::is_test(Cond& out) {
  if (accept("not")) out.negated = true;
  if (is_kind(TokenKind::kWord)) return is_word_test(out);
  if (at_moment()) return fail("C0217", "a date is not compared with `is` alone", "write `is on`, `is before`, `is after`, `is within … before`");
  if (is_mark('(')) return fail("C0217", "a set is not compared with `is`", "write `includes`, `includes any of`, `includes all of` or `includes only`");
  return value_test(out);
}

bool Parser::is_word_test(Cond& out) {
  const size_t first = pos_;
  if (is_word("one") && is_word("of", 1)) return one_of_test(out);
  if (is_word("empty")) {
    out.kind = Cond::Kind::kEmpty;
    advance();
    return true;
  }
  const bool on_list = is_word("on") && is_word("list", 1) && is_kind(TokenKind::kWord, 2);
  const bool number_follows = is_kind(TokenKind::kNumber, 1) || is_kind(TokenKind::kNumber, 2);
  const bool on_time = is_word("on") && (at_moment(1) || is_word("case.at", 1) || (is_word("or", 1) && (is_word("before", 2) || is_word("after", 2))));
  const bool before_after = (is_word("before") || is_word("after")) && (at_moment(1) || is_word("case.at", 1) || plain_word(1));
  const bool within = is_word("within") && number_follows;
  const bool at = is_word("at") && (is_word("least", 1) || is_word("most", 1));
  const bool than = (is_word("more") || is_word("less") || is_word("fewer")) && is_word("than", 1);
  if (out.negated && (on_time || before_after || within || at || than)) {
    return fail("C0217", "`is not` does not go with this comparison", "put `not` before the fact, or use the opposite comparison");
  }
  if (on_list || on_time) return on_test(out);
  if (before_after) return before_after_test(out);
  if (within) return within_test(out);
  if (at || than) {
    advance();
    const std::string_view how = peek().text;
    const std::string_view which = tokens_.tokens[first].text;
    advance();
    if (which == "at") return compare_test(out, how == "least" ? Compare::kAtLeast : Compare::kAtMost);
    return compare_test(out, which == "more" ? Compare::kMoreThan : Compare::kLessThan);
  }
  if (is_word("case.at")) return fail("C0217", "`case.at` is not a value", "write `is on case.at`, `is before case.at`, `is within … before case.at`");
  if (is_word("exactly") && is_kind(TokenKind::kNumber, 1)) return fail("C0217", "`exactly` counts records only", "write `is` and the number");
  return value_test(out);
}

bool Parser::one_of_test(Cond& out) {
  out.kind = Cond::Kind::kIs;
  out.one_of = true;
  advance();
  advance();
  bool more = true;
  while (more) {
    if (is_kind(TokenKind::kNumber) || at_moment()) {
      return fail("C0217", "`is one of` takes words or strings", "compare numbers and dates one by one, joined with `or`");
    }
    if (!at_string() && !is_kind(TokenKind::kWord)) return unexpected("a value");
    if (!value(out.values.emplace_back(), true, false)) return false;
    if (!comma_then_item("a value", more)) return false;
  }
  return true;
}

// `on list L`, `on D`, `on or before T`, `on or after T`.
bool Parser::on_test(Cond& out) {
  advance();
  if (is_word("list") && is_kind(TokenKind::kWord, 1)) {
    out.kind = Cond::Kind::kOnList;
    advance();
    return name(out.list, "the name of a list", Names::kQualified);
  }
  out.kind = Cond::Kind::kTime;
  out.time_test = TimeTest::kOn;
  if (accept("or")) {
    out.time_test = is_word("before") ? TimeTest::kOnOrBefore : TimeTest::kOnOrAfter;
    advance();
  }
  return anchor(out.anchor);
}

bool Parser::before_after_test(Cond& out) {
  out.kind = Cond::Kind::kTime;
  out.time_test = is_word("before") ? TimeTest::kBefore : TimeTest::kAfter;
  advance();
  return anchor(out.anchor);
}

bool Parser::within_test(Cond& out) {
  out.kind = Cond::Kind::kTime;
  advance();
  if (!duration(out.duration, true)) return false;
  if (!is_word("before") && !is_word("after")) {
    return unexpected("`before` or `after` and an instant", "`within` says on which side: `within 48 hours before case.at`");
  }
  out.time_test = is_word("before") ? TimeTest::kWithinBefore : TimeTest::kWithinAfter;
  advance();
  return anchor(out.anchor);
}

// After `at least`, `more than`, `at most`, `less than`: a number, a duration, or a duration before or after an instant.
bool Parser::compare_test(Cond& out, Compare compare) {
  out.kind = Cond::Kind::kCompare;
  out.compare = compare;
  if (at_moment() || is_word("case.at")) {
    return fail("C0217", "dates are not compared with this", "write `is before`, `is after`, `is on or before` or `is on or after`");
  }
  if (!is_kind(TokenKind::kNumber)) {
    const bool fact = plain_word(0);
    return fail("C0217", fmt::format("expected a number, found {}", found()),
                fact ? "a fact is compared with constants only; declare a fact for the relation between two facts" : "write a number after the comparison");
  }
  const size_t first = pos_;
  Value value;
  if (!numeral(value)) return false;
  const bool other_days = (is_word("business") || is_word("working") || is_word("court")) && is_word("days", 1);
  const bool timed = at_counting() || is_word("before") || is_word("after") || other_days;
  if (!timed) {
    out.values.push_back(std::move(value));
    return true;
  }
  pos_ = first;  // a duration: read it again as one, with its calendar
  if (!duration(out.duration, true)) return false;
  if (!is_word("before") && !is_word("after")) {
    return unexpected("`before` or `after` and an instant", "a calendar counts the time from a fact to an instant: `… before case.at`");
  }
  const bool before = is_word("before");
  if (compare != Compare::kAtLeast && compare != Compare::kMoreThan) {
    return fail("C0217", "this comparison does not measure the time to an instant", "write `within`, `at least` or `more than` before a duration");
  }
  if (compare == Compare::kAtLeast) {
    out.time_test = before ? TimeTest::kAtLeastBefore : TimeTest::kAtLeastAfter;
  } else {
    out.time_test = before ? TimeTest::kMoreBefore : TimeTest::kMoreAfter;
  }
  out.kind = Cond::Kind::kTime;
  advance();
  return anchor(out.anchor);
}

bool Parser::value_test(Cond& out) {
  if (is_kind(TokenKind::kWord) && looks_like_clause()) return unexpected("a value after `is`");
  Value read;
  if (!value(read, true, false)) return false;
  const bool numeric = read.kind == Value::Kind::kNumber || read.kind == Value::Kind::kDuration;
  out.kind = numeric ? Cond::Kind::kCompare : Cond::Kind::kIs;
  if (numeric) out.compare = out.negated ? Compare::kNotEqual : Compare::kEqual;
  const bool another_value = (plain_word(1) || is_kind(TokenKind::kString, 1)) && !is_word("is", 2) && !is_word("includes", 2);
  const bool several = is_mark(',') && !numeric && another_value;
  out.values.push_back(std::move(read));
  if (several) return fail("C0217", "`is` compares with one value", out.negated ? "write `is not one of`" : "write `is one of` before several values");
  return true;
}

// A date, an instant or case.at: never another fact.
bool Parser::anchor(Anchor& out) {
  const size_t first = pos_;
  if (accept("case.at")) {
    out.is_case_at = true;
  } else if (plain_word(0)) {
    return fail("C0217", fmt::format("expected a date, an instant or `case.at`, found {}", found()),
                "a fact is compared with constants only; declare a fact for the relation between two facts");
  } else if (!moment(out.moment, "a date, an instant or `case.at`")) {
    return false;
  }
  out.span = since(first);
  return true;
}

}  // namespace comity::syntax
