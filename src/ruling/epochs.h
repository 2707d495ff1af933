// The epochs of all subjects, laid out so that a decision finds its own in two lines of the cache.
//
// The idea: four epochs share one line of 64 bytes, each with the instant from which it runs and the track of its law (track.h), so that what
// is found by the instant lies beside it. A subject of more than four epochs has its lines' first instants side by side, and finds its line
// among them.
// Example: a subject of 30 epochs has eight lines; their first instants are one line more.
// Cost: two loads that hang on each other, and one more for each eightfold of lines past the first eight.
// Source: the implicit trees of Rao and Ross, "Cache conscious indexing for decision-support in main memory", VLDB 1999, cut to two levels.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "circuit/program.h"

namespace comity::ruling {

class Track;

class Epochs {
 public:
  explicit Epochs(const circuit::Program& program);

  // The place of the epoch that holds `at`.
  size_t at(circuit::SubjectId subject, book::Instant at) const {
    size_t line = first_line_[subject];
    for (size_t count = first_line_[subject + 1] - line; count > 1;) {
      const size_t half = count / 2;
      line = begins_[line + half] <= at ? line + half : line;
      count -= half;
    }
    const auto& from = lines_[line].from;
    return line * kInLine + (from[1] <= at ? 1U : 0U) + (from[2] <= at ? 1U : 0U) + (from[3] <= at ? 1U : 0U);
  }
  const circuit::Epoch& epoch(size_t place) const { return *epochs_[place]; }
  // Of the law of this epoch; null until someone asks.
  std::atomic<const Track*>& track(size_t place) const { return lines_[place / kInLine].tracks[place % kInLine]; }

 private:
  static constexpr size_t kInLine = 4;
  struct alignas(64) Line {
    std::array<book::Instant, kInLine> from;
    std::array<std::atomic<const Track*>, kInLine> tracks;
  };

  std::vector<uint32_t> first_line_;           // by subject, and one more
  std::vector<book::Instant> begins_;          // by line, from[0]
  mutable std::vector<Line> lines_;            // what is left over in a subject's last line is never reached
  std::vector<const circuit::Epoch*> epochs_;  // by place
};

}  // namespace comity::ruling
