// Values as they are written: instants, dates, durations, numbers, words, sets and records.
#include <fmt/format.h>

#include "syntax/parser.h"
#include "syntax/units.h"
#include "text/utf8.h"

namespace comity::syntax {

namespace {

int two_digits(std::string_view text, size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

}  // namespace

// 2025-08-14, or 2025-08-14 09:00[:30]. A malformed one, already reported, is read as the first day of year 1.
bool Parser::moment(Moment& out, std::string_view what) {
  if (is_kind(TokenKind::kTime)) return unexpected(what, "a time of day follows its day: `2025-08-14 09:00`");
  if (!is_kind(TokenKind::kDate)) return unexpected(what, "a day is written `2025-08-14`, an instant `2025-08-14 09:00`");
  const size_t first = pos_;
  out.year = out.month = out.day = 1;
  if (!peek().reported) {
    const std::string_view text = peek().text;
    out.year = two_digits(text, 0) * 100 + two_digits(text, 2);
    out.month = static_cast<uint8_t>(two_digits(text, 5));
    out.day = static_cast<uint8_t>(two_digits(text, 8));
  }
  advance();
  if (is_kind(TokenKind::kTime)) {
    out.has_time = true;
    if (!peek().reported) {
      const std::string_view text = peek().text;
      out.hour = static_cast<uint8_t>(two_digits(text, 0));
      out.minute = static_cast<uint8_t>(two_digits(text, 3));
      out.second = static_cast<uint8_t>(text.size() == 8 ? two_digits(text, 6) : 0);
    }
    advance();
  }
  out.span = since(first);
  return true;
}

bool Parser::date(Moment& out, std::string_view after) {
  if (!moment(out, fmt::format("a day after `{}`", after))) return false;
  if (out.has_time) {
    report("C0221", out.span, fmt::format("`{}` takes a day, not an instant", after), "take the time of day away");
    out.has_time = false;
  }
  return true;
}

// `April 16`; February has 29 days here, since no year is told.
bool Parser::month_day(MonthDay& out) {
  const size_t first = pos_;
  const std::optional<uint8_t> month = is_kind(TokenKind::kWord) ? month_of(peek().text) : std::nullopt;
  if (!month) {
    const std::string_view near = is_kind(TokenKind::kWord) ? meant_month(peek().text) : std::string_view();
    return fail("C0222", fmt::format("expected a month and a day, found {}", found()),
                near.empty() ? "write the English month and the day: `April 16`" : fmt::format("did you mean `{}`?", near));
  }
  out.month = *month;
  advance();
  constexpr int kLeapYear = 2000;
  int64_t day = 0;
  const bool reported = peek().reported;
  if (!whole(day, "the day of the month")) return false;
  if (!is_real_day(kLeapYear, out.month, static_cast<int32_t>(std::min<int64_t>(day, 99)))) {
    if (!reported) report("C0111", since(first), fmt::format("there is no day {}", text::quote(files_.slice(since(first)))), "mind the length of the month");
    day = 1;
  }
  out.day = static_cast<uint8_t>(day);
  out.span = since(first);
  return true;
}

// `from INSTANT`, `until INSTANT`, `through DATE`, each where it stands; the last two exclude each other.
bool Parser::range(Range& out, bool from_needed, bool through_allowed) {
  const size_t first = pos_;
  if (accept("from")) {
    if (!moment(out.from.emplace(), "an instant after `from`")) return false;
  } else if (from_needed) {
    return unexpected("`from`", "write `from` and the first instant");
  }
  if (accept("until")) {
    if (!moment(out.until.emplace(), "an instant after `until`")) return false;
  } else if (through_allowed && accept("through")) {
    out.through = true;
    if (!date(out.until.emplace(), "through")) return false;
  }
  if (pos_ > first) out.span = since(first);
  if (out.until && (is_word("until") || (through_allowed && is_word("through")))) {
    return fail("C0206", "the end of this time is told twice", "keep `until` (ends just before the instant) or `through` (ends with the day)");
  }
  return true;
}

// Digits to millionths. A number that the lexer has reported is read as 0.
bool Parser::number(Number& out, std::string_view what) {
  if (!is_kind(TokenKind::kNumber)) return unexpected(what);
  if (!peek().reported) {
    bool in_decimals = false;
    int places = 0;
    for (char c : peek().text) {
      if (c == '.') in_decimals = true;
      if (c < '0' || c > '9') continue;
      out.micro = out.micro * 10 + (c - '0');
      if (in_decimals) ++places;
    }
    for (; places < 6; ++places) out.micro *= 10;
    if (peek().text[0] == '-') out.micro = -out.micro;
  }
  out.span = here();
  advance();
  return true;
}

bool Parser::whole(int64_t& out, std::string_view what) {
  Number read;
  if (!number(read, what)) return false;
  if (read.micro % kMicro != 0 || read.micro < 0) {
    report("C0216", read.span, fmt::format("{} must be a whole number, not {}", what, text::quote(files_.slice(read.span))),
           "write it without decimals and sign");
    read.micro = 0;
  }
  out = read.micro / kMicro;
  return true;
}

// After a number: whether the next word is its unit. Any word may be one, but none that begins a clause or joins its parts, and no word
// that another one follows.
bool Parser::unit_follows() const {
  if (!is_kind(TokenKind::kWord)) return false;
  if (unit_of(peek().text)) return true;
  return plain_word(0) && !plain_word(1);
}

bool Parser::to_duration(const Number& amount, Duration& out) {
  const std::optional<Unit> unit = amount.unit ? unit_of(amount.unit->text) : std::nullopt;
  if (!unit || amount.micro < 0 || amount.micro % kMicro != 0) return false;
  out.amount = amount.micro / kMicro;
  out.unit = *unit;
  out.span = amount.span;
  return true;
}

bool Parser::duration(Duration& out, bool may_count) {
  const size_t first = pos_;
  if (!whole(out.amount, "the amount of time")) return false;
  const std::optional<Unit> unit = is_kind(TokenKind::kWord) ? unit_of(peek().text) : std::nullopt;
  if (!unit) {
    std::string help = "the units of time are minutes, hours, days, weeks, months and years";
    if (is_word("business") || is_word("working") || is_word("court")) help = "write `days, not counting weekends and holidays`, or count by a calendar";
    if (is_kind(TokenKind::kWord) && !meant_unit(peek().text).empty()) help = fmt::format("did you mean `{}`?", meant_unit(peek().text));
    return fail("C0218", fmt::format("expected a unit of time, found {}", found()), std::move(help));
  }
  out.unit = *unit;
  advance();
  out.span = since(first);
  if (may_count && at_counting() && !counting(out)) return false;
  out.span = since(first);
  return true;
}

bool Parser::at_counting() const { return is_mark(',') && ((is_word("not", 1) && is_word("counting", 2)) || (is_word("counted", 1) && is_word("by", 2))); }

// `, not counting weekends|holidays|weekends and holidays` or `, counted by CALENDAR`.
bool Parser::counting(Duration& out) {
  advance();
  if (accept("counted")) {
    advance();
    return name(out.counting.calendar.emplace(), "a calendar after `counted by`", Names::kQualified);
  }
  advance();
  advance();
  const auto one = [&] {
    if (accept("weekends")) {
      out.counting.skip_weekends = true;
    } else if (accept("holidays")) {
      out.counting.skip_holidays = true;
    } else {
      return false;
    }
    return true;
  };
  if (!one()) return unexpected("`weekends` or `holidays` after `not counting`", "other days are skipped by a calendar: `, counted by CALENDAR`");
  if (is_word("and") && (is_word("weekends", 1) || is_word("holidays", 1))) {
    advance();
    one();
  }
  return true;
}

// A number with or without a unit; see Value in tree.h.
bool Parser::numeral(Value& out) {
  const size_t first = pos_;
  if (!number(out.number, "a number")) return false;
  out.kind = Value::Kind::kNumber;
  if (unit_follows() && !name(out.number.unit.emplace(), "a unit", Names::kPlain)) return false;
  out.span = out.number.span = since(first);
  if (to_duration(out.number, out.duration)) out.kind = Value::Kind::kDuration;
  return true;
}

// The value of `given F is VALUE` and of a column's literal. `inside`: inside a set or a record, where neither may stand again.
bool Parser::value(Value& out, bool inside, bool unknown_allowed) {
  const size_t first = pos_;
  if (is_mark('(') && !inside) return is_mark('{', 1) ? value_records(out) : value_set(out);
  if (is_mark('{')) return unexpected("a value", inside ? "records do not nest" : "a list of records stands in parentheses: `({offense: theft})`");
  if (is_kind(TokenKind::kNumber)) return numeral(out);
  if (at_moment()) {
    out.kind = Value::Kind::kMoment;
    if (!moment(out.moment, "a date or an instant")) return false;
  } else if (at_string()) {
    out.kind = Value::Kind::kString;
    out.text = unescape(peek().text);
    advance();
  } else if (is_word("yes") || is_word("no")) {
    out.kind = is_word("yes") ? Value::Kind::kYes : Value::Kind::kNo;
    advance();
  } else if (is_word("empty") && !inside) {
    out.kind = Value::Kind::kEmpty;
    advance();
  } else if (is_word("unknown") && unknown_allowed) {
    out.kind = Value::Kind::kUnknown;
    advance();
  } else {
    Name word;
    if (!name(word, "a value", Names::kPlain)) return false;
    out.kind = Value::Kind::kWord;
    out.text = std::move(word.text);
  }
  out.span = since(first);
  return true;
}

bool Parser::value_set(Value& out) {
  const size_t first = pos_;
  advance();
  out.kind = Value::Kind::kSet;
  if (is_mark(')')) return unexpected("a word of the set", "a set without words is written `empty`");
  bool more = true;
  while (more) {
    if (!at_string() && !is_kind(TokenKind::kWord)) return unexpected("a word of the set");
    if (!value(out.items.emplace_back(), true, false)) return false;
    if (!comma_then_item("a word of the set", more)) return false;
  }
  if (!is_mark(')')) {
    fail("C0211", fmt::format("this set is not closed: expected `,` or `)`, found {}", found()), "close it with `)`");
    return false;
  }
  advance();
  out.span = since(first);
  return true;
}

bool Parser::value_records(Value& out) {
  const size_t first = pos_;
  advance();
  out.kind = Value::Kind::kRecords;
  bool more = true;
  while (more) {
    if (!accept_mark('{')) return unexpected("a record in `{` `}`");
    RecordValue record;
    bool more_fields = !is_mark('}');
    while (more_fields) {
      FieldValue field;
      if (!name(field.field, "a field's name", Names::kPlain) || !expect_mark(':', "the field's name")) return false;
      if (!value(field.value.emplace_back(), true, false)) return false;
      record.fields.push_back(std::move(field));
      if (!comma_then_item("a field", more_fields)) return false;
    }
    if (!is_mark('}')) return fail("C0211", fmt::format("this record is not closed: expected `,` or `}}`, found {}", found()), "close it with `}`");
    advance();
    out.records.push_back(std::move(record));
    if (!comma_then_item("a record", more)) return false;
  }
  if (!is_mark(')')) return fail("C0211", fmt::format("this list is not closed: expected `,` or `)`, found {}", found()), "close it with `)`");
  advance();
  out.span = since(first);
  return true;
}

}  // namespace comity::syntax
