// What is asked of every row, from words: those of a command line, or of a caller in another language.
//
// Example: the action "arrest", given "grounds=warrant", at "2025-03-01", becomes a Request with the subject, the fact's value and the instant.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "replay/binding.h"
#include "ruling/engine.h"
#include "ruling/names.h"

namespace comity::replay {

struct RequestWords {
  std::string action = {};                           // "arrest", or "asking:FACT"
  std::vector<std::string> given = {}, assume = {};  // "fact=value", "question=yes"
  std::optional<std::string> at = {};                // of every row: an instant, or in-force, the present one
  std::optional<std::string> at_column = {};         // the column that gives each row's
  std::optional<std::string> at_or_column = {};      // either, as a command line has it in one word; column: the reading's
  std::optional<std::string> against = {};           // an instant, or in-force
  std::string reading = {};
  bool by_names = false;
  Want want = {};
};

struct Requested {
  Request request;
  std::optional<Instant> against;
};

// Errors: those of ruling/read_words.h; without a code where no norm governs the asking of a fact.
std::expected<Requested, ruling::Problem> read_request(const Program& program, const ruling::Names& names, const ruling::Engine& engine,
                                                       const RequestWords& words);

}  // namespace comity::replay
