#include "ruling/next_question.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace comity::ruling {

namespace {

constexpr size_t kMostFacts = 64;
constexpr uint32_t kNone = UINT32_MAX;
constexpr double kUnknown = -1;
constexpr double kTooMany = std::numeric_limits<double>::infinity();

}  // namespace

Interview::Best Interview::best(Remainder& rest, const std::vector<uint32_t>& askable) {
  // With more facts than bits the first of them in the order of the diagram, which knows what tells most apart, is as good as any.
  if (rest.missing().size() > kMostFacts) return {askable[0], static_cast<double>(askable.size()), false};
  rest_ = &rest;
  steps_ = 0;
  plain_.clear();
  renamed_.clear();
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
  best.exact = steps_ < most_steps_;
  return best;
}

void Interview::number_levels(const std::vector<uint32_t>& askable) {
  const Diagram& diagram = rest_->diagram();
  facts_.resize(std::max(facts_.size(), diagram.levels()));
  levels_ = rest_->missing();
  askable_ = 0;
  places_ = 0;
  for (uint32_t bit = 0; bit < levels_.size(); ++bit) {
    Fact& fact = facts_[levels_[bit]];
    fact.bit = bit;
    fact.first_place = places_;
    places_ += diagram.cells(levels_[bit]);
    if (std::ranges::binary_search(askable, levels_[bit])) askable_ |= uint64_t{1} << bit;
    fact.weights.clear();
    for (uint32_t place = 0; place < diagram.cells(levels_[bit]); ++place) fact.weights.push_back(rest_->weight(levels_[bit], place));
    fact.least_weight = std::ranges::min(fact.weights);
    fact.alike = 0;
    const auto alike = [&](uint32_t other) { return (askable_ >> other & 1) == (askable_ >> bit & 1) && facts_[levels_[other]].weights == fact.weights; };
    while (!alike(fact.alike)) ++fact.alike;
  }
  told_.clear();
  most_steps_ = std::min<uint64_t>(kMostSteps, kMostTold / places_);
}

// A fact that is at least as likely to leave nothing open as any other can be, now or later; kNone if there is none.
uint32_t Interview::plainly_first(Ref ref) {
  for (uint64_t bits = open(ref); bits != 0; bits &= bits - 1) {
    const uint32_t level = levels_[static_cast<size_t>(std::countr_zero(bits))];
    const Fact& fact = facts_[level];
    double settles = 0;
    for (uint32_t place = 0; place < fact.weights.size(); ++place) settles += open(told(ref, level, place)) == 0 ? fact.weights[place] : 0;
    if (settles == 0) continue;
    double others = 0;
    for (uint64_t rest = open(ref) & ~(uint64_t{1} << fact.bit); rest != 0; rest &= rest - 1) {
      others = std::max(others, 1 - facts_[levels_[static_cast<size_t>(std::countr_zero(rest))]].least_weight);
    }
    if (settles >= others) return level;
  }
  return kNone;
}

// The facts to try first, those after which the fewest stay open before the others; one alone if none can be better.
std::vector<uint32_t> Interview::by_promise(Ref ref) {
  if (const uint32_t first = plainly_first(ref); first != kNone) return {first};
  std::vector<std::pair<double, uint32_t>> promises;
  for (uint64_t bits = open(ref); bits != 0; bits &= bits - 1) {
    const uint32_t level = levels_[static_cast<size_t>(std::countr_zero(bits))];
    const std::vector<double>& weights = facts_[level].weights;
    double still_open = 0;
    for (uint32_t place = 0; place < weights.size(); ++place) still_open += weights[place] * std::popcount(open(told(ref, level, place)));
    promises.emplace_back(still_open, level);
  }
  std::sort(promises.begin(), promises.end());
  std::vector<uint32_t> levels;
  for (const auto& [still_open, level] : promises) levels.push_back(level);
  return levels;
}

double Interview::expected(Ref ref) {
  const uint64_t bits = open(ref);
  if ((bits & (bits - 1)) == 0) return bits == 0 ? 0 : 1;
  if (steps_ >= most_steps_) return no_more_than(ref);
  ref = plain(ref);
  if (const double known = at(expected_, ref); known != kUnknown) return known;
  double least = kTooMany;
  for (uint32_t level : by_promise(ref)) least = std::min(least, after(ref, level, least));
  return at(expected_, ref) = least;
}

// Expected where this fact is asked first; infinite as soon as it is seen not to be below `least`.
double Interview::after(Ref ref, uint32_t level, double least) {
  const std::vector<double>& weights = facts_[level].weights;
  double sum = 1;
  for (uint32_t place = 0; place < weights.size(); ++place) sum += open(told(ref, level, place)) != 0 ? weights[place] : 0;
  for (uint32_t place = 0; place < weights.size() && sum < least; ++place) {
    const Ref next = told(ref, level, place);
    if (open(next) != 0) sum += weights[place] * (expected(next) - 1);
  }
  return sum < least ? sum : kTooMany;
}

double& Interview::at(std::vector<double>& by_node, Ref ref) {
  if (ref.code >= by_node.size()) by_node.resize(rest_->diagram().size(), kUnknown);
  return by_node[ref.code];
}

// The remainder once the fact of `level` is known to be in the place-th of its cells.
Ref Interview::told(Ref ref, uint32_t level, uint32_t place) {
  Diagram& diagram = rest_->diagram();
  if (ref.is_terminal() || diagram.level(ref) > level) return ref;
  if (diagram.level(ref) == level) return diagram.child(ref, place);
  const size_t slot = ref.code * size_t{places_} + facts_[level].first_place + place;
  if (slot < told_.size() && told_[slot] != 0) return Ref{told_[slot] - 1};
  ++steps_;
  const Ref made = diagram.led_on(diagram.level(ref), ref, [&](Ref child) { return told(child, level, place); });
  if (slot >= told_.size()) told_.resize(diagram.size() * places_);
  told_[slot] = made.code + 1;
  return made;
}

// The same with its facts exchanged, in order, for the first that are like them: as many questions are expected.
Ref Interview::plain(Ref ref) {
  if (const Ref* known = plain_.find(ref.code, 0)) return *known;
  uint32_t next = 0;
  bool other = false;
  for (uint64_t bits = reads(ref); bits != 0; bits &= bits - 1) {
    const auto bit = static_cast<uint32_t>(std::countr_zero(bits));
    Fact& fact = facts_[levels_[bit]];
    while (facts_[levels_[next]].alike != fact.alike) ++next;
    fact.new_level = levels_[next];
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
  const Ref made = diagram.led_on(facts_[diagram.level(ref)].new_level, ref, [this](Ref child) { return renamed(child); });
  renamed_.put(ref.code, 0, made);
  return made;
}

uint64_t Interview::reads(Ref ref) {
  if (ref.is_terminal()) return 0;
  const Diagram& diagram = rest_->diagram();
  // A node's children were made before it.
  for (uint32_t node = static_cast<uint32_t>(reads_.size()); node <= ref.code; ++node) {
    uint64_t bits = uint64_t{1} << facts_[diagram.level(Ref{node})].bit;
    for (const Run& run : diagram.runs(Ref{node})) bits |= run.to.is_terminal() ? 0 : reads_[run.to.code];
    reads_.push_back(bits);
  }
  return reads_[ref.code];
}

// Asking on in the order of the diagram, and under an open question of law whatever either answer would need.
double Interview::no_more_than(Ref ref) {
  const uint64_t bits = open(ref);
  if (bits == 0) return 0;
  if (const double known = at(at_most_, ref); known != kUnknown) return known;
  const Diagram& diagram = rest_->diagram();
  const Fact& fact = facts_[diagram.level(ref)];
  const bool asked = (askable_ >> fact.bit & 1) != 0;
  double sum = asked ? 1 : 0;
  for (uint32_t place = 0; place < fact.weights.size(); ++place) sum += (asked ? fact.weights[place] : 1) * no_more_than(diagram.child(ref, place));
  return at(at_most_, ref) = std::min(sum, static_cast<double>(std::popcount(bits)));
}

}  // namespace comity::ruling
