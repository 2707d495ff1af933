#include "proof/diff.h"

#include <algorithm>
#include <set>

#include "proof/cover.h"
#include "proof/joint.h"
#include "proof/rulings.h"

namespace comity::proof {

using circuit::Epoch;
using circuit::NormState;
using circuit::SubjectId;

namespace {

// The norms of one side as literals of the joint program.
struct SideNorms {
  const book::Model* model;
  Instant at;
  std::vector<std::pair<book::NormId, Lit>> active;
};

class Comparison {
 public:
  Comparison(const Side& first, const Side& second)
      : first_(first),
        second_(second),
        joint_(*first.program, *second.program),
        was_(joint_.program(), joint_.atoms(), second.at, [this](QuestionId q) { return answer(first_, q); }),
        is_(joint_.program(), joint_.atoms(), second.at, [this](QuestionId q) { return answer(second_, q); }) {}

  std::optional<SubjectId> same(SubjectId subject) { return joint_.same_subject(subject); }

  std::string name(SubjectId subject) { return Wording(*first_.program).subject(subject); }

  Difference compare(SubjectId subject, SubjectId theirs) {
    Difference difference{subject, name(subject), {}, true};
    SideNorms before{first_.program->model, first_.at, {}}, after{second_.program->model, second_.at, {}};
    const Rulings from = rulings(first_, subject, before);
    const Rulings to = rulings(second_, theirs, after);
    if (from == to) return difference;
    wording_.emplace(joint_.program());  // anew, since the joint book grows by what is brought
    std::vector<Lit> roots(from.begin(), from.end());
    roots.insert(roots.end(), to.begin(), to.end());
    for (const auto* side : {&before, &after}) {
      for (const auto& [norm, active] : side->active) roots.push_back(active);
    }
    auto regions = Regions::over(joint_.program(), roots);
    if (!regions) return difference.compared = false, difference;
    for (size_t r = 0; r < from.size(); ++r) {
      for (size_t s = 0; s < to.size(); ++s) {
        if (r == s) continue;
        const Region region = regions->both(regions->of(from[r]), regions->of(to[s]));
        if (region != kNowhere)
          difference.changes.push_back(change(*regions, region, static_cast<book::Ruling>(r), static_cast<book::Ruling>(s), before, after));
      }
    }
    if (regions->full()) difference.compared = false;
    std::stable_sort(difference.changes.begin(), difference.changes.end(), [](const Change& a, const Change& b) { return a.share > b.share; });
    return difference;
  }

 private:
  // What the side's sources have answered by its instant. Questions that are open on both sides are one question.
  std::optional<bool> answer(const Side& side, QuestionId joint) {
    if (&side == &first_) return joint.value < side.program->model->questions.size() ? side.program->answer(joint, side.at) : std::nullopt;
    const book::Question& asked = joint_.model().questions[joint.value];
    const book::Model& model = *side.program->model;
    for (uint32_t i = 0; i < model.questions.size(); ++i) {
      if (model.questions[i].name == asked.name) return side.program->answer(QuestionId(i), side.at);
    }
    return std::nullopt;
  }

  // One clock for both, stopped at the second side's instant: what only time passing changes is no change of the law.
  Rulings rulings(const Side& side, SubjectId subject, SideNorms& norms) {
    const Epoch& epoch = side.program->epoch_at(subject, side.at);
    const auto still = [&](Lit lit) { return &side == &first_ ? was_(lit) : is_(joint_.bring(lit)); };
    for (const NormState& state : epoch.norms) norms.active.emplace_back(state.norm, still(state.active));
    return rulings_of(joint_.program(), still(epoch.permits), still(epoch.forbids), still(epoch.requires_));
  }

  Change change(Regions& regions, Region region, book::Ruling from, book::Ruling to, const SideNorms& before, const SideNorms& after) {
    Change change;
    change.from = from;
    change.to = to;
    change.share = regions.share(region);
    const Cover found = cover(regions, region);
    change.whole = found.whole;
    for (const Box& box : found.boxes) change.conditions.push_back(written(joint_.program(), *wording_, regions, box));
    std::sort(change.conditions.begin(), change.conditions.end(),
              [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
    Region told = kEverywhere;
    if (const auto smallest = regions.smallest(region)) {
      for (const auto& [place, cell] : *smallest) {
        std::vector<bool> only(regions.variables()[place].cells());
        only[cell] = true;
        told = regions.both(told, regions.where(place, only));
      }
      change.example = case_of(joint_.program(), regions, *smallest, second_.at);
      for (const Told& one : change.example.told) change.given.push_back(wording_->given(one));
      for (const auto& [question, yes] : change.example.assumed) change.given.push_back(wording_->question(question) + (yes ? " is yes" : " is no"));
    }
    name_norms(regions, told, before, after, change);
    return change;
  }

  // The norms that may be active in the example, and what carries those that are on one side only.
  void name_norms(Regions& regions, Region told, const SideNorms& before, const SideNorms& after, Change& change) {
    std::set<std::string> sources;
    const auto active = [&](const SideNorms& side) {
      std::vector<std::pair<std::string, std::string>> names;
      for (const auto& [norm, lit] : side.active) {
        if (regions.both(told, regions.of(lit)) == kNowhere) continue;
        const auto source = book::carrying_source(*side.model, side.model->norms[norm.value], side.at);
        names.emplace_back(side.model->norms[norm.value].qualified, source.valid() ? side.model->sources[source.value].name : "");
      }
      return names;
    };
    const auto was = active(before), is = active(after);
    for (const auto& one : was) {
      change.before.push_back(one.first);
      if (std::find(is.begin(), is.end(), one) == is.end() && !one.second.empty()) sources.insert(one.second);
    }
    for (const auto& one : is) {
      change.after.push_back(one.first);
      if (std::find(was.begin(), was.end(), one) == was.end() && !one.second.empty()) sources.insert(one.second);
    }
    change.sources.assign(sources.begin(), sources.end());
  }

  Side first_, second_;
  Joint joint_;
  Still was_, is_;
  std::optional<Wording> wording_;
};

}  // namespace

Differences differences(const Side& first, const Side& second, const std::vector<std::string>& only, const std::function<bool()>& stop,
                        const std::function<void(size_t, size_t)>& progress) {
  Differences all;
  Comparison comparison(first, second);
  for (SubjectId s = 0; s < first.program->subjects.size(); ++s) {
    if (progress) progress(s, first.program->subjects.size());
    if (stop && stop()) {
      all.stopped = true;
      break;
    }
    if (!only.empty() && std::find(only.begin(), only.end(), comparison.name(s)) == only.end()) continue;
    const auto theirs = comparison.same(s);
    if (!theirs) continue;
    ++all.shared;
    Difference one = comparison.compare(s, *theirs);
    if (!one.changes.empty() || !one.compared) all.subjects.push_back(std::move(one));
  }
  return all;
}

}  // namespace comity::proof
