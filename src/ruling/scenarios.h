// Scenarios: the tests that stand beside the law which they test (language.md section 11).
//
// A scenario's expectations are put to the engine one by one. `expect next FACT` wants the very question that the engine would ask next.
// A norm is *reached* when in some answer it decides or may decide, or is or may be defeated. A norm that only suspends is reached when
// a norm that it suspends is or may be defeated while it is in force.
#pragma once

#include <string>
#include <vector>

#include "ruling/asked.h"
#include "ruling/names.h"

namespace comity::ruling {

struct Failure {
  text::Span span;      // of the expectation, or of the value that cannot be read
  std::string message;  // "arrest: expected permitted, found forbidden by dc.mpd/…"
};

struct Outcome {
  uint32_t scenario = 0;  // index into Model::scenarios
  std::vector<Failure> failures;
};

struct ScenarioReport {
  std::vector<Outcome> outcomes;  // of the asked book's own scenarios, in the order of its pages
  std::vector<NormId> unreached;  // of the asked book's own norms, and those of its parts
  size_t failed = 0;
};

// The asked book, or a part of it, as `dc.mpd` is of `dc`.
bool is_own(const book::Model& model, book::BookId book);

// O(expectations) questions of the engine.
ScenarioReport run_scenarios(const Engine& engine, const Names& names);

// Sets what the scenario gives and assumes. The failure tells a value that cannot be read.
std::vector<Failure> set_up(const Program& program, const Names& names, const book::Scenario& scenario, Case& told);

}  // namespace comity::ruling
