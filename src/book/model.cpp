#include "book/model.h"

#include <algorithm>

namespace comity::book {

bool in_force(const std::vector<Interval>& intervals, Instant t) {
  auto after = std::upper_bound(intervals.begin(), intervals.end(), t, [](Instant at, const Interval& interval) { return at < interval.from; });
  return after != intervals.begin() && std::prev(after)->contains(t);
}

SourceId carrying_source(const Model& model, const Norm& norm, Instant t) {
  SourceId first;
  for (const Cite& cite : norm.cites) {
    if (cite.supports_only) continue;
    if (in_force(model.sources[cite.source.value].in_force, t)) return cite.source;
    if (!first.valid()) first = cite.source;
  }
  return first;
}

std::optional<bool> Question::answer_at(Instant t) const {
  auto after = std::upper_bound(answers.begin(), answers.end(), t, [](Instant at, const QuestionAnswer& answer) { return at < answer.from; });
  return after == answers.begin() ? std::nullopt : std::prev(after)->answer;
}

std::string_view name(Ruling ruling) {
  switch (ruling) {
    case Ruling::kPermitted: return "permitted";
    case Ruling::kForbidden: return "forbidden";
    case Ruling::kRequired: return "required";
    case Ruling::kSilent: return "silent";
    case Ruling::kConflicting: return "conflicting";
  }
  return "";
}

}  // namespace comity::book
