// The checked book: what the law means once every name, type, rank and date is settled.
//
// A Model holds the closure of one book: the book itself and all it uses. Everything is an array of small structs named by ids; the
// lists of a norm's conditions are trees in one arena of typed, normalised tests. No later room looks at the syntax tree again.
//
// Normal form of tests (the source of the atoms of the circuit, language.md section 5):
//   yes-no          IsYes
//   one of          InWords: the set of words for which the test holds
//   some of         Meets (any of), Contains (all of), Within (only: a subset; with `not empty` as a separate test), Empty
//   ordered types   AtLeast: value >= threshold on the type's integer grid; all comparisons reduce to it
//   text            IsText: one constant
//   list            CountAtLeast: at least k records satisfy a condition over fields
//   question        Question
// Grids: number 10^-6, duration and instant one second, date one day (days since 1970-01-01).
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/time/calendar.h"
#include "book/time/shift.h"
#include "book/time/zone.h"
#include "syntax/tree.h"
#include "text/text.h"

namespace comity::book {

using text::Span;

// Strong ids: an index and a type of its own.
template <class Tag>
struct Id {
  uint32_t value = std::numeric_limits<uint32_t>::max();
  constexpr Id() = default;
  constexpr explicit Id(size_t v) : value(static_cast<uint32_t>(v)) {}
  constexpr bool valid() const { return value != std::numeric_limits<uint32_t>::max(); }
  friend constexpr bool operator==(Id, Id) = default;
  friend constexpr auto operator<=>(Id, Id) = default;
};
using BookId = Id<struct BookTag>;
using KindId = Id<struct KindTag>;
using RecordId = Id<struct RecordTag>;
using FactId = Id<struct FactTag>;
using ActionId = Id<struct ActionTag>;
using AuthorityId = Id<struct AuthorityTag>;
using SourceId = Id<struct SourceTag>;
using NormId = Id<struct NormTag>;
using QuestionId = Id<struct QuestionTag>;
using ListId = Id<struct ListTag>;
using CondId = Id<struct CondTag>;
using ZoneId = Id<struct ZoneTag>;
using CalendarId = Id<struct CalendarTag>;

using Instant = int64_t;  // seconds since 1970-01-01T00:00:00Z
inline constexpr Instant kBeginning = std::numeric_limits<int64_t>::min();
inline constexpr Instant kForever = std::numeric_limits<int64_t>::max();

// Half-open [from, until).
struct Interval {
  Instant from = kBeginning;
  Instant until = kForever;
  bool contains(Instant t) const { return from <= t && t < until; }
};

enum class TypeKind : uint8_t { kYesNo, kOneOf, kSomeOf, kNumber, kDate, kInstant, kDuration, kText, kListOf };
struct Type {
  TypeKind kind = TypeKind::kYesNo;
  KindId words;      // kOneOf, kSomeOf (an anonymous kind for words written in place)
  RecordId record;   // kListOf
  std::string unit;  // kNumber; may be empty
  bool ordered() const { return kind == TypeKind::kNumber || kind == TypeKind::kDate || kind == TypeKind::kInstant || kind == TypeKind::kDuration; }
};

struct Book {
  std::string name, title;
  ZoneId zone;
  bool by_rank = false, by_date = false;
  std::vector<BookId> uses; /* closure */
};
struct Kind {
  std::string name;
  std::vector<std::string> words;
  Span span;
  BookId book;
};
struct Field {
  std::string name;
  Type type;
  Span span;
};
struct Record {
  std::string name;
  std::vector<Field> fields;
  Span span;
  BookId book;
};
struct Fact {
  std::string name;
  BookId book;
  Type type;
  std::string asks;
  bool is_protected = false, is_sensitive = false;
  std::vector<FactId> proxy_for;
  Span span;
};
struct Action {
  std::string name, title;
  BookId book;
  Span span;
};
struct Authority {
  std::string name, title;
  BookId book;
  std::vector<bool> below; /* by AuthorityId: strictly above this one */
  Span span;
};
struct Calendar {
  std::string name;
  time::Calendar skips;
  Span span;
  BookId book;
};

struct LifeMark {
  Instant at;
  std::string what; /* "in force", "rescinded by …" */
  SourceId by;
};
struct Source {
  std::string name, title, citation, url, file, text_words;  // text_words: "verified", "as quoted in press", …
  BookId book;
  AuthorityId authority;
  std::optional<int64_t> signed_day;
  std::optional<int64_t> read_day;
  syntax::Certainty certainty = syntax::Certainty::kUnseen;
  std::vector<std::string> notes;
  std::vector<Interval> in_force;         // sorted, disjoint, not touching; after stays and replacements
  std::vector<LifeMark> marks;            // sorted by instant
  std::optional<int64_t> precedence_day;  // see language.md section 2
  Span span;
};

// x >= threshold, where the threshold is a constant or moves with case.at.
struct Threshold {
  enum class Rule : uint8_t { kConstant, kCaseAt, kShift, kEarliestWithinBefore, kLatestAtLeastBefore, kLatestWithinAfter, kEarliestAtLeastAfter };
  Rule rule = Rule::kConstant;
  int64_t constant = 0;   // kConstant
  time::Shift shift;      // kShift: ± N units from case.at
  int64_t seconds = 0;    // calendar rules: the counted time
  CalendarId calendar;    // calendar rules
  ZoneId zone;            // for dates (local day of case.at), months and calendars
  int64_t plus = 0;       // added on the grid after all that (0 or 1)
  bool on_dates = false;  // grid is days
  bool relative() const { return rule != Rule::kConstant; }
  friend bool operator==(const Threshold&, const Threshold&) = default;
};

struct Test {
  enum class Kind : uint8_t { kIsYes, kInWords, kMeets, kContains, kWithin, kEmpty, kAtLeast, kIsText, kCountAtLeast, kQuestion, kTrue };
  Kind kind = Kind::kTrue;
  FactId fact;            // all but kQuestion; inside a where: the index of the field
  bool on_field = false;  // `fact` is a field of the record of the enclosing count
  QuestionId question;
  std::vector<uint16_t> words;  // kInWords: sorted indices
  uint64_t mask = 0;            // set tests
  Threshold threshold;          // kAtLeast
  std::string text;             // kIsText
  ListId list;                  // kInWords, kIsText: membership of a list valid at the instant (words, text unused)
  CondId where;                 // kCountAtLeast; invalid: every record counts
  uint32_t count = 1;           // kCountAtLeast
};

struct Cond {
  enum class Kind : uint8_t { kTest, kNot, kAnd, kOr, kTrue, kFalse };
  Kind kind = Kind::kTrue;
  Span span;
  uint32_t test = 0;  // index into Model::tests
  std::vector<CondId> children;
};

struct Cite {
  SourceId source;
  bool supports_only = false;
  std::string pinpoint, words;
  Span span;
};
struct Duty {
  std::string words;
  bool has_within = false;
  bool by_shift = false;  // months and years, or plain time: `shift`; else `seconds` counted by `calendar`
  time::Shift shift;
  int64_t seconds = 0;
  CalendarId calendar;
  FactId after;  // an instant fact; invalid: case.at
  bool every_year = false;
  uint8_t month = 0, day = 0;
  ZoneId zone;
};

enum class Modality : uint8_t { kNone, kPermits, kForbids, kRequires };
struct Norm {
  std::string name, title, qualified;  // qualified: "dc.mpd/no_status_question"
  BookId book;
  std::vector<Cite> cites;
  Modality modality = Modality::kNone;
  ActionId action;  // valid for norms on an action
  FactId asked;     // valid for norms on asking a fact
  CondId when;      // one condition: when and not unless
  std::vector<NormId> suspends, overrides, yields_to;
  std::vector<Interval> own_time;  // empty: its sources' time
  std::vector<Interval> in_force;  // sorted, disjoint, not touching
  std::vector<Duty> duties;
  std::vector<std::string> notes;
  Span span;
};

struct Silence {
  ActionId action;
  bool permitted = true;
  std::vector<Cite> cites;
  std::vector<std::string> notes;
};
struct QuestionAnswer {
  Instant from;
  std::optional<bool> answer;
  SourceId by;
  Span span;
};  // no answer: reopened
struct Question {
  std::string name, asks;
  BookId book;
  std::vector<QuestionAnswer> answers;  // sorted by instant
  std::vector<LifeMark> marks;
  std::vector<std::string> notes;
  Span span;
  std::optional<bool> answer_at(Instant t) const;
};
struct ListElement {
  std::string text;
  uint16_t word = 0;
  Interval valid;
};
struct List {
  std::string name, title;
  BookId book;
  KindId of_kind; /* invalid: text */
  std::vector<Cite> cites;
  std::vector<ListElement> elements;
  Span span;
};
struct Definition {
  std::string name;
  BookId book;
  CondId cond;
  Span span;
};

// Claims, scenarios and readings keep resolved names; their engines read these.
struct Told {
  FactId fact;
  syntax::Value value;
  Span span;
};
enum class Ruling : uint8_t { kPermitted, kForbidden, kRequired, kSilent, kConflicting };
inline constexpr int kRulings = 5;
using RulingSet = uint8_t;  // bit per Ruling
struct Claim {
  std::string name, title;
  BookId book;
  Interval range;
  syntax::ClaimDecl::Form form = syntax::ClaimDecl::Form::kNever;
  bool every_action = false;
  ActionId action;
  FactId asked;
  RulingSet rulings = 0;                                                // kNever, kAlways
  Ruling from_ruling = Ruling::kSilent, into_ruling = Ruling::kSilent;  // kMonotone
  CondId when;                                                          // may test protected facts
  std::vector<FactId> facts;                                            // kIgnores, kMonotone
  bool with_itself = false;
  std::string other_book;
  std::optional<Instant> at;
  Span span;
};
struct Expectation {
  syntax::Expect::Kind kind = syntax::Expect::Kind::kRuling;
  ActionId action;
  FactId asked;
  RulingSet any_of = 0;
  bool undetermined = false;
  bool has_between = false;
  RulingSet between = 0;
  bool has_by = false;
  std::vector<NormId> by;
  FactId next;
  std::string duty;
  std::optional<Instant> duty_by;
  Span span;
};
struct Scenario {
  std::string title;
  BookId book;
  Instant at = 0;
  std::vector<Told> given;
  std::vector<std::pair<QuestionId, bool>> assume;
  std::vector<Expectation> expect;
  std::vector<std::string> notes;
  Span span;
};
struct Column {
  std::string column;
  bool gives_case_at = false;
  FactId fact;
  std::optional<std::string> format, separated_by;
  std::vector<syntax::ColumnMeaning> meanings;
  Span span;
};
struct Reading {
  std::string name, title;
  BookId book;
  std::vector<Column> columns;
  std::vector<Told> given;
  std::vector<std::string> notes;
  Span span;
};

// Books by id; the last is the one that was asked for. `release` is "sha256:…" over the files of all books.
struct Model {
  std::vector<Book> books;
  BookId root;
  std::string release;
  std::vector<time::Zone> zones;
  std::vector<Calendar> calendars;
  std::vector<Kind> kinds;
  std::vector<Record> records;
  std::vector<Fact> facts;
  std::vector<Action> actions;
  std::vector<Authority> authorities;
  std::vector<Source> sources;
  std::vector<Definition> definitions;
  std::vector<Norm> norms;
  std::vector<Silence> silences;
  std::vector<Question> questions;
  std::vector<List> lists;
  std::vector<Claim> claims;
  std::vector<Scenario> scenarios;
  std::vector<Reading> readings;
  std::vector<Test> tests;
  std::vector<Cond> conds;
  std::vector<Instant> boundaries;  // sorted instants at which anything changes

  const time::Zone& zone() const { return zones[books[root.value].zone.value]; }
};

// Threshold at one instant of the question, on the grid of the fact. O(1), but for calendars O(days counted).
int64_t threshold_at(const Model& model, const Threshold& threshold, Instant case_at);

// The first of the norm's cited sources in force at `t` (language.md section 2); the first cited if none is.
SourceId carrying_source(const Model& model, const Norm& norm, Instant t);

bool in_force(const std::vector<Interval>& intervals, Instant t);  // O(log n)

std::string_view name(Ruling ruling);  // "permitted", …

}  // namespace comity::book
