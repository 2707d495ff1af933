#include "ruling/case.h"

#include <algorithm>

namespace comity::ruling {

Case::Case(const Program& program) : marks_(program.model->facts.size()), wide_(marks_.size()) {}

void Case::clear() {
  std::ranges::fill(marks_, uint8_t{0});
  lists_.clear();
  assumed_.clear();
}

void Case::tell_list(FactId fact, std::vector<RecordValue> records) {
  tell(fact, static_cast<int64_t>(lists_.size()));
  lists_.push_back(std::move(records));
}

const std::vector<RecordValue>& Case::records(FactId fact) const {
  static const std::vector<RecordValue> none;
  if (!knows(fact)) return none;
  const auto place = static_cast<uint64_t>(value(fact));
  return place < lists_.size() ? lists_[place] : none;
}

std::vector<FactId> Case::told() const {
  std::vector<FactId> found;
  for (size_t i = 0; i < marks_.size(); ++i) {
    if (knows(FactId(i))) found.emplace_back(i);
  }
  return found;
}

void Case::assume(QuestionId question, bool answer) {
  for (auto& [assumed, its] : assumed_) {
    if (assumed == question) {
      its = answer;
      return;
    }
  }
  assumed_.emplace_back(question, answer);
}

std::optional<bool> Case::answer(const Program& program, QuestionId question) const {
  for (const auto& [assumed, its] : assumed_) {
    if (assumed == question) return its;
  }
  return program.answer(question, at_);
}

}  // namespace comity::ruling
