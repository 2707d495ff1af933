// The short answer: one walk down the chart where all facts on the way are told, else a visit of what the case leaves open.
//
// Example: told `requester` and `custody`, the walk tests requester, then custody, and ends at a leaf that holds the norms that decide.
// Where the law is divided (division.h), the walk begins in the part to which the case belongs. Where the dividing fact is untold, what
// follows is all that follows in some part, and a norm decides if it does in each.
// Cost: the epoch by a binary search, then for each test the node, the value, its cell and the child, each a load that hangs on the one
// before. Nothing is allocated, but for lists with unknown fields, and the first time that a thread or a shape comes by.
#include <algorithm>

#include "ruling/engine_parts.h"

namespace comity::ruling {

namespace {

// The terminal to which the case leads, or the first node whose variable it leaves open.
Ref walk(const Chart& chart, Ref ref, const Program& program, const Epoch& epoch, const Case& asked) {
  while (!ref.is_terminal()) {
    const uint32_t level = chart.level(ref);
    const Chart::Test& test = chart.test(level);
    const FactId fact(test.fact);
    if (test.table != nullptr) {
      const auto value = static_cast<uint64_t>(asked.value(fact));
      if (!asked.knows(fact)) return ref;
      if (value < test.values) {
        ref = chart.child(ref, test.table[value]);
        continue;
      }
    }
    const auto cell = cell_in(program, chart.variables()[level], epoch, asked);
    if (!cell) return ref;
    ref = chart.child(ref, *cell);
  }
  return ref;
}

// All is told, and the walk has come to a list: the sets of its groups, together.
std::optional<Decision> decide_list(const Chart& chart, Ref list, const Program& program, const Epoch& epoch, const Case& asked, Engine::Scratch& scratch) {
  uint8_t modalities = 0;
  scratch.all.clear();
  for (Ref group : chart.list(list)) {
    const Ref end = walk(chart, group, program, epoch, asked);
    if (!end.is_terminal()) return std::nullopt;
    const Chart::Leaf& leaf = chart.leaf(end);
    modalities |= leaf.modalities;
    const auto norms = chart.norms(leaf);
    scratch.all.insert(scratch.all.end(), norms.begin(), norms.end());
  }
  std::sort(scratch.all.begin(), scratch.all.end());
  return Decision{set_of(ruling_of_modalities(modalities)), scratch.all};
}

// A law with fewer parts than this is looked through part by part; one with more is drawn as a whole.
constexpr uint32_t kMostVisited = 64;

// Facts are untold, or not everything is drawn.
class Open {
 public:
  Open(const Engine::Impl& impl, SubjectId subject, const Epoch& epoch, const Case& asked, Engine::Scratch& scratch)
      : impl_(impl), subject_(subject), epoch_(epoch), asked_(asked), scratch_(scratch) {}

  Decision decide(const Part& part) {
    scratch_.all.clear();
    visit(part);
    return {possible_, is_single(possible_) ? std::span<const NormId>(scratch_.all) : std::span<const NormId>()};
  }

 private:
  // Adds what follows in this part.
  void visit(const Part& part) {
    if (!part.divided()) return add(part);
    const FactId fact(part.fact().index());
    if (asked_.knows(fact)) return visit(impl_.divisions.part(part, part.cell_of(impl_.program, asked_.value(fact))));
    if (part.fact().cells() > kMostVisited) return add(part);
    for (uint32_t cell = 0; cell < part.fact().cells(); ++cell) visit(impl_.divisions.part(part, static_cast<Cell>(cell)));
  }

  void add(const Part& part) {
    const Matter matter{impl_.program, impl_.budget.completions, subject_, epoch_, part.rules(), part.chart(impl_.program, impl_.budget.diagram_nodes), asked_};
    possible_ |= possible(matter);
    if (!is_single(possible_)) return;  // where the ruling is open no norm decides
    find_deciding(matter, scratch_.main, {found_, scratch_.some});
    if (first_) {
      scratch_.all = found_;
    } else {
      std::erase_if(scratch_.all, [this](NormId norm) { return !std::ranges::binary_search(found_, norm); });
    }
    first_ = false;
  }

  RulingSet possible(const Matter& matter) {
    Workspace& work = scratch_.main;
    if (!matter.chart.has_rulings() || !matter.chart.has_norms()) {
      open_matter(matter, work);
      return work.rest.possible();
    }
    work.folded = false;
    work.known.read(matter.program, matter.chart.variables(), matter.epoch, matter.asked);
    return work.tally.possible(matter.chart, work.known);
  }

  const Engine::Impl& impl_;
  const SubjectId subject_;
  const Epoch& epoch_;
  const Case& asked_;
  Engine::Scratch& scratch_;
  RulingSet possible_ = 0;
  bool first_ = true;
  std::vector<NormId>& found_ = scratch_.found;
};

}  // namespace

Decision Engine::decide(SubjectId subject, const Case& asked, Scratch& scratch) const {
  const size_t place = impl_->epoch_at(subject, asked.at());
  const Epoch& epoch = *impl_->epochs[place];
  const Part* part = &impl_->law(place);
  while (part->divided()) {
    const FactId fact(part->fact().index());
    if (!asked.knows(fact)) return Open(*impl_, subject, epoch, asked, scratch).decide(*part);
    part = &impl_->divisions.part(*part, part->cell_of(impl_->program, asked.value(fact)));
  }
  const Chart& chart = part->chart(impl_->program, impl_->budget.diagram_nodes);
  if (chart.can_walk()) {
    const Ref end = walk(chart, chart.decides(), impl_->program, epoch, asked);
    if (end.is_terminal()) {
      if (!Chart::is_list(end)) {
        const Chart::Leaf& leaf = chart.leaf(end);
        return {set_of(leaf.ruling), chart.norms(leaf)};
      }
      if (const auto decision = decide_list(chart, end, impl_->program, epoch, asked, scratch)) return *decision;
    }
  }
  return Open(*impl_, subject, epoch, asked, scratch).decide(*part);
}

}  // namespace comity::ruling
