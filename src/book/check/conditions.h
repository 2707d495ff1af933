// Conditions as written to the normal form of model.h.
//
// Everything ordered becomes tests "at least": `more than 48 hours` is AtLeast(48 hours + one second), `at most` its negation; `is within
// 3 days before T` is AtLeast(T - 3 days) and not AtLeast(T + 1). `every` is "not some where not", `at most 2` is "not at least 3",
// `includes only` is Within and not Empty. A definition is written once and shared by the id of its condition.
// Cost: linear in the condition; calendars against a fixed instant cost the days counted, once.
#pragma once

#include <string>
#include <string_view>

#include "book/check/arena.h"
#include "book/check/context.h"

namespace comity::book {

// Where a condition stands.
struct Scope {
  BookId book;
  const syntax::Tree* tree = nullptr;
  bool protected_allowed = false;  // in claims
  RecordId record;                 // inside `where`
};

// What a comparison is about: a fact, or a field of the record inside `where`.
struct Subject {
  FactId fact;
  bool on_field = false;
  const Type* type = nullptr;
  std::string name;
  Span declared;
  Test test(Test::Kind kind) const;  // a test of this subject, else empty
};

class Conditions {
 public:
  explicit Conditions(Context& context) : context_(context), model_(context.model), arena_(context.model) {}

  // An invalid id for a condition that is left out. What could not be read holds always; the reason has been reported.
  CondId resolve(const Scope& scope, syntax::CondId id);
  // `when` and not `unless`; either may be left out.
  CondId resolve(const Scope& scope, syntax::CondId when, syntax::CondId unless);

  // Calendars of `not counting …` share one entry each.
  CalendarId calendar_of(BookId book, const syntax::Duration& duration);

 private:
  // conditions.cpp
  CondId convert(const Scope& scope, syntax::CondId id);
  CondId broken(Span span) { return arena_.constant(true, span); }
  CondId named(const Scope& scope, const syntax::Cond& cond);
  CondId holds(const Subject& subject, const syntax::Cond& cond);
  void report_unnamed(const Scope& scope, const syntax::Name& name);
  CondId compared(const Scope& scope, const syntax::Cond& cond);
  CondId quantified(const Scope& scope, const syntax::Cond& cond);
  CondId count_at_least(FactId list, int64_t count, CondId where, Span span);
  bool find_list(const Scope& scope, const syntax::Cond& cond, FactId& list);
  bool find_subject(const Scope& scope, const syntax::Cond& cond, Subject& out);
  bool find_field(const Scope& scope, const syntax::Name& name, Subject& out);
  bool may_read(const Scope& scope, FactId fact, Span span);

  // compare_values.cpp
  CondId is_value(const Subject& subject, const syntax::Cond& cond);
  CondId one_of(const Subject& subject, const syntax::Cond& cond);
  CondId texts(const Subject& subject, const syntax::Cond& cond);
  CondId includes(const Subject& subject, const syntax::Cond& cond);
  CondId empty(const Subject& subject, const syntax::Cond& cond);
  CondId on_list(const Scope& scope, const Subject& subject, const syntax::Cond& cond);
  CondId measured(const Subject& subject, const syntax::Cond& cond);
  CondId at_least(const Subject& subject, int64_t least, Span span);
  CondId mismatch(const Subject& subject, Span span, std::string_view how, const std::string& help = "");
  bool word(const Subject& subject, const syntax::Value& value, uint16_t& out);
  bool amount(const Subject& subject, const syntax::Value& value, int64_t& out);

  // compare_times.cpp
  CondId timed(const Scope& scope, const Subject& subject, const syntax::Cond& cond);
  bool pivot(const Scope& scope, const Subject& subject, const syntax::Cond& cond, Threshold& out);
  bool duration_fits(const Subject& subject, const syntax::Duration& duration);
  Threshold moved(const Scope& scope, const Subject& subject, const syntax::Cond& cond, const Threshold& from);
  CondId from(const Subject& subject, Threshold threshold, int64_t plus, Span span);

  Context& context_;
  Model& model_;
  Arena arena_;
};

}  // namespace comity::book
