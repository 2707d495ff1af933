// Tests of words, texts, sets, lists of law, numbers and durations. Those of dates and instants are in compare_times.cpp.
#include <algorithm>

#include <fmt/format.h>

#include "book/check/conditions.h"
#include "book/check/wording.h"
#include "syntax/units.h"
#include "text/utf8.h"

namespace comity::book {

namespace {

using ValueKind = syntax::Value::Kind;

// The domains of ordered types on their grids (language.md section 4).
constexpr int64_t kMaxNumber = 1'000'000'000'000'000'000 - 1;
constexpr int64_t kMaxDuration = 1'000'000'000'000'000;

// `F is a` of a set as it should be written.
std::string includes_instead(const Subject& subject, const syntax::Cond& cond) {
  std::string words;
  for (const syntax::Value& value : cond.values) words += (words.empty() ? "" : ", ") + value.text;
  return fmt::format("write `{}{} includes {}{}`", cond.negated ? "not " : "", subject.name, cond.values.size() > 1 ? "any of " : "", words);
}

}  // namespace

CondId Conditions::mismatch(const Subject& subject, Span span, std::string_view how, const std::string& help) {
  context_
      .report("C0405", span, fmt::format("`{}` is {}; it cannot be {}", subject.name, described(model_, *subject.type), how),
              help.empty() ? tests_of(*subject.type, subject.name) : help)
      .notes.push_back({subject.declared, "declared here"});
  return broken(span);
}

// --- words and texts --------------------------------------------------------------------------------------------------------

bool Conditions::word(const Subject& subject, const syntax::Value& value, uint16_t& out) {
  const Kind& kind = model_.kinds[subject.type->words.value];
  if (value.kind == ValueKind::kString) {
    context_.report("C0409", value.span, fmt::format("`{}` is {}: its words stand without quotes", subject.name, described(model_, *subject.type)),
                    fmt::format("write `{}`", value.text));
    return false;
  }
  if (value.kind != ValueKind::kWord) {
    mismatch(subject, value.span, "compared with this");
    return false;
  }
  const auto& words = context_.words[subject.type->words.value];
  const auto found = words.find(value.text);
  if (found != words.end()) {
    out = found->second;
    return true;
  }
  const std::string of = kind.name.empty() ? fmt::format("`{}`", subject.name) : fmt::format("kind `{}`", kind.name);
  std::string help = did_you_mean(value.text, {kind.words.begin(), kind.words.end()});
  if (help.empty() && context_.names.anywhere(Space::kFact, value.text) != nullptr) help = "a fact is compared with constants only";
  if (help.empty()) help = fmt::format("its words are {}", quoted_list(kind.words, "and"));
  context_.report("C0406", value.span, fmt::format("{} is not a word of {}", text::quote(value.text), of), std::move(help))
      .notes.push_back({kind.span, "its words are declared here"});
  return false;
}

CondId Conditions::is_value(const Subject& subject, const syntax::Cond& cond) {
  CondId out;
  switch (subject.type->kind) {
    case TypeKind::kOneOf: out = one_of(subject, cond); break;
    case TypeKind::kText: out = texts(subject, cond); break;
    case TypeKind::kSomeOf: return mismatch(subject, cond.span, "compared with `is`", includes_instead(subject, cond));
    case TypeKind::kYesNo: return mismatch(subject, cond.span, "compared with a word");
    default: return mismatch(subject, cond.span, cond.values[0].kind == ValueKind::kString ? "compared with a text" : "compared with a word");
  }
  return cond.negated ? arena_.negation(out, cond.span) : out;
}

CondId Conditions::one_of(const Subject& subject, const syntax::Cond& cond) {
  Test test = subject.test(Test::Kind::kInWords);
  bool ok = true;
  for (const syntax::Value& value : cond.values) {
    uint16_t index = 0;
    ok = word(subject, value, index) && ok;
    test.words.push_back(index);
  }
  if (!ok) return broken(cond.span);
  std::sort(test.words.begin(), test.words.end());
  test.words.erase(std::unique(test.words.begin(), test.words.end()), test.words.end());
  return arena_.test(std::move(test), cond.span);
}

CondId Conditions::texts(const Subject& subject, const syntax::Cond& cond) {
  std::vector<CondId> any;
  for (const syntax::Value& value : cond.values) {
    if (value.kind != ValueKind::kString) {
      if (value.kind != ValueKind::kWord) return mismatch(subject, cond.span, "compared with this");
      context_.report("C0409", value.span, fmt::format("`{}` is a text: what it is compared with stands in quotes", subject.name),
                      fmt::format("write `\"{}\"`", value.text));
      return broken(cond.span);
    }
    Test test = subject.test(Test::Kind::kIsText);
    test.text = value.text;
    any.push_back(arena_.test(std::move(test), cond.span));
  }
  return any.size() == 1 ? any[0] : arena_.any(std::move(any), cond.span);
}

// --- sets and lists ---------------------------------------------------------------------------------------------------------

CondId Conditions::includes(const Subject& subject, const syntax::Cond& cond) {
  if (subject.type->kind != TypeKind::kSomeOf) return mismatch(subject, cond.span, "tested with `includes`");
  uint64_t mask = 0;
  bool ok = true;
  for (const syntax::Value& value : cond.values) {
    uint16_t index = 0;
    ok = word(subject, value, index) && ok;
    mask |= uint64_t{1} << (index % 64);
  }
  if (!ok) return broken(cond.span);
  using SetTest = syntax::SetTest;
  Test test = subject.test(cond.set_test == SetTest::kAll ? Test::Kind::kContains : cond.set_test == SetTest::kOnly ? Test::Kind::kWithin : Test::Kind::kMeets);
  test.mask = mask;
  const CondId found = arena_.test(std::move(test), cond.span);
  if (cond.set_test != SetTest::kOnly) return found;
  return arena_.all({found, arena_.negation(arena_.test(subject.test(Test::Kind::kEmpty), cond.span), cond.span)}, cond.span);
}

CondId Conditions::empty(const Subject& subject, const syntax::Cond& cond) {
  CondId out;
  if (subject.type->kind == TypeKind::kSomeOf) {
    out = arena_.test(subject.test(Test::Kind::kEmpty), cond.span);
  } else if (subject.type->kind == TypeKind::kListOf) {
    out = arena_.negation(count_at_least(subject.fact, 1, CondId(), cond.span), cond.span);
  } else {
    return mismatch(subject, cond.span, "empty");
  }
  return cond.negated ? arena_.negation(out, cond.span) : out;
}

CondId Conditions::on_list(const Scope& scope, const Subject& subject, const syntax::Cond& cond) {
  const bool is_text = subject.type->kind == TypeKind::kText;
  if (!is_text && subject.type->kind != TypeKind::kOneOf) return mismatch(subject, cond.span, "an element of a list");
  const ListId id = context_.find<ListId>(Space::kList, scope.book, cond.list);
  if (!id.valid()) return broken(cond.span);
  const List& list = model_.lists[id.value];
  if (context_.lists[id.value].decl->of_kind && !list.of_kind.valid()) return broken(cond.span);
  if (is_text != !list.of_kind.valid() || (!is_text && list.of_kind != subject.type->words)) {
    const std::string holds = list.of_kind.valid() ? fmt::format("words of kind {}", model_.kinds[list.of_kind.value].name) : "texts";
    auto& message = context_.report("C0419", cond.span, fmt::format("`{}` is {}, but the list holds {}", subject.name, described(model_, *subject.type), holds),
                                    "a text is looked up in a list of text, a one-of in a list of its own kind");
    message.notes.push_back({subject.declared, "the fact is declared here"});
    message.notes.push_back({list.span, "the list is declared here"});
    return broken(cond.span);
  }
  Test test = subject.test(is_text ? Test::Kind::kIsText : Test::Kind::kInWords);
  test.list = id;
  const CondId out = arena_.test(std::move(test), cond.span);
  return cond.negated ? arena_.negation(out, cond.span) : out;
}

// --- numbers and durations --------------------------------------------------------------------------------------------------

// The value on the grid of the fact: millionths, or seconds.
bool Conditions::amount(const Subject& subject, const syntax::Value& value, int64_t& out) {
  const syntax::Number& number = value.number;
  const std::string shown(context_.loaded.files.slice(value.span));
  if (subject.type->kind == TypeKind::kNumber) {
    out = number.micro;
    if (!number.unit || same_unit(number.unit->text, subject.type->unit)) return true;
    const std::string& unit = subject.type->unit;
    const std::string meant = unit.empty() ? "" : converted(number, unit);
    context_
        .report("C0407", number.unit->span, fmt::format("`{}` is {}, not of {}", subject.name, described(model_, *subject.type), number.unit->text),
                unit.empty()    ? "write the number alone"
                : meant.empty() ? fmt::format("write it in {}", unit)
                                : fmt::format("write `{}`", meant))
        .notes.push_back({subject.declared, "declared here"});
    return false;
  }
  const std::optional<syntax::Unit> unit = number.unit ? syntax::unit_of(number.unit->text) : std::nullopt;
  if (!unit) {
    context_.report("C0407", value.span, fmt::format("`{}` is a duration: {} needs a unit of time", subject.name, text::quote(shown)),
                    "the units are minutes, hours, days and weeks");
    return false;
  }
  if (*unit == syntax::Unit::kMonths || *unit == syntax::Unit::kYears) {
    context_.report("C0410", number.unit->span, fmt::format("a duration has no {}: they are not all of one length", number.unit->text),
                    "write minutes, hours, days or weeks; months and years go with dates and instants");
    return false;
  }
  const __int128 seconds = static_cast<__int128>(number.micro) * time::seconds_in(*unit);
  if (seconds % syntax::kMicro != 0) {
    context_.report("C0407", value.span, fmt::format("{} is no whole number of seconds", text::quote(shown)),
                    "durations are whole seconds; use a smaller unit");
    return false;
  }
  const __int128 whole = seconds / syntax::kMicro;
  out = static_cast<int64_t>(std::clamp<__int128>(whole, -kMaxDuration, kMaxDuration));
  return true;
}

CondId Conditions::at_least(const Subject& subject, int64_t least, Span span) {
  const bool number = subject.type->kind == TypeKind::kNumber;
  if (least <= (number ? -kMaxNumber : 0)) return arena_.constant(true, span);
  if (least > (number ? kMaxNumber : kMaxDuration)) return arena_.constant(false, span);
  Test test = subject.test(Test::Kind::kAtLeast);
  test.threshold.constant = least;
  return arena_.test(std::move(test), span);
}

CondId Conditions::measured(const Subject& subject, const syntax::Cond& cond) {
  if (subject.type->kind != TypeKind::kNumber && subject.type->kind != TypeKind::kDuration) {
    const bool moment = subject.type->kind == TypeKind::kDate || subject.type->kind == TypeKind::kInstant;
    const bool from_now = moment && cond.values[0].kind == ValueKind::kDuration;
    const std::string shown(context_.loaded.files.slice(cond.span));
    return mismatch(subject, cond.span, "compared with an amount", from_now ? fmt::format("say from when it counts: `{} before case.at`", shown) : "");
  }
  int64_t value = 0;
  if (!amount(subject, cond.values[0], value)) return broken(cond.span);
  const auto least = [&](int64_t n) { return at_least(subject, n, cond.span); };
  const auto less = [&](int64_t n) { return arena_.negation(least(n), cond.span); };
  const auto warn = [&](int64_t bound) {
    if (subject.type->kind != TypeKind::kDuration || bound > 0) return;
    const bool always = cond.compare == syntax::Compare::kAtLeast;
    context_.report("C0420", cond.span, fmt::format("this {} holds: durations are not negative", always ? "always" : "never"),
                    "look at the comparison and its amount");
  };
  switch (cond.compare) {
    case syntax::Compare::kEqual: return arena_.all({least(value), less(value + 1)}, cond.span);
    case syntax::Compare::kNotEqual: return arena_.any({less(value), least(value + 1)}, cond.span);
    case syntax::Compare::kAtLeast: warn(value); return least(value);
    case syntax::Compare::kMoreThan: return least(value + 1);
    case syntax::Compare::kAtMost: return less(value + 1);
    case syntax::Compare::kLessThan: warn(value); return less(value);
  }
  return broken(cond.span);
}

}  // namespace comity::book
