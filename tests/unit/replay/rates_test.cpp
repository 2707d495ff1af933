// The intervals against the published examples, and reports that tell the same numbers.
#include "replay/report/rates.h"

#include <gtest/gtest.h>

namespace comity::replay {
namespace {

// Newcombe 1998 (two papers in Statistics in Medicine 17): 81 of 263 for one rate; 56 of 70 against 48 of 80 for a difference.
TEST(Rates, PublishedExamples) {
  const Interval one = wilson({81, 263});
  EXPECT_NEAR(one.low, 0.2553, 5e-5);
  EXPECT_NEAR(one.high, 0.3662, 5e-5);
  const Interval difference = newcombe({56, 70}, {48, 80});
  EXPECT_NEAR(difference.low, 0.0524, 5e-5);
  EXPECT_NEAR(difference.high, 0.3339, 5e-5);
}

TEST(Rates, TheEndsStayWithinBounds) {
  EXPECT_EQ(wilson({0, 20}).low, 0);
  EXPECT_NEAR(wilson({0, 20}).high, 0.1611, 5e-5);
  EXPECT_EQ(wilson({20, 20}).high, 1);
  EXPECT_EQ(wilson({0, 0}).high, 1);
  const Interval extreme = newcombe({10, 10}, {0, 10});
  EXPECT_LE(extreme.high, 1);
  EXPECT_GT(extreme.low, 0.5);
}

}  // namespace
}  // namespace comity::replay
