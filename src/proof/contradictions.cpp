#include "proof/contradictions.h"

#include <algorithm>

#include "book/precedence.h"
#include "proof/rulings.h"
#include "proof/wording.h"

namespace comity::proof {

namespace {

using book::Edge;
using book::Model;
using book::NormId;
using Prevails = Contradiction::Prevails;

// The same law, in which what was adopted stands beside the rest and neither above nor below it.
Model side_by_side(const Adopted& adopted) {
  Model model = *adopted.model;
  for (size_t n = adopted.first_norm.value; n < model.norms.size(); ++n) {
    book::Norm& norm = model.norms[n];
    const auto own = [&](NormId id) { return id < adopted.first_norm; };
    for (auto* named : {&norm.suspends, &norm.overrides, &norm.yields_to}) std::erase_if(*named, own);
    for (const book::Cite& cite : norm.cites) {
      model.sources[cite.source.value].authority = book::AuthorityId();
      model.sources[cite.source.value].precedence_day.reset();
    }
  }
  return model;
}

// The same law, in which what was adopted has no effect. All else is kept, so that a case of the one is a case of the other.
Model without_effect(const Adopted& adopted) {
  Model model = *adopted.model;
  for (size_t n = adopted.first_norm.value; n < model.norms.size(); ++n) {
    book::Norm& norm = model.norms[n];
    norm.modality = book::Modality::kNone;
    norm.action = book::ActionId(), norm.asked = book::FactId();
    norm.suspends.clear(), norm.overrides.clear(), norm.yields_to.clear();
  }
  return model;
}

class Finding {
 public:
  Finding(const Adopted& adopted, Instant at)
      : adopted_(adopted),
        at_(at),
        own_model_(without_effect(adopted)),
        beside_model_(side_by_side(adopted)),
        own_(circuit::lower(own_model_)),
        beside_(circuit::lower(beside_model_)),
        ranked_(circuit::lower(*adopted.model)),
        decider_(beside_),
        wording_(beside_) {}

  size_t subjects() const { return beside_.subjects.size(); }

  Opposed about(circuit::SubjectId subject) {
    Opposed opposed{wording_.subject(subject), {}};
    const circuit::Epoch epoch = beside_.epoch_at(subject, at_);
    for (const circuit::NormState& own : epoch.norms) {
      for (const circuit::NormState& other : epoch.norms) {
        if (own.norm >= adopted_.first_norm || other.norm < adopted_.first_norm) continue;
        if (!book::opposes(beside_model_.norms[own.norm.value], beside_model_.norms[other.norm.value])) continue;
        Contradiction one;
        one.own = own.norm, one.adopted = other.norm;
        if (meet(subject, beside_.circuit.both(own.active, other.active), one)) opposed.contradictions.push_back(std::move(one));
      }
    }
    return opposed;
  }

 private:
  // A smallest case of both, and what becomes of it. False: there is none.
  bool meet(circuit::SubjectId subject, Lit both, Contradiction& one) {
    Search search;
    search.range = {at_, at_ + 1};
    search.any = {{at_instant(beside_, with_answers_at(beside_, both, at_), at_), circuit::kTrue}};
    Outcome outcome = decider_.decide(search, By::kEither);
    one.kind = outcome.kind;
    one.why = std::move(outcome.why);
    if (one.kind == Outcome::Kind::kNone) return false;
    prevailing(one);
    if (one.kind != Outcome::Kind::kFound) return true;
    Found found = std::move(outcome.found);
    found.at = at_;
    for (const Told& told : found.told) one.given.push_back(wording_.given(told));
    for (const auto& [question, yes] : found.assumed) one.given.push_back(wording_.question(question) + (yes ? " is yes" : " is no"));
    one.before = possible_rulings(own_, subject, found);
    one.after = possible_rulings(ranked_, subject, found);
    return true;
  }

  void prevailing(Contradiction& one) const {
    const auto why = [this](NormId above, NormId below) -> std::string {
      for (const Edge& edge : book::edges_above(*adopted_.model, below, at_)) {
        if (edge.above != above) continue;
        switch (edge.why) {
          case Edge::Why::kSuspends: return "since it suspends the other";
          case Edge::Why::kOverrides: return "since it overrides the other";
          case Edge::Why::kYields: return "since the other yields to it";
          case Edge::Why::kRanks: return by_rank(above, below) ? "by rank" : "by date";
        }
      }
      return "";
    };
    if (one.by = why(one.own, one.adopted); !one.by.empty())
      one.prevails = Prevails::kOwn;
    else if (one.by = why(one.adopted, one.own); !one.by.empty())
      one.prevails = Prevails::kAdopted;
  }

  bool by_rank(NormId above, NormId below) const {
    const Model& model = *adopted_.model;
    const auto authority = [&](NormId id) { return model.sources[book::carrying_source(model, model.norms[id.value], at_).value].authority; };
    const book::AuthorityId high = authority(above), low = authority(below);
    return high.valid() && low.valid() && model.authorities[low.value].below[high.value];
  }

  const Adopted& adopted_;
  Instant at_;
  Model own_model_, beside_model_;
  Program own_, beside_, ranked_;
  Decider decider_;
  Wording wording_;
};

}  // namespace

std::vector<Opposed> contradictions(const Adopted& adopted, Instant at) {
  std::vector<Opposed> all;
  Finding finding(adopted, at);
  for (circuit::SubjectId s = 0; s < finding.subjects(); ++s) {
    Opposed opposed = finding.about(s);
    if (!opposed.contradictions.empty()) all.push_back(std::move(opposed));
  }
  return all;
}

}  // namespace comity::proof
