// Whatever stands in the files of a book, the check ends, and its messages can be shown: books in which words are exchanged for other
// words of the same books, so that most of them still parse.
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "book_helpers.h"

namespace comity {
namespace {

using book_tests::checked;
using book_tests::Checked;
using front::books_in;
using front::read;
using front::root;

std::vector<std::string> seeds() {
  std::vector<std::string> out{"book us\n" + front::long_book()};
  for (const auto& path : books_in(root() / "tests" / "golden" / "check")) out.push_back(read(path));
  return out;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-' || c == '/'; }

// The places of the words of a text: begin and length.
std::vector<std::pair<size_t, size_t>> words_of(const std::string& text) {
  std::vector<std::pair<size_t, size_t>> out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!is_word(text[i])) continue;
    const size_t begin = i;
    while (i < text.size() && is_word(text[i])) ++i;
    out.emplace_back(begin, i - begin);
  }
  return out;
}

TEST(Check, SurvivesExchangedWords) {
  constexpr int kBooks = 3'000;
  const std::vector<std::string> all = seeds();
  std::mt19937 random(20250814);
  for (int i = 0; i < kBooks; ++i) {
    std::string text = all[random() % all.size()];
    for (uint32_t edits = 1 + random() % 3; edits > 0; --edits) {
      const auto words = words_of(text);
      const auto [at, length] = words[random() % words.size()];
      const bool from_elsewhere = random() % 4 == 0;
      const std::string& other = from_elsewhere ? all[random() % all.size()] : text;
      const auto of_other = words_of(other);
      const auto [from, count] = of_other[random() % of_other.size()];
      text.replace(at, length, other.substr(from, count));
    }
    if (text.find("book ") == std::string::npos) continue;
    const Checked found = checked(text);
    for (const text::Diagnostic& one : found.diagnostics.all()) {
      if (one.span.file == text::kNoFile) continue;
      ASSERT_LE(one.span.begin, one.span.end) << text;
      ASSERT_LE(one.span.end, found.loaded->files.contents(one.span.file).size()) << text;
    }
    ASSERT_EQ(found.diagnostics.all().empty(), found.messages().empty());
  }
}

// Every prefix of a book, cut between words, where declarations break off.
TEST(Check, SurvivesPrefixes) {
  const std::string text = "book us\n" + front::long_book();
  const auto words = words_of(text);
  for (size_t i = 2; i < words.size(); i += 3) checked(text.substr(0, words[i].first));
}

}  // namespace
}  // namespace comity
