// The parser's messages and the formatter's pages, by golden files and by much that is broken.
//
// Golden files: tests/golden/syntax/NAME.comity with NAME.expect, tests/golden/format/NAME.comity with NAME.formatted. With the environment
// variable COMITY_UPDATE set, the expected files are written anew; a reader judges the difference.
#include <cstdint>
#include <filesystem>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "front_helpers.h"
#include "syntax/format.h"
#include "syntax/parse.h"
#include "syntax/token.h"
#include "text/codes.h"

namespace comity {
namespace {

namespace fs = std::filesystem;
using front::blocks_of_the_page;
using front::books_in;
using front::codes_of;
using front::expect_equals_file;
using front::formatted;
using front::messages;
using front::read;
using front::root;
using text::Diagnostics;
using text::Files;

TEST(Syntax, Goldens) {
  for (const fs::path& path : books_in(root() / "tests" / "golden" / "syntax")) {
    fs::path expected = path;
    expect_equals_file(expected.replace_extension(".expect"), messages(path.filename().string(), read(path)));
  }
}

TEST(Syntax, EveryCodeOfAFileHasAGolden) {
  std::set<std::string> shown;
  for (const fs::path& path : books_in(root() / "tests" / "golden" / "syntax")) {
    for (const std::string& code : codes_of(read(path))) shown.insert(code);
  }
  // Limits and files that a small golden file cannot reach; C0002 is tested below.
  const std::set<std::string> elsewhere = {"C0001", "C0002", "C0003", "C0007", "C0008", "C0009", "C0010"};
  for (const text::Code& code : text::codes()) {
    const std::string id(code.id);
    if (id > "C0300") break;
    EXPECT_TRUE(shown.contains(id) || elsewhere.contains(id)) << id;
  }
}

// The examples of `comity explain`: what is shown as wrong gives the code, what is shown as right gives no error.
TEST(Syntax, ExplanationsHold) {
  const auto block_after = [](std::string_view text, std::string_view head) {
    std::string out;
    const size_t at = text.find(head);
    if (at == std::string_view::npos) return out;
    std::istringstream lines{std::string(text.substr(at + head.size()))};
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty() && !line.starts_with("    ")) break;
      out += (line.empty() ? line : line.substr(4)) + "\n";
    }
    return out;
  };
  const auto complete = [](std::string block) { return block.find("book ") == std::string::npos ? "book t\n" + block : block; };
  for (const text::Code& code : text::codes()) {
    const std::string id(code.id);
    // Files and limits, and characters that are described rather than shown.
    if (id < "C0102" || id == "C0115" || id > "C0299") continue;
    const std::string wrong = block_after(code.explanation, "Wrong:\n");
    const std::string right = block_after(code.explanation, "Right:\n");
    ASSERT_FALSE(wrong.empty()) << id;
    ASSERT_FALSE(right.empty()) << id;
    const bool as_it_stands = id == "C0202";
    EXPECT_TRUE(codes_of(as_it_stands ? wrong : complete(wrong)).contains(id)) << id << "\n" << messages("x", complete(wrong));
    EXPECT_TRUE(codes_of(complete(right)).empty()) << id << "\n" << messages("x", complete(right));
  }
}

TEST(Syntax, ThePageParsesAndIsLaidOutAsTheFormatterWould) {
  for (const std::string& block : blocks_of_the_page()) {
    EXPECT_EQ(messages("page", block), "");
    EXPECT_EQ(formatted(block), block);
  }
}

TEST(Syntax, BooksParseAndFormatTwiceAlike) {
  if (!fs::exists(root() / "books")) GTEST_SKIP();
  for (const fs::path& path : books_in(root() / "books")) {
    const std::string contents = read(path);
    EXPECT_EQ(messages(path.filename().string(), contents), "");
    const std::string once = formatted(contents);
    EXPECT_EQ(formatted(once), once) << path;
  }
}

TEST(Syntax, FileOverFourMebibytes) {
  const std::string large = "book t\n" + std::string(syntax::kMaxFileBytes, ' ');
  EXPECT_EQ(codes_of(large), std::set<std::string>{"C0002"});
  EXPECT_EQ(formatted(large), large);
  const std::string most = "book t\n" + std::string(syntax::kMaxFileBytes - 7, ' ');
  EXPECT_TRUE(codes_of(most).empty());
}

TEST(Syntax, LargeFilesOfOneByteAreReadInTime) {
  for (const char c : {'(', ')', '"', '\'', '#', 'a', '0', ',', '\0', '\xFF', '-', '.', '/', '=', '{'}) {
    codes_of("book t\nnorm n\n  when " + std::string(1 << 20, c));
  }
  std::string words = "book t\nnorm n\n  when ";
  for (int i = 0; i < 200'000; ++i) words += "a and ";
  EXPECT_EQ(codes_of(words), std::set<std::string>{"C0212"});
}

TEST(Syntax, DepthIsBounded) {
  const auto nested = [](int depth) {
    return "book t\ndefine d means " + std::string(static_cast<size_t>(depth), '(') + "a" + std::string(static_cast<size_t>(depth), ')') + "\n";
  };
  EXPECT_TRUE(codes_of(nested(200)).empty());
  EXPECT_EQ(codes_of(nested(201)), std::set<std::string>{"C0006"});
}

TEST(Format, Goldens) {
  for (const fs::path& path : books_in(root() / "tests" / "golden" / "format")) {
    fs::path expected = path;
    const std::string once = formatted(read(path));
    expect_equals_file(expected.replace_extension(".formatted"), once);
    EXPECT_EQ(formatted(once), once) << path;
  }
}

TEST(Format, LeavesWhatDoesNotParse) {
  for (const fs::path& path : books_in(root() / "tests" / "golden" / "syntax")) {
    const std::string contents = read(path);
    size_t errors = 0;
    const std::string once = formatted(contents, &errors);
    EXPECT_TRUE(errors == 0 || once == contents) << path;
    EXPECT_EQ(formatted(once), once) << path;
  }
}

// Whatever stands in a file: it is read to its end, formatted twice alike, and its messages can be shown.
void survives(const std::string& contents) {
  Files files;
  Diagnostics diagnostics;
  const auto file = files.add("x", contents);
  syntax::parse(files, file, diagnostics);
  for (const text::Diagnostic& one : diagnostics.all()) {
    ASSERT_LE(one.span.begin, one.span.end);
    ASSERT_LE(one.span.end, contents.size());
  }
  if (!diagnostics.all().empty()) text::render(files, diagnostics.all()[0], true);
  if (diagnostics.has_errors()) return;
  const std::string once = formatted(contents);
  size_t errors = 0;
  ASSERT_EQ(formatted(once, &errors), once) << contents;
  ASSERT_EQ(errors, 0U) << once;
}

TEST(Syntax, SurvivesEveryPrefix) {
  const std::string book = front::long_book();
  for (size_t length = 0; length <= book.size(); ++length) survives(book.substr(0, length));
}

TEST(Syntax, SurvivesMutations) {
  constexpr int kMutations = 20'000;
  std::vector<std::string> seeds = blocks_of_the_page();
  for (const fs::path& path : books_in(root() / "tests" / "golden")) seeds.push_back(read(path));
  std::mt19937 random(20251114);
  const std::vector<std::string> pieces = {"(",     ")",     "\"",          "#",      "\n",           " ",    ",", "and ", "or ", "not ", "is ",
                                           "norm ", "when ", "2025-01-01 ", "09:00 ", "\xE2\x80\x9C", "\xFF", "}", "{",    "5 ",  "."};
  for (int i = 0; i < kMutations; ++i) {
    std::string contents = seeds[random() % seeds.size()];
    for (uint32_t edits = 1 + random() % 4; edits > 0 && !contents.empty(); --edits) {
      const size_t at = random() % contents.size();
      switch (random() % 4) {
        case 0: contents.erase(at, 1 + random() % 8); break;
        case 1: contents.insert(at, pieces[random() % pieces.size()]); break;
        case 2: contents[at] = static_cast<char>(random()); break;
        default: contents.insert(at, contents.substr(random() % contents.size(), random() % 40)); break;
      }
    }
    survives(contents);
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace comity
