#include "cli/replay_bar.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "cli/terminal.h"
#include "replay/report/write.h"

namespace comity::cli {

void ReplayBar::show(const replay::Progress& progress) {
  const auto now = Clock::now();
  if (!shown_ || now - last_ < std::chrono::milliseconds(250)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double speed = static_cast<double>(progress.rows) / std::max(seconds, 1e-3);
  std::string line = fmt::format("\r{} rows, {:.1f} M rows/s", replay::with_thousands(progress.rows), speed / 1e6);
  if (progress.share > 0) {
    const auto filled = static_cast<size_t>(20 * std::min(progress.share, 1.0));
    line += fmt::format("  [{}{}] {:.0f} s left", std::string(filled, '#'), std::string(20 - filled, '.'), seconds * (1 - progress.share) / progress.share);
  }
  err(line + "\x1b[K");
  drawn_ = true;
}

ReplayBar::~ReplayBar() {
  if (drawn_) err("\r\x1b[K");
}

}  // namespace comity::cli
