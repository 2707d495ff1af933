// Readings: how the columns of a table become facts.
#include <fmt/format.h>

#include "book/check/cites.h"
#include "book/check/passes.h"
#include "book/check/values.h"
#include "book/check/wording.h"

namespace comity::book {

namespace {

class Readings {
 public:
  explicit Readings(Context& context) : context_(context), model_(context.model) {}

  void run() {
    for (const auto& item : context_.readings) {
      Reading& reading = model_.readings[item.id];
      if (item.decl->title) reading.title = item.decl->title->text;
      reading.notes = texts_of(item.decl->notes);
      given_.clear();
      for (const syntax::ColumnDecl& decl : item.decl->columns) column(item, decl, reading);
      reading.given = told(context_, "C0709", item.book, item.decl->given);
      for (const Told& one : reading.given) once(one.fact.value, model_.facts[one.fact.value].name, one.span);
    }
  }

 private:
  using ReadingItem = Item<syntax::ReadingDecl>;
  static constexpr uint32_t kCaseAt = 0xffffffff;

  // One fact comes from one place.
  void once(uint32_t what, std::string_view name, Span span) {
    const auto [earlier, added] = given_.try_emplace(what, span);
    if (added) return;
    context_.report("C0710", span, fmt::format("`{}` is given twice by this reading", name), "one column, or one `given`, tells it")
        .notes.push_back({earlier->second, "given here already"});
  }

  void column(const ReadingItem& item, const syntax::ColumnDecl& decl, Reading& reading) {
    Column made{decl.column.text, decl.gives_case_at, FactId(), std::nullopt, std::nullopt, decl.meanings, decl.span};
    Type type;
    type.kind = TypeKind::kInstant;
    Span declared = decl.fact.span;
    if (decl.format) made.format = decl.format->text;
    if (decl.separated_by) made.separated_by = decl.separated_by->text;
    if (!decl.gives_case_at) {
      made.fact = context_.find<FactId>(Space::kFact, item.book, decl.fact);
      if (!made.fact.valid() || context_.broken_facts[made.fact.value]) return;
      type = model_.facts[made.fact.value].type;
      declared = model_.facts[made.fact.value].span;
    }
    once(decl.gives_case_at ? kCaseAt : made.fact.value, decl.fact.text, decl.span);
    check_notation(decl, type, declared);
    check_meanings(item, decl, type, declared);
    reading.columns.push_back(std::move(made));
  }

  void check_notation(const syntax::ColumnDecl& decl, const Type& type, Span declared) {
    if (decl.format && type.kind != TypeKind::kDate && type.kind != TypeKind::kInstant) {
      context_
          .report("C0712", decl.format->span, fmt::format("`{}` is {}; only dates and instants have a format", decl.fact.text, described(model_, type)),
                  "explain the literals with `means`")
          .notes.push_back({declared, "declared here"});
    }
    if (!decl.separated_by) return;
    if (type.kind != TypeKind::kSomeOf) {
      context_
          .report("C0712", decl.separated_by->span,
                  fmt::format("`{}` is {}; only the words of a set stand side by side", decl.fact.text, described(model_, type)), "take `separated by` away")
          .notes.push_back({declared, "declared here"});
    } else if (decl.separated_by->text.empty()) {
      context_.report("C0712", decl.separated_by->span, "an empty text separates nothing", "write the mark between the words: `separated by \";\"`");
    }
  }

  void check_meanings(const ReadingItem& item, const syntax::ColumnDecl& decl, const Type& type, Span declared) {
    std::unordered_map<std::string_view, Span> seen;
    for (const syntax::ColumnMeaning& meaning : decl.meanings) {
      const auto [earlier, added] = seen.try_emplace(meaning.literal.text, meaning.literal.span);
      if (!added) {
        context_.report("C0711", meaning.literal.span, "this literal has a meaning already", "keep one of them").notes.push_back({earlier->second, "here"});
        continue;
      }
      if (meaning.value.kind == syntax::Value::Kind::kUnknown) continue;
      fits(context_, "C0709", item.book, decl.fact.text, type, declared, meaning.value);
    }
  }

  Context& context_;
  Model& model_;
  std::unordered_map<uint32_t, Span> given_;  // by fact, or kCaseAt
};

}  // namespace

void check_readings(Context& context) { Readings(context).run(); }

}  // namespace comity::book
