#include "cli/patience.h"

#include <unistd.h>
#include <atomic>
#include <csignal>

#include <fmt/format.h>

#include "cli/terminal.h"

namespace comity::cli {

namespace {

std::atomic<bool> interrupted{false};

void interrupt(int) {
  interrupted = true;
  std::signal(SIGINT, SIG_DFL);
}

constexpr auto kBetween = std::chrono::milliseconds(100);

}  // namespace

Patience::Patience(bool shows) : shows_(shows && isatty(STDERR_FILENO) != 0) { std::signal(SIGINT, interrupt); }

bool Patience::stopped() { return interrupted; }

void Patience::tell(size_t done, size_t all, std::string_view of) {
  const auto now = std::chrono::steady_clock::now();
  if (!shows_ || !slow() || now - told_ < kBetween) return;
  told_ = now;
  on_screen_ = true;
  err(fmt::format("\r{} of {} {}\x1b[K", done, all, of));
}

void Patience::clear() {
  if (on_screen_) err("\r\x1b[K");
  on_screen_ = false;
}

}  // namespace comity::cli
