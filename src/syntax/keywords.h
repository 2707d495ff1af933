// The words that begin a declaration or a clause, and the reserved ones.
//
// Only the reserved words are forbidden as names. All others are looked at where a declaration or a clause can begin, nowhere else.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace comity::syntax {

// What a declaration is: one for each keyword, in the order of the language's page.
enum class Sort : uint8_t {
  kBook,
  kUse,
  kTimezone,
  kAuthority,
  kPrecedence,
  kKind,
  kExtend,
  kRecord,
  kFact,
  kAction,
  kCalendar,
  kSource,
  kDefine,
  kNorm,
  kSilence,
  kQuestion,
  kList,
  kClaim,
  kScenario,
  kReading,
};
inline constexpr size_t kSorts = 20;

std::string_view with_article(Sort sort);  // "a norm"
std::optional<Sort> sort_of(std::string_view word);

// The words with which a clause of such a declaration begins; empty if it has none.
std::span<const std::string_view> clauses_of(Sort sort);
bool is_clause_of(Sort sort, std::string_view word);

bool is_reserved(std::string_view word);    // and or not is includes yes no
bool is_structural(std::string_view word);  // a word that joins parts of clauses: at, by, from, is, on, …

// The keyword that was meant by `word` at the beginning of a clause of `sort`: by spelling, or because it is a usual word for the same
// thing ("allows" for `permits`). "" if none.
std::string_view meant_clause(Sort sort, std::string_view word);
std::string_view meant_declaration(std::string_view word);
std::string_view meant_structural(std::string_view word);
// The keyword with the words that always follow it: "in force from" for `in`.
std::string_view whole_keyword(std::string_view clause);
// The ruling that was meant: "allowed" for `permitted`.
std::string_view meant_ruling(std::string_view word);

std::span<const std::string_view> rulings();  // permitted forbidden required silent conflicting

}  // namespace comity::syntax
