#include "book/time/zone_rule.h"

#include "book/time/calendar.h"
#include "text/letters.h"

namespace comity::book::time {

class ZoneRule::Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool at_end() const { return pos_ == text_.size(); }
  bool at(char c) const { return pos_ < text_.size() && text_[pos_] == c; }
  bool accept(char c) {
    if (!at(c)) return false;
    ++pos_;
    return true;
  }

  bool abbreviation() {
    const size_t begin = pos_;
    if (accept('<')) {
      while (!at_end() && !at('>')) ++pos_;
      return accept('>');
    }
    while (!at_end() && text::is_letter(text_[pos_])) ++pos_;
    return pos_ > begin;
  }

  bool number(int32_t low, int32_t high, int32_t& out) {
    const size_t begin = pos_;
    out = 0;
    while (!at_end() && text::is_digit(text_[pos_]) && pos_ - begin < 3) out = out * 10 + (text_[pos_++] - '0');
    return pos_ > begin && out >= low && out <= high;
  }

  // [+-]h[h[h]][:mm[:ss]], in seconds.
  bool time(int32_t& out) {
    const bool negative = accept('-');
    if (!negative) accept('+');
    int32_t hours = 0, minutes = 0, seconds = 0;
    if (!number(0, 167, hours)) return false;
    if (accept(':') && !number(0, 59, minutes)) return false;
    if (accept(':') && !number(0, 59, seconds)) return false;
    out = (hours * 60 + minutes) * 60 + seconds;
    if (negative) out = -out;
    return true;
  }

  bool when(When& out) {
    if (accept('M')) {
      out.kind = When::Kind::kWeekday;
      if (!number(1, 12, out.month) || !accept('.') || !number(1, 5, out.week) || !accept('.') || !number(0, 6, out.weekday)) return false;
    } else if (accept('J')) {
      out.kind = When::Kind::kJulian;
      if (!number(1, 365, out.day)) return false;
    } else {
      out.kind = When::Kind::kDay;
      if (!number(0, 365, out.day)) return false;
    }
    return !accept('/') || time(out.seconds);
  }

 private:
  std::string_view text_;
  size_t pos_ = 0;
};

std::optional<ZoneRule> ZoneRule::parse(std::string_view text) {
  Reader reader(text);
  ZoneRule rule;
  int32_t west = 0;
  if (!reader.abbreviation() || !reader.time(west)) return std::nullopt;
  rule.standard_ = -west;
  if (reader.at_end()) return rule;
  rule.changes_ = true;
  rule.summer_ = rule.standard_ + 3600;
  if (!reader.abbreviation()) return std::nullopt;
  if (!reader.at(',')) {
    if (!reader.time(west)) return std::nullopt;
    rule.summer_ = -west;
  }
  if (!reader.accept(',') || !reader.when(rule.start_) || !reader.accept(',') || !reader.when(rule.end_) || !reader.at_end()) return std::nullopt;
  return rule;
}

int64_t ZoneRule::When::wall(int32_t year) const {
  Day at = 0;
  if (kind == Kind::kWeekday) {
    const Day first = day_of({year, static_cast<uint8_t>(month), 1});
    const int monday_based = (weekday + 6) % 7;
    at = first + (monday_based - time::weekday(first) + 7) % 7 + 7 * (week - 1);
    if (at >= first + month_length(year, month)) at -= 7;
  } else {
    at = day_of({year, 1, 1}) + day;
    if (kind == Kind::kJulian) at += day >= 60 && month_length(year, 2) == 29 ? 0 : -1;
  }
  return at * 86'400 + seconds;
}

}  // namespace comity::book::time
