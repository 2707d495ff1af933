// The words of a command line and of a library's callers become the same request.
#include "replay/read_request.h"

#include "replay/report/about.h"
#include "replay_helpers.h"

namespace comity::replay {
namespace {

const char* const kBook = R"(book b "B"
timezone America/New_York
action share "share"
fact custody is yes-no
fact hours is number of hours
question clear "Is it clear?"
source s "S"
  in force from 2020-01-01
norm n
  cites s
  permits share
  when custody and hours is more than 2 and clear
)";

class RequestFromWords : public testing::Test {
 protected:
  std::expected<Requested, ruling::Problem> read(const RequestWords& words) const { return read_request(book_->program, *book_->names, *book_->engine, words); }
  std::string code(const RequestWords& words) const {
    const auto made = read(words);
    return made ? "none" : std::string(made.error().code);
  }
  std::unique_ptr<Asking> book_ = from_text(kBook);
};

TEST_F(RequestFromWords, WhatHoldsForEveryRow) {
  const RequestWords words{.action = "share", .given = {"hours=3", "custody=yes"}, .assume = {"clear=no"}, .at = "2025-03-01", .against = "2024-03-01"};
  const auto made = read(words);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->request.subject, book_->action("share"));
  EXPECT_EQ(made->request.given.size(), 2u);
  ASSERT_EQ(made->request.assume.size(), 1u);
  EXPECT_FALSE(made->request.assume[0].second);
  const About told = about(book_->model(), "b", words, *made, {"t.csv"});
  EXPECT_EQ(told.at, "at 2025-03-01T00:00:00-05:00");
  EXPECT_EQ(told.against, "2024-03-01T00:00:00-05:00");
  EXPECT_EQ(told.given, (std::vector<std::string>{"hours=3", "custody=yes", "clear=no"}));
}

TEST_F(RequestFromWords, AnInstantOrAColumn) {
  EXPECT_TRUE(read({.action = "share", .at_or_column = "2025-03-01"})->request.at);
  EXPECT_TRUE(read({.action = "share", .at_or_column = "in-force"})->request.at);
  EXPECT_TRUE(read({.action = "share", .at = "in-force"})->request.at);
  const auto column = read({.action = "share", .at_or_column = "when"});
  EXPECT_FALSE(column->request.at);
  EXPECT_EQ(column->request.at_column, "when");
  EXPECT_EQ(read({.action = "share", .at_column = "2025-03-01"})->request.at_column, "2025-03-01");
  EXPECT_EQ(about(book_->model(), "b", {}, *column, {}).at, "each row at its own instant");
}

TEST_F(RequestFromWords, WhatIsNotUnderstood) {
  EXPECT_EQ(code({.action = "shear"}), "C0807");
  EXPECT_EQ(code({.action = "share", .given = {"custody=perhaps"}}), "C0811");
  EXPECT_EQ(code({.action = "share", .at = "when"}), "C0811");
  EXPECT_EQ(code({.action = "share", .against = "then"}), "C0811");
  EXPECT_EQ(code({.action = "share", .against = "2025-02-30"}), "C0813");
  EXPECT_EQ(code({.action = "asking:custody"}), "");
}

}  // namespace
}  // namespace comity::replay
