// A whole replay of files: what the command `comity replay` and others like it do.
//
// Files are read one after another, in batches; memory does not grow with them. Every row of every file is ruled or rejected, and the sum is
// checked at the end.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "replay/report/summary.h"

namespace comity::replay {

struct Progress {
  uint64_t rows = 0;
  double share = -1;  // of all files, 0 to 1; negative if not known
};

struct Job {
  Request request = {};
  std::optional<Instant> against = {};  // rule every row at this instant too, and compare
  std::vector<std::string> files = {};
  std::vector<std::string> by = {};
  std::string rejects = {};  // a path; empty: rejected rows are only counted
  uint64_t least = 0;        // groups of fewer rows are joined
  TableOptions options = {};
  // How a file becomes a table; empty: open_table. For hosts that read kinds of files that this room does not.
  std::function<std::expected<std::unique_ptr<Table>, std::string>(const std::string& path)> open = {};
  unsigned threads = 0;
  std::function<void(const Progress&)> progress = {};  // called now and then
  // Called with every batch as it is ruled; for writing rows out. May be empty.
  std::function<void(const Replay&, const Batch&, const Ruled&)> rows = {};
};

struct Done {
  Summary summary;
  std::vector<Reject> first_rejects;
};

// Errors and warnings go to `diagnostics`; nothing on an error.
std::optional<Done> run_job(const Program& program, const ruling::Names& names, const ruling::Engine& engine, const Job& job, text::Diagnostics& diagnostics);

}  // namespace comity::replay
