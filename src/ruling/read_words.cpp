#include "ruling/read_words.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "ruling/read_value.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::ruling {

namespace {

using book::Type;
using book::TypeKind;
using Done = std::expected<void, Problem>;

std::string_view without_blanks(std::string_view text) {
  const size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return "";
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// The two sides of the first `=`; the name is empty where there is none.
std::pair<std::string_view, std::string_view> sides(std::string_view word) {
  const size_t equals = word.find('=');
  if (equals == std::string_view::npos) return {"", ""};
  return {without_blanks(word.substr(0, equals)), word.substr(equals + 1)};
}

Done read_set(const Names& names, FactId fact, std::string_view value, Case& into) {
  const Type& type = names.model().facts[fact.value].type;
  uint64_t bits = 0;
  const bool empty = without_blanks(value).empty() || (without_blanks(value) == "empty" && names.word(type.words, "empty") < 0);
  for (std::string_view rest = value; !empty;) {
    const size_t comma = rest.find(',');
    const auto bit = read_member(names, type, without_blanks(rest.substr(0, comma)), place_of(names, fact));
    if (!bit) return std::unexpected(bit.error());
    bits |= *bit;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  into.tell(fact, static_cast<int64_t>(bits));
  return {};
}

}  // namespace

Done read_action(const Program& program, const Names& names, std::string_view name, Asked& asked) {
  constexpr std::string_view kAsking = "asking";
  circuit::Subject subject;
  // `asking FACT` is how a book writes it, `asking:FACT` is one word for a shell.
  if (name.starts_with(kAsking) && name.size() > kAsking.size() && (name[kAsking.size()] == ':' || name[kAsking.size()] == ' ')) {
    const auto fact = names.fact(without_blanks(name.substr(kAsking.size() + 1)));
    if (!fact) return std::unexpected(fact.error());
    subject = {true, fact->value};
  } else {
    const auto action = names.action(name);
    if (!action) return std::unexpected(action.error());
    subject = {false, action->value};
  }
  ask_about(program, subject, asked);
  return {};
}

std::expected<int64_t, Problem> read_moment(const book::Model& model, std::string_view text, std::string_view name) {
  const Read<int64_t> at = read_instant(text, model.zone());
  if (at) return *at;
  Type type;
  type.kind = TypeKind::kInstant;
  Problem wrong = unreadable(model, type, {.name = name}, text, at.error());
  if (at.error() == Unreadable::kForm)
    wrong.help = "write a day, 2025-08-14, or a day and a time, 2025-08-14T12:00; without an offset it is the book's own time";
  return std::unexpected(std::move(wrong));
}

Done read_at(const Names& names, std::string_view text, Case& into) {
  const auto at = read_moment(names.model(), text);
  if (!at) return std::unexpected(at.error());
  into.set_at(*at);
  return {};
}

Done read_fact(const Program& program, const Names& names, CaseReader& reader, std::string_view word, Asked& asked, Case& into) {
  const auto [name, value] = sides(word);
  if (name.empty()) {
    const bool is_time = read_instant(fmt::format("2000-01-01 {}", word), book::time::Zone::utc()).has_value();
    return std::unexpected(problem("C0817", fmt::format("{} tells no fact", text::quote(word)),
                                   is_time ? "an instant with a time stands in quotes, as in --at \"2025-08-14 12:00\", or is joined by T"
                                           : "write FACT=VALUE, such as subject.in_custody=yes"));
  }
  const auto fact = names.fact(name);
  if (!fact) return std::unexpected(fact.error());
  return read_value(program, names, reader, *fact, value, asked, into);
}

Done told_once(const Names& names, std::span<const std::string_view> words) {
  std::vector<FactId> told;
  for (const std::string_view word : words) {
    const std::string_view name = sides(word).first;
    const auto fact = names.fact(name);
    if (name.empty() || !fact) continue;
    if (std::ranges::find(told, *fact) != told.end())
      return std::unexpected(problem("C0804", fmt::format("the fact {} stands twice", text::quote(name)), "keep one of them"));
    told.push_back(*fact);
  }
  return {};
}

Done read_value(const Program& program, const Names& names, CaseReader& reader, FactId fact, std::string_view value, Asked& asked, Case& into) {
  const Type& type = names.model().facts[fact.value].type;
  const bool plural = type.kind == TypeKind::kSomeOf || type.kind == TypeKind::kListOf;
  if (plural && without_blanks(value).starts_with('[')) {
    Done read = reader.read_array(fact, without_blanks(value), asked, into);
    // What is not JSON at all is one word here, not a case.
    if (!read && read.error().code == "C0801") return std::unexpected(wrong_form(names.model(), type, place_of(names, fact), "what was told"));
    return read;
  }
  if (type.kind == TypeKind::kSomeOf) return read_set(names, fact, value, into);
  if (type.kind == TypeKind::kListOf && without_blanks(value) == "empty") return reader.read_array(fact, "[]", asked, into);
  const auto number = read_scalar(program, names, type, type.kind == TypeKind::kText ? value : without_blanks(value), place_of(names, fact));
  if (!number) return std::unexpected(number.error());
  into.tell(fact, *number);
  if (type.kind == TypeKind::kText && *number == circuit::kOtherText) asked.keep(fact, text::json_string(value));
  return {};
}

Done read_assumption(const Program& program, const Names& names, std::string_view word, Case& into) {
  const auto [name, value] = sides(word);
  if (name.empty()) return std::unexpected(problem("C0817", fmt::format("{} assumes nothing", text::quote(word)), "write QUESTION=yes or QUESTION=no"));
  const auto question = names.question(name);
  if (!question) return std::unexpected(question.error());
  const auto answer = read_scalar(program, names, Type{}, without_blanks(value), {.name = name});
  if (!answer) return std::unexpected(answer.error());
  into.assume(*question, *answer != 0);
  return {};
}

std::optional<Ruling> ruling_named(std::string_view name) {
  for (int i = 0; i < book::kRulings; ++i) {
    if (book::name(static_cast<Ruling>(i)) == name) return static_cast<Ruling>(i);
  }
  return std::nullopt;
}

}  // namespace comity::ruling
