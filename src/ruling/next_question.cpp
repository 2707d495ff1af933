#include "ruling/next_question.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace comity::ruling {

namespace {

constexpr size_t kMostFacts = 64;
constexpr uint32_t kNone = UINT32_MAX;
constexpr int kFewestJoined = 4;  // looking for twins among fewer facts costs more than it saves
constexpr double kUnknown = -1;
constexpr double kSame = 1e-10;  // a smaller difference is one of rounding
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

  // Which comes first among equals is judged before twins are joined.
  const std::vector<uint32_t> tries = by_promise(rest.root());
  const Ref root = with_twins_joined(rest.root(), tries);
  find_alike();
  Best best{askable[0], kTooMany, true};
  for (uint32_t level : tries) {
    if ((open(root) & bit_of(level)) == 0) continue;  // joined into one that is tried before it
    const double its = after(root, level, best.expected - kSame);
    if (its < best.expected - kSame) best = {level, its, true};
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
    fact.cost = 1;
  }
  told_.clear();
  most_steps_ = std::min<uint64_t>(kMostSteps, kMostTold / places_);
}

void Interview::find_alike() {
  for (uint32_t bit = 0; bit < levels_.size(); ++bit) {
    Fact& fact = facts_[levels_[bit]];
    const auto alike = [&](uint32_t other) {
      const Fact& its = facts_[levels_[other]];
      return (askable_ >> other & 1) == (askable_ >> bit & 1) && its.cost == fact.cost && its.weights == fact.weights;
    };
    fact.alike = 0;
    while (!alike(fact.alike)) ++fact.alike;
  }
}

// Twins are joined into the first of them in this order; facts that it leaves out come after.
Ref Interview::with_twins_joined(Ref ref, std::vector<uint32_t> order) {
  if (std::popcount(open(ref)) < kFewestJoined) return ref;
  for (uint64_t bits = open(ref); bits != 0; bits &= bits - 1) {
    if (std::ranges::find(order, level_of(bits)) == order.end()) order.push_back(level_of(bits));
  }
  // Facts that were joined may be twins of others that were.
  for (Ref before = kNo; before != ref;) {
    before = ref;
    ref = with_some_joined(ref, order);
  }
  return ref;
}

Ref Interview::with_some_joined(Ref ref, const std::vector<uint32_t>& order) {
  std::vector<TwoWays> facts;
  for (uint32_t level : order) {
    if ((open(ref) & bit_of(level)) == 0) continue;
    if (const auto its = two_ways(ref, level)) facts.push_back(*its);
  }
  Ref left = ref;
  for (size_t i = 0; i < facts.size(); ++i) {
    for (size_t j = i + 1; j < facts.size();) {
      if (!are_twins(facts[i], facts[j])) {
        ++j;
        continue;
      }
      join(ref, facts[i], facts[j]);
      left = told(left, facts[j].level, facts[j].ways[1].place);
      facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(j));
    }
  }
  return left;
}

// What the fact's cells come to, if it is two remainders and no more.
std::optional<Interview::TwoWays> Interview::two_ways(Ref ref, uint32_t level) {
  const std::vector<double>& weights = facts_[level].weights;
  TwoWays found;
  found.level = level;
  size_t count = 0;
  for (uint32_t place = 0; place < weights.size(); ++place) {
    const Ref to = told(ref, level, place);
    size_t way = 0;
    while (way < count && found.ways[way].to != to) ++way;
    if (way == 2) return std::nullopt;
    if (way == count) found.ways[count++] = {to, place, 0};
    found.ways[way].weight += weights[place];
  }
  return found;
}

// Whether they are equally likely, for what they cost, to come to one remainder; if so it is first of the ways of both from now on.
bool Interview::are_twins(TwoWays& a, TwoWays& b) const {
  for (int turn = 0; turn < 4; ++turn) {
    const Way &its = a.ways[0], &other = b.ways[0];
    if (its.to == other.to && std::abs(its.weight * facts_[b.level].cost - other.weight * facts_[a.level].cost) < kSame) return true;
    std::swap(b.ways[0], b.ways[1]);
    if (turn == 1) std::swap(a.ways[0], a.ways[1]);
  }
  return false;
}

// From now on the fact stands for both; the twin is asked where the fact goes the second way.
void Interview::join(Ref ref, TwoWays& fact, const TwoWays& twin) {
  Fact& joined = facts_[fact.level];
  auto& [first, second] = fact.ways;
  joined.cost += second.weight * facts_[twin.level].cost;
  const double neither = second.weight * twin.ways[1].weight;
  for (uint32_t place = 0; place < joined.weights.size(); ++place) {
    joined.weights[place] *= told(ref, fact.level, place) == first.to ? (1 - neither) / first.weight : neither / second.weight;
  }
  first.weight = 1 - neither;
  second.weight = neither;
  joined.least_weight = std::ranges::min(joined.weights);
}

// A fact that is at least as likely to leave nothing open, for what it costs, as any other can be, now or later; kNone if there is none.
uint32_t Interview::plainly_first(Ref ref) {
  for (uint64_t bits = open(ref); bits != 0; bits &= bits - 1) {
    const uint32_t level = level_of(bits);
    const Fact& fact = facts_[level];
    double settles = 0;
    for (uint32_t place = 0; place < fact.weights.size(); ++place) settles += open(told(ref, level, place)) == 0 ? fact.weights[place] : 0;
    if (settles == 0) continue;
    const auto is_better = [&](const Fact& other) { return (1 - other.least_weight) * fact.cost > settles * other.cost; };
    uint64_t rest = open(ref) & ~bit_of(level);
    while (rest != 0 && !is_better(facts_[level_of(rest)])) rest &= rest - 1;
    if (rest == 0) return level;
  }
  return kNone;
}

// The facts to try first, those after which the fewest stay open before the others; one alone if none can be better.
std::vector<uint32_t> Interview::by_promise(Ref ref) {
  if (const uint32_t first = plainly_first(ref); first != kNone) return {first};
  std::vector<std::pair<double, uint32_t>> promises;
  for (uint64_t bits = open(ref); bits != 0; bits &= bits - 1) {
    const uint32_t level = level_of(bits);
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
  if ((bits & (bits - 1)) == 0) return bits == 0 ? 0 : facts_[level_of(bits)].cost;
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
  // At least one more where it leaves something open.
  double sum = facts_[level].cost;
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
  double sum = asked ? fact.cost : 0, all = 0;
  for (uint32_t place = 0; place < fact.weights.size(); ++place) sum += (asked ? fact.weights[place] : 1) * no_more_than(diagram.child(ref, place));
  for (uint64_t rest = bits; rest != 0; rest &= rest - 1) all += facts_[level_of(rest)].cost;
  return at(at_most_, ref) = std::min(sum, all);
}

}  // namespace comity::ruling
