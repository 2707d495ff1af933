// Random conditions as text, and books that must be right, for the tests of this room.
#pragma once

#include <memory>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "book/load.h"

namespace comity::proof {

// The beginning of a book in which the order of a chief stands below the code of a council.
inline const std::string kTown = R"(book law "A town"
precedence by rank
authority council "Council"
authority chief "Chief" below council
source code "Code"
  issued by council
  in force from 2024-01-01
source order "Order"
  issued by chief
  in force from 2024-01-01
kind place is one of street, jail, court
)";

// `tests` joined by and, or and not; `depth` joins deep.
inline std::string random_condition(std::mt19937& random, int depth, std::span<const char* const> tests) {
  if (depth == 0) return std::string(random() % 3 == 0 ? "not " : "") + "(" + tests[random() % tests.size()] + ")";
  const char* joined = random() % 2 == 0 ? " and " : " or ";
  return "(" + random_condition(random, depth - 1, tests) + joined + random_condition(random, depth - 1, tests) + ")";
}

// An error of the check fails the test.
inline std::unique_ptr<book::Loaded> loaded_well(const std::string& book, std::vector<std::pair<std::string, std::string>> pages) {
  text::Diagnostics diagnostics;
  auto loaded = book::load_texts(book, pages, diagnostics);
  for (const text::Diagnostic& one : diagnostics.all()) {
    if (one.severity == text::Severity::kError) ADD_FAILURE() << one.message << "\n" << pages.back().second;
  }
  return loaded;
}

}  // namespace comity::proof
