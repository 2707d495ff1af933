// A case: what is told at one instant. What is not told is unknown, which is neither no nor an error.
//
// Told values lie densely by FactId, each beside the mark that it is told, so that the engine finds one in a single line of the cache; a
// Case may be cleared and used again without allocating.
// A Case belongs to one thread at a time; the Program and the Engine are shared.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "circuit/cells.h"
#include "circuit/program.h"

namespace comity::ruling {

using book::FactId;
using book::Instant;
using book::QuestionId;
using circuit::Program;
using circuit::RecordValue;

class Case {
 public:
  explicit Case(const Program& program);

  void clear();  // nothing told, nothing assumed; the instant stays. O(lists), whatever the number of facts

  Instant at() const { return at_; }
  void set_at(Instant at) { at_ = at; }

  // The value's notation is that of circuit::ToldValue: yes-no 0/1, one-of the word's index, some-of bits, text its TextId, else its grid.
  void tell(FactId fact, int64_t value) { facts_[fact.value] = {value, round_}; }
  void tell_list(FactId fact, std::vector<RecordValue> records);
  void forget(FactId fact) { facts_[fact.value].told = 0; }

  bool knows(FactId fact) const { return facts_[fact.value].told == round_; }
  int64_t value(FactId fact) const { return facts_[fact.value].number; }
  const std::vector<RecordValue>& records(FactId fact) const;  // a told list's records; empty if none
  std::vector<FactId> told() const;                            // sorted

  // `--assume`: overrides an answer that a source has given.
  void assume(QuestionId question, bool answer);
  const std::vector<std::pair<QuestionId, bool>>& assumed() const { return assumed_; }
  // What the question is in this case: assumed, else answered by a source at `at`, else unknown.
  std::optional<bool> answer(const Program& program, QuestionId question) const;

 private:
  struct Fact {
    int64_t number = 0;  // for a list the index into lists_
    uint64_t told = 0;   // in this round
  };

  Instant at_ = 0;
  uint64_t round_ = 1;       // of telling; another begins where the case is cleared
  std::vector<Fact> facts_;  // by FactId
  std::vector<std::vector<RecordValue>> lists_;
  std::vector<std::pair<QuestionId, bool>> assumed_;
};

}  // namespace comity::ruling
