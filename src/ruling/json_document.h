// One JSON document at a time, read by simdjson's on-demand parser; what is wrong with it as a Problem. Private to the readers of JSON: simdjson
// is slow to compile.
//
// The parser validates as it goes: what is never looked at is never checked, so a reader looks at everything. Strings are views into the
// parser's memory, valid until the next document.
#pragma once

#include <expected>
#include <optional>
#include <string_view>
#include <utility>

#include <simdjson.h>

#include "ruling/names.h"

namespace comity::ruling {

namespace json = simdjson::ondemand;
using Done = std::expected<void, Problem>;

class JsonDocument {
 public:
  explicit JsonDocument(size_t most_bytes) : parser_(most_bytes + simdjson::SIMDJSON_PADDING), most_bytes_(most_bytes) {}

  // Begins a document; kPadding bytes behind the text must be readable. Errors: C0801 to C0803.
  Done open(std::string_view text);
  // Its object or array, and that nothing follows.
  std::expected<json::object, Problem> object();
  std::expected<json::array, Problem> array();
  Done at_end();

  // C0801 or C0802, with the place where the parser stands, or `place`.
  Problem broken(simdjson::error_code error, const char* place = nullptr);

  // Calls `each` with every key and value of an object, until one is wrong.
  template <class Each>
  Done for_fields(json::object& object, Each each) {
    for (auto one : object) {
      json::field field;
      std::string_view key;
      if (const auto error = std::move(one).get(field)) return std::unexpected(broken(error));
      if (const auto error = field.unescaped_key().get(key)) return std::unexpected(broken(error));
      if (auto done = each(key, field.value()); !done) return done;
    }
    return {};
  }
  // The same for a value that should be an object, or null, which has no keys. Errors: C0811, which calls it `what` and `name`.
  template <class Each>
  Done for_fields(json::value value, std::string_view what, std::string_view name, Each each) {
    auto object = object_or_null(value, what, name);
    if (!object) return std::unexpected(std::move(object.error()));
    return *object ? for_fields(**object, each) : Done();
  }

  std::expected<json::json_type, Problem> type_of(json::value& value);
  Done null(json::value& value);  // `value` begins like null

 private:
  std::expected<std::optional<json::object>, Problem> object_or_null(json::value& value, std::string_view what, std::string_view name);

  json::parser parser_;
  json::document document_;
  std::string_view text_;
  size_t most_bytes_;
  bool reading_ = false;  // document_ belongs to text_
};

std::string_view name_of(json::json_type type);              // "an array"
std::string_view trimmed(std::string_view token);            // without the blanks that simdjson leaves behind a token
Problem twice(std::string_view what, std::string_view key);  // C0804

}  // namespace comity::ruling
