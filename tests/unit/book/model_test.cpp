// The checked model as a whole: order, names across books, times, duties, limits, and size.
#include <ctime>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "book/load.h"
#include "book_helpers.h"

namespace comity {
namespace {

using book::Model;
using book_tests::checked;
using book_tests::Checked;

TEST(Model, NamesAcrossBooks) {
  const Checked found = checked(R"(book base
authority council
kind class is one of a, b
fact worst is class
source act
  in force from 2020-01-01
action arrest
norm n
  cites act
  forbids arrest
book second
use base
source act
  issued by council
  in force from 2021-01-01
extend class with c
norm n
  cites act
  cites base/act
  permits arrest
  when worst is c
book t
use second
extend class with d
norm n
  cites second/act
  suspends base/n, second/n
)");
  ASSERT_EQ(found.messages(), "");
  const Model& model = found.model();
  ASSERT_EQ(model.books.size(), 3U);
  EXPECT_EQ(model.books[model.root.value].name, "t");
  ASSERT_EQ(model.norms.size(), 3U);
  EXPECT_EQ(model.norms[0].qualified, "base/n");
  EXPECT_EQ(model.norms[1].cites[0].source, book::SourceId(1));  // the book's own act first
  EXPECT_EQ(model.norms[1].cites[1].source, book::SourceId(0));
  EXPECT_EQ(model.norms[2].suspends, (std::vector{book::NormId(0), book::NormId(1)}));
  EXPECT_EQ(model.kinds[0].words, (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_EQ(model.sources[1].authority, book::AuthorityId(0));
}

TEST(Model, RanksAreClosed) {
  const Checked found = checked("book t\nauthority c below b\nauthority b below a\nauthority a\nauthority other\nprecedence by rank, then by date\n");
  ASSERT_EQ(found.messages(), "");
  const Model& model = found.model();
  EXPECT_EQ(model.authorities[0].below, (std::vector{false, true, true, false}));
  EXPECT_EQ(model.authorities[1].below, (std::vector{false, false, true, false}));
  EXPECT_EQ(model.authorities[3].below, (std::vector{false, false, false, false}));
  EXPECT_TRUE(model.books[0].by_rank && model.books[0].by_date);
}

TEST(Model, TimesAndDuties) {
  const Checked found = checked(R"(book t
timezone America/New_York
source s
  in force from 2025-01-01 through 2025-01-31
action arrest
fact released is instant
calendar courts skips weekends
norm n
  cites s
  permits arrest
  then must report within 2 days
  then must "tell" within 48 hours, counted by courts after released
  then must file every year on March 1
norm own
  cites s
  forbids arrest
  in force from 2026-01-01 until 2026-02-01
  in force from 2025-01-01 09:00
question q "Is it so?"
  raised by s on 2025-02-01
  answered yes by s on 2025-03-01
  reopened by s on 2025-04-01
)");
  ASSERT_EQ(found.messages(), "");
  const Model& model = found.model();
  ASSERT_EQ(model.norms[0].in_force.size(), 1U);
  EXPECT_EQ(model.norms[0].in_force[0].from, 1735707600);   // 2025-01-01 05:00 UTC
  EXPECT_EQ(model.norms[0].in_force[0].until, 1738386000);  // 2025-02-01 05:00 UTC
  ASSERT_EQ(model.norms[1].in_force.size(), 1U);
  EXPECT_EQ(model.norms[1].in_force[0].until, book::kForever);
  ASSERT_EQ(model.norms[0].duties.size(), 3U);
  EXPECT_TRUE(model.norms[0].duties[0].by_shift && model.norms[0].duties[0].has_within);
  EXPECT_EQ(model.norms[0].duties[1].seconds, 172'800);
  EXPECT_EQ(model.norms[0].duties[1].calendar, book::CalendarId(0));
  EXPECT_EQ(model.norms[0].duties[1].after, book::FactId(0));
  EXPECT_TRUE(model.norms[0].duties[2].every_year);
  const book::Question& question = model.questions[0];
  EXPECT_EQ(question.marks.size(), 3U);
  EXPECT_EQ(question.answer_at(1740805199), std::nullopt);
  EXPECT_EQ(question.answer_at(1740805200), true);
  EXPECT_EQ(question.answer_at(1743480000), std::nullopt);
}

TEST(Model, LimitsOfWords) {
  const auto book = [](std::string_view type, int count) {
    std::string out = fmt::format("book t\nfact f is {} of w0", type);
    for (int i = 1; i < count; ++i) out += fmt::format(", w{}", i);
    return out + "\n";
  };
  EXPECT_EQ(checked(book("some", 64)).messages(), "");
  EXPECT_EQ(checked(book("some", 65)).codes(), std::set<std::string>{"C0010"});
  EXPECT_EQ(checked(book("one", 4096)).messages(), "");
  EXPECT_EQ(checked(book("one", 4097)).codes(), std::set<std::string>{"C0009"});
  std::string extended = "book t\nkind k is one of a\nfact f is some of k\nextend k with w0";
  for (int i = 1; i < 64; ++i) extended += fmt::format(", w{}", i);
  EXPECT_EQ(checked(extended + "\n").codes(), std::set<std::string>{"C0010"});
}

TEST(Model, LimitOfFacts) {
  std::string book = "book t\n";
  for (int i = 0; i < 65'536; ++i) book += fmt::format("fact f{} is yes-no\n", i);
  EXPECT_EQ(checked(book).codes(), std::set<std::string>{"C0008"});
}

TEST(Model, DefinitionsNestToABound) {
  const auto chain = [](int length) {
    std::string out = "book t\nfact f is yes-no\ndefine d0 means f\n";
    for (int i = 1; i < length; ++i) out += fmt::format("define d{} means not d{}\n", i, i - 1);
    return out;
  };
  EXPECT_EQ(checked(chain(1000)).messages(), "");
  EXPECT_EQ(checked(chain(1001)).codes(), std::set<std::string>{"C0415"});
  EXPECT_EQ(checked(chain(5'000)).codes(), std::set<std::string>{"C0415"});
  // A circle of any length is found without recursion.
  std::string circle = "book t\n";
  for (int i = 0; i < 5'000; ++i) circle += fmt::format("define d{} means d{}\n", i, (i + 1) % 5'000);
  EXPECT_EQ(checked(circle).codes(), std::set<std::string>{"C0414"});
}

// Each error costs no more when there are many: unknown names are compared with all others only as long as messages are kept.
TEST(Model, ManyErrorsEndInTime) {
  std::string book = "book t\nsource s\n  in force from 2020-01-01\n";
  for (int i = 0; i < 2'000; ++i) book += fmt::format("fact situation_{0} is yes-no\ndefine d{0} means sitation_{0}\n", i);
  const std::clock_t start = std::clock();
  const Checked found = checked(book);
  EXPECT_EQ(found.diagnostics.errors(), 2'000U);
  EXPECT_EQ(found.diagnostics.all().size(), text::Diagnostics::kMaxErrors);
  EXPECT_LT((std::clock() - start) / CLOCKS_PER_SEC, 10);
}

}  // namespace
}  // namespace comity
