// What was written: the tree of one file, before any name is looked up.
//
// Declarations are plain structs in the order of the file. Conditions live in one arena per file and are named by CondId, so that a
// tree is a handful of vectors, cheap to walk and free of pointers. Names are kept as written ("us/congress", "subject.race").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "text/text.h"

namespace comity::syntax {

using text::Span;

struct Name {
  std::string text;  // with dots; a qualified name as "book/name"
  Span span;
};

struct String {  // a quoted string, unescaped
  std::string text;
  Span span;
};

enum class Unit : uint8_t { kSeconds, kMinutes, kHours, kDays, kWeeks, kMonths, kYears };

// How a duration counts: all time, less weekends, less federal holidays, or by a declared calendar.
struct Counting {
  bool skip_weekends = false;
  bool skip_holidays = false;
  std::optional<Name> calendar;
};

struct Duration {
  int64_t amount = 0;
  Unit unit = Unit::kHours;
  Counting counting;
  Span span;
};

// 2025-08-14, or with a time of day in the book's zone.
struct Moment {
  int32_t year = 0;
  uint8_t month = 0, day = 0;  // validated by the parser: a real day
  bool has_time = false;
  uint8_t hour = 0, minute = 0, second = 0;
  Span span;
};

struct MonthDay {
  uint8_t month = 0, day = 0;
  Span span;
};

// --- values and conditions -------------------------------------------------------------------------------------------------

inline constexpr int64_t kMicro = 1'000'000;  // numbers are kept in millionths

struct Number {
  int64_t micro = 0;
  std::optional<Name> unit;  // "hours" in "48 hours"
  Span span;
};

struct Value;
struct FieldValue {
  Name field;
  std::vector<Value> value;  // exactly one; a vector because Value is incomplete here
};
struct RecordValue {
  std::vector<FieldValue> fields;
};
// A numeral with a unit of time and a whole amount ("48 hours") is kDuration with `number` filled as well: only the checker knows
// whether the fact is a number of hours or a duration. Any other numeral is kNumber.
struct Value {
  enum class Kind : uint8_t { kYes, kNo, kWord, kString, kNumber, kMoment, kDuration, kEmpty, kUnknown, kSet, kRecords };
  Kind kind = Kind::kUnknown;
  Span span;
  std::string text;                  // word or string
  Number number;                     // kNumber
  Moment moment;                     // kMoment
  Duration duration;                 // kDuration
  std::vector<Value> items;          // kSet: words, strings
  std::vector<RecordValue> records;  // kRecords
};

using CondId = uint32_t;
inline constexpr CondId kNoCond = 0xffffffff;

enum class Compare : uint8_t { kEqual, kNotEqual, kAtLeast, kMoreThan, kAtMost, kLessThan };
enum class SetTest : uint8_t { kHas, kAny, kAll, kOnly };
enum class TimeTest : uint8_t {
  kOn,
  kBefore,
  kAfter,
  kOnOrBefore,
  kOnOrAfter,
  kWithinBefore,
  kWithinAfter,
  kMoreBefore,
  kAtLeastBefore,
  kMoreAfter,
  kAtLeastAfter
};
enum class Quantifier : uint8_t { kSome, kNo, kEvery, kAtLeast, kMoreThan, kAtMost, kFewerThan, kExactly };

// A date, an instant or case.at.
struct Anchor {
  bool is_case_at = false;
  Moment moment;
  Span span;
};

struct Cond {
  enum class Kind : uint8_t {
    kName,        // F, a definition, a question: `name`
    kIs,          // name is [not] VALUE, or is [not] one of VALUES: values, negated, one_of
    kCompare,     // name is at least 48 [hours]: compare, values[0] (number or duration); `name is [not] 48` is kEqual/kNotEqual
    kIncludes,    // set_test, values
    kEmpty,       // name is [not] empty: negated
    kTime,        // time_test, duration (for within/more/at least), anchor
    kOnList,      // name is [not] on list `list`
    kQuantified,  // quantifier, count, record (name), name (list fact), child[0] = where or kNoCond
    kNot,         // children[0]
    kAnd,
    kOr,   // children, two or more
    kBad,  // what could not be parsed; already reported
  };
  Kind kind = Kind::kBad;
  Span span;
  bool parenthesized = false;
  bool negated = false;
  bool one_of = false;
  Name name;
  std::vector<Value> values;
  Compare compare = Compare::kEqual;
  SetTest set_test = SetTest::kHas;
  TimeTest time_test = TimeTest::kOn;
  Quantifier quantifier = Quantifier::kSome;
  int64_t count = 0;
  Duration duration;
  Anchor anchor;
  Name list;
  Name record;
  std::vector<CondId> children;
};

// --- declarations ----------------------------------------------------------------------------------------------------------

struct TypeExpr {
  enum class Kind : uint8_t { kYesNo, kOneOf, kSomeOf, kNumber, kDate, kInstant, kDuration, kText, kListOf, kNamed, kBad };
  Kind kind = Kind::kBad;
  Span span;
  std::vector<Name> words;   // kOneOf, kSomeOf: the words (a single word may name a kind)
  std::optional<Name> name;  // kNamed: a kind; kListOf: a record; kNumber: the unit
};

// [from, until); `through DATE` is kept as written, the checker turns it into the following midnight.
struct Range {
  std::optional<Moment> from;
  std::optional<Moment> until;
  bool through = false;  // `until` holds a date that is included
  Span span;
};

struct UseDecl {
  Name book;
};
struct TimezoneDecl {
  std::string zone;
  Span zone_span;
};
struct AuthorityDecl {
  Name name;
  std::optional<String> title;
  std::vector<Name> below;
};
struct PrecedenceDecl {
  bool by_rank = false;
  bool by_date = false;
};
struct KindDecl {
  Name name;
  std::vector<Name> words;
};
struct ExtendDecl {
  Name kind;
  std::vector<Name> words;
};
struct FieldDecl {
  Name name;
  TypeExpr type;
};
struct RecordDecl {
  Name name;
  std::vector<FieldDecl> fields;
};
struct FactDecl {
  Name name;
  TypeExpr type;
  std::optional<String> asks;
  bool is_protected = false;
  bool is_sensitive = false;
  std::vector<Name> proxy_for;
};
struct ActionDecl {
  Name name;
  std::optional<String> title;
};
struct CalendarDecl {
  Name name;
  std::optional<String> title;
  bool weekends = false;
  bool federal_holidays = false;
  std::vector<MonthDay> days;
};

enum class Certainty : uint8_t { kVerified, kExcerpt, kQuotedInPress, kReported, kUnseen };
struct LifeEvent {
  enum class Kind : uint8_t { kInForce, kExpiresOn, kExpiresAfter, kRescinded, kRevived, kStayed, kAmended };
  Kind kind = Kind::kInForce;
  Span span;
  Range range;               // kInForce, kStayed
  std::optional<Moment> at;  // kExpiresOn, kRescinded, kRevived, kAmended
  std::optional<Name> by;    // kRescinded, kRevived, kStayed, kAmended
  Duration after;            // kExpiresAfter
};
struct SourceDecl {
  Name name;
  std::optional<String> title;
  std::optional<Name> issued_by;
  std::optional<String> citation;
  std::optional<Moment> signed_on;
  std::optional<String> url;
  std::optional<Moment> read_on;
  std::optional<Certainty> certainty;
  std::optional<String> file;
  std::vector<String> notes;
  std::vector<LifeEvent> life;
  std::vector<Name> replaces;
};

struct DefineDecl {
  Name name;
  CondId cond = kNoCond;
};

struct Citation {
  Name source;
  bool supports_only = false;  // `see`
  std::optional<String> pinpoint;
  std::optional<String> words;
  Span span;
};
enum class Modality : uint8_t { kNone, kPermits, kForbids, kRequires };
struct DutyClause {
  std::string words;
  bool quoted = false;
  Span span;
  bool has_within = false;
  Duration within;
  std::optional<Name> after;  // an instant fact; absent: case.at
  std::optional<MonthDay> every_year_on;
};
struct NormDecl {
  Name name;
  std::optional<String> title;
  std::vector<Citation> cites;
  Modality modality = Modality::kNone;
  bool asking = false;  // `target` is a fact
  Name target;
  CondId when = kNoCond;
  CondId unless = kNoCond;
  std::vector<Name> suspends, overrides, yields_to;
  std::vector<Range> in_force;
  std::vector<DutyClause> duties;
  std::vector<String> notes;
};

struct SilenceDecl {
  Name action;
  bool permitted = true;
  std::vector<Citation> cites;
  std::vector<String> notes;
};

struct QuestionEvent {
  enum class Kind : uint8_t { kRaised, kAnswered, kReopened };
  Kind kind = Kind::kRaised;
  bool answer = false;
  Name by;
  Moment on;
  Span span;
};
struct QuestionDecl {
  Name name;
  std::optional<String> asks;
  std::vector<QuestionEvent> events;
  std::vector<String> notes;
};

struct ListElement {
  std::string text;
  bool is_string = true;
  Span span;
  Range range;
};
struct ListDecl {
  Name name;
  std::optional<String> title;
  std::optional<Name> of_kind;  // absent: text
  std::vector<Citation> cites;
  std::vector<ListElement> elements;
};

// Rulings as written: permitted, forbidden, required, silent, conflicting, undetermined.
struct RulingName {
  std::string text;
  Span span;
};

struct ClaimDecl {
  enum class Form : uint8_t { kNever, kAlways, kIgnores, kAgrees, kMonotone };
  Name name;
  std::optional<String> title;
  Range range;
  Form form = Form::kNever;
  bool every_action = false;  // `every action` / `every ruling`
  bool asking = false;
  Name subject;                     // an action, or a fact with `asking`
  std::vector<RulingName> rulings;  // kNever, kAlways; kMonotone: from, into
  CondId when = kNoCond;            // kNever, kAlways: when; kAgrees: except when
  std::vector<Name> facts;          // kIgnores; kMonotone: facts[0]
  bool with_itself = false;         // kAgrees
  std::optional<Name> book;         // kAgrees
  std::optional<Moment> at;         // kAgrees
};

struct Given {
  Name fact;
  Value value;
  Span span;
};
struct Assume {
  Name question;
  bool answer = false;
  Span span;
};
struct Expect {
  enum class Kind : uint8_t { kRuling, kNext, kNothingToAsk, kDuty };
  Kind kind = Kind::kRuling;
  bool asking = false;
  Name subject;                     // action, or fact with `asking`
  std::vector<RulingName> rulings;  // any of these; or `undetermined`
  bool has_between = false;
  std::vector<RulingName> between;
  bool has_by = false;
  std::vector<Name> by;
  std::optional<Name> next;  // kNext
  std::string duty;          // kDuty
  std::optional<Moment> duty_by;
  Span span;
};
struct ScenarioDecl {
  String title;
  Moment at;
  std::vector<Given> given;
  std::vector<Assume> assume;
  std::vector<Expect> expect;
  std::vector<String> notes;
};

struct ColumnMeaning {
  String literal;
  Value value;
};
struct ColumnDecl {
  String column;
  bool gives_case_at = false;
  Name fact;
  std::optional<String> format;
  std::optional<String> separated_by;
  std::vector<ColumnMeaning> meanings;
  Span span;
};
struct ReadingDecl {
  Name name;
  std::optional<String> title;
  std::vector<ColumnDecl> columns;
  std::vector<Given> given;
  std::vector<String> notes;
};

using Body = std::variant<UseDecl, TimezoneDecl, AuthorityDecl, PrecedenceDecl, KindDecl, ExtendDecl, RecordDecl, FactDecl, ActionDecl, CalendarDecl,
                          SourceDecl, DefineDecl, NormDecl, SilenceDecl, QuestionDecl, ListDecl, ClaimDecl, ScenarioDecl, ReadingDecl>;
struct Decl {
  Span span;  // the whole declaration
  Body body;
};

struct Tree {
  text::FileId file = text::kNoFile;
  Name book;
  std::optional<String> title;
  std::vector<Decl> decls;
  std::vector<Cond> conds;

  const Cond& cond(CondId id) const { return conds[id]; }
};

}  // namespace comity::syntax
