// A case: what is told at one instant. What is not told is unknown, which is neither no nor an error.
//
// The idea: most told values are small (a yes, a word, a text that the book names), so that one byte by fact, its mark, says whether the
// fact is told and what. A case of four hundred facts then lies in seven lines of the cache. Other values stand in full beside the marks.
// A Case may be cleared and used again without allocating.
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

  void clear();  // nothing told, nothing assumed; the instant stays. O(lists + facts), where a fact is one byte

  Instant at() const { return at_; }
  void set_at(Instant at) { at_ = at; }

  // The value's notation is that of circuit::ToldValue: yes-no 0/1, one-of the word's index, some-of bits, text its TextId, else its grid.
  void tell(FactId fact, int64_t value) {
    const bool small = value >= 0 && value < kWide - 1;
    marks_[fact.value] = small ? static_cast<uint8_t>(value + 1) : kWide;
    if (!small) wide_[fact.value] = value;
  }
  void tell_list(FactId fact, std::vector<RecordValue> records);
  void forget(FactId fact) { marks_[fact.value] = 0; }

  bool knows(FactId fact) const { return marks_[fact.value] != 0; }
  // Of a told fact.
  int64_t value(FactId fact) const {
    const uint8_t mark = marks_[fact.value];
    return mark != kWide ? mark - 1 : wide_[fact.value];
  }
  // 0: untold; up to kWide: one more than the value; kWide: told, with a value that is not small.
  static constexpr uint8_t kWide = 255;
  uint8_t mark(FactId fact) const { return marks_[fact.value]; }
  // Begins to fetch the marks, which are wanted once the law is found. Those of the first facts: it is by these that laws are told apart.
  void prefetch() const { __builtin_prefetch(marks_.data()); }
  const std::vector<RecordValue>& records(FactId fact) const;  // a told list's records; empty if none
  std::vector<FactId> told() const;                            // sorted

  // `--assume`: overrides an answer that a source has given.
  void assume(QuestionId question, bool answer);
  const std::vector<std::pair<QuestionId, bool>>& assumed() const { return assumed_; }
  // What the question is in this case: assumed, else answered by a source at `at`, else unknown.
  std::optional<bool> answer(const Program& program, QuestionId question) const;

 private:
  Instant at_ = 0;
  std::vector<uint8_t> marks_;  // by FactId
  std::vector<int64_t> wide_;   // by FactId, where the mark is kWide; the value of a list is its place in lists_
  std::vector<std::vector<RecordValue>> lists_;
  std::vector<std::pair<QuestionId, bool>> assumed_;
};

}  // namespace comity::ruling
