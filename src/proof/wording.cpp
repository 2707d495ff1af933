#include "proof/wording.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ruling/notation.h"
#include "ruling/show_value.h"
#include "text/json.h"

namespace comity::proof {

using book::TypeKind;

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string time_of_day(const book::time::Local& local) {
  const int32_t s = local.seconds;
  if (s == 0) return "";
  return s % 60 == 0 ? fmt::format(" {:02}:{:02}", s / 3600, s / 60 % 60) : fmt::format(" {:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

}  // namespace

std::string shell_quoted(const std::string& text) {
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](unsigned char c) { return std::isalnum(c) != 0 || std::string_view("._-/=:,+").contains(static_cast<char>(c)); });
  if (plain && !text.empty()) return text;
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string Wording::moment(Instant at) const {
  const book::time::Local local = program_.model->zone().local(at);
  return ruling::show_date(local.day) + time_of_day(local);
}

std::string Wording::value(FactId fact, const circuit::ToldValue& value) const {
  return ruling::written(program_, program_.model->facts[fact.value].type, value);
}

std::string Wording::scalar(const book::Type& type, int64_t number) const { return ruling::written(program_, type, {number, {}}); }

// As a word of the command line: a set parted by commas, a list as JSON, the rest as a page writes it.
std::string Wording::word(const Told& told) const {
  const book::Type& type = program_.model->facts[told.fact.value].type;
  if (type.kind == TypeKind::kListOf) {
    std::string json;
    ruling::append_value(json, program_, type, told.value);
    return json;
  }
  if (type.kind == TypeKind::kText) return program_.texts[static_cast<size_t>(told.value.number)];
  if (type.kind == TypeKind::kNumber) return ruling::show_number(told.value.number);
  std::string text = value(told.fact, told.value);
  if (type.kind == TypeKind::kSomeOf) std::erase_if(text, [](char c) { return c == '(' || c == ')' || c == ' '; });
  return text;
}

std::string Wording::given(const Told& told) const { return fact(told.fact) + " is " + value(told.fact, told.value); }

std::string Wording::subject(circuit::SubjectId subject) const {
  const circuit::Subject& s = program_.subjects[subject];
  return s.asking ? "asking " + fact(FactId(s.index)) : std::string(names_.shown(book::ActionId(s.index)));
}

std::string Wording::rulings(book::RulingSet rulings) const {
  std::vector<std::string_view> names;
  for (int r = 0; r < book::kRulings; ++r) {
    if ((rulings >> r & 1) != 0) names.push_back(book::name(static_cast<book::Ruling>(r)));
  }
  return names.size() == 1 ? std::string(names[0]) : fmt::format("undetermined between {}", fmt::join(names, ", "));
}

std::string Wording::scenario(const std::string& title, circuit::SubjectId subject, const Found& found, book::RulingSet rulings) const {
  std::string text = fmt::format("scenario {} at {}\n", quoted(title), moment(found.at));
  for (const auto& [question, yes] : found.assumed) text += fmt::format("  assume {} is {}\n", this->question(question), yes ? "yes" : "no");
  for (const Told& told : found.told) {
    // Of "another text" a book must name one.
    const bool other = program_.model->facts[told.fact.value].type.kind == TypeKind::kText && told.value.number == circuit::kOtherText;
    text += fmt::format("  given {}\n", other ? fmt::format("{} is {}", fact(told.fact), quoted(program_.texts[circuit::kOtherText])) : given(told));
  }
  return text + fmt::format("  expect {} {}\n", this->subject(subject), this->rulings(rulings));
}

std::string Wording::command(const std::string& book, circuit::SubjectId subject, const Found& found) const {
  const circuit::Subject& s = program_.subjects[subject];
  std::string text = fmt::format("comity ask {} {}", shell_quoted(book), s.asking ? "asking:" + fact(FactId(s.index)) : this->subject(subject));
  text += " --at " + shell_quoted(program_.model->zone().show(found.at));
  for (const auto& [question, yes] : found.assumed) text += fmt::format(" --assume {}={}", this->question(question), yes ? "yes" : "no");
  for (const Told& told : found.told) text += " " + shell_quoted(fact(told.fact) + "=" + word(told));
  return text;
}

std::string Wording::json(circuit::SubjectId subject, const Found& found) const {
  const circuit::Subject& s = program_.subjects[subject];
  const std::string action = s.asking ? "asking:" + fact(FactId(s.index)) : this->subject(subject);
  std::string out = fmt::format(R"({{"at":{},"action":{},"facts":{{)", text::json_string(program_.model->zone().show(found.at)), text::json_string(action));
  for (size_t i = 0; i < found.told.size(); ++i) {
    const Told& told = found.told[i];
    out += fmt::format("{}{}:", i == 0 ? "" : ",", text::json_string(fact(told.fact)));
    ruling::append_value(out, program_, program_.model->facts[told.fact.value].type, told.value, program_.texts[circuit::kOtherText]);
  }
  out += "}";
  if (!found.assumed.empty()) {
    out += ",\"assume\":{";
    for (size_t i = 0; i < found.assumed.size(); ++i) {
      out += fmt::format("{}{}:{}", i == 0 ? "" : ",", text::json_string(question(found.assumed[i].first)), found.assumed[i].second);
    }
    out += "}";
  }
  return out + "}";
}

std::string Wording::json(book::RulingSet rulings) const {
  std::vector<std::string> names;
  for (int r = 0; r < book::kRulings; ++r) {
    if ((rulings >> r & 1) != 0) names.push_back(text::json_string(book::name(static_cast<book::Ruling>(r))));
  }
  return fmt::format("[{}]", fmt::join(names, ","));
}

}  // namespace comity::proof
