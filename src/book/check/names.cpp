#include "book/check/names.h"

#include <algorithm>

namespace comity::book {

std::string_view noun(Space space) { return with_article(space).substr(with_article(space).find(' ') + 1); }

std::string_view with_article(Space space) {
  constexpr std::array<std::string_view, kSpaces> kWords = {"an authority", "a kind", "a record",   "a fact", "an action", "a calendar", "a source",
                                                            "a definition", "a norm", "a question", "a list", "a claim",   "a reading"};
  return kWords[static_cast<size_t>(space)];
}

Names::Names(const std::vector<Book>& books) {
  for (size_t i = 0; i < books.size(); ++i) {
    books_.emplace(books[i].name, BookId(i));
    std::vector<bool>& seen = visible_.emplace_back(books.size());
    seen[i] = true;
    for (BookId used : books[i].uses) seen[used.value] = true;
  }
}

const Symbol* Names::declare(Space space, const Symbol& symbol) {
  auto& declared = tables_[static_cast<size_t>(space)][symbol.name];
  for (const Symbol* other : declared) {
    if (other->book == symbol.book) return other;
  }
  declared.push_back(&symbols_.emplace_back(symbol));
  return nullptr;
}

BookId Names::book(std::string_view name) const {
  const auto found = books_.find(name);
  return found == books_.end() ? BookId() : found->second;
}

Names::Found Names::find(Space space, BookId from, std::string_view name) const {
  using How = Found::How;
  const Table& table = tables_[static_cast<size_t>(space)];
  const size_t slash = name.find('/');
  const bool qualified = slash != std::string_view::npos;
  const BookId wanted = qualified ? book(name.substr(0, slash)) : BookId();
  if (qualified && !wanted.valid()) return {How::kNoBook, nullptr, {}};
  const auto entry = table.find(qualified ? name.substr(slash + 1) : name);
  Found found;
  if (entry != table.end()) {
    for (const Symbol* symbol : entry->second) {
      if (qualified ? symbol->book == wanted : symbol->book == from) return {qualified && !sees(from, wanted) ? How::kNotUsed : How::kOne, symbol, {}};
      if (!qualified && sees(from, symbol->book)) found.several.push_back(symbol);
    }
  }
  if (qualified && !sees(from, wanted)) return {How::kNotUsed, nullptr, {}};
  if (found.several.empty()) return {How::kNone, nullptr, {}};
  if (found.several.size() > 1) {
    found.how = How::kSeveral;
    return found;
  }
  return {How::kOne, found.several[0], {}};
}

std::vector<std::string_view> Names::candidates(Space space, BookId from) const {
  return candidates_where(space, [&](BookId book) { return sees(from, book); });
}

std::vector<std::string_view> Names::candidates_of(Space space, BookId book) const {
  return candidates_where(space, [&](BookId other) { return other == book; });
}

template <class Wanted>
std::vector<std::string_view> Names::candidates_where(Space space, const Wanted& wanted) const {
  std::vector<std::string_view> found;
  for (const auto& [name, declared] : tables_[static_cast<size_t>(space)]) {
    if (std::any_of(declared.begin(), declared.end(), [&](const Symbol* symbol) { return wanted(symbol->book); })) found.push_back(name);
  }
  std::sort(found.begin(), found.end());  // of two names equally near, the same one is proposed in every run
  return found;
}

const Symbol* Names::anywhere(Space space, std::string_view name) const {
  const Table& table = tables_[static_cast<size_t>(space)];
  const auto entry = table.find(name);
  return entry == table.end() ? nullptr : entry->second[0];
}

}  // namespace comity::book
