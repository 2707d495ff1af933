// Kinds with all that extends them, then records, facts and calendars.
//
// The words of a kind are numbered in the order in which they are declared, those of extensions after them, book by book; so an index
// means the same word in every test, set and told value of one model. Words written in place get a kind without a name.
#include <array>
#include <string>

#include <fmt/format.h>

#include "book/check/passes.h"
#include "text/utf8.h"

namespace comity::book {

namespace {

constexpr size_t kMaxWords = 4096;
constexpr size_t kMaxSetWords = 64;

// What people write for a type of another language.
struct Habit {
  std::string_view word, meant;
};
constexpr std::array kHabits = {
    Habit{"boolean", "yes-no"},    Habit{"bool", "yes-no"},    Habit{"string", "text"},     Habit{"integer", "number"},
    Habit{"int", "number"},        Habit{"decimal", "number"}, Habit{"amount", "number"},   Habit{"datetime", "instant"},
    Habit{"timestamp", "instant"}, Habit{"time", "instant"},   Habit{"period", "duration"}, Habit{"day", "date"},
};

class Types {
 public:
  explicit Types(Context& context) : context_(context), model_(context.model) {}

  void run() {
    context_.words.resize(model_.kinds.size());
    for (const auto& item : context_.kinds) add_words(KindId(item.id), item.decl->words);
    for (const auto& item : context_.extends) extend(item);
    for (const auto& item : context_.kinds) limit_words(KindId(item.id), item.decl->name.span);
    context_.broken_fields.resize(model_.records.size());
    for (const auto& item : context_.records) record(item);
    context_.broken_facts.resize(model_.facts.size());
    for (const auto& item : context_.facts) fact(item);
    for (const auto& item : context_.facts) proxies(item);
    for (const auto& item : context_.calendars) calendar(item);
  }

 private:
  // A word that is there already is a mistake within one declaration; two books may well extend a kind by the same word.
  void add_words(KindId kind, const std::vector<syntax::Name>& words) {
    auto& index = context_.words[kind.value];
    auto& list = model_.kinds[kind.value].words;
    std::unordered_map<std::string_view, Span> here;
    for (const syntax::Name& word : words) {
      const auto [earlier, added] = here.try_emplace(word.text, word.span);
      if (!added) {
        context_.report("C0402", word.span, fmt::format("the word `{}` stands twice", word.text), "take one of them away")
            .notes.push_back({earlier->second, "it stands here already"});
      }
      if (index.try_emplace(word.text, static_cast<uint16_t>(list.size())).second && list.size() < kMaxWords + 1) list.push_back(word.text);
    }
  }

  void extend(const Item<syntax::ExtendDecl>& item) {
    const KindId kind = context_.find<KindId>(Space::kKind, item.book, item.decl->kind);
    if (kind.valid()) add_words(kind, item.decl->words);
  }

  void limit_words(KindId kind, Span place) {
    const size_t words = context_.words[kind.value].size();
    if (words <= kMaxWords) return;
    context_.report("C0009", place, fmt::format("this has {} words; at most {} are allowed", words, kMaxWords),
                    "use `text` and a `list` where the words are names");
  }

  KindId words_in_place(const syntax::TypeExpr& type, BookId book) {
    const KindId kind(model_.kinds.size());
    model_.kinds.push_back({"", {}, type.span, book});
    context_.words.emplace_back();
    for (const syntax::Name& word : type.words) {
      if (word.text.find_first_of("./") == std::string::npos) continue;
      context_.report("C0219", word.span, fmt::format("`{}` cannot be a word of a kind", word.text),
                      word.text.find('/') == std::string::npos ? "words are single; write `_`"
                                                               : fmt::format("for the words of a kind write its name alone: `is {}`", word.text));
    }
    add_words(kind, type.words);
    limit_words(kind, type.span);
    return kind;
  }

  // False if the type could not be told, which has then been reported.
  bool resolve(const syntax::TypeExpr& type, BookId book, bool in_record, Type& out) {
    using Kind = syntax::TypeExpr::Kind;
    if (in_record && (type.kind == Kind::kSomeOf || type.kind == Kind::kListOf)) {
      const bool set = type.kind == Kind::kSomeOf;
      context_.report("C0401", type.span, fmt::format("a field of a record cannot be a {}", set ? "set" : "list"),
                      set ? "write a yes-no field for each word" : "declare a fact of its own for the list");
      return false;
    }
    switch (type.kind) {
      case Kind::kBad: return false;
      case Kind::kYesNo: out.kind = TypeKind::kYesNo; return true;
      case Kind::kDate: out.kind = TypeKind::kDate; return true;
      case Kind::kInstant: out.kind = TypeKind::kInstant; return true;
      case Kind::kDuration: out.kind = TypeKind::kDuration; return true;
      case Kind::kText: out.kind = TypeKind::kText; return true;
      case Kind::kNumber:
        out.kind = TypeKind::kNumber;
        if (type.name) out.unit = type.name->text;
        return true;
      case Kind::kNamed:
        out.kind = TypeKind::kOneOf;
        out.words = named(*type.name, book);
        return out.words.valid();
      case Kind::kOneOf: out.kind = TypeKind::kOneOf; return one_of(type, book, out);
      case Kind::kSomeOf: out.kind = TypeKind::kSomeOf; return some_of(type, book, out);
      case Kind::kListOf:
        out.kind = TypeKind::kListOf;
        if (type.name) out.record = context_.find<RecordId>(Space::kRecord, book, *type.name);
        return out.record.valid();
    }
    return false;
  }

  // A single word may be a kind's name, well spelt or not.
  void warn_lone_word(const syntax::TypeExpr& type, BookId book) {
    const syntax::Name& word = type.words[0];
    const Symbol* kind = context_.find_quietly(Space::kKind, book, word.text);
    const std::string near = kind != nullptr ? word.text : text::nearest(word.text, context_.names.candidates(Space::kKind, book));
    if (near.empty()) return;
    kind = context_.find_quietly(Space::kKind, book, near);
    const bool set = type.kind == syntax::TypeExpr::Kind::kSomeOf;
    auto& message = context_.report("C0403", type.span, fmt::format("`{}` is the only word of this fact", word.text),
                                    fmt::format("for the words of the kind write `is {}{}`", set ? "some of " : "", near));
    if (kind != nullptr)
      message.notes.push_back({kind->span, near == word.text ? "a kind of this name is declared here" : "a kind with a name like it is declared here"});
  }

  bool one_of(const syntax::TypeExpr& type, BookId book, Type& out) {
    if (type.words.empty()) return false;
    if (type.words.size() == 1) warn_lone_word(type, book);
    out.words = words_in_place(type, book);
    return true;
  }

  bool some_of(const syntax::TypeExpr& type, BookId book, Type& out) {
    if (type.words.empty()) return false;
    const syntax::Name& first = type.words[0];
    const bool alone = type.words.size() == 1;
    const auto how = context_.names.find(Space::kKind, book, first.text).how;
    if (alone && (how != Names::Found::How::kNone || first.text.find('/') != std::string::npos)) {
      out.words = context_.find<KindId>(Space::kKind, book, first);
      if (!out.words.valid()) return false;
    } else {
      if (alone) warn_lone_word(type, book);
      out.words = words_in_place(type, book);
    }
    const size_t words = context_.words[out.words.value].size();
    if (words <= kMaxSetWords) return true;
    auto& message = context_.report("C0010", type.span, fmt::format("this set has {} words; at most {} are allowed", words, kMaxSetWords),
                                    "divide the fact by subject, or use `list of` a record");
    if (!model_.kinds[out.words.value].name.empty()) message.notes.push_back({model_.kinds[out.words.value].span, "the kind is declared here"});
    return false;
  }

  KindId named(const syntax::Name& name, BookId book) {
    const Symbol* kind = context_.find_quietly(Space::kKind, book, name.text);
    if (kind != nullptr) return KindId(kind->index);
    if (context_.had_errors_in(name.span)) return KindId();
    for (const Habit& habit : kHabits) {
      if (name.text != habit.word) continue;
      context_.report("C0307", name.span, fmt::format("there is no type `{}`", name.text), fmt::format("write `{}`", habit.meant));
      return KindId();
    }
    const Symbol* record = context_.find_quietly(Space::kRecord, book, name.text);
    if (record != nullptr) {
      context_.report("C0307", name.span, fmt::format("`{}` is a record, not a kind", name.text), fmt::format("write `list of {}`", name.text))
          .notes.push_back({record->span, "declared here"});
      return KindId();
    }
    constexpr std::array<std::string_view, 6> kTypes = {"yes-no", "number", "date", "instant", "duration", "text"};
    std::vector<std::string_view> candidates = context_.names.candidates(Space::kKind, book);
    const bool has_near_kind = !text::nearest(name.text, candidates).empty();
    const std::string near_type = text::nearest(name.text, {kTypes.begin(), kTypes.end()});
    if (!has_near_kind && !near_type.empty()) {
      context_.report("C0307", name.span, fmt::format("there is no type `{}`", name.text), fmt::format("did you mean `{}`?", near_type));
      return KindId();
    }
    return context_.find<KindId>(Space::kKind, book, name);
  }

  void record(const Item<syntax::RecordDecl>& item) {
    std::unordered_map<std::string_view, Span> seen;
    for (const syntax::FieldDecl& decl : item.decl->fields) {
      const auto [earlier, added] = seen.try_emplace(decl.name.text, decl.name.span);
      if (!added) {
        context_.report("C0303", decl.name.span, fmt::format("field `{}` is declared twice in this record", decl.name.text), "rename one of them")
            .notes.push_back({earlier->second, "first declared here"});
        continue;
      }
      Field field{decl.name.text, {}, decl.name.span};
      const bool told = resolve(decl.type, item.book, true, field.type);
      model_.records[item.id].fields.push_back(std::move(field));
      context_.broken_fields[item.id].push_back(!told);
    }
  }

  void fact(const Item<syntax::FactDecl>& item) {
    Type type;
    context_.broken_facts[item.id] = !resolve(item.decl->type, item.book, false, type);
    Fact& fact = model_.facts[item.id];
    fact.type = std::move(type);
    if (item.decl->asks) fact.asks = item.decl->asks->text;
    fact.is_protected = item.decl->is_protected;
    fact.is_sensitive = item.decl->is_sensitive;
  }

  void proxies(const Item<syntax::FactDecl>& item) {
    for (const syntax::Name& name : item.decl->proxy_for) {
      const FactId other = context_.find<FactId>(Space::kFact, item.book, name);
      if (!other.valid()) continue;
      model_.facts[item.id].proxy_for.push_back(other);
      if (model_.facts[other.value].is_protected) continue;
      context_
          .report("C0422", name.span, fmt::format("`{}` is not protected, so nothing can stand in for it", name.text),
                  "mark that fact `protected`, or take this away")
          .notes.push_back({model_.facts[other.value].span, "declared here"});
    }
  }

  void calendar(const Item<syntax::CalendarDecl>& item) {
    time::Calendar& skips = model_.calendars[item.id].skips;
    skips.weekends = item.decl->weekends;
    skips.federal_holidays = item.decl->federal_holidays;
    for (const syntax::MonthDay& day : item.decl->days) skips.days.push_back({day.month, day.day});
  }

  Context& context_;
  Model& model_;
};

}  // namespace

void check_types(Context& context) { Types(context).run(); }

}  // namespace comity::book
