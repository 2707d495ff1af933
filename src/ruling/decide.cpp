// The short answer: one walk down the track where all facts on the way are told, else a visit of what the case leaves open.
//
// Example: told `requester` and `custody`, the walk tests requester, then custody, and ends at a leaf that holds the norms that decide.
// Where the law is divided (division.h), the walk begins in the part to which the case belongs. Where the dividing fact is untold, what
// follows is all that follows in some part, and a norm decides if it does in each.
// Cost: the epoch (epochs.h), then for each test the node and the value, each a load that hangs on the one before (track.h). Nothing is
// allocated, but for lists with unknown fields, and the first time that a thread or a shape comes by.
#include <algorithm>

#include "ruling/engine_parts.h"

namespace comity::ruling {

namespace {

// Where the case leads: an end or a list, or what it leaves open.
Track::Stand walk(const Track& track, Track::Stand at, const Program& program, const Epoch& epoch, const Case& asked) {
  while (at.is_node()) {
    switch (track.by(at)) {
      case Track::By::kMark: at = track.at_mark(at, asked.mark(track.fact(at))); break;
      case Track::By::kRank: {
        const FactId fact = track.fact(at);
        if (!asked.knows(fact)) return {};
        at = track.at_rank(at, asked.value(fact));
        break;
      }
      case Track::By::kCell: {
        const Variable& variable = track.part().drawn().variables()[track.level(at)];
        const auto cell = cell_in(program, variable, epoch, asked);
        if (!cell) return {};
        at = track.at_cell(at, *cell);
      }
    }
  }
  return at;
}

// All is told, and the walk has come to a list: the sets of its groups, together.
std::optional<Decision> decide_list(const Track& track, Track::Stand list, const Program& program, const Epoch& epoch, const Case& asked,
                                    Engine::Scratch& scratch) {
  uint8_t modalities = 0;
  scratch.all.clear();
  for (uint32_t i = 0; i < track.groups(list); ++i) {
    const Track::Stand stand = walk(track, track.group(list, i), program, epoch, asked);
    if (!stand.is_end()) return std::nullopt;
    const Track::End end = track.end(stand);
    modalities |= end.modalities;
    scratch.all.insert(scratch.all.end(), end.norms.begin(), end.norms.end());
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
  const Impl& impl = *impl_;
  asked.prefetch();
  const size_t place = impl.epochs.at(subject, asked.at());
  const Track* track = &impl.track(place);
  while (track->kind() == Track::Kind::kDivided) {
    const Track* next = impl.tracks.next(*track, asked);
    if (next == nullptr) break;
    track = next;
  }
  const Epoch& epoch = impl.epochs.epoch(place);
  if (track->kind() == Track::Kind::kWalked) {
    const Track::Stand stand = walk(*track, track->start(), impl.program, epoch, asked);
    if (stand.is_end()) {
      const Track::End end = track->end(stand);
      return {end.ruling, end.norms};
    }
    if (stand.is_list()) {
      if (const auto decision = decide_list(*track, stand, impl.program, epoch, asked, scratch)) return *decision;
    }
  }
  return Open(impl, subject, epoch, asked, scratch).decide(track->part());
}

}  // namespace comity::ruling
