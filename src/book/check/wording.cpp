#include "book/check/wording.h"

#include <cstdlib>

#include <fmt/format.h>

#include "syntax/units.h"
#include "text/diagnostics.h"

namespace comity::book {

namespace {

std::string words_shown(const std::vector<std::string>& words) {
  constexpr size_t kShown = 4;
  std::string out;
  for (size_t i = 0; i < words.size() && i < kShown; ++i) out += (i == 0 ? "" : ", ") + words[i];
  return words.size() > kShown ? out + ", …" : out;
}

}  // namespace

std::string described(const Model& model, const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo: return "yes or no";
    case TypeKind::kOneOf: return "one of " + words_shown(model.kinds[type.words.value].words);
    case TypeKind::kSomeOf: return "a set of " + words_shown(model.kinds[type.words.value].words);
    case TypeKind::kNumber: return type.unit.empty() ? "a number" : fmt::format("a number of {}", type.unit);
    case TypeKind::kDate: return "a date";
    case TypeKind::kInstant: return "an instant";
    case TypeKind::kDuration: return "a duration";
    case TypeKind::kText: return "a text";
    case TypeKind::kListOf: return fmt::format("a list of {}", model.records[type.record.value].name);
  }
  return "";
}

std::string tests_of(const Type& type, std::string_view name) {
  switch (type.kind) {
    case TypeKind::kYesNo: return fmt::format("write `{}`, or `not {}`", name, name);
    case TypeKind::kOneOf: return fmt::format("write `{} is WORD`, `{} is one of WORD, WORD` or `{} is on list LIST`", name, name, name);
    case TypeKind::kSomeOf: return fmt::format("write `{} includes WORD`, `includes any of`, `includes all of`, `includes only`, or `is empty`", name);
    case TypeKind::kNumber: return fmt::format("write `{} is at least 10`, `more than`, `at most`, `less than`, or `is 10`", name);
    case TypeKind::kDate: return fmt::format("write `{} is before 2025-01-01`, `after`, `on`, or `is within 30 days before case.at`", name);
    case TypeKind::kInstant: return fmt::format("write `{} is before 2025-01-01`, `after`, or `is within 48 hours before case.at`", name);
    case TypeKind::kDuration: return fmt::format("write `{} is at least 48 hours`, `more than`, `at most` or `less than`", name);
    case TypeKind::kText: return fmt::format("write `{} is \"…\"`, `{} is one of \"…\", \"…\"` or `{} is on list LIST`", name, name, name);
    case TypeKind::kListOf: return fmt::format("write `some RECORD in {} where …`, `every`, `no`, `at least 2`, or `{} is empty`", name, name);
  }
  return "";
}

std::string notation(const Model& model, const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo: return "write `yes` or `no`";
    case TypeKind::kOneOf: return fmt::format("write one of {}", quoted_list(model.kinds[type.words.value].words));
    case TypeKind::kSomeOf: return "write `(a, b)`, one bare word for a set of one, or `empty`";
    case TypeKind::kNumber: return type.unit.empty() ? "write a number" : fmt::format("write a number, with or without `{}`", type.unit);
    case TypeKind::kDate: return "write a day: `2025-08-14`";
    case TypeKind::kInstant: return "write a day and time: `2025-08-14 09:00`";
    case TypeKind::kDuration: return "write a whole amount with its unit: `48 hours`";
    case TypeKind::kText: return "write the text in quotes";
    case TypeKind::kListOf: return "write records in parentheses, `({field: value}, {…})`, or `empty`";
  }
  return "";
}

bool same_unit(std::string_view written, std::string_view declared) {
  const auto plural = [](std::string_view one, std::string_view many) { return many.size() == one.size() + 1 && many.starts_with(one) && many.back() == 's'; };
  return written == declared || plural(written, declared) || plural(declared, written);
}

std::string converted(const syntax::Number& number, std::string_view unit) {
  const auto from = syntax::unit_of(number.unit->text), to = syntax::unit_of(unit);
  if (!from || !to || *from >= syntax::Unit::kMonths || *to >= syntax::Unit::kMonths) return "";
  const __int128 micro = static_cast<__int128>(number.micro) * time::seconds_in(*from);
  const __int128 largest = std::numeric_limits<int64_t>::max();
  if (micro % time::seconds_in(*to) != 0 || micro / time::seconds_in(*to) > largest) return "";
  const auto amount = static_cast<int64_t>(micro / time::seconds_in(*to));
  std::string decimals = amount % syntax::kMicro == 0 ? "" : fmt::format(".{:06}", std::abs(amount % syntax::kMicro));
  while (decimals.ends_with('0')) decimals.pop_back();
  return fmt::format("{}{} {}", amount / syntax::kMicro, decimals, unit);
}

std::string day_after(const syntax::Moment& moment) {
  const time::Civil next = time::civil_of(time::day_of({moment.year, moment.month, moment.day}) + 1);
  return fmt::format("{:04}-{:02}-{:02}", next.year, next.month, next.day);
}

std::string quoted_list(const std::vector<std::string>& words, std::string_view last) {
  constexpr size_t kShown = 8;
  std::string out;
  for (size_t i = 0; i < words.size() && i < kShown; ++i) {
    const bool ends = i + 1 == words.size();
    out += fmt::format("{}`{}`", i == 0 ? "" : ends ? fmt::format(" {} ", last) : ", ", words[i]);
  }
  if (words.size() > kShown) out += ", …";
  return out;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string near = text::nearest(word, candidates);
  return near.empty() ? "" : fmt::format("did you mean `{}`?", near);
}

}  // namespace comity::book
