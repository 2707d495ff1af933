// comity: a book of law, loaded once and shared by all threads. Part of the public interface; needs C++23.
//
//   auto book = comity::Book::load("dc", {.roots = {"books"}});
//   if (!book) return complain(book.error());
//   std::puts(book->release().c_str());
//
// Threads: a Book is constant. Any number of threads may use one at the same time without locks, and copies of it, which share its
// memory. It is freed with its last copy; handles (Action, Fact, Question) and the views in answers are valid as long as a copy lives.
// Errors: values of std::expected. No function throws; all are noexcept. Memory that runs out is an Error without a code.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "comity/error.h"

namespace comity {

// Handles: names looked up once. They belong to the book that gave them.
struct Fact {
  uint32_t id;
};
struct Question {
  uint32_t id;
};
// An action, or the asking of a fact.
struct Action {
  uint32_t id;
  bool asking;
};

struct LoadOptions {
  std::vector<std::string> roots;  // folders of books: a book `dc.mpd` lies below ROOT/dc or in ROOT
};

class Book {
 public:
  // `name`: a book's name ("dc"), or the path of a file or folder. Reads, checks and compiles the book and all that it uses. Every error
  // of one run is told. Some milliseconds for a city's law; at most two seconds for 10,000 norms.
  static std::expected<Book, Errors> load(std::string_view name, const LoadOptions& options) noexcept;

  // The same from texts in memory: pairs of a path, for messages, and contents; all pages of all books that are needed.
  static std::expected<Book, Errors> from_texts(std::string_view name, std::vector<std::pair<std::string, std::string>> pages) noexcept;

  std::string_view name() const noexcept;
  std::string_view title() const noexcept;
  std::string_view timezone() const noexcept;  // "America/New_York": of instants without an offset
  std::string_view release() const noexcept;   // "sha256:…" over all pages; an answer names it

  // Names as a page of the book would write them; "asking:FACT" is an action. O(1). Errors: C0807 to C0810, with the nearest name.
  std::expected<Action, Error> action(std::string_view name) const noexcept;
  std::expected<Fact, Error> fact(std::string_view name) const noexcept;
  std::expected<Question, Error> question(std::string_view name) const noexcept;

  // All of them, in the order of the pages.
  std::vector<std::string_view> actions() const noexcept;
  std::vector<std::string_view> facts() const noexcept;
  std::vector<std::string_view> questions() const noexcept;
  std::string_view asks(Fact fact) const noexcept;  // the question in plain words
  bool is_sensitive(Fact fact) const noexcept;      // to be kept out of logs
  bool is_protected(Fact fact) const noexcept;      // for grouping only: no norm reads it

  struct Impl;  // not for callers

 private:
  friend class Case;
  explicit Book(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace comity
