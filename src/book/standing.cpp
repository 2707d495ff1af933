#include "book/standing.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <optional>

namespace comity::book {

namespace {

enum : uint8_t { kNew, kOpen, kDone };

constexpr size_t side_of(const Norm& norm) { return norm.modality == Modality::kForbids ? 1 : 0; }

}  // namespace

std::vector<Instant> moments_of_force(const Model& model, NormId norm) {
  std::vector<Instant> moments;
  const auto add = [&moments](const std::vector<Interval>& intervals) {
    for (const Interval& interval : intervals) moments.insert(moments.end(), {interval.from, interval.until});
  };
  add(model.norms[norm.value].in_force);
  for (const Cite& cite : model.norms[norm.value].cites) {
    if (!cite.supports_only) add(model.sources[cite.source.value].in_force);
  }
  return moments;
}

void Changes::add(NormId norm, const std::vector<Instant>& moments) {
  for (Instant moment : moments) {
    if (moment != kForever && moment != kBeginning) changes_.emplace_back(moment, norm);
  }
}

std::vector<Changes::At> Changes::in_order(size_t norms) {
  std::sort(changes_.begin(), changes_.end());
  changes_.erase(std::unique(changes_.begin(), changes_.end()), changes_.end());
  std::vector<At> ordered(1);
  ordered[0].first = kBeginning;
  for (size_t i = 0; i < norms; ++i) ordered[0].second.push_back(NormId(i));
  for (const auto& [at, norm] : changes_) {
    if (ordered.back().first != at) ordered.emplace_back(at, std::vector<NormId>{});
    ordered.back().second.push_back(norm);
  }
  return ordered;
}

Standing::Standing(const Model& model) : model_(model), stated_(stated_edges(model)) {
  make_units();
  const size_t norms = model.norms.size();
  in_force_.assign(norms, 0);
  chain_of_.assign(norms, kNone);
  norm_marks_.assign(norms, kDone);
  is_touched_.assign(units_.size(), 0);
  carrier_.assign(norms, 0);
  const bool any_precedence = std::any_of(model.books.begin(), model.books.end(), [](const Book& book) { return book.by_rank || book.by_date; });
  for (uint32_t u = 0; u < subjects() && any_precedence; ++u) rank_carriers(units_[u]);
}

void Standing::make_units() {
  const auto actions = static_cast<uint32_t>(model_.actions.size());
  std::map<FactId, uint32_t> askings;
  for (const Norm& norm : model_.norms) {
    if (!norm.action.valid() && norm.asked.valid()) askings.try_emplace(norm.asked, 0);
  }
  for (auto& [fact, unit] : askings) {
    unit = actions + static_cast<uint32_t>(asked_.size());
    asked_.push_back(fact);
  }
  units_.resize(actions + asked_.size());
  for (size_t i = 0; i < model_.norms.size(); ++i) {
    const Norm& norm = model_.norms[i];
    auto unit = static_cast<uint32_t>(units_.size());
    if (norm.action.valid())
      unit = norm.action.value;
    else if (norm.asked.valid())
      unit = askings.at(norm.asked);
    else
      units_.emplace_back();
    units_[unit].norms.push_back(NormId(i));
    unit_of_.push_back(unit);
  }
}

// Which carriers rank above which, and those first that have the fewest above them, so that chains share their beginnings.
void Standing::rank_carriers(Unit& unit) {
  std::vector<Carried> carriers;
  for (NormId id : unit.norms) {
    const Norm& norm = model_.norms[id.value];
    for (const Cite& cite : norm.cites) {
      if (!cite.supports_only) carriers.push_back({cite.source, norm.book});
    }
  }
  std::sort(carriers.begin(), carriers.end());
  carriers.erase(std::unique(carriers.begin(), carriers.end()), carriers.end());
  std::vector<std::vector<uint32_t>> above(carriers.size());
  bool any = false;
  for (size_t i = 0; i < carriers.size(); ++i) {
    for (size_t j = 0; j < carriers.size(); ++j) {
      if (ranks_above(model_, carriers[j], carriers[i])) above[i].push_back(static_cast<uint32_t>(j));
    }
    any = any || !above[i].empty();
  }
  if (!any) return;
  std::vector<uint32_t> order(carriers.size()), place(carriers.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&above](uint32_t a, uint32_t b) { return above[a].size() < above[b].size(); });
  for (uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    unit.carriers.push_back(carriers[order[i]]);
  }
  unit.above.assign(unit.carriers.size() * unit.words(), 0);
  for (uint32_t i = 0; i < order.size(); ++i) {
    for (uint32_t j : above[order[i]]) unit.above[i * unit.words() + place[j] / 64] |= uint64_t{1} << (place[j] % 64);
  }
}

void Standing::change(NormId id, Instant t) {
  const Norm& norm = model_.norms[id.value];
  in_force_[id.value] = book::in_force(norm.in_force, t) ? 1 : 0;
  const Unit& unit = units_[unit_of_[id.value]];
  if (unit.carriers.empty() || in_force_[id.value] == 0) return;
  const Carried carried{carrying_source(model_, norm, t), norm.book};
  const auto place = std::find(unit.carriers.begin(), unit.carriers.end(), carried);
  carrier_[id.value] = place == unit.carriers.end() ? kNone : static_cast<uint32_t>(place - unit.carriers.begin());
}

// The units of the changed norms, and those of all that some norm in them suspends.
void Standing::touch(std::span<const NormId> changed) {
  for (uint32_t unit : touched_) is_touched_[unit] = 0;
  touched_.clear();
  const auto add = [this](NormId norm) {
    const uint32_t unit = unit_of_[norm.value];
    if (is_touched_[unit] != 0) return;
    is_touched_[unit] = 1;
    touched_.push_back(unit);
  };
  for (NormId norm : changed) {
    add(norm);
    for (NormId target : model_.norms[norm.value].suspends) add(target);
  }
  for (size_t i = 0; i < touched_.size(); ++i) {
    for (NormId norm : units_[touched_[i]].norms) {
      if (in_force(norm)) std::for_each(model_.norms[norm.value].suspends.begin(), model_.norms[norm.value].suspends.end(), add);
    }
  }
  std::sort(touched_.begin(), touched_.end());
}

// The chain over the groups of these carriers: the longest beginning that is known already, and a link for each group after it.
uint32_t Standing::chain_for(BitRow bits, std::span<const uint32_t> group_at) {
  links_.clear();
  uint32_t chain = kNone;
  for (size_t word = bits.size(); word-- > 0 && chain == kNone;) {
    while (bits[word] != 0) {
      const uint32_t row = known_chains_.find(bits);
      if (row != BitRows::kNone) {
        chain = chain_of_row_[row];
        break;
      }
      const auto last = static_cast<uint32_t>(word * 64 + 63) - static_cast<uint32_t>(std::countl_zero(bits[word]));
      links_.push_back(last);
      set_bit(bits, last, false);
    }
  }
  for (; !links_.empty(); links_.pop_back()) {
    set_bit(bits, links_.back(), true);
    chains_.push_back({chain, group_at[links_.back()]});
    chain = static_cast<uint32_t>(chains_.size() - 1);
    known_chains_.add(bits);
    chain_of_row_.push_back(chain);
  }
  return chain;
}

// Groups the norms in force of a unit, and finds the chain above each.
void Standing::arrange(uint32_t u) {
  const Unit& unit = units_[u];
  std::vector<NormId> by_group[2];
  for (NormId norm : unit.norms) {
    norm_marks_[norm.value] = kNew;
    chain_of_[norm.value] = kNone;
    if (in_force(norm) && carrier_[norm.value] != kNone) by_group[side_of(model_.norms[norm.value])].push_back(norm);
  }
  if (unit.carriers.empty()) return;
  std::vector<uint32_t> group_at[2];
  BitRow present[2];
  for (size_t side : {0, 1}) {
    group_at[side].assign(unit.carriers.size(), kNone);
    present[side].assign(unit.words(), 0);
    auto& norms = by_group[side];
    std::stable_sort(norms.begin(), norms.end(), [this](NormId a, NormId b) { return carrier_[a.value] < carrier_[b.value]; });
    for (NormId norm : norms) {
      const uint32_t carrier = carrier_[norm.value];
      if (group_at[side][carrier] == kNone) {
        group_at[side][carrier] = static_cast<uint32_t>(groups_.size());
        groups_.push_back({static_cast<uint32_t>(members_.size()), 0});
        set_bit(present[side], carrier, true);
      }
      ++groups_.back().count;
      members_.push_back(norm);
    }
  }
  for (size_t side : {0, 1}) {
    const size_t other = 1 - side;
    known_chains_.reset(unit.carriers.size());
    chain_of_row_.clear();
    for (size_t i = 0; i < by_group[side].size(); ++i) {
      const NormId norm = by_group[side][i];
      if (i > 0 && carrier_[norm.value] == carrier_[by_group[side][i - 1].value]) {
        chain_of_[norm.value] = chain_of_[by_group[side][i - 1].value];
        continue;
      }
      BitRow bits(present[other]);
      for (size_t w = 0; w < bits.size(); ++w) bits[w] &= unit.above[carrier_[norm.value] * unit.words() + w];
      chain_of_[norm.value] = chain_for(std::move(bits), group_at[other]);
    }
  }
}

uint8_t& Standing::mark(Step step) {
  switch (step.kind) {
    case Step::Kind::kNorm: return norm_marks_[step.id];
    case Step::Kind::kGroup: return group_marks_[step.id];
    default: return chain_marks_[step.id];
  }
}

// What a step depends on, one by one; nothing past the last.
std::optional<Standing::Step> Standing::dependency(Step step, uint32_t place) const {
  if (step.kind == Step::Kind::kGroup) {
    const Group& group = groups_[step.id];
    if (place == group.count) return std::nullopt;
    return Step{Step::Kind::kNorm, members_[group.first + place].value};
  }
  if (step.kind == Step::Kind::kChain) {
    const Chain& chain = chains_[step.id];
    if (place == 0) return Step{Step::Kind::kGroup, chain.group};
    if (place == 1 && chain.shorter != kNone) return Step{Step::Kind::kChain, chain.shorter};
    return std::nullopt;
  }
  const auto& stated = stated_[step.id];
  if (place < stated.size()) return Step{Step::Kind::kNorm, stated[place].above.value};
  if (place == stated.size() && chain_of_[step.id] != kNone) return Step{Step::Kind::kChain, chain_of_[step.id]};
  return std::nullopt;
}

// Depth first without recursion: a chain may be as long as the book. False where the walk comes back to a step that is open.
bool Standing::visit(NormId start) {
  struct Frame {
    Step step;
    uint32_t next = 0;
  };
  std::vector<Frame> stack{{{Step::Kind::kNorm, start.value}}};
  mark(stack.back().step) = kOpen;
  while (!stack.empty()) {
    Frame& frame = stack.back();
    const std::optional<Step> on = dependency(frame.step, frame.next++);
    if (!on) {
      mark(frame.step) = kDone;
      steps_.push_back(frame.step);
      stack.pop_back();
      continue;
    }
    if (on->kind == Step::Kind::kNorm && !in_force(NormId(on->id))) continue;
    uint8_t& its = mark(*on);
    if (its == kDone) continue;
    if (its == kOpen) {
      // The walk goes from a norm to what stands above it, so the circle comes out turned round.
      cycle_.clear();
      if (on->kind == Step::Kind::kNorm) cycle_.push_back(NormId(on->id));
      for (size_t i = stack.size(); i-- > 0 && stack[i].step != *on;) {
        if (stack[i].step.kind == Step::Kind::kNorm) cycle_.push_back(NormId(stack[i].step.id));
      }
      return false;
    }
    its = kOpen;
    stack.push_back({*on});
  }
  return true;
}

bool Standing::advance(Instant t, std::span<const NormId> changed) {
  for (NormId norm : changed) change(norm, t);
  touch(changed);
  steps_.clear();
  groups_.clear();
  chains_.clear();
  members_.clear();
  for (uint32_t unit : touched_) arrange(unit);
  group_marks_.assign(groups_.size(), kNew);
  chain_marks_.assign(chains_.size(), kNew);
  for (uint32_t unit : touched_) {
    for (NormId norm : units_[unit].norms) {
      if (in_force(norm) && norm_marks_[norm.value] == kNew && !visit(norm)) return false;
    }
  }
  return true;
}

}  // namespace comity::book
