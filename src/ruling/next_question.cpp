#include "ruling/next_question.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace comity::ruling {

namespace {

constexpr size_t kMostFacts = 64;
constexpr double kUnknown = -1;
constexpr double kTooMany = std::numeric_limits<double>::infinity();

}  // namespace

Interview::Best Interview::best(Remainder& rest, const std::vector<uint32_t>& askable) {
  // With more facts than bits the first of them in the order of the diagram, which knows what tells most apart, is as good as any.
  if (rest.missing().size() > kMostFacts) return {askable[0], static_cast<double>(askable.size()), false};
  rest_ = &rest;
  steps_ = 0;
  for (Memo* memo : {&told_, &plain_, &renamed_}) memo->clear();
  reads_.clear();
  expected_.clear();
  at_most_.clear();
  number_levels(askable);

  const Ref root = rest.root();
  Best best{askable[0], kTooMany, true};
  for (uint32_t level : by_promise(root)) {
    const double its = after(root, level, best.expected);
    if (its < best.expected) best = {level, its, true};
  }
  best.exact = steps_ < kMostSteps;
  return best;
}

void Interview::number_levels(const std::vector<uint32_t>& askable) {
  const size_t levels = rest_->diagram().levels();
  bits_.resize(std::max(bits_.size(), levels));
  new_level_.resize(bits_.size());
  weights_.resize(bits_.size());
  levels_ = rest_->missing();
  askable_ = 0;
  class_.clear();
  for (uint32_t bit = 0; bit < levels_.size(); ++bit) {
    const uint32_t level = levels_[bit];
    bits_[level] = bit;
    if (std::ranges::binary_search(askable, level)) askable_ |= uint64_t{1} << bit;
    weights_[level].clear();
    for (uint32_t place = 0; place < rest_->diagram().cells(level); ++place) weights_[level].push_back(rest_->weight(level, place));
    uint32_t same = 0;
    while ((askable_ >> same & 1) != (askable_ >> bit & 1) || weights_[levels_[same]] != weights_[level]) ++same;
    class_.push_back(same);
  }
}

// The open facts of a remainder, those first after which the fewest facts stay open.
std::vector<uint32_t> Interview::by_promise(Ref ref) {
  std::vector<std::pair<double, uint32_t>> promises;
  for (uint64_t bits = open(ref); bits != 0; bits &= bits - 1) {
    const uint32_t level = levels_[static_cast<size_t>(std::countr_zero(bits))];
    double still_open = 0;
    for (uint32_t place = 0; place < weights_[level].size(); ++place) still_open += weights_[level][place] * std::popcount(open(told(ref, level, place)));
    promises.emplace_back(still_open, level);
  }
  std::sort(promises.begin(), promises.end());
  std::vector<uint32_t> levels;
  for (const auto& [still_open, level] : promises) levels.push_back(level);
  return levels;
}

double Interview::expected(Ref ref) {
  const uint64_t bits = open(ref);
  if (bits == 0) return 0;
  if ((bits & (bits - 1)) == 0) return 1;
  if (steps_ >= kMostSteps) return no_more_than(ref);
  ref = plain(ref);
  if (ref.code >= expected_.size()) expected_.resize(ref.code + 1, kUnknown);
  if (expected_[ref.code] != kUnknown) return expected_[ref.code];
  double least = kTooMany;
  for (uint32_t level : by_promise(ref)) least = std::min(least, after(ref, level, least));
  if (ref.code >= expected_.size()) expected_.resize(ref.code + 1, kUnknown);
  return expected_[ref.code] = least;
}

// Expected where this fact is asked first; infinite as soon as it is seen not to be below `least`.
double Interview::after(Ref ref, uint32_t level, double least) {
  const std::vector<double>& weights = weights_[level];
  double sum = 1;
  for (uint32_t place = 0; place < weights.size(); ++place) sum += open(told(ref, level, place)) != 0 ? weights[place] : 0;
  for (uint32_t place = 0; place < weights.size() && sum < least; ++place) {
    const Ref next = told(ref, level, place);
    if (open(next) != 0) sum += weights[place] * (expected(next) - 1);
  }
  return sum < least ? sum : kTooMany;
}

// The remainder once the fact of `level` is known to be in the place-th of its cells.
Ref Interview::told(Ref ref, uint32_t level, uint32_t place) {
  Diagram& diagram = rest_->diagram();
  if (ref.is_terminal() || diagram.level(ref) > level) return ref;
  if (diagram.level(ref) == level) return diagram.child(ref, place);
  const uint32_t key = level * circuit::kMaxCells + place;
  if (const Ref* known = told_.find(ref.code, key)) return *known;
  ++steps_;
  const Ref made = diagram.led_on(diagram.level(ref), ref, [&](Ref child) { return told(child, level, place); });
  told_.put(ref.code, key, made);
  return made;
}

uint64_t Interview::reads(Ref ref) {
  if (ref.is_terminal()) return 0;
  const Diagram& diagram = rest_->diagram();
  // A node's children were made before it.
  for (uint32_t node = static_cast<uint32_t>(reads_.size()); node <= ref.code; ++node) {
    uint64_t bits = uint64_t{1} << bits_[diagram.level(Ref{node})];
    for (const Run& run : diagram.runs(Ref{node})) bits |= run.to.is_terminal() ? 0 : reads_[run.to.code];
    reads_.push_back(bits);
  }
  return reads_[ref.code];
}

// The same with its facts exchanged, in order, for the first of their class: the same number is expected.
Ref Interview::plain(Ref ref) {
  if (const Ref* known = plain_.find(ref.code, 0)) return *known;
  uint32_t next = 0;
  bool other = false;
  for (uint64_t bits = reads(ref); bits != 0; bits &= bits - 1) {
    const auto bit = static_cast<uint32_t>(std::countr_zero(bits));
    while (class_[next] != class_[bit]) ++next;
    new_level_[levels_[bit]] = levels_[next];
    other = other || next != bit;
    ++next;
  }
  if (other) renamed_.clear();
  const Ref made = other ? renamed(ref) : ref;
  plain_.put(ref.code, 0, made);
  return made;
}

Ref Interview::renamed(Ref ref) {
  if (ref.is_terminal()) return ref;
  if (const Ref* known = renamed_.find(ref.code, 0)) return *known;
  ++steps_;
  Diagram& diagram = rest_->diagram();
  const Ref made = diagram.led_on(new_level_[diagram.level(ref)], ref, [this](Ref child) { return renamed(child); });
  renamed_.put(ref.code, 0, made);
  return made;
}

// Asking on in the order of the diagram, and under an open question of law whatever either answer would need.
double Interview::no_more_than(Ref ref) {
  const uint64_t bits = open(ref);
  if (bits == 0) return 0;
  if (ref.code >= at_most_.size()) at_most_.resize(ref.code + 1, kUnknown);
  if (at_most_[ref.code] != kUnknown) return at_most_[ref.code];
  const Diagram& diagram = rest_->diagram();
  const uint32_t level = diagram.level(ref);
  const bool asked = (askable_ >> bits_[level] & 1) != 0;
  double sum = asked ? 1 : 0;
  for (uint32_t place = 0; place < weights_[level].size(); ++place) sum += (asked ? weights_[level][place] : 1) * no_more_than(diagram.child(ref, place));
  return at_most_[ref.code] = std::min(sum, static_cast<double>(std::popcount(bits)));
}

}  // namespace comity::ruling
