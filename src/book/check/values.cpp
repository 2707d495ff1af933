#include "book/check/values.h"

#include <fmt/format.h>

#include "book/check/moments.h"
#include "book/check/wording.h"
#include "syntax/units.h"
#include "text/utf8.h"

namespace comity::book {

namespace {

using ValueKind = syntax::Value::Kind;

class Fitting {
 public:
  Fitting(Context& context, std::string_view code, BookId book) : context_(context), code_(code), book_(book) {}

  bool fits(std::string_view name, const Type& type, Span declared, const syntax::Value& value) {
    switch (type.kind) {
      case TypeKind::kYesNo: return value.kind == ValueKind::kYes || value.kind == ValueKind::kNo || wrong(name, type, declared, value);
      case TypeKind::kOneOf: return value.kind == ValueKind::kWord ? word(name, type, value) : wrong(name, type, declared, value);
      case TypeKind::kSomeOf: return set(name, type, declared, value);
      case TypeKind::kText: return value.kind == ValueKind::kString || wrong(name, type, declared, value);
      case TypeKind::kNumber: return number(name, type, declared, value);
      case TypeKind::kDuration: return duration(name, type, declared, value);
      case TypeKind::kDate: return (value.kind == ValueKind::kMoment && !value.moment.has_time) || wrong(name, type, declared, value);
      case TypeKind::kInstant:
        if (value.kind != ValueKind::kMoment) return wrong(name, type, declared, value);
        instant_of(context_, book_, value.moment);
        return true;
      case TypeKind::kListOf: return list(name, type, declared, value);
    }
    return false;
  }

 private:
  bool wrong(std::string_view name, const Type& type, Span declared, const syntax::Value& value) {
    std::string shown = text::quote(context_.loaded.files.slice(value.span));
    auto& message = context_.report(code_, value.span, fmt::format("{} is no value for `{}`, which is {}", shown, name, described(context_.model, type)),
                                    notation(context_.model, type));
    message.notes.push_back({declared, "declared here"});
    return false;
  }

  bool word(std::string_view name, const Type& type, const syntax::Value& value) {
    const auto& words = context_.words[type.words.value];
    if (words.contains(value.text)) return true;
    const Kind& kind = context_.model.kinds[type.words.value];
    std::string help = did_you_mean(value.text, {kind.words.begin(), kind.words.end()});
    if (help.empty()) help = fmt::format("its words are {}", quoted_list(kind.words, "and"));
    context_.report("C0406", value.span, fmt::format("{} is not a word of `{}`", text::quote(value.text), name), std::move(help))
        .notes.push_back({kind.span, "its words are declared here"});
    return false;
  }

  bool set(std::string_view name, const Type& type, Span declared, const syntax::Value& value) {
    if (value.kind == ValueKind::kEmpty) return true;
    if (value.kind == ValueKind::kWord) return word(name, type, value);
    if (value.kind != ValueKind::kSet) return wrong(name, type, declared, value);
    bool ok = true;
    for (const syntax::Value& item : value.items) ok = (item.kind == ValueKind::kWord ? word(name, type, item) : wrong(name, type, declared, item)) && ok;
    return ok;
  }

  bool number(std::string_view name, const Type& type, Span declared, const syntax::Value& value) {
    if (value.kind != ValueKind::kNumber && value.kind != ValueKind::kDuration) return wrong(name, type, declared, value);
    return !value.number.unit || same_unit(value.number.unit->text, type.unit) || wrong(name, type, declared, value);
  }

  bool duration(std::string_view name, const Type& type, Span declared, const syntax::Value& value) {
    const bool whole = value.kind == ValueKind::kDuration && value.duration.unit < syntax::Unit::kMonths;
    return whole || wrong(name, type, declared, value);
  }

  bool list(std::string_view name, const Type& type, Span declared, const syntax::Value& value) {
    if (value.kind == ValueKind::kEmpty) return true;
    if (value.kind != ValueKind::kRecords) return wrong(name, type, declared, value);
    if (std::ssize(value.records) > kMaxRecords) {
      context_.report("C0418", value.span, fmt::format("a list is told with at most 10,000 records; this one has {}", value.records.size()), "tell fewer");
      return false;
    }
    bool ok = true;
    for (const syntax::RecordValue& record : value.records) ok = fields(type.record, record) && ok;
    return ok;
  }

  bool fields(RecordId id, const syntax::RecordValue& written) {
    const Record& record = context_.model.records[id.value];
    std::unordered_map<std::string_view, Span> seen;
    bool ok = true;
    for (const syntax::FieldValue& one : written.fields) {
      const auto [earlier, added] = seen.try_emplace(one.field.text, one.field.span);
      if (!added) {
        context_.report("C0702", one.field.span, fmt::format("field `{}` is told twice", one.field.text), "keep one value")
            .notes.push_back({earlier->second, "told here already"});
        ok = false;
        continue;
      }
      ok = field(id, record, one) && ok;
    }
    return ok;
  }

  bool field(RecordId id, const Record& record, const syntax::FieldValue& one) {
    std::vector<std::string_view> names;
    for (size_t i = 0; i < record.fields.size(); ++i) {
      const Field& field = record.fields[i];
      names.push_back(field.name);
      if (field.name == one.field.text) return context_.broken_fields[id.value][i] || fits(field.name, field.type, field.span, one.value[0]);
    }
    std::string help = did_you_mean(one.field.text, names);
    if (help.empty()) help = fmt::format("its fields are {}", quoted_list({names.begin(), names.end()}, "and"));
    context_.report("C0316", one.field.span, fmt::format("record `{}` has no field {}", record.name, text::quote(one.field.text)), std::move(help))
        .notes.push_back({record.span, "the record is declared here"});
    return false;
  }

  Context& context_;
  std::string_view code_;
  BookId book_;
};

}  // namespace

bool fits(Context& context, std::string_view code, BookId book, std::string_view name, const Type& type, Span declared, const syntax::Value& value) {
  return Fitting(context, code, book).fits(name, type, declared, value);
}

std::vector<Told> told(Context& context, std::string_view code, BookId book, const std::vector<syntax::Given>& given) {
  std::vector<Told> out;
  std::unordered_map<uint32_t, Span> seen;
  for (const syntax::Given& one : given) {
    const FactId fact = context.find<FactId>(Space::kFact, book, one.fact);
    if (!fact.valid() || context.broken_facts[fact.value]) continue;
    const auto [earlier, added] = seen.try_emplace(fact.value, one.span);
    if (!added) {
      context.report("C0702", one.fact.span, fmt::format("`{}` is told twice", one.fact.text), "keep one value; several words of a set stand in parentheses")
          .notes.push_back({earlier->second, "told here already"});
      continue;
    }
    const Fact& about = context.model.facts[fact.value];
    if (fits(context, code, book, about.name, about.type, about.span, one.value)) out.push_back({fact, one.value, one.span});
  }
  return out;
}

}  // namespace comity::book
