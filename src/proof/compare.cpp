#include "proof/compare.h"

#include <utility>

#include "proof/cover.h"
#include "proof/rulings.h"

namespace comity::proof {

namespace {

using book::Modality;
using book::Ruling;

// Does a norm of this modality decide this ruling? A permission beside a requirement adds nothing, and silence has no norm.
bool decides(Modality modality, Ruling ruling) {
  switch (ruling) {
    case Ruling::kPermitted: return modality == Modality::kPermits;
    case Ruling::kForbidden: return modality == Modality::kForbids;
    case Ruling::kRequired: return modality == Modality::kRequires;
    case Ruling::kConflicting: return modality != Modality::kNone;
    case Ruling::kSilent: return false;
  }
  return false;
}

struct Acting {
  book::NormId norm;
  Modality modality;
  Lit active;
};

Held held(const Program& program, Regions& regions, Region region, Ruling ruling, const std::vector<Acting>& acting) {
  Held held;
  held.ruling = ruling;
  held.share = regions.share(region);
  const Wording wording(program);
  const Cover found = cover(regions, region);
  held.whole = found.whole;
  std::vector<std::vector<std::string>> parts = parts_of(program, wording, regions, found.boxes);
  held.conditions = written(parts);
  held.factored = factored(std::move(parts));
  for (const Acting& one : acting) {
    if (decides(one.modality, ruling) && regions.both(region, regions.of(one.active)) != kNowhere) held.norms.push_back(one.norm);
  }
  return held;
}

}  // namespace

Position position(Program& program, circuit::SubjectId subject, Instant at) {
  Position position;
  const circuit::Epoch epoch = program.epoch_at(subject, at);
  const auto still = [&](Lit lit) { return at_instant(program, with_answers_at(program, lit, at), at); };
  std::vector<Lit> roots;
  for (const Lit ruling : rulings_at(program, subject, at)) roots.push_back(at_instant(program, ruling, at));
  const std::vector<Lit> rulings = roots;
  std::vector<Acting> acting;
  for (const circuit::NormState& state : epoch.norms) {
    acting.push_back({state.norm, state.modality, still(state.active)});
    roots.push_back(acting.back().active);
  }
  auto regions = Regions::over(program, roots);
  if (!regions) return position.compared = false, position;
  for (size_t r = 0; r < rulings.size(); ++r) {
    const Region region = regions->of(rulings[r]);
    if (region != kNowhere) position.held.push_back(held(program, *regions, region, static_cast<Ruling>(r), acting));
  }
  // A full table may have lost cases, so that nothing it says is told.
  if (regions->full()) position = {false, {}};
  return position;
}

}  // namespace comity::proof
