#include "replay/outcomes.h"

#include <bit>

namespace comity::replay {

std::string_view ruling_name(uint8_t code) {
  if (code < book::kRulings) return book::name(static_cast<book::Ruling>(code));
  return code == kUndetermined ? "undetermined" : "";
}

uint8_t ruling_code(book::RulingSet possible) { return std::has_single_bit(possible) ? static_cast<uint8_t>(std::countr_zero(possible)) : kUndetermined; }

OutcomeId Outcomes::intern(const Outcome& outcome) {
  std::vector<uint32_t> key{outcome.possible, outcome.exhausted ? 1U : 0U, static_cast<uint32_t>(outcome.deciding.size())};
  for (book::NormId norm : outcome.deciding) key.push_back(norm.value);
  for (const ruling::Unknown& unknown : outcome.missing) key.push_back(2 * unknown.index + (unknown.is_question ? 1 : 0));
  const std::lock_guard lock(mutex_);
  const auto found = ids_.find(key);
  if (found != ids_.end()) return found->second;
  if (all_.size() >= kMostOutcomes) {
    full_ = true;
    return kNoOutcome;
  }
  const auto id = static_cast<OutcomeId>(all_.size());
  all_.push_back(outcome);
  ids_.emplace(std::move(key), id);
  return id;
}

size_t Outcomes::size() const {
  const std::lock_guard lock(mutex_);
  return all_.size();
}

const Outcome& Outcomes::at(OutcomeId id) const {
  const std::lock_guard lock(mutex_);
  return all_[id];
}

bool Outcomes::full() const {
  const std::lock_guard lock(mutex_);
  return full_;
}

}  // namespace comity::replay
