// The checker's messages, by golden files, by the examples of its own explanations, and by the books that must check.
//
// Golden files: tests/golden/check/NAME.comity with NAME.expect; COMITY_UPDATE writes the expected files anew.
#include <filesystem>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "book/load.h"
#include "book_helpers.h"
#include "text/codes.h"

namespace comity {
namespace {

namespace fs = std::filesystem;
using book_tests::checked;
using book_tests::Checked;
using front::books_in;
using front::read;
using front::root;

TEST(Check, Goldens) {
  for (const fs::path& path : books_in(root() / "tests" / "golden" / "check")) {
    fs::path expected = path;
    const Checked found = checked(book_tests::split(path.filename().string(), read(path)));
    front::expect_equals_file(expected.replace_extension(".expect"), found.messages());
  }
}

TEST(Check, EveryCodeOfABookHasAGolden) {
  std::set<std::string> shown;
  for (const char* folder : {"check", "load"}) {
    const fs::path goldens = root() / "tests" / "golden" / folder;
    if (!fs::exists(goldens)) continue;
    for (const fs::path& path : books_in(goldens)) shown.merge(checked(book_tests::split("x", read(path))).codes());
  }
  // A thousand definitions (model_test.cpp), and phrases that are looked up in the texts of sources.
  const std::set<std::string> elsewhere = {"C0415", "C0530", "C0531"};
  for (const text::Code& code : text::codes()) {
    const std::string id(code.id);
    if (id < "C0300" || id > "C0799") continue;
    EXPECT_TRUE(shown.contains(id) || elsewhere.contains(id)) << id;
  }
}

// What the examples of the explanations may name.
constexpr std::string_view kStage = R"(book base
timezone America/New_York
authority council
source s
  in force from 2020-01-01
action arrest
action search
record charge
  offense is text
  filed_on is date
  guilty is yes-no
kind class is one of infraction, misdemeanor, felony
fact in_custody is yes-no
fact encounter is one of traffic_stop, pedestrian_stop, none
fact grounds is some of detainer, warrant
fact hours is number of hours
fact held is duration
fact birth is date
fact released is instant
fact city is text
fact charges is list of charge
fact race is text
  protected
question valid "Is the order valid?"
list listed of text
  cites s
  "dc"
book other
authority council
)";

std::string block_after(std::string_view text, std::string_view head) {
  std::string out;
  const size_t at = text.find(head);
  if (at == std::string_view::npos) return out;
  std::istringstream lines{std::string(text.substr(at + head.size()))};
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && !line.starts_with("    ")) break;
    out += (line.empty() ? line : line.substr(4)) + "\n";
  }
  return out;
}

// The examples of `comity explain`: what is shown as wrong gives the code, what is shown as right gives no message at all.
TEST(Check, ExplanationsHold) {
  for (const text::Code& code : text::codes()) {
    const std::string id(code.id);
    if (id < "C0303" || id > "C0799" || id == "C0415" || (id >= "C0530" && id <= "C0539")) continue;
    const std::string wrong = block_after(code.explanation, "Wrong:\n");
    const std::string right = block_after(code.explanation, "Right:\n");
    ASSERT_FALSE(wrong.empty()) << id;
    ASSERT_FALSE(right.empty()) << id;
    const auto on_stage = [](const std::string& block) { return checked(std::string(kStage) + "book t\nuse base\n" + block); };
    const Checked shown_wrong = on_stage(wrong), shown_right = on_stage(right);
    EXPECT_TRUE(shown_wrong.codes().contains(id)) << id << "\n" << shown_wrong.messages();
    EXPECT_EQ(shown_wrong.codes().size(), 1U) << id << "\n" << shown_wrong.messages();
    EXPECT_EQ(shown_right.messages(), "") << id;
  }
}

// The blocks of the language's page are one book, as the page builds it up; of the book `us` that it uses it needs nothing.
TEST(Check, ThePageChecks) {
  const Checked found = checked({{"us", "book us\n"}, {"page", front::long_book()}});
  EXPECT_EQ(found.messages(), "");
  EXPECT_EQ(found.model().norms.size(), 4U);
  EXPECT_EQ(found.model().scenarios.size(), 3U);
}

TEST(Check, BooksOfTheLibraryCheck) {
  for (const char* name : {"us", "dc", "ny", "nyc", "il", "chicago", "ca", "san_francisco", "tx", "fl", "cases"}) {
    text::Diagnostics diagnostics;
    const auto loaded = book::load(name, {{(root() / "books").string()}}, diagnostics);
    for (const text::Diagnostic& one : diagnostics.all()) ADD_FAILURE() << name << "\n" << text::render(loaded->files, one, false);
    EXPECT_FALSE(loaded->model.norms.empty()) << name;
  }
}

}  // namespace
}  // namespace comity
