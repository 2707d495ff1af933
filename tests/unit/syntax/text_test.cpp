// Positions, UTF-8, codes, and how messages are shown.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "front_helpers.h"
#include "text/codes.h"
#include "text/html.h"
#include "text/utf8.h"

namespace comity {
namespace {

using front::messages;
using text::Diagnostics;
using text::Files;

TEST(Text, PositionsCountCodePoints) {
  Files files;
  const auto file = files.add("a", "ab\n\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80x\r\nlast");
  EXPECT_EQ(files.position(file, 0).line, 1U);
  EXPECT_EQ(files.position(file, 2).column, 3U);
  EXPECT_EQ(files.position(file, 3).line, 2U);
  EXPECT_EQ(files.position(file, 12).column, 4U);  // after ä, € and an emoji
  EXPECT_EQ(files.line(file, 2), "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80x");
  EXPECT_EQ(files.line(file, 3), "last");
  EXPECT_EQ(files.line(file, 4), "");
  EXPECT_EQ(files.position(file, 4'000'000).line, 3U);
  EXPECT_EQ(files.slice({file, 0, 2}), "ab");
  EXPECT_EQ(files.slice({text::kNoFile, 0, 2}), "");
}

TEST(Text, DecodesOnlyValidUtf8) {
  const auto valid = [](std::string_view bytes) { return text::decode(bytes, 0).valid; };
  EXPECT_TRUE(valid("\xF4\x8F\xBF\xBF"));
  EXPECT_FALSE(valid("\xF4\x90\x80\x80"));  // past U+10FFFF
  EXPECT_FALSE(valid("\xED\xA0\x80"));      // a surrogate
  EXPECT_FALSE(valid("\xC0\x80"));          // overlong
  EXPECT_FALSE(valid("\xE2\x82"));          // cut off
  EXPECT_FALSE(valid("\x80"));
}

TEST(Text, NearestIsBounded) {
  const std::vector<std::string_view> words = {"permits", "forbids", "requires", "when"};
  EXPECT_EQ(text::nearest("permit", words), "permits");
  EXPECT_EQ(text::nearest("fobrids", words), "forbids");
  EXPECT_EQ(text::nearest("Whne", words), "when");
  EXPECT_EQ(text::nearest("arrest", words), "");
  EXPECT_EQ(text::nearest("", words), "");
  EXPECT_EQ(text::nearest("x", {"y", "xy"}), "xy");
  EXPECT_EQ(text::nearest(std::string(100000, 'x'), words), "");
}

TEST(Text, CodesAreSortedAndExplained) {
  std::string_view last;
  for (const text::Code& code : text::codes()) {
    EXPECT_LT(last, code.id);
    last = code.id;
    EXPECT_EQ(text::find_code(code.id), &code);
    EXPECT_FALSE(code.title.empty()) << code.id;
    EXPECT_GT(code.explanation.size(), 80U) << code.id;
  }
  EXPECT_EQ(text::find_code("C9999"), nullptr);
}

TEST(Text, JsonEscapes) {
  Files files;
  const auto file = files.add("a\"b\\c\n\xFF", "x");
  Diagnostics diagnostics;
  diagnostics.report("C0201", {file, 0, 1}, "tab\there \x01").notes.push_back({{}, "n"});
  EXPECT_EQ(text::render_json(files, diagnostics.all()[0]),
            R"({"code":"C0201","severity":"error","message":"tab\there \u0001","file":"a\"b\\c\n\ufffd","line":1,"column":1,"end_line":1,)"
            R"("end_column":2,"help":null,"notes":[{"message":"n","file":null,"line":null,"column":null,"end_line":null,"end_column":null}]})");
}

TEST(Text, DiagnosticsKeepTwoHundred) {
  Diagnostics diagnostics;
  for (int i = 0; i < 300; ++i) diagnostics.report("C0201", {}, "m").help = "h";
  EXPECT_EQ(diagnostics.all().size(), Diagnostics::kMaxErrors);
  EXPECT_EQ(diagnostics.errors(), 300U);
}

TEST(Text, RenderSendsNoControlCodes) {
  const std::string out = messages("a\x1b[31m", "book t\nfact \x1b[31m\x7f\xC2\x9B is text\n");
  for (char c : out) EXPECT_TRUE(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20) << out;
}

TEST(Text, NothingInAPageOfHtmlIsMarkupOrHidden) {
  EXPECT_EQ(text::html_escaped("<a href=\"x\">R&D</a>\nnext"), "&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;\nnext");
  EXPECT_EQ(text::html_escaped("a\x1b[31m"), "a\xEF\xBF\xBD[31m");
}

}  // namespace
}  // namespace comity
