// What the tests of the front share: files of the project, messages of a text, the blocks of the language's page.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "syntax/format.h"
#include "syntax/parse.h"
#include "text/diagnostics.h"
#include "text/text.h"

namespace comity::front {

namespace fs = std::filesystem;
using text::Diagnostics;
using text::Files;

inline fs::path root() { return COMITY_ROOT; }

inline std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

inline std::vector<fs::path> books_in(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".comity") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

inline void expect_equals_file(const fs::path& path, const std::string& actual) {
  if (std::getenv("COMITY_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  EXPECT_EQ(read(path), actual) << path;
}

// All messages of parsing `contents`, as the golden files have them.
inline std::string messages(const std::string& name, const std::string& contents) {
  Files files;
  Diagnostics diagnostics;
  syntax::parse(files, files.add(name, contents), diagnostics);
  diagnostics.sort_by_place();
  std::string out;
  for (const text::Diagnostic& one : diagnostics.all()) out += text::render(files, one, false) + "\n";
  return out;
}

inline std::set<std::string> codes_of(const std::string& contents) {
  Files files;
  Diagnostics diagnostics;
  syntax::parse(files, files.add("x", contents), diagnostics);
  std::set<std::string> out;
  for (const text::Diagnostic& one : diagnostics.all()) out.insert(std::string(one.code));
  return out;
}

inline std::string formatted(const std::string& contents, size_t* errors = nullptr) {
  Files files;
  Diagnostics diagnostics;
  std::string out = syntax::format(files, files.add("x", contents), diagnostics);
  if (errors != nullptr) *errors = diagnostics.errors();
  return out;
}

// The blocks of the language's page; a block without a `book` line is given one.
inline std::vector<std::string> blocks_of_the_page() {
  std::istringstream page(read(root() / "docs" / "language.md"));
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      if (!inside) blocks.emplace_back();
      inside = !inside;
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  for (std::string& block : blocks) {
    if (!block.starts_with("book ")) block = "book page \"Page\"\n\n" + block;
  }
  return blocks;
}

// A long text with every form: all blocks of the page after one `book` line.
inline std::string long_book() {
  std::string out;
  for (const std::string& block : blocks_of_the_page()) {
    out += out.empty() ? block : block.substr(block.find('\n') + 1);
    out += "\n";
  }
  return out;
}

}  // namespace comity::front
