// The question worth asking next: the one that settles the case soonest in expectation.
//
// The idea: asking a missing fact splits the remainder into one smaller remainder for each of its cells. The number of questions still
// expected is 0 where nothing that may be asked is missing, else the least, over the missing facts that may be asked, of 1 plus what is
// expected after each cell, by its weight. Remainders are reduced and shared (diagram.h), so two ways of asking that come to the same are
// worked out once.
// Example: `(a and b) or c`: c first settles half of all cases at once; then a, then b: 1 + 1/2 x (1 + 1/2) = 1.75. Beginning with a: 1 +
// 1/2 x (c) + 1/2 x (c and perhaps b) = 2.25.
// Facts that may not be asked and open questions of law stay open to the end; an interview is over when only these are missing. Whether a
// fact may be asked is judged once, by what is told now.
// Cost: exponential in the missing facts at worst; with few of them some microseconds. A bound cuts off beginnings that cannot win.
// Limits: kMostSteps, and 64 missing facts. Past either it takes the fact with the least expected upper bound (asking on in the chart's
// order), and `exact` is false.
// Source: Bellman's dynamic programming over decision procedures; Garey, "Optimal binary identification procedures", SIAM J. Applied
// Mathematics 23(2), 1972.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ruling/remainder.h"

namespace comity::ruling {

class Interview {
 public:
  struct Best {
    uint32_t level = 0;
    double expected = 0;
    bool exact = true;
  };

  // The best of the `askable` levels, all of them missing from the remainder, sorted. There must be one.
  Best best(Remainder& rest, const std::vector<uint32_t>& askable);

 private:
  static constexpr uint64_t kMostSteps = 1 << 16;

  double expected(Ref ref);
  double after(Ref ref, uint32_t level, double least);
  Ref told(Ref ref, uint32_t level, uint32_t place);
  Ref plain(Ref ref);
  Ref renamed(Ref ref);
  uint64_t reads(Ref ref);  // missing facts and questions, as bits
  uint64_t open(Ref ref) { return reads(ref) & askable_; }
  double no_more_than(Ref ref);
  std::vector<uint32_t> by_promise(Ref ref);

  void number_levels(const std::vector<uint32_t>& askable);

  Remainder* rest_ = nullptr;
  std::vector<uint32_t> levels_;              // of the missing, by bit
  std::vector<uint32_t> bits_;                // by level, the number of its bit
  uint64_t askable_ = 0;                      // as bits
  std::vector<std::vector<double>> weights_;  // by level
  std::vector<uint32_t> class_;               // by bit: the first that has the same weights and may be asked or not as it may
  std::vector<uint32_t> new_level_;           // by level, while one remainder is renamed
  std::vector<uint64_t> reads_;               // by node, in the order in which they were made
  std::vector<double> expected_, at_most_;    // by node; negative: not yet known
  Memo told_, plain_, renamed_;
  uint64_t steps_ = 0;
};

}  // namespace comity::ruling
