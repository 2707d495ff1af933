// Cases read by simdjson. The one file that includes it, since it is slow to compile.
#include "ruling/read_case.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "ruling/read_value.h"
#include "ruling/read_words.h"
#include "ruling/show_value.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::ruling {

static_assert(kPadding >= simdjson::SIMDJSON_PADDING);

namespace {

namespace json = simdjson::ondemand;
using book::Type;
using book::TypeKind;
using Done = std::expected<void, Problem>;

// The keys of a case, by bit.
enum Key : uint32_t { kAt = 1, kAction = 2, kFacts = 4, kAssume = 8, kId = 16, kOther = 32 };
constexpr std::array<std::pair<std::string_view, Key>, 5> kKeys = {{{"at", kAt}, {"action", kAction}, {"facts", kFacts}, {"assume", kAssume}, {"id", kId}}};

Key key_of(std::string_view name) {
  const auto it = std::ranges::find(kKeys, name, &std::pair<std::string_view, Key>::first);
  return it == kKeys.end() ? kOther : it->second;
}

std::string_view trimmed(std::string_view token) {
  const size_t end = token.find_last_not_of(" \t\r\n");
  return token.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

std::string_view name_of(json::json_type type) {
  switch (type) {
    case json::json_type::array: return "an array";
    case json::json_type::object: return "an object";
    case json::json_type::number: return "a number";
    case json::json_type::string: return "a string";
    case json::json_type::boolean: return "true or false";
    default: return "null";
  }
}

Problem unknown_key(std::string_view key) {
  const std::string near = text::nearest(key, {"at", "action", "facts", "assume", "id"});
  return problem("C0805", fmt::format("a case has no key {}", text::quote(key)),
                 near.empty() ? "its keys are `at`, `action`, `facts`, `assume` and `id`" : fmt::format("did you mean `{}`?", near));
}

Problem twice(std::string_view what, std::string_view key) {
  return problem("C0804", fmt::format("{} {} stands twice", what, text::quote(key)), "keep one of them");
}

}  // namespace

// One document at a time; the parser's memory is used again.
struct CaseReader::Impl {
  const Program& program;
  const Names& names;
  json::parser parser{kMostCaseBytes + kPadding};
  std::string_view text;  // the document at hand
  json::document document;
  std::vector<uint32_t> stamp;  // by FactId: the object in which it was told last
  uint32_t object = 0;
  std::vector<QuestionId> assumed;

  Impl(const Program& p, const Names& n) : program(p), names(n), stamp(n.model().facts.size(), 0) {}

  // Begins a document. The text must be padded.
  Done open(std::string_view from);
  Done at_end();
  Problem broken(simdjson::error_code error, const char* place = nullptr);
  template <class Each>
  Done for_fields(json::value value, std::string_view what, Each each);
  template <class Object, class Each>
  Done for_fields_of(Object& object, Each each);

  Done case_of(Asked& asked, Case& into, uint32_t& seen);
  std::expected<bool, Problem> has_case_keys();
  Done bare_facts(Asked& asked, Case& into);
  Done key(Key key, json::value value, Asked& asked, Case& into);
  Done id(json::value value, Asked& asked);
  Done facts(json::value value, Asked& asked, Case& into);
  Done fact_named(std::string_view name, json::value value, Asked& asked, Case& into);
  Done assumptions(json::value value, Case& into);

  Done fact(FactId fact, json::value value, Asked& asked, Case& into);
  Done tell_plural(FactId fact, json::array array, Asked& asked, Case& into);  // a set or a list
  std::expected<std::optional<int64_t>, Problem> scalar(const Type& type, json::value value, const Place& place, std::string* other_text);
  std::expected<int64_t, Problem> set(const Type& type, json::array array, const Place& place);
  std::expected<std::vector<RecordValue>, Problem> list(const Type& type, json::array array, const Place& place, std::string& as_told);
  Done record(const book::Record& shape, json::value value, const Place& place, RecordValue& record, std::string& as_told);
  std::expected<std::string_view, Problem> string(json::value value, const Place& place, std::string_view expected);
};

CaseReader::CaseReader(const Program& program, const Names& names) : impl_(std::make_unique<Impl>(program, names)) {}
CaseReader::~CaseReader() = default;

// --- documents --------------------------------------------------------------------------------------------------------------

Problem CaseReader::Impl::broken(simdjson::error_code error, const char* place) {
  if (error == simdjson::UTF8_ERROR) return problem("C0802", "the case is not UTF-8", "write it as UTF-8");
  if (error == simdjson::EMPTY) return problem("C0801", "the case is empty", "a case is a JSON object");
  // Where the parser gave up; it does not know where a first pass over the bytes fails.
  if (place == nullptr && error != simdjson::UNCLOSED_STRING && document.current_location().get(place)) place = nullptr;
  const bool inside = place != nullptr && place >= text.data() && place <= text.data() + text.size();
  const std::string where = inside ? fmt::format(" at byte {}", place - text.data() + 1) : "";
  return problem("C0801", fmt::format("the case is not JSON{}", where), "look for a comma, a quote or a bracket that is missing or too much");
}

Done CaseReader::Impl::open(std::string_view from) {
  text = from;
  if (from.size() > kMostCaseBytes) {
    return std::unexpected(problem("C0803", fmt::format("the case has {} bytes, more than {}", from.size(), kMostCaseBytes), "tell less in one case"));
  }
  if (const auto error = parser.iterate(from.data(), from.size(), from.size() + kPadding).get(document)) return std::unexpected(broken(error));
  return {};
}

Done CaseReader::Impl::at_end() {
  const char* rest = nullptr;
  if (document.current_location().get(rest) == simdjson::SUCCESS) return std::unexpected(broken(simdjson::TRAILING_CONTENT, rest));
  return {};
}

template <class Object, class Each>
Done CaseReader::Impl::for_fields_of(Object& object, Each each) {
  for (auto one : object) {
    json::field field;
    std::string_view key;
    if (const auto error = std::move(one).get(field)) return std::unexpected(broken(error));
    if (const auto error = field.unescaped_key().get(key)) return std::unexpected(broken(error));
    if (auto done = each(key, field.value()); !done) return done;
  }
  return {};
}

template <class Each>
Done CaseReader::Impl::for_fields(json::value value, std::string_view what, Each each) {
  json::json_type type{};
  if (const auto error = value.type().get(type)) return std::unexpected(broken(error));
  if (type == json::json_type::null) {
    bool null = false;
    const auto error = value.is_null().get(null);
    return error || !null ? Done(std::unexpected(broken(error))) : Done();
  }
  json::object object;
  if (type != json::json_type::object) return std::unexpected(problem("C0811", fmt::format("{} is an object, not {}", what, name_of(type)), ""));
  if (const auto error = value.get_object().get(object)) return std::unexpected(broken(error));
  return for_fields_of(object, each);
}

// --- a case -----------------------------------------------------------------------------------------------------------------

Done CaseReader::Impl::case_of(Asked& asked, Case& into, uint32_t& seen) {
  json::object object;
  json::json_type type{};
  if (const auto error = document.type().get(type)) return std::unexpected(broken(error, text.data()));
  if (type != json::json_type::object) return std::unexpected(problem("C0801", "a case is a JSON object, which begins with a brace", ""));
  if (const auto error = document.get_object().get(object)) return std::unexpected(broken(error));
  auto done = for_fields_of(object, [&](std::string_view name, json::value value) -> Done {
    const Key found = key_of(name);
    if (found == kOther) return std::unexpected(unknown_key(name));
    if ((seen & found) != 0) return std::unexpected(twice("the key", name));
    seen |= found;
    return key(found, value, asked, into);
  });
  return done ? at_end() : done;
}

std::expected<bool, Problem> CaseReader::Impl::has_case_keys() {
  json::object object;
  if (document.get_object().get(object)) return true;  // whatever is wrong is told when it is read
  bool any = false, all_other = true;
  auto done = for_fields_of(object, [&](std::string_view name, json::value) -> Done {
    any = true;
    all_other = all_other && key_of(name) == kOther;
    return {};
  });
  if (!done) return std::unexpected(std::move(done.error()));
  return any && !all_other;
}

Done CaseReader::Impl::bare_facts(Asked& asked, Case& into) {
  json::object all;
  ++object;
  if (const auto error = document.get_object().get(all)) return std::unexpected(broken(error));
  auto done = for_fields_of(all, [&](std::string_view name, json::value told) { return fact_named(name, told, asked, into); });
  return done ? at_end() : done;
}

Done CaseReader::Impl::key(Key key, json::value value, Asked& asked, Case& into) {
  switch (key) {
    case kFacts: return facts(value, asked, into);
    case kAssume: return assumptions(value, into);
    case kId: return id(value, asked);
    default: break;
  }
  const bool at = key == kAt;
  const auto told = string(value, {.name = at ? "at" : "action"}, at ? "an instant such as 2025-08-14T12:00:00-04:00" : "the name of an action");
  if (!told) return std::unexpected(told.error());
  return at ? read_at(names, *told, into) : read_action(program, names, *told, asked);
}

Done CaseReader::Impl::id(json::value value, Asked& asked) {
  json::json_type type{};
  if (const auto error = value.type().get(type)) return std::unexpected(broken(error));
  if (type == json::json_type::number) {
    asked.echo = trimmed(value.raw_json_token());
    double number = 0;
    if (const auto error = value.get_double().get(number)) return std::unexpected(broken(error));
    return {};
  }
  const auto told = string(value, {.name = "id"}, "a string or a number");
  if (!told) return std::unexpected(told.error());
  asked.echo = text::quoted(*told);
  return {};
}

Done CaseReader::Impl::facts(json::value value, Asked& asked, Case& into) {
  ++object;
  return for_fields(value, "`facts`", [&](std::string_view name, json::value told) { return fact_named(name, told, asked, into); });
}

Done CaseReader::Impl::fact_named(std::string_view name, json::value value, Asked& asked, Case& into) {
  const auto found = names.fact(name);
  if (!found) return std::unexpected(found.error());
  if (stamp[found->value] == object) return std::unexpected(twice("the fact", name));
  stamp[found->value] = object;
  return fact(*found, value, asked, into);
}

Done CaseReader::Impl::assumptions(json::value value, Case& into) {
  assumed.clear();
  return for_fields(value, "`assume`", [&](std::string_view name, json::value told) -> Done {
    const auto question = names.question(name);
    if (!question) return std::unexpected(question.error());
    if (std::ranges::find(assumed, *question) != assumed.end()) return std::unexpected(twice("the question", name));
    assumed.push_back(*question);
    const auto answer = scalar(Type{}, told, {.name = name}, nullptr);
    if (!answer) return std::unexpected(answer.error());
    if (answer->has_value()) into.assume(*question, **answer != 0);
    return {};
  });
}

// --- values -----------------------------------------------------------------------------------------------------------------

std::expected<std::string_view, Problem> CaseReader::Impl::string(json::value value, const Place& place, std::string_view expected) {
  json::json_type type{};
  if (const auto error = value.type().get(type)) return std::unexpected(broken(error));
  if (type != json::json_type::string) {
    return std::unexpected(problem("C0811", fmt::format("`{}` is {}, not {}", place.shown(), expected, name_of(type)), ""));
  }
  std::string_view told;
  if (const auto error = value.get_string().get(told)) return std::unexpected(broken(error));
  return told;
}

Done CaseReader::Impl::tell_plural(FactId fact, json::array array, Asked& asked, Case& into) {
  const Type& type = names.model().facts[fact.value].type;
  if (type.kind == TypeKind::kSomeOf) {
    const auto bits = set(type, array, place_of(names, fact));
    if (!bits) return std::unexpected(bits.error());
    into.tell(fact, *bits);
    return {};
  }
  std::string as_told;
  auto records = list(type, array, place_of(names, fact), as_told);
  if (!records) return std::unexpected(std::move(records.error()));
  into.tell_list(fact, std::move(*records));
  asked.keep(fact, std::move(as_told));
  return {};
}

Done CaseReader::Impl::fact(FactId fact, json::value value, Asked& asked, Case& into) {
  const book::Model& model = names.model();
  const Type& type = model.facts[fact.value].type;
  json::json_type told{};
  if (const auto error = value.type().get(told)) return std::unexpected(broken(error));
  const bool plural = type.kind == TypeKind::kSomeOf || type.kind == TypeKind::kListOf;
  if (plural && told != json::json_type::null) {
    if (told != json::json_type::array) return std::unexpected(wrong_form(model, type, place_of(names, fact), name_of(told)));
    json::array array;
    if (const auto error = value.get_array().get(array)) return std::unexpected(broken(error));
    return tell_plural(fact, array, asked, into);
  }
  std::string other_text;
  const auto number = scalar(type, value, place_of(names, fact), &other_text);
  if (!number) return std::unexpected(number.error());
  if (!number->has_value()) {
    into.forget(fact);
    return {};
  }
  into.tell(fact, **number);
  if (type.kind == TypeKind::kText && **number == circuit::kOtherText) asked.keep(fact, std::move(other_text));
  return {};
}

// Nothing for null. A text that the book never names goes to `other_text` as JSON.
std::expected<std::optional<int64_t>, Problem> CaseReader::Impl::scalar(const Type& type, json::value value, const Place& place, std::string* other_text) {
  const book::Model& model = names.model();
  json::json_type told{};
  if (const auto error = value.type().get(told)) return std::unexpected(broken(error));
  switch (told) {
    case json::json_type::null: {
      bool null = false;
      const auto error = value.is_null().get(null);
      if (error || !null) return std::unexpected(broken(error));
      return std::nullopt;
    }
    case json::json_type::boolean: {
      if (type.kind != TypeKind::kYesNo) break;
      bool yes = false;
      if (const auto error = value.get_bool().get(yes)) return std::unexpected(broken(error));
      return yes ? 1 : 0;
    }
    case json::json_type::number: {
      if (type.kind != TypeKind::kNumber) break;
      const std::string_view token = trimmed(value.raw_json_token());
      const Read<int64_t> read = read_number(token);
      if (!read && read.error() != Unreadable::kForm) return std::unexpected(unreadable(model, type, place, token, read.error()));
      double number = 0;  // simdjson's stricter look at the token's form, and past it
      const auto error = value.get_double().get(number);
      if (!read || error) return std::unexpected(broken(simdjson::NUMBER_ERROR, token.data()));
      return *read;
    }
    case json::json_type::string: {
      std::string_view text;
      if (const auto error = value.get_string().get(text)) return std::unexpected(broken(error));
      const auto read = read_scalar(program, names, type, text, place);
      if (!read) return std::unexpected(read.error());
      if (other_text != nullptr && type.kind == TypeKind::kText && *read == circuit::kOtherText) *other_text = text::quoted(text);
      return *read;
    }
    default: break;
  }
  return std::unexpected(wrong_form(model, type, place, name_of(told)));
}

std::expected<int64_t, Problem> CaseReader::Impl::set(const Type& type, json::array array, const Place& place) {
  uint64_t bits = 0;
  for (auto one : array) {
    json::value value;
    if (const auto error = std::move(one).get(value)) return std::unexpected(broken(error));
    const auto word = string(value, place, "a set of words");
    if (!word) return std::unexpected(word.error());
    const auto bit = read_member(names, type, *word, place);
    if (!bit) return std::unexpected(bit.error());
    bits |= *bit;
  }
  return static_cast<int64_t>(bits);
}

std::expected<std::vector<RecordValue>, Problem> CaseReader::Impl::list(const Type& type, json::array array, const Place& place, std::string& as_told) {
  const book::Record& shape = names.model().records[type.record.value];
  std::vector<RecordValue> records;
  as_told = "[";
  for (auto one : array) {
    json::value value;
    if (const auto error = std::move(one).get(value)) return std::unexpected(broken(error));
    if (records.size() == kMostRecords) {
      return std::unexpected(problem("C0816", fmt::format("`{}` has more than {} records", place.shown(), kMostRecords), "tell those that matter"));
    }
    if (!records.empty()) as_told += ',';
    if (auto done = record(shape, value, place, records.emplace_back(shape.fields.size()), as_told); !done) return std::unexpected(std::move(done.error()));
  }
  as_told += ']';
  return records;
}

Done CaseReader::Impl::record(const book::Record& shape, json::value value, const Place& place, RecordValue& record, std::string& as_told) {
  std::vector<bool> seen(shape.fields.size());
  bool first = true;
  as_told += '{';
  auto done = for_fields(value, fmt::format("a record of `{}`", place.shown()), [&](std::string_view name, json::value told) -> Done {
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
    as_told += fmt::format("{}{}:", first ? "" : ",", text::quoted(name));
    first = false;
    if (other_text.empty())
      append_scalar(as_told, program, it->type, **read);
    else
      as_told += other_text;
    return {};
  });
  as_told += '}';
  return done;
}

// --- the doors --------------------------------------------------------------------------------------------------------------

std::expected<void, Problem> CaseReader::read(std::string_view text, Asked& asked, Case& into) {
  asked.clear();
  into.clear();
  uint32_t seen = 0;
  if (auto done = impl_->open(text); !done) return done;
  if (auto done = impl_->case_of(asked, into, seen); !done) return done;
  for (const auto& [name, key] : {kKeys[0], kKeys[1]}) {
    if ((seen & key) == 0) {
      return std::unexpected(problem("C0806", fmt::format("the case has no `{}`", name),
                                     key == kAt ? "write \"at\": \"2025-08-14T12:00:00-04:00\"" : "write \"action\": and the name of an action"));
    }
  }
  return {};
}

std::expected<Given, Problem> CaseReader::read_part(std::string_view text, Asked& asked, Case& into) {
  uint32_t seen = 0;
  if (auto done = impl_->open(text); !done) return std::unexpected(std::move(done.error()));
  const auto of_case = impl_->has_case_keys();
  if (!of_case) return std::unexpected(of_case.error());
  if (auto done = impl_->open(text); !done) return std::unexpected(std::move(done.error()));
  auto done = *of_case ? impl_->case_of(asked, into, seen) : impl_->bare_facts(asked, into);
  if (!done) return std::unexpected(std::move(done.error()));
  return Given{.at = (seen & kAt) != 0, .action = (seen & kAction) != 0};
}

std::expected<void, Problem> CaseReader::read_array(FactId fact, std::string_view text, Asked& asked, Case& into) {
  std::string padded(text);
  padded.append(kPadding, ' ');
  json::array array;
  if (auto done = impl_->open(std::string_view(padded).substr(0, text.size())); !done) return done;
  if (const auto error = impl_->document.get_array().get(array)) return std::unexpected(impl_->broken(error));
  if (auto done = impl_->tell_plural(fact, array, asked, into); !done) return done;
  return impl_->at_end();
}

}  // namespace comity::ruling
