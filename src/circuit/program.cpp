#include "circuit/program.h"

#include <algorithm>
#include <string>

namespace comity::circuit {

std::optional<bool> Program::answer(book::QuestionId question, book::Instant t) const { return model->questions[question.value].answer_at(t); }

const Epoch& Program::epoch_at(SubjectId subject, book::Instant t) const {
  const auto& list = epochs[subject];
  auto after = std::upper_bound(list.begin(), list.end(), t, [](book::Instant at, const Epoch& epoch) { return at < epoch.from; });
  return after == list.begin() ? *after : *std::prev(after);
}

TextId Program::text_id(std::string_view text) const {
  auto found = text_ids.find(std::string(text));
  return found == text_ids.end() ? kOtherText : found->second;
}

std::optional<SubjectId> Program::subject_of_action(book::ActionId action) const {
  if (!action.valid() || action.value >= model->actions.size()) return std::nullopt;
  return action.value;
}

std::optional<SubjectId> Program::subject_of_asking(book::FactId fact) const {
  const auto first = subjects.begin() + static_cast<ptrdiff_t>(model->actions.size());
  const auto found = std::lower_bound(first, subjects.end(), fact.value, [](const Subject& subject, uint32_t index) { return subject.index < index; });
  if (found == subjects.end() || found->index != fact.value) return std::nullopt;
  return static_cast<SubjectId>(found - subjects.begin());
}

}  // namespace comity::circuit
