// The outcomes of a replay: the few different things that many rows come to.
//
// A row's outcome is its set of possible rulings, the norms that decide and what it hangs on. Ten million rows come to some dozens of
// outcomes, so each is kept once and a row holds its number. Shared by all threads; an outcome never changes once it has a number.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <vector>

#include "ruling/engine.h"

namespace comity::replay {

// How a ruling is written as a byte: book::Ruling's number, or one of these.
inline constexpr uint8_t kUndetermined = 5;
inline constexpr uint8_t kUnruled = 6;  // the row has no instant: it is rejected, not ruled
inline constexpr uint8_t kUnfilled8 = 0xff;
inline constexpr int kRulingCodes = 7;
std::string_view ruling_name(uint8_t code);  // "permitted" … "undetermined", "" for kUnruled
uint8_t ruling_code(book::RulingSet possible);

struct Outcome {
  book::RulingSet possible = 0;
  std::vector<book::NormId> deciding;    // sorted
  std::vector<ruling::Unknown> missing;  // as the engine orders them
  bool exhausted = false;                // the budget did not allow an exact answer: `possible` is a superset
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

using OutcomeId = uint16_t;
inline constexpr OutcomeId kUnfilled16 = 0xffff;
inline constexpr OutcomeId kNoOutcome = 0xfffe;  // of an unruled row
inline constexpr size_t kMostOutcomes = 0xfff0;

class Outcomes {
 public:
  OutcomeId intern(const Outcome& outcome);  // kNoOutcome past kMostOutcomes
  size_t size() const;
  const Outcome& at(OutcomeId id) const;  // stays where it is
  bool full() const;

 private:
  mutable std::mutex mutex_;
  std::deque<Outcome> all_;
  std::map<std::vector<uint32_t>, OutcomeId> ids_;
  bool full_ = false;
};

}  // namespace comity::replay
