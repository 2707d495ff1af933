// Patience: what a long command says while it works, and how it is stopped.
//
// After a second a line on standard error tells how far it is, if that is a terminal. Ctrl-C does not kill: the command is asked to stop, tells
// what it has found by then and that it is a part, and fails. A second Ctrl-C ends it at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

namespace comity::cli {

class Patience {
 public:
  // `shows`: false where nothing but the answer is wanted, as with --json.
  explicit Patience(bool shows);
  ~Patience() { clear(); }
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

  static bool stopped();
  bool slow() const { return std::chrono::steady_clock::now() - begun_ > std::chrono::seconds(1); }
  void tell(size_t done, size_t all, std::string_view of);  // "12 of 40 claims"
  void clear();                                             // the line, before anything else is written

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now(), told_{};
  bool shows_, on_screen_ = false;
};

}  // namespace comity::cli
