#include "ruling/json_values.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "ruling/show_value.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::ruling {

std::expected<std::string_view, Problem> JsonValues::string(json::value value, const Place& place, std::string_view expected) {
  const auto type = document_.type_of(value);
  if (!type) return std::unexpected(type.error());
  if (*type != json::json_type::string) {
    return std::unexpected(problem("C0811", fmt::format("`{}` is {}, not {}", place.shown(), expected, name_of(*type))));
  }
  std::string_view told;
  if (const auto error = value.get_string().get(told)) return std::unexpected(document_.broken(error));
  return told;
}

Done JsonValues::tell_plural(FactId fact, json::array array, Asked& asked, Case& into) {
  const book::Type& type = names_.model().facts[fact.value].type;
  if (type.kind == book::TypeKind::kSomeOf) {
    const auto bits = set(type, array, place_of(names_, fact));
    if (!bits) return std::unexpected(bits.error());
    into.tell(fact, *bits);
    return {};
  }
  std::string as_told;
  auto records = list(type, array, place_of(names_, fact), as_told);
  if (!records) return std::unexpected(std::move(records.error()));
  into.tell_list(fact, std::move(*records));
  asked.keep(fact, std::move(as_told));
  return {};
}

Done JsonValues::fact(FactId fact, json::value value, Asked& asked, Case& into) {
  const book::Model& model = names_.model();
  const book::Type& type = model.facts[fact.value].type;
  const auto told = document_.type_of(value);
  if (!told) return std::unexpected(told.error());
  const bool plural = type.kind == book::TypeKind::kSomeOf || type.kind == book::TypeKind::kListOf;
  if (plural && *told != json::json_type::null) {
    if (*told != json::json_type::array) return std::unexpected(wrong_form(model, type, place_of(names_, fact), name_of(*told)));
    json::array array;
    if (const auto error = value.get_array().get(array)) return std::unexpected(document_.broken(error));
    return tell_plural(fact, array, asked, into);
  }
  std::string other_text;
  const auto number = scalar(type, value, place_of(names_, fact), &other_text);
  if (!number) return std::unexpected(number.error());
  if (!number->has_value()) {
    into.forget(fact);
    return {};
  }
  into.tell(fact, **number);
  if (type.kind == book::TypeKind::kText && **number == circuit::kOtherText) asked.keep(fact, std::move(other_text));
  return {};
}

std::expected<std::optional<int64_t>, Problem> JsonValues::scalar(const book::Type& type, json::value value, const Place& place, std::string* other_text) {
  const auto told = document_.type_of(value);
  if (!told) return std::unexpected(told.error());
  switch (*told) {
    case json::json_type::null:
      if (auto done = document_.null(value); !done) return std::unexpected(std::move(done.error()));
      return std::nullopt;
    case json::json_type::boolean: {
      if (type.kind != book::TypeKind::kYesNo) break;
      bool yes = false;
      if (const auto error = value.get_bool().get(yes)) return std::unexpected(document_.broken(error));
      return yes ? 1 : 0;
    }
    case json::json_type::number:
      if (type.kind != book::TypeKind::kNumber) break;
      return number(type, value, place);
    case json::json_type::string: return text(type, value, place, other_text);
    default: break;
  }
  return std::unexpected(wrong_form(names_.model(), type, place, name_of(*told)));
}

std::expected<std::optional<int64_t>, Problem> JsonValues::number(const book::Type& type, json::value& value, const Place& place) {
  const std::string_view token = trimmed(value.raw_json_token());
  const Read<int64_t> read = read_number(token);
  if (!read && read.error() != Unreadable::kForm) return std::unexpected(unreadable(names_.model(), type, place, token, read.error()));
  double number = 0;  // simdjson's stricter look at the token's form, and past it
  const auto error = value.get_double().get(number);
  if (!read || error) return std::unexpected(document_.broken(simdjson::NUMBER_ERROR, token.data()));
  return *read;
}

std::expected<std::optional<int64_t>, Problem> JsonValues::text(const book::Type& type, json::value& value, const Place& place, std::string* other_text) {
  std::string_view told;
  if (const auto error = value.get_string().get(told)) return std::unexpected(document_.broken(error));
  const auto read = read_scalar(program_, names_, type, told, place);
  if (!read) return std::unexpected(read.error());
  if (other_text != nullptr && type.kind == book::TypeKind::kText && *read == circuit::kOtherText) *other_text = text::json_string(told);
  return *read;
}

std::expected<int64_t, Problem> JsonValues::set(const book::Type& type, json::array array, const Place& place) {
  uint64_t bits = 0;
  for (auto one : array) {
    json::value value;
    if (const auto error = std::move(one).get(value)) return std::unexpected(document_.broken(error));
    const auto word = string(value, place, "a set of words");
    if (!word) return std::unexpected(word.error());
    const auto bit = read_member(names_, type, *word, place);
    if (!bit) return std::unexpected(bit.error());
    bits |= *bit;
  }
  return static_cast<int64_t>(bits);
}

std::expected<std::vector<RecordValue>, Problem> JsonValues::list(const book::Type& type, json::array array, const Place& place, std::string& as_told) {
  const book::Record& shape = names_.model().records[type.record.value];
  std::vector<RecordValue> records;
  as_told.assign(1, '[');
  for (auto one : array) {
    json::value value;
    if (const auto error = std::move(one).get(value)) return std::unexpected(document_.broken(error));
    if (records.size() == kMostRecords) {
      return std::unexpected(problem("C0816", fmt::format("`{}` has more than {} records", place.shown(), kMostRecords), "tell those that matter"));
    }
    if (!records.empty()) as_told += ',';
    if (auto done = record(shape, value, place, records.emplace_back(shape.fields.size()), as_told); !done) return std::unexpected(std::move(done.error()));
  }
  as_told += ']';
  return records;
}

Done JsonValues::record(const book::Record& shape, json::value value, const Place& place, RecordValue& record, std::string& as_told) {
  std::vector<bool> seen(shape.fields.size());
  bool first = true;
  as_told += '{';
  auto done = document_.for_fields(value, "a record of ", place.name, [&](std::string_view name, json::value told) -> Done {
    const auto it = std::ranges::find(shape.fields, name, &book::Field::name);
    if (it == shape.fields.end()) {
      std::vector<std::string_view> fields;
      for (const book::Field& field : shape.fields) fields.push_back(field.name);
      const std::string near = text::nearest(name, fields);
      return std::unexpected(problem("C0815", fmt::format("`{}` is a list of `{}`, which has no field {}", place.shown(), shape.name, text::quote(name)),
                                     near.empty() ? "" : fmt::format("did you mean `{}`?", near)));
    }
    const auto index = static_cast<size_t>(it - shape.fields.begin());
    if (seen[index]) return std::unexpected(twice("the field", name));
    seen[index] = true;
    std::string other_text;
    const auto read = scalar(it->type, told, place_of(place, *it), &other_text);
    if (!read) return std::unexpected(read.error());
    if (!read->has_value()) return {};
    record[index] = {true, **read};
    as_told += fmt::format("{}{}:", first ? "" : ",", text::json_string(name));
    first = false;
    if (other_text.empty())
      append_scalar(as_told, program_, it->type, **read);
    else
      as_told += other_text;
    return {};
  });
  as_told += '}';
  return done;
}

}  // namespace comity::ruling
