#include "book/check/conditions.h"
#include "book/check/wording.h"

#include <fmt/format.h>

#include "text/utf8.h"

namespace comity::book {

namespace {

constexpr uint32_t kMaxDepth = 1000;  // later rooms walk conditions by recursion

}  // namespace

Test Subject::test(Test::Kind kind) const {
  Test out;
  out.kind = kind;
  out.fact = fact;
  out.on_field = on_field;
  return out;
}

CondId Conditions::resolve(const Scope& scope, syntax::CondId id) {
  if (id == syntax::kNoCond) return CondId();
  const CondId out = convert(scope, id);
  if (arena_.depth(out) <= kMaxDepth) return out;
  const Span span = scope.tree->cond(id).span;
  context_.report("C0415", span, fmt::format("with the definitions that it names this condition is nested more than {} deep", kMaxDepth),
                  "name fewer definitions one through another");
  return broken(span);
}

CondId Conditions::resolve(const Scope& scope, syntax::CondId when, syntax::CondId unless) {
  const CondId holds = resolve(scope, when);
  const CondId excepted = resolve(scope, unless);
  if (!excepted.valid()) return holds;
  const Span span = scope.tree->cond(unless).span;
  const CondId not_excepted = arena_.negation(excepted, span);
  return holds.valid() ? arena_.all({holds, not_excepted}, span) : not_excepted;
}

// Nests as deep as the parser allows.
CondId Conditions::convert(const Scope& scope, syntax::CondId id) {
  using Kind = syntax::Cond::Kind;
  const syntax::Cond& cond = scope.tree->cond(id);
  switch (cond.kind) {
    case Kind::kBad: return broken(cond.span);
    case Kind::kNot: return arena_.negation(convert(scope, cond.children[0]), cond.span);
    case Kind::kAnd:
    case Kind::kOr: {
      std::vector<CondId> parts;
      for (syntax::CondId child : cond.children) parts.push_back(convert(scope, child));
      return cond.kind == Kind::kAnd ? arena_.all(std::move(parts), cond.span) : arena_.any(std::move(parts), cond.span);
    }
    case Kind::kName: return named(scope, cond);
    case Kind::kQuantified: return quantified(scope, cond);
    default: return compared(scope, cond);
  }
}

// NAME, or NAME compared with yes or no: a yes-no fact, else a definition, else a question of law.
CondId Conditions::named(const Scope& scope, const syntax::Cond& cond) {
  Subject subject;
  if (scope.record.valid()) return find_field(scope, cond.name, subject) ? holds(subject, cond) : broken(cond.span);
  const auto [space, symbol] = context_.named_in_condition(scope.book, cond.name.text);
  if (symbol == nullptr) {
    report_unnamed(scope, cond.name);
    return broken(cond.span);
  }
  if (space == Space::kDefinition) {
    const CondId meaning = model_.definitions[symbol->index].cond;
    return meaning.valid() ? meaning : broken(cond.span);  // invalid: part of a circle, or unreadable
  }
  if (space == Space::kQuestion) {
    Test test;
    test.kind = Test::Kind::kQuestion;
    test.question = QuestionId(symbol->index);
    return arena_.test(std::move(test), cond.span);
  }
  return find_subject(scope, cond, subject) ? holds(subject, cond) : broken(cond.span);
}

// The name is no fact, definition or question that the book can see, or may be one of several.
void Conditions::report_unnamed(const Scope& scope, const syntax::Name& name) {
  for (Space space : {Space::kFact, Space::kDefinition, Space::kQuestion}) {
    if (context_.names.find(space, scope.book, name.text).how == Names::Found::How::kNone) continue;
    context_.find(space, scope.book, name);
    return;
  }
  context_.report_unknown("C0312", "fact, definition or question", scope.book, name, {Space::kFact, Space::kDefinition, Space::kQuestion});
}

// A yes-no fact or field by itself; others need a comparison.
CondId Conditions::holds(const Subject& subject, const syntax::Cond& cond) {
  if (subject.type->kind == TypeKind::kYesNo) return arena_.test(subject.test(Test::Kind::kIsYes), cond.span);
  if (cond.kind == syntax::Cond::Kind::kIs) return mismatch(subject, cond.span, "compared with yes or no");
  context_
      .report("C0408", cond.name.span, fmt::format("`{}` is {}; by itself it is no condition", subject.name, described(model_, *subject.type)),
              tests_of(*subject.type, subject.name))
      .notes.push_back({subject.declared, "declared here"});
  return broken(cond.span);
}

CondId Conditions::compared(const Scope& scope, const syntax::Cond& cond) {
  using Kind = syntax::Cond::Kind;
  using ValueKind = syntax::Value::Kind;
  const bool single = cond.kind == Kind::kIs && !cond.one_of && cond.values.size() == 1;
  if (single && (cond.values[0].kind == ValueKind::kYes || cond.values[0].kind == ValueKind::kNo)) {
    const CondId yes = named(scope, cond);
    const bool no = cond.values[0].kind == ValueKind::kNo;
    return no == cond.negated ? yes : arena_.negation(yes, cond.span);
  }
  Subject subject;
  if (!find_subject(scope, cond, subject)) return broken(cond.span);
  switch (cond.kind) {
    case Kind::kIs: return is_value(subject, cond);
    case Kind::kCompare: return measured(subject, cond);
    case Kind::kIncludes: return includes(subject, cond);
    case Kind::kEmpty: return empty(subject, cond);
    case Kind::kTime: return timed(scope, subject, cond);
    case Kind::kOnList: return on_list(scope, subject, cond);
    default: return broken(cond.span);
  }
}

// --- names ------------------------------------------------------------------------------------------------------------------

bool Conditions::may_read(const Scope& scope, FactId fact, Span span) {
  const Fact& read = model_.facts[fact.value];
  if (!read.is_protected || scope.protected_allowed) return true;
  context_
      .report("C0404", span, fmt::format("`{}` is protected: no norm and no definition may read it", read.name),
              "claims may name it, to show that rulings do not depend on it")
      .notes.push_back({read.span, "declared protected here"});
  return false;
}

bool Conditions::find_field(const Scope& scope, const syntax::Name& name, Subject& out) {
  const Record& record = model_.records[scope.record.value];
  for (size_t i = 0; i < record.fields.size(); ++i) {
    if (record.fields[i].name != name.text) continue;
    if (context_.broken_fields[scope.record.value][i]) return false;
    out = {FactId(i), true, &record.fields[i].type, name.text, record.fields[i].span};
    return true;
  }
  std::vector<std::string_view> fields;
  std::vector<std::string> shown;
  for (const Field& field : record.fields) {
    fields.push_back(field.name);
    shown.push_back(field.name);
  }
  std::string help = did_you_mean(name.text, fields);
  const Symbol* fact = context_.find_quietly(Space::kFact, scope.book, name.text);
  if (fact != nullptr) {
    help = "inside `where` only the fields of the record are tested; test the fact outside, joined with `and`";
  } else if (help.empty() && !shown.empty()) {
    help = fmt::format("its fields are {}", quoted_list(shown, "and"));
  }
  auto& message = context_.report("C0316", name.span, fmt::format("record `{}` has no field {}", record.name, text::quote(name.text)), std::move(help));
  message.notes.push_back({record.span, "the record is declared here"});
  return false;
}

bool Conditions::find_subject(const Scope& scope, const syntax::Cond& cond, Subject& out) {
  if (scope.record.valid()) return find_field(scope, cond.name, out);
  if (context_.names.find(Space::kFact, scope.book, cond.name.text).how == Names::Found::How::kNone) {
    for (Space space : {Space::kDefinition, Space::kQuestion}) {
      const Symbol* other = context_.find_quietly(space, scope.book, cond.name.text);
      if (other == nullptr) continue;
      context_
          .report("C0423", cond.span, fmt::format("`{}` is {}: it holds or does not", cond.name.text, with_article(space)),
                  fmt::format("write `{}`, `{} is yes` or `not {}`", cond.name.text, cond.name.text, cond.name.text))
          .notes.push_back({other->span, "declared here"});
      return false;
    }
  }
  const FactId fact = context_.find<FactId>(Space::kFact, scope.book, cond.name);
  if (!fact.valid() || context_.broken_facts[fact.value] || !may_read(scope, fact, cond.name.span)) return false;
  out = {fact, false, &model_.facts[fact.value].type, cond.name.text, model_.facts[fact.value].span};
  return true;
}

// --- quantifiers ------------------------------------------------------------------------------------------------------------

bool Conditions::find_list(const Scope& scope, const syntax::Cond& cond, FactId& list) {
  list = context_.find<FactId>(Space::kFact, scope.book, cond.name);
  if (!list.valid() || context_.broken_facts[list.value] || !may_read(scope, list, cond.name.span)) return false;
  const Fact& fact = model_.facts[list.value];
  if (fact.type.kind != TypeKind::kListOf) {
    context_
        .report("C0416", cond.name.span, fmt::format("`{}` is {}, not a list of records", cond.name.text, described(model_, fact.type)),
                tests_of(fact.type, cond.name.text))
        .notes.push_back({fact.span, "declared here"});
    return false;
  }
  const Record& of = model_.records[fact.type.record.value];
  const Symbol* named = context_.find_quietly(Space::kRecord, scope.book, cond.record.text);
  if (named != nullptr && named->index != fact.type.record.value) {
    context_
        .report("C0417", cond.record.span, fmt::format("`{}` is a list of {}, not of {}", cond.name.text, of.name, cond.record.text),
                fmt::format("write `{}`", of.name))
        .notes.push_back({fact.span, "the list is declared here"});
  }
  if (cond.count > kMaxRecords) {
    context_.report("C0418", cond.span, "a list has at most 10,000 records", "count fewer");
    return false;
  }
  return true;
}

CondId Conditions::count_at_least(FactId list, int64_t count, CondId where, Span span) {
  if (count == 0) return arena_.constant(true, span);
  Test test;
  test.kind = Test::Kind::kCountAtLeast;
  test.fact = list;
  test.where = where;
  test.count = static_cast<uint32_t>(count);
  return arena_.test(std::move(test), span);
}

CondId Conditions::quantified(const Scope& scope, const syntax::Cond& cond) {
  using Quantifier = syntax::Quantifier;
  FactId list;
  if (!find_list(scope, cond, list)) return broken(cond.span);
  Scope inside = scope;
  inside.record = model_.facts[list.value].type.record;
  CondId where = cond.children.empty() ? CondId() : convert(inside, cond.children[0]);
  if (cond.quantifier == Quantifier::kEvery && where.valid()) where = arena_.negation(where, cond.span);
  const auto least = [&](int64_t count) { return count_at_least(list, count, where, cond.span); };
  const auto less = [&](int64_t count) { return arena_.negation(least(count), cond.span); };
  switch (cond.quantifier) {
    case Quantifier::kSome: return least(1);
    case Quantifier::kNo:
    case Quantifier::kEvery: return less(1);
    case Quantifier::kAtLeast: return least(cond.count);
    case Quantifier::kMoreThan: return least(cond.count + 1);
    case Quantifier::kAtMost: return less(cond.count + 1);
    case Quantifier::kFewerThan: return less(cond.count);
    case Quantifier::kExactly: return arena_.all({least(cond.count), less(cond.count + 1)}, cond.span);
  }
  return broken(cond.span);
}

}  // namespace comity::book
