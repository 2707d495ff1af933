// comity: a case, what is told of it, and asking. Part of the public interface; needs C++23.
//
//   comity::Case arrest(*book);
//   arrest.at("2025-08-14T12:00:00-04:00");
//   arrest.tell("grounds", {"civil_detainer"});
//   auto answer = arrest.ask("arrest");
//   if (answer && answer->possible.is(comity::Ruling::forbidden)) …
//
// or from JSON to JSON, one request after another with the same Case:
//
//   std::string reply = requests.answer_json(R"({"at":"2025-08-14T12:00:00-04:00","action":"arrest","facts":{"grounds":["civil_detainer"]}})");
//
// What is not told is unknown, which is neither no nor an error.
// Threads: a Case holds the memory that asking needs. It belongs to one thread at a time; each thread makes its own of the shared Book.
// Making one costs some microseconds; using one again, after clear(), nothing.
// Errors: values. No function throws; all are noexcept.
#pragma once

#include <cstdint>
#include <expected>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "comity/answer.h"
#include "comity/book.h"
#include "comity/error.h"

namespace comity {

class Case {
 public:
  using Done = std::expected<void, Error>;

  explicit Case(const Book& book) noexcept;
  ~Case();
  Case(Case&& other) noexcept;
  Case& operator=(Case&& other) noexcept;

  void clear() noexcept;  // nothing told, nothing assumed; the instant stays

  // The instant that the question is about: seconds since 1970-01-01T00:00:00Z, or "2025-08-14T12:00:00-04:00" (without offset in the
  // book's zone). Until it is set it is the second 0. Errors: C0811, C0813.
  void at(int64_t seconds) noexcept;
  Done at(std::string_view instant) noexcept;

  // Telling a fact. The text form takes every notation of the language's page: a word, "yes", "47.5", a date, an instant, "48 hours",
  // "a,b" for a set, JSON for a list. A value that the fact cannot have is an error (C0811 to C0816) and tells nothing.
  Done tell(Fact fact, bool value) noexcept;  // yes-no
  Done tell(Fact fact, std::string_view value) noexcept;
  Done tell(Fact fact, const char* value) noexcept { return tell(fact, std::string_view(value)); }
  Done tell(Fact fact, std::span<const std::string_view> words) noexcept;  // a set; no words: the empty set
  Done tell(Fact fact, std::initializer_list<std::string_view> words) noexcept { return tell(fact, std::span(words.begin(), words.size())); }
  Done tell_number(Fact fact, double value) noexcept;  // a number, which must lie on the grid of 10^-6 as it is written
  // The same; else `47` would be taken for yes.
  template <class Number, std::enable_if_t<std::is_arithmetic_v<Number> && !std::is_same_v<Number, bool>, int> = 0>
  Done tell(Fact fact, Number value) noexcept {
    return tell_number(fact, static_cast<double>(value));
  }
  template <class Value>
  Done tell(std::string_view name, const Value& value) noexcept {
    const auto found = fact(name);
    return found ? tell(*found, value) : Done(std::unexpected(found.error()));
  }
  Done tell(std::string_view name, std::initializer_list<std::string_view> words) noexcept {
    const auto found = fact(name);
    return found ? tell(*found, words) : Done(std::unexpected(found.error()));
  }
  void forget(Fact fact) noexcept;

  // Explores: "if this question of law were answered so".
  void assume(Question question, bool answer) noexcept;

  // About a tenth of a microsecond where all that matters is told.
  std::expected<Decision, Error> decide(Action action) noexcept;
  // The whole answer. Some microseconds; with the next question tens of them.
  std::expected<Answer, Error> ask(Action action) noexcept;
  std::expected<Answer, Error> ask(std::string_view action) noexcept;
  std::expected<WhyNot, Error> why_not(Action action, Ruling wanted) noexcept;

  // One request {"at","action","facts","assume"} answered as one line of JSON; {"error":{"code","message","help"}} where it is not understood.
  // What the Case was told before is forgotten.
  std::string answer_json(std::string_view request) noexcept;

 private:
  std::expected<Fact, Error> fact(std::string_view name) const noexcept;

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity
