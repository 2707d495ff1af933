// One book, eight threads, no locks: each thread asks with a case of its own, and all get the answers that one alone got.
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "comity/case.h"

namespace comity {
namespace {

std::vector<std::string> requests() {
  std::vector<std::string> all;
  for (const char* action : {"arrest", "share", "hold", "record", "asking:status"}) {
    for (const char* at : {"2024-01-01", "2025-03-01T12:00", "2025-06-02"}) {
      for (const char* facts : {"", R"("grounds":["detainer"])", R"("subject.in_custody":true,"hold.hours":12)", R"("where":"street","birth":"2010-01-01")",
                                R"("charges":[{"offense":"assault"},{"offense":"theft"}])", R"("agency":"State Police","status":"citizen")"}) {
        all.push_back(std::string(R"({"at":")") + at + R"(","action":")" + action + R"(","facts":{)" + facts + "}}");
      }
    }
  }
  return all;
}

TEST(Threads, EightAskOneBook) {
  const auto book = Book::load("town", {.roots = {COMITY_ROOT "/tests/golden/cli/books"}});
  ASSERT_TRUE(book) << book.error()[0].message;
  const std::vector<std::string> asked = requests();

  constexpr size_t kThreads = 8;
  std::vector<std::vector<std::string>> answers(kThreads);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      const Book mine = *book;  // a copy shares the memory
      Case requests(mine);
      // Each begins elsewhere, so that the same diagrams are first needed at the same time.
      for (size_t j = 0; j < asked.size(); ++j) answers[i].push_back(requests.answer_json(asked[(j + i * 11) % asked.size()]));
    });
  }
  for (std::thread& thread : threads) thread.join();

  Case alone(*book);
  for (size_t j = 0; j < asked.size(); ++j) {
    const std::string expected = alone.answer_json(asked[j]);
    EXPECT_EQ(expected.find("\"error\""), std::string::npos) << expected;
    for (size_t i = 0; i < kThreads; ++i) EXPECT_EQ(answers[i][(j + asked.size() * kThreads - i * 11) % asked.size()], expected);
  }
}

}  // namespace
}  // namespace comity
