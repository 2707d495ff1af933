#include "proof/diff.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <unordered_map>

#include "proof/cover.h"
#include "proof/focus.h"
#include "proof/joint.h"
#include "proof/places.h"
#include "proof/touched.h"

namespace comity::proof {

using circuit::Epoch;
using circuit::NormState;
using circuit::SubjectId;

namespace {

// The norms of one side as literals of the joint program, and what follows from them.
struct Law {
  struct Acting {
    book::NormId norm;
    book::Modality modality;
    Lit condition, active;
  };
  const book::Model* model;
  Instant at;
  std::vector<Acting> norms;
  std::array<Lit, 3> says;  // some active norm permits, forbids, requires
};

// Places too many for one diagram are divided in two, and the halves again, so often in all.
constexpr int kMostDivisions = 24;
// So few are looked at one by one too, where together they are too much.
constexpr size_t kFewPlaces = 32;

// The regions that go from one ruling to another: the first times kRulings, and the second.
using Changed = std::array<Region, size_t{book::kRulings} * book::kRulings>;

class Comparison {
 public:
  Comparison(const Side& first, const Side& second, const std::function<bool()>& stop)
      : first_(first),
        second_(second),
        stop_(stop),
        joint_(*first.program, *second.program),
        was_(joint_.program(), joint_.atoms(), second.at, [this](QuestionId q) { return answer(first_, q); }),
        is_(joint_.program(), joint_.atoms(), second.at, [this](QuestionId q) { return answer(second_, q); }) {}

  std::optional<SubjectId> same(SubjectId subject) { return joint_.same_subject(subject); }

  // Once asked to stop it stays so: what is made from then on is a part.
  bool stopped() { return stopped_ = stopped_ || (stop_ && stop_()); }

  std::string name(SubjectId subject) { return Wording(*first_.program).subject(subject); }

  Difference compare(SubjectId subject, SubjectId theirs) {
    Difference difference{subject, name(subject), {}, true};
    const Law before = law(first_, subject), after = law(second_, theirs);
    if (before.says == after.says) return difference;
    wording_.emplace(joint_.program());  // anew, since the joint book grows by what is brought
    divisions_left_ = kMostDivisions;
    difference.compared = tell(changed_places(before, after), before, after, difference.changes);
    difference.stopped = stopped_;
    if (difference.stopped) {
      difference.compared = false;
      for (Change& change : difference.changes) change.whole = false;
    } else if (!difference.compared) {
      difference.changes.clear();
    }
    std::stable_sort(difference.changes.begin(), difference.changes.end(), [](const Change& a, const Change& b) { return a.share > b.share; });
    return difference;
  }

 private:
  // What the side's sources have answered by its instant. Questions that are open on both sides are one question.
  std::optional<bool> answer(const Side& side, QuestionId joint) {
    if (&side == &first_) return joint.value < side.program->model->questions.size() ? side.program->answer(joint, side.at) : std::nullopt;
    const auto theirs = joint_.of_second(joint);
    return theirs ? side.program->answer(*theirs, side.at) : std::nullopt;
  }

  // One clock for both, stopped at the second side's instant: what only time passing changes is no change of the law.
  Law law(const Side& side, SubjectId subject) {
    const Epoch& epoch = side.program->epoch_at(subject, side.at);
    const auto still = [&](Lit lit) { return &side == &first_ ? was_(lit) : is_(joint_.bring(lit)); };
    Law law{side.program->model, side.at, {}, {still(epoch.permits), still(epoch.forbids), still(epoch.requires_)}};
    for (const NormState& state : epoch.norms) law.norms.push_back({state.norm, state.modality, still(state.condition), still(state.active)});
    return law;
  }

  // A norm is the same on both sides by its name, if it still permits, forbids or requires as it did.
  static std::vector<Sides> by_name(const Law& before, const Law& after) {
    std::map<std::pair<std::string, book::Modality>, Sides> norms;
    for (const Law::Acting& one : before.norms) norms[{before.model->norms[one.norm.value].qualified, one.modality}].before = one.active;
    for (const Law::Acting& one : after.norms) norms[{after.model->norms[one.norm.value].qualified, one.modality}].after = one.active;
    std::vector<Sides> sides;
    for (const auto& [name, norm] : norms) sides.push_back(norm);
    return sides;
  }

  std::vector<Place> changed_places(const Law& before, const Law& after) {
    Program& program = joint_.program();
    const Says says = said(before, after);
    std::vector<Place> places;
    for (const Lit touched : proof::touched(program, by_name(before, after))) {
      if (stopped()) break;
      for (const Lit here : focused(program, touched)) {
        if (const auto place = place_at(program, says, here)) places.push_back(*place);
      }
    }
    return places;
  }

  static Says said(const Law& before, const Law& after) {
    Says says(before.says.begin(), before.says.end());
    says.insert(says.end(), after.says.begin(), after.says.end());
    return says;
  }

  // Adds the changes of these places. False: they are too many for diagrams, though divided by the tests that are read most.
  bool tell(const std::vector<Place>& places, const Law& before, const Law& after, std::vector<Change>& changes) {
    if (stopped()) return false;
    const auto whole = together(joint_.program(), said(before, after), places);
    if (whole && tell_at_once({&*whole, 1}, before, after, changes)) return true;
    const bool one_by_one = !whole || places.size() <= kFewPlaces || divisions_left_ == 0;
    if (one_by_one && tell_at_once(places, before, after, changes)) return true;
    if (divisions_left_-- <= 0) return false;
    const auto test = test_read_most(joint_.program(), whole ? std::span(&*whole, 1) : std::span(places));
    if (!test) return false;
    const auto half = [&](bool holds) { return where(joint_.program(), places, *test, holds); };
    return tell(half(true), before, after, changes) && tell(half(false), before, after, changes);
  }

  // By one diagram. Asked to stop, the changes of the places that were looked at by then.
  bool tell_at_once(std::span<const Place> places, const Law& before, const Law& after, std::vector<Change>& changes) {
    auto regions = space(before, after, places);
    if (!regions) return false;
    std::optional<Changed> changed = changed_regions(*regions, places);
    if (!changed) return false;
    for (size_t r = 0; r < book::kRulings; ++r) {
      for (size_t s = 0; s < book::kRulings; ++s) {
        if ((*changed)[r * book::kRulings + s] == kNowhere) continue;
        add(changes, change(*regions, *changed, static_cast<book::Ruling>(r), static_cast<book::Ruling>(s), before, after));
      }
    }
    return true;
  }

  // Cases apart from those that were told before, and from the same ruling to the same, are one change.
  static void add(std::vector<Change>& changes, Change more) {
    const auto same = std::find_if(changes.begin(), changes.end(), [&](const Change& one) { return one.from == more.from && one.to == more.to; });
    if (same == changes.end()) return changes.push_back(std::move(more));
    if (more.given.size() < same->given.size()) std::swap(more, *same);
    same->share += more.share;
    same->whole = same->whole && more.whole && same->conditions.size() + more.conditions.size() <= kMostBoxes;
    same->conditions.insert(same->conditions.end(), more.conditions.begin(), more.conditions.end());
    std::ranges::move(more.parts, std::back_inserter(same->parts));
    if (same->conditions.size() > kMostBoxes) same->conditions.resize(kMostBoxes), same->parts.resize(kMostBoxes);
  }

  // A share counts the cells that the two laws tell apart, read in the changed cases or not. If that is too much for diagrams, those that are
  // read there.
  std::optional<Regions> space(const Law& before, const Law& after, std::span<const Place> places) {
    std::vector<Lit> all = said(before, after), read;
    for (const Place& place : places) {
      const std::vector<Lit> its = place.literals();
      read.insert(read.end(), its.begin(), its.end());
    }
    all.insert(all.end(), read.begin(), read.end());
    auto regions = Regions::over(joint_.program(), all);
    return regions ? std::move(regions) : Regions::over(joint_.program(), read);
  }

  // Nothing: there is no room for them.
  std::optional<Changed> changed_regions(Regions& regions, std::span<const Place> places) {
    Changed changed{};
    for (const Place& place : places) {
      if (stopped()) break;
      if (regions.size() > Regions::kMaxNodes / 2) regions.keep_only(changed);
      if (regions.size() > Regions::kMaxNodes / 2) return std::nullopt;
      const Region here = regions.of(place.here);
      for (size_t r = 0; r < book::kRulings; ++r) {
        const Region was = regions.both(here, regions.of(place.from[r]));
        for (size_t s = 0; s < book::kRulings; ++s) {
          Region& region = changed[r * book::kRulings + s];
          if (r != s) region = regions.either(region, regions.both(was, regions.of(place.to[s])));
        }
      }
      if (regions.full()) return std::nullopt;
    }
    return changed;
  }

  // What is made for a change is given back, so that each has the same room.
  Change change(Regions& regions, Changed& changed, book::Ruling from, book::Ruling to, const Law& before, const Law& after) {
    Region& region = changed[static_cast<size_t>(from) * book::kRulings + static_cast<size_t>(to)];
    Change change;
    change.from = from;
    change.to = to;
    change.share = regions.share(region);
    regions.keep_only(changed);
    tell_example(regions, region, before, after, change);
    regions.keep_only(changed);
    const Cover found = cover(regions, region, [this] { return stopped(); });
    change.whole = found.whole;
    change.parts = parts_of(joint_.program(), *wording_, regions, found.boxes);
    change.conditions = written(change.parts);
    return change;
  }

  // A smallest case; where there is no room or no time to find it, some case.
  void tell_example(Regions& regions, Region region, const Law& before, const Law& after, Change& change) {
    const auto told = (stopped() ? std::nullopt : regions.smallest(region)).value_or(regions.heaviest(region));
    change.example = case_of(joint_.program(), regions, told, second_.at);
    for (const Told& one : change.example.told) change.given.push_back(wording_->given(one));
    for (const auto& [question, yes] : change.example.assumed) change.given.push_back(wording_->question(question) + (yes ? " is yes" : " is no"));
    name_norms(regions, told, before, after, change);
  }

  // The norms that may be active in the example, and what carries those that are on one side only.
  void name_norms(const Regions& regions, const std::vector<Regions::Choice>& told, const Law& before, const Law& after, Change& change) {
    std::unordered_map<circuit::AtomId, bool> truths;
    for (const auto& [place, cell] : told) {
      const circuit::Variable& variable = regions.variables()[place];
      for (size_t a = 0; a < variable.atoms().size(); ++a) truths[variable.atoms()[a]] = variable.holds(cell, a);
    }
    const auto active = [&](const Law& law) {
      std::vector<Lit> norms;
      for (const Law::Acting& one : law.norms) norms.push_back(one.active);
      norms = with_known(joint_.program(), norms, [&](circuit::AtomId id) {
        const auto known = truths.find(id);
        return known == truths.end() ? std::nullopt : std::optional(known->second);
      });
      std::vector<std::pair<std::string, std::string>> names;
      for (size_t n = 0; n < norms.size(); ++n) {
        if (!may_hold(norms[n])) continue;
        const book::Norm& norm = law.model->norms[law.norms[n].norm.value];
        const auto source = book::carrying_source(*law.model, norm, law.at);
        names.emplace_back(norm.qualified, source.valid() ? law.model->sources[source.value].name : "");
      }
      return names;
    };
    const auto was = active(before), is = active(after);
    std::set<std::string> sources;
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

  // True as well if there is no diagram to tell.
  bool may_hold(Lit lit) {
    if (lit.node() == 0) return lit == circuit::kTrue;
    auto regions = Regions::over(joint_.program(), std::span(&lit, 1));
    return !regions || regions->of(lit) != kNowhere || regions->full();
  }

  Side first_, second_;
  const std::function<bool()>& stop_;
  Joint joint_;
  Still was_, is_;
  std::optional<Wording> wording_;
  int divisions_left_ = 0;
  bool stopped_ = false;
};

}  // namespace

Instant last_change(const book::Model& model) { return model.boundaries.empty() || model.boundaries.back() == book::kForever ? 0 : model.boundaries.back(); }

Differences differences(const Side& first, const Side& second, const std::vector<std::string>& only, const std::function<bool()>& stop,
                        const std::function<void(size_t, size_t)>& progress) {
  Differences all;
  Comparison comparison(first, second, stop);
  for (SubjectId s = 0; s < first.program->subjects.size(); ++s) {
    if (progress) progress(s, first.program->subjects.size());
    all.stopped = comparison.stopped();
    if (all.stopped) break;
    if (!only.empty() && std::find(only.begin(), only.end(), comparison.name(s)) == only.end()) continue;
    const auto theirs = comparison.same(s);
    if (!theirs) continue;
    Difference one = comparison.compare(s, *theirs);
    all.stopped = one.stopped;
    if (!all.stopped) ++all.shared;
    if (!one.changes.empty() || !one.compared) all.subjects.push_back(std::move(one));
    if (all.stopped) break;
  }
  return all;
}

}  // namespace comity::proof
