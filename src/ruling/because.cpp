#include "ruling/because.h"

#include <algorithm>

namespace comity::ruling {

namespace {

// Branch and bound: some fact of an unhit set must be chosen; sets that share no fact need one each.
class Hitting {
 public:
  Hitting(const std::vector<FactSet>& sets, size_t most, uint64_t& steps) : sets_(sets), most_(most), steps_(steps) {}

  std::optional<FactSet> run() {
    search();
    return best_;
  }

 private:
  bool hit(const FactSet& set) const {
    return std::ranges::any_of(set, [&](uint32_t fact) { return std::ranges::find(chosen_, fact) != chosen_.end(); });
  }

  // How many facts the unhit sets need at least; `smallest` becomes one with fewest facts.
  size_t at_least(const FactSet*& smallest) {
    used_.clear();
    size_t apart = 0;
    for (const FactSet& set : sets_) {
      if (hit(set)) continue;
      if (smallest == nullptr || set.size() < smallest->size()) smallest = &set;
      if (std::ranges::any_of(set, [&](uint32_t fact) { return std::ranges::find(used_, fact) != used_.end(); })) continue;
      used_.insert(used_.end(), set.begin(), set.end());
      ++apart;
    }
    return apart;
  }

  void search() {
    const FactSet* smallest = nullptr;
    if (chosen_.size() + at_least(smallest) >= most_ || steps_ == 0) return;
    --steps_;
    if (smallest == nullptr) {
      best_ = chosen_;
      std::sort(best_->begin(), best_->end());
      most_ = chosen_.size();
      return;
    }
    for (uint32_t fact : *smallest) {
      chosen_.push_back(fact);
      search();
      chosen_.pop_back();
    }
  }

  const std::vector<FactSet>& sets_;
  size_t most_;
  uint64_t& steps_;
  FactSet chosen_, used_;
  std::optional<FactSet> best_;
};

}  // namespace

std::optional<FactSet> smallest_hitting(const std::vector<FactSet>& sets, size_t most, uint64_t& steps) { return Hitting(sets, most, steps).run(); }

}  // namespace comity::ruling
