// Told values as JSON, by the types of facts (language.md section 4). Private to the readers of JSON.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ruling/asked.h"
#include "ruling/json_document.h"
#include "ruling/read_value.h"

namespace comity::ruling {

class JsonValues {
 public:
  JsonValues(const Program& program, const Names& names, JsonDocument& document) : program_(program), names_(names), document_(document) {}

  // A fact's value; null forgets it. Errors: C0801, C0804, C0811 to C0816.
  Done fact(FactId fact, json::value value, Asked& asked, Case& into);
  // A set or a list.
  Done tell_plural(FactId fact, json::array array, Asked& asked, Case& into);
  // Nothing for null. A text that the book never names goes to `other_text` as JSON.
  std::expected<std::optional<int64_t>, Problem> scalar(const book::Type& type, json::value value, const Place& place, std::string* other_text);
  // A string, where a message would say that `expected` is what it should be.
  std::expected<std::string_view, Problem> string(json::value value, const Place& place, std::string_view expected);

 private:
  std::expected<std::optional<int64_t>, Problem> number(const book::Type& type, json::value& value, const Place& place);
  std::expected<std::optional<int64_t>, Problem> text(const book::Type& type, json::value& value, const Place& place, std::string* other_text);
  std::expected<int64_t, Problem> set(const book::Type& type, json::array array, const Place& place);
  std::expected<std::vector<RecordValue>, Problem> list(const book::Type& type, json::array array, const Place& place, std::string& as_told);
  Done record(const book::Record& shape, json::value value, const Place& place, RecordValue& record, std::string& as_told);

  const Program& program_;
  const Names& names_;
  JsonDocument& document_;
};

}  // namespace comity::ruling
