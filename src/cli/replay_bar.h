// A bar on a terminal while a table is replayed, four times a second: rows, rows a second, share, time left.
#pragma once

#include <chrono>

#include "replay/job.h"

namespace comity::cli {

class ReplayBar {
 public:
  explicit ReplayBar(bool shown) : shown_(shown) {}
  ~ReplayBar();
  ReplayBar(const ReplayBar&) = delete;
  ReplayBar& operator=(const ReplayBar&) = delete;
  void show(const replay::Progress& progress);

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_, drawn_ = false;
  Clock::time_point start_ = Clock::now(), last_ = start_;
};

}  // namespace comity::cli
