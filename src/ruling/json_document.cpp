#include "ruling/json_document.h"

#include <fmt/format.h>

#include "ruling/read_case.h"
#include "text/utf8.h"

namespace comity::ruling {

static_assert(kPadding >= simdjson::SIMDJSON_PADDING);

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

Problem twice(std::string_view what, std::string_view key) {
  return problem("C0804", fmt::format("{} {} stands twice", what, text::quote(key)), "keep one of them");
}

Problem JsonDocument::broken(simdjson::error_code error, const char* place) {
  if (error == simdjson::UTF8_ERROR) return problem("C0802", "the case is not UTF-8", "write it as UTF-8");
  if (error == simdjson::EMPTY) return problem("C0801", "the case is empty", "a case is a JSON object");
  if (place == nullptr && reading_ && document_.current_location().get(place)) place = nullptr;
  const bool inside = place != nullptr && place >= text_.data() && place <= text_.data() + text_.size();
  const std::string where = inside ? fmt::format(" at byte {}", place - text_.data() + 1) : "";
  return problem("C0801", fmt::format("the case is not JSON{}", where), "look for a comma, a quote or a bracket that is missing or too much");
}

Done JsonDocument::open(std::string_view text) {
  text_ = text;
  reading_ = false;
  if (text.size() > most_bytes_) {
    return std::unexpected(problem("C0803", fmt::format("the case has {} bytes, more than {}", text.size(), most_bytes_), "tell less in one case"));
  }
  if (const auto error = parser_.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING).get(document_)) {
    return std::unexpected(broken(error));
  }
  reading_ = true;
  return {};
}

std::expected<json::object, Problem> JsonDocument::object() {
  json::json_type type{};
  json::object object;
  if (const auto error = document_.type().get(type)) return std::unexpected(broken(error, text_.data()));
  if (type != json::json_type::object) return std::unexpected(problem("C0801", "a case is a JSON object, which begins with a brace"));
  if (const auto error = document_.get_object().get(object)) return std::unexpected(broken(error));
  return object;
}

std::expected<json::array, Problem> JsonDocument::array() {
  json::array array;
  if (const auto error = document_.get_array().get(array)) return std::unexpected(broken(error));
  return array;
}

Done JsonDocument::at_end() {
  const char* rest = nullptr;
  if (document_.current_location().get(rest) == simdjson::SUCCESS) return std::unexpected(broken(simdjson::TRAILING_CONTENT, rest));
  return {};
}

std::expected<json::json_type, Problem> JsonDocument::type_of(json::value& value) {
  json::json_type type{};
  if (const auto error = value.type().get(type)) return std::unexpected(broken(error));
  return type;
}

Done JsonDocument::null(json::value& value) {
  bool null = false;
  const auto error = value.is_null().get(null);
  if (error || !null) return std::unexpected(broken(error));
  return {};
}

std::expected<std::optional<json::object>, Problem> JsonDocument::object_or_null(json::value& value, std::string_view what, std::string_view name) {
  const auto type = type_of(value);
  if (!type) return std::unexpected(type.error());
  if (*type == json::json_type::null) {
    if (auto done = null(value); !done) return std::unexpected(std::move(done.error()));
    return std::nullopt;
  }
  if (*type != json::json_type::object) return std::unexpected(problem("C0811", fmt::format("{}`{}` is an object, not {}", what, name, name_of(*type))));
  json::object object;
  if (const auto error = value.get_object().get(object)) return std::unexpected(broken(error));
  return object;
}

}  // namespace comity::ruling
