// What a program that runs the command line inside itself adds to `comity replay`: kinds of files that need libraries of its own.
//
// The Python package reads and writes Parquet and Arrow files by pyarrow; the program alone says which command does that (decision 2).
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "replay/files/table.h"

namespace comity::cli {

struct ReplayHost {
  // Asked only for files that the program does not read itself.
  std::function<std::expected<std::unique_ptr<replay::Table>, std::string>(const std::string& path)> open;
  // The table that --csv writes, as a Parquet file.
  std::function<std::expected<void, std::string>(const std::string& path, const std::string& csv)> write_parquet;
};

ReplayHost& replay_host();

}  // namespace comity::cli
