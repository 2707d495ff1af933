#include "ruling/show_value.h"

#include <fmt/format.h>

#include "ruling/notation.h"
#include "text/json.h"

namespace comity::ruling {

namespace {

using book::Type;
using book::TypeKind;

// Calls `each` with the words whose bits are set.
template <class Each>
void for_words(const book::Kind& kind, int64_t bits, Each each) {
  for (size_t i = 0; i < kind.words.size(); ++i) {
    if ((static_cast<uint64_t>(bits) >> i & 1) != 0) each(kind.words[i]);
  }
}

std::string written_scalar(const circuit::Program& program, const Type& type, int64_t value) {
  const book::Model& model = *program.model;
  switch (type.kind) {
    case TypeKind::kYesNo: return value != 0 ? "yes" : "no";
    case TypeKind::kOneOf: return model.kinds[type.words.value].words[static_cast<size_t>(value)];
    case TypeKind::kSomeOf: {
      std::string words;
      for_words(model.kinds[type.words.value], value, [&](const std::string& word) { words += (words.empty() ? "" : ", ") + word; });
      return words.empty() ? "empty" : fmt::format("({})", words);
    }
    case TypeKind::kNumber: return type.unit.empty() ? show_number(value) : fmt::format("{} {}", show_number(value), type.unit);
    case TypeKind::kDate: return show_date(value);
    case TypeKind::kInstant: {
      std::string shown = model.zone().show(value).substr(0, 19);
      if (shown.size() > 10) shown[10] = ' ';
      return shown;
    }
    case TypeKind::kDuration: {
      const bool hours = value % 3600 == 0, minutes = value % 60 == 0;
      const int64_t amount = hours ? value / 3600 : minutes ? value / 60 : value;
      return fmt::format("{} {}{}", amount, hours ? "hour" : minutes ? "minute" : "second", amount == 1 ? "" : "s");
    }
    case TypeKind::kText: return value == circuit::kOtherText ? "another text" : text::json_string(program.texts[static_cast<size_t>(value)]);
    case TypeKind::kListOf: break;
  }
  return "";
}

}  // namespace

void append_scalar(std::string& out, const circuit::Program& program, const Type& type, int64_t value, std::string_view other_text) {
  const book::Model& model = *program.model;
  switch (type.kind) {
    case TypeKind::kYesNo: out += value != 0 ? "true" : "false"; break;
    case TypeKind::kOneOf: text::append_quoted(out, model.kinds[type.words.value].words[static_cast<size_t>(value)]); break;
    case TypeKind::kSomeOf: {
      out += '[';
      bool first = true;
      for_words(model.kinds[type.words.value], value, [&](const std::string& word) {
        if (!first) out += ',';
        first = false;
        text::append_quoted(out, word);
      });
      out += ']';
      break;
    }
    case TypeKind::kNumber: out += show_number(value); break;
    case TypeKind::kDate: text::append_quoted(out, show_date(value)); break;
    case TypeKind::kInstant: text::append_quoted(out, model.zone().show(value)); break;
    case TypeKind::kDuration: text::append_quoted(out, show_duration(value)); break;
    case TypeKind::kText:
      text::append_quoted(out, value == circuit::kOtherText ? other_text : std::string_view(program.texts[static_cast<size_t>(value)]));
      break;
    case TypeKind::kListOf: break;
  }
}

void append_value(std::string& out, const circuit::Program& program, const Type& type, const circuit::ToldValue& value, std::string_view other_text) {
  if (type.kind != TypeKind::kListOf) return append_scalar(out, program, type, value.number, other_text);
  const book::Record& shape = program.model->records[type.record.value];
  out += '[';
  for (size_t i = 0; i < value.records.size(); ++i) {
    out += i == 0 ? "{" : ",{";
    bool first = true;
    for (size_t field = 0; field < shape.fields.size(); ++field) {
      if (!value.records[i][field].known) continue;
      if (!first) out += ',';
      first = false;
      text::append_quoted(out, shape.fields[field].name);
      out += ':';
      append_scalar(out, program, shape.fields[field].type, value.records[i][field].number, other_text);
    }
    out += '}';
  }
  out += ']';
}

std::string written(const circuit::Program& program, const Type& type, const circuit::ToldValue& value) {
  if (type.kind != TypeKind::kListOf) return written_scalar(program, type, value.number);
  if (value.records.empty()) return "empty";
  const book::Record& shape = program.model->records[type.record.value];
  std::string out;
  for (const circuit::RecordValue& record : value.records) {
    std::string fields;
    for (size_t i = 0; i < shape.fields.size(); ++i) {
      if (!record[i].known) continue;
      fields += fmt::format("{}{}: {}", fields.empty() ? "" : ", ", shape.fields[i].name, written_scalar(program, shape.fields[i].type, record[i].number));
    }
    out += fmt::format("{}{{{}}}", out.empty() ? "" : ", ", fields);
  }
  return fmt::format("({})", out);
}

}  // namespace comity::ruling
