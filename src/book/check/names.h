// Names: what is declared where, and who can see it.
//
// A name is looked up in the book that writes it, then in all books that it uses, directly or not (language.md section 1). Each sort of
// thing has a namespace of its own. One table from name to its declarations serves all books: a name stands in few of them.
// Example: `congress` in book dc finds us/congress; where two used books declare it, only `us/congress` says which is meant.
// Cost: O(1) a look-up, times the books that share the name.
#pragma once

#include <array>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "book/model.h"

namespace comity::book {

enum class Space : uint8_t {
  kAuthority,
  kKind,
  kRecord,
  kFact,
  kAction,
  kCalendar,
  kSource,
  kDefinition,
  kNorm,
  kQuestion,
  kList,
  kClaim,
  kReading,
};
inline constexpr size_t kSpaces = 13;

std::string_view noun(Space space);          // "fact"
std::string_view with_article(Space space);  // "a fact", "an action"

struct Symbol {
  std::string_view name;  // lives in the syntax tree
  BookId book;
  uint32_t index = 0;  // into the model's array of this sort
  Span span;           // the name where it is declared
};

class Names {
 public:
  explicit Names(const std::vector<Book>& books);

  // Enters a declaration. Where the book has one of this name already, that one is returned and nothing is entered.
  const Symbol* declare(Space space, const Symbol& symbol);

  struct Found {
    enum class How : uint8_t { kOne, kNone, kSeveral, kNoBook, kNotUsed };
    How how = How::kNone;
    const Symbol* symbol = nullptr;      // kOne; kNotUsed: what the other book declares, if it does
    std::vector<const Symbol*> several;  // kSeveral
  };
  // `name` as written in book `from`, plain or qualified.
  Found find(Space space, BookId from, std::string_view name) const;

  bool sees(BookId from, BookId book) const { return visible_[from.value][book.value]; }
  BookId book(std::string_view name) const;  // invalid if no such book is loaded

  // All names that a book can see, for "did you mean".
  std::vector<std::string_view> candidates(Space space, BookId from) const;
  // All names that one book declares.
  std::vector<std::string_view> candidates_of(Space space, BookId book) const;
  // A declaration of this plain name anywhere, seen from the book or not; nullptr if there is none.
  const Symbol* anywhere(Space space, std::string_view name) const;

 private:
  template <class Wanted>
  std::vector<std::string_view> candidates_where(Space space, const Wanted& wanted) const;

  using Table = std::unordered_map<std::string_view, std::vector<const Symbol*>>;
  std::array<Table, kSpaces> tables_;
  std::deque<Symbol> symbols_;  // stable addresses
  std::unordered_map<std::string_view, BookId> books_;
  std::vector<std::vector<bool>> visible_;  // by book, by book: itself and all it uses
};

}  // namespace comity::book
