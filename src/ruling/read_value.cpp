#include "ruling/read_value.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "book/time/shift.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::ruling {

namespace {

using book::Type;
using book::TypeKind;
using syntax::Value;

std::string words_of(const book::Kind& kind) {
  constexpr size_t kShown = 12;
  std::string out;
  for (size_t i = 0; i < kind.words.size() && i < kShown; ++i) out += fmt::format("{}`{}`", out.empty() ? "" : ", ", kind.words[i]);
  return kind.words.size() > kShown ? fmt::format("{} and {} more", out, kind.words.size() - kShown) : out;
}

std::string shown(const Place& place, std::string_view value) { return place.sensitive ? "what was told" : value.empty() ? "nothing" : text::quote(value); }

// How a value of a record's field is told in JSON.
std::string example_of(const book::Model& model, const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo: return "true";
    case TypeKind::kOneOf: return text::json_string(model.kinds[type.words.value].words[0]);
    case TypeKind::kNumber: return "1";
    case TypeKind::kDate: return "\"2025-08-14\"";
    case TypeKind::kInstant: return "\"2025-08-14T12:00\"";
    case TypeKind::kDuration: return "\"48 hours\"";
    default: return "\"…\"";
  }
}

// A list of one record with its first fields; any of them may be left out.
std::string example_of(const book::Model& model, const book::Record& record) {
  constexpr size_t kShown = 3;
  std::string out;
  for (size_t i = 0; i < record.fields.size() && i < kShown; ++i)
    out += fmt::format("{}{}:{}", out.empty() ? "" : ",", text::json_string(record.fields[i].name), example_of(model, record.fields[i].type));
  return fmt::format("[{{{}}}]", out);
}

Read<int64_t> read_ordered(const Type& type, std::string_view text, const book::time::Zone& zone) {
  switch (type.kind) {
    case TypeKind::kNumber: return read_number(text);
    case TypeKind::kDate: return read_date(text);
    case TypeKind::kInstant: return read_instant(text, zone);
    default: return read_duration(text);
  }
}

}  // namespace

std::string Place::shown() const { return field.empty() ? std::string(name) : fmt::format("{}: {}", name, field); }

Place place_of(const Names& names, book::FactId fact) { return {names.shown(fact), "", names.model().facts[fact.value].is_sensitive}; }

Place place_of(const Place& list, const book::Field& field) { return {list.name, field.name, list.sensitive}; }

std::string expected_form(const book::Model& model, const Type& type) {
  switch (type.kind) {
    case TypeKind::kYesNo: return "yes or no";
    case TypeKind::kOneOf: return "one of " + words_of(model.kinds[type.words.value]);
    case TypeKind::kSomeOf: return "a set of " + words_of(model.kinds[type.words.value]);
    case TypeKind::kNumber: return type.unit.empty() ? "a number" : fmt::format("a number of {}, such as 48", type.unit);
    case TypeKind::kDate: return "a date such as 2025-08-14";
    case TypeKind::kInstant: return "an instant such as 2025-08-14T12:00 or 2025-08-14T12:00:00-04:00";
    case TypeKind::kDuration: return "a duration such as \"48 hours\" or PT48H";
    case TypeKind::kText: return "a text";
    case TypeKind::kListOf: {
      const book::Record& record = model.records[type.record.value];
      return fmt::format("a list of records of `{}` in JSON, such as {}, or [] for none", record.name, example_of(model, record));
    }
  }
  return "";
}

Problem wrong_form(const book::Model& model, const Type& type, const Place& place, std::string_view found) {
  return problem("C0811", fmt::format("`{}` is {}, not {}", place.shown(), expected_form(model, type), found),
                 "leave it out, or tell null, where it is not known");
}

Problem no_such_word(const book::Model& model, const Type& type, const Place& place, std::string_view word) {
  const book::Kind& kind = model.kinds[type.words.value];
  const std::string near = place.sensitive ? "" : text::nearest(word, {kind.words.begin(), kind.words.end()});
  return problem("C0812", fmt::format("`{}` does not know {}", place.shown(), place.sensitive ? "the word that was told" : "the word " + text::quote(word)),
                 near.empty() ? "it is " + expected_form(model, type) : fmt::format("did you mean `{}`?", near));
}

Problem unreadable(const book::Model& model, const Type& type, const Place& place, std::string_view text, Unreadable why) {
  const std::string told = shown(place, text);
  switch (why) {
    case Unreadable::kForm: return wrong_form(model, type, place, told);
    case Unreadable::kNoSuchDay:
      return problem("C0813", fmt::format("`{}`: there is no such day: {}", place.shown(), told), "look at the year, the month and the month's length");
    case Unreadable::kNoSuchTime:
      return problem("C0813", fmt::format("`{}`: there is no such time of day: {}", place.shown(), told), "hours go from 00 to 23, minutes and seconds to 59");
    case Unreadable::kAmbiguous:
      return problem("C0813", fmt::format("`{}`: this local time comes twice on that day: {}", place.shown(), told), "add the offset, such as -04:00");
    case Unreadable::kMissing:
      return problem("C0813", fmt::format("`{}`: the clocks skip this local time: {}", place.shown(), told), "add the offset, such as -04:00");
    case Unreadable::kTooFine:
      return problem("C0814", fmt::format("`{}` has more than six decimal places: {}", place.shown(), told), "round it as the law would");
    case Unreadable::kTooLarge: break;
  }
  return problem("C0814", fmt::format("`{}` is too large: {}", place.shown(), told), "numbers lie below 10^12, durations below a million years");
}

std::expected<int64_t, Problem> read_scalar(const circuit::Program& program, const Names& names, const Type& type, std::string_view text, const Place& place) {
  const book::Model& model = names.model();
  switch (type.kind) {
    case TypeKind::kYesNo:
      if (text == "yes" || text == "true") return 1;
      if (text == "no" || text == "false") return 0;
      return std::unexpected(wrong_form(model, type, place, shown(place, text)));
    case TypeKind::kOneOf: {
      const int word = names.word(type.words, text);
      if (word < 0) return std::unexpected(no_such_word(model, type, place, text));
      return word;
    }
    case TypeKind::kText: return program.text_id(text);
    case TypeKind::kSomeOf:
    case TypeKind::kListOf: return std::unexpected(wrong_form(model, type, place, shown(place, text)));
    default: break;
  }
  const Read<int64_t> read = read_ordered(type, text, model.zone());
  if (!read) return std::unexpected(unreadable(model, type, place, text, read.error()));
  return *read;
}

std::expected<uint64_t, Problem> read_member(const Names& names, const Type& type, std::string_view word, const Place& place) {
  const int index = names.word(type.words, word);
  if (index < 0) return std::unexpected(no_such_word(names.model(), type, place, word));
  return uint64_t{1} << index;
}

namespace {

// A scenario's value of one type; the name of a value's form for messages is its own text.
class WrittenReader {
 public:
  WrittenReader(const circuit::Program& program, const Names& names, const book::time::Zone& zone) : program_(program), names_(names), zone_(zone) {}

  std::expected<circuit::ToldValue, Problem> read(const Type& type, const Value& value, const Place& place) const {
    circuit::ToldValue told;
    if (type.kind == TypeKind::kListOf) {
      auto records = list(type, value, place);
      if (!records) return std::unexpected(std::move(records.error()));
      told.records = std::move(*records);
      return told;
    }
    const auto number = type.kind == TypeKind::kSomeOf ? set(type, value, place) : scalar(type, value, place);
    if (!number) return std::unexpected(number.error());
    told.number = *number;
    return told;
  }

 private:
  std::expected<int64_t, Problem> scalar(const Type& type, const Value& value, const Place& place) const {
    using Kind = Value::Kind;
    switch (type.kind) {
      case TypeKind::kYesNo:
        if (value.kind == Kind::kYes || value.kind == Kind::kNo) return value.kind == Kind::kYes ? 1 : 0;
        break;
      case TypeKind::kOneOf:
        if (value.kind == Kind::kWord) return read_scalar(program_, names_, type, value.text, place);
        break;
      case TypeKind::kText:
        if (value.kind == Kind::kString) return read_scalar(program_, names_, type, value.text, place);
        break;
      case TypeKind::kNumber:
        if (value.kind == Kind::kNumber || value.kind == Kind::kDuration) return value.number.micro;
        break;
      case TypeKind::kDuration:
        if (value.kind == Kind::kDuration && value.duration.unit < syntax::Unit::kMonths) {
          return value.duration.amount * book::time::seconds_in(value.duration.unit);
        }
        break;
      case TypeKind::kDate:
        if (value.kind == Kind::kMoment && !value.moment.has_time) return day(value.moment);
        break;
      case TypeKind::kInstant:
        if (value.kind == Kind::kMoment) return instant(type, value.moment, place);
        break;
      default: break;
    }
    return std::unexpected(wrong_form(names_.model(), type, place, "what is written here"));
  }

  static int64_t day(const syntax::Moment& moment) { return book::time::day_of({moment.year, moment.month, moment.day}); }

  std::expected<int64_t, Problem> instant(const Type& type, const syntax::Moment& moment, const Place& place) const {
    if (!moment.has_time) return zone_.first_moment(day(moment));
    const auto read = instant_of({day(moment), moment.hour * 3600 + moment.minute * 60 + moment.second}, zone_);
    if (!read) return std::unexpected(unreadable(names_.model(), type, place, "what is written here", read.error()));
    return *read;
  }

  std::expected<int64_t, Problem> set(const Type& type, const Value& value, const Place& place) const {
    if (value.kind == Value::Kind::kEmpty) return 0;
    if (value.kind != Value::Kind::kWord && value.kind != Value::Kind::kSet) {
      return std::unexpected(wrong_form(names_.model(), type, place, "what is written here"));
    }
    uint64_t bits = 0;
    const auto add = [&](const Value& one) -> std::optional<Problem> {
      const auto bit = read_member(names_, type, one.text, place);
      if (!bit) return bit.error();
      bits |= *bit;
      return std::nullopt;
    };
    if (value.kind == Value::Kind::kWord) {
      if (auto wrong = add(value)) return std::unexpected(std::move(*wrong));
    }
    for (const Value& item : value.items) {
      if (auto wrong = add(item)) return std::unexpected(std::move(*wrong));
    }
    return static_cast<int64_t>(bits);
  }

  std::expected<std::vector<circuit::RecordValue>, Problem> list(const Type& type, const Value& value, const Place& place) const {
    std::vector<circuit::RecordValue> records;
    if (value.kind == Value::Kind::kEmpty) return records;
    if (value.kind != Value::Kind::kRecords) return std::unexpected(wrong_form(names_.model(), type, place, "what is written here"));
    const book::Record& shape = names_.model().records[type.record.value];
    for (const syntax::RecordValue& written : value.records) {
      circuit::RecordValue& record = records.emplace_back(shape.fields.size());
      for (const syntax::FieldValue& field : written.fields) {
        size_t index = 0;
        while (index < shape.fields.size() && shape.fields[index].name != field.field.text) ++index;
        if (index == shape.fields.size()) { return std::unexpected(problem("C0815", fmt::format("`{}` has no field `{}`", place.shown(), field.field.text))); }
        if (field.value[0].kind == Value::Kind::kUnknown) continue;
        const auto read = scalar(shape.fields[index].type, field.value[0], place_of(place, shape.fields[index]));
        if (!read) return std::unexpected(read.error());
        record[index] = {true, *read};
      }
    }
    return records;
  }

  const circuit::Program& program_;
  const Names& names_;
  const book::time::Zone& zone_;
};

}  // namespace

std::expected<std::optional<circuit::ToldValue>, Problem> read_written(const circuit::Program& program, const Names& names, const Type& type,
                                                                       const Value& value, const book::time::Zone& zone, const Place& place) {
  if (value.kind == Value::Kind::kUnknown) return std::nullopt;
  auto read = WrittenReader(program, names, zone).read(type, value, place);
  if (!read) return std::unexpected(std::move(read.error()));
  return std::optional<circuit::ToldValue>(std::move(*read));
}

}  // namespace comity::ruling
