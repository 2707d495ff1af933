// The question worth asking next: the one that settles the case soonest in expectation.
//
// The idea: asking a missing fact splits the remainder into one smaller remainder for each of its cells. The number of questions still
// expected is 0 where nothing that may be asked is missing, else the least, over the missing facts that may be asked, of 1 plus what is
// expected after each cell, by its weight. Remainders are reduced and shared (diagram.h), so two ways of asking that come to the same are
// worked out once; and so are two remainders that differ only in which facts they read, `a or b` and `b or c`, if these facts have cells
// of the same weights: each is renamed to the first facts that will do (`plain`).
// Example: `(a and b) or c`: c first settles half of all cases at once; then a, then b: 1 + 1/2 x (1 + 1/2) = 1.75. Beginning with a: 1 +
// 1/2 x (c) + 1/2 x (c and perhaps b) = 2.25.
// A fact is plainly first if it leaves nothing open in cells of weight p, and no other fact can leave nothing open in cells of more: after
// any other question it would be first still, so that asking it at once saves 1 wherever it settles the case, and costs 1 at most where
// the other would have. Then no other is tried. Where facts are yes-no, every one that may settle the case by itself is plainly first.
// Two facts are twins if each by itself, in cells of one weight, comes to the same remainder: `a` and `b` in `(a or b) and c`, with yes. If
// a is best asked first, and leaves it open, then b is best asked next (docs/decisions/0026 has the proof). So twins are joined, and
// again what was joined: from then on they are one fact, that comes to this remainder if one of them does, and costs as many questions as
// are expected until it is known.
// Facts that may not be asked, those that whoever is asked does not know, and open questions of law stay open to the end; an interview is
// over when only these are missing. Whether a fact may be asked is judged once, by what is told now.
// Cost: exponential in the missing facts at worst; 1 to 20 microseconds in the D.C. book, with up to ten of them.
// Limits: kMostSteps, and 64 missing facts. Past either it goes by the upper bound of asking on in the chart's order, and `exact` is false.
// Source: Bellman's dynamic programming over decision procedures; Garey, "Optimal binary identification procedures", SIAM J. Applied
// Mathematics 23(2), 1972; for twins in trees of and and or, Greiner, Hayward, Jankowska and Molloy, "Finding optimal satisficing
// strategies for and-or trees", Artificial Intelligence 170(1), 2006.
#pragma once

#include <array>
#include <bit>
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
  static constexpr uint64_t kMostTold = 1 << 22;  // entries of told_

  struct Fact {
    uint32_t bit = 0;
    uint32_t first_place = 0;  // its cells' places among those of all facts
    uint32_t alike = 0;        // the bit of the first that has the same weights, and may be asked or not as this one may
    uint32_t new_level = 0;    // while one remainder is renamed
    double cost = 1;           // questions expected until it is known
    double least_weight = 0;
    std::vector<double> weights;
  };
  // A fact whose cells come to two remainders only.
  struct Way {
    Ref to;
    uint32_t place = 0;  // the first of the cells that come to it
    double weight = 0;
  };
  struct TwoWays {
    uint32_t level = 0;
    std::array<Way, 2> ways;
  };
  void number_levels(const std::vector<uint32_t>& askable);
  void find_alike();
  Ref with_twins_joined(Ref ref, std::vector<uint32_t> order);
  Ref with_some_joined(Ref ref, const std::vector<uint32_t>& order);
  std::optional<TwoWays> two_ways(Ref ref, uint32_t level);
  bool are_twins(TwoWays& a, TwoWays& b) const;
  void join(Ref ref, TwoWays& fact, const TwoWays& twin);
  double expected(Ref ref);
  double after(Ref ref, uint32_t level, double least);
  uint32_t plainly_first(Ref ref);
  std::vector<uint32_t> by_promise(Ref ref);
  Ref told(Ref ref, uint32_t level, uint32_t place);
  Ref plain(Ref ref);
  Ref renamed(Ref ref);
  uint64_t reads(Ref ref);  // missing facts and questions, as bits
  uint64_t open(Ref ref) { return reads(ref) & askable_; }
  uint64_t bit_of(uint32_t level) const { return uint64_t{1} << facts_[level].bit; }
  uint32_t level_of(uint64_t bits) const { return levels_[static_cast<size_t>(std::countr_zero(bits))]; }  // of the first
  double no_more_than(Ref ref);
  double& at(std::vector<double>& by_node, Ref ref);

  Remainder* rest_ = nullptr;
  std::vector<uint32_t> levels_;  // of the missing, by bit
  std::vector<Fact> facts_;       // by level, of the missing
  uint64_t askable_ = 0;          // as bits
  uint32_t places_ = 0;
  std::vector<uint64_t> reads_;             // by node, in the order in which they were made
  std::vector<uint32_t> told_;              // by node and place, code + 1; 0: not yet known
  std::vector<double> expected_, at_most_;  // by node; negative: not yet known
  Memo plain_, renamed_;
  uint64_t steps_ = 0, most_steps_ = 0;
};

}  // namespace comity::ruling
