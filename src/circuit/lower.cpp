// Lowering: from the checked model to literals.
//
// For one subject in one epoch, each norm n in force becomes
//   active(n) = condition(n) and not (some suspender active) and not (some opposing norm above it active)
// in an order in which everything that can put n out of action comes before n (book/standing.h); the check of the book has shown that there
// is one. The sweep goes from instant to instant and judges anew only the subjects that a change touches; a subject whose norms, literals,
// carrying sources and answered questions come out as before goes on in its epoch.
// Example: a norm that forbids when A, suspended by a norm that holds when Q: active = A and not Q.
// Cost: a few nodes a norm in each epoch of its subject; conditions once, or once for each change of the lists that they name.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "book/precedence.h"
#include "book/standing.h"
#include "circuit/conditions.h"
#include "circuit/program.h"

namespace comity::circuit {

using book::Instant;
using book::Model;
using book::Norm;
using book::NormId;
using book::SourceId;
using book::Standing;

namespace {

class Lowering {
 public:
  explicit Lowering(const Model& model)
      : model_(model),
        conditions_(start(program_, model)),
        standing_(model),
        condition_(model.norms.size(), kTrue),
        active_(model.norms.size(), kFalse),
        carriers_(model.norms.size(), 0) {}

  Program run() {
    for (uint32_t unit = 0; unit < standing_.subjects(); ++unit) {
      const bool asking = unit >= model_.actions.size();
      program_.subjects.push_back({asking, asking ? standing_.asked_of_unit(unit).value : unit});
    }
    program_.epochs.resize(program_.subjects.size());
    cited_.resize(program_.subjects.size());
    any_answers_ = std::any_of(model_.questions.begin(), model_.questions.end(), [](const book::Question& question) { return !question.answers.empty(); });
    book::Changes changes;
    for (size_t i = 0; i < model_.norms.size(); ++i) {
      changes.add(NormId(i), book::moments_of_force(model_, NormId(i)));
      changes.add(NormId(i), conditions_.moments_of(model_.norms[i].when));
    }
    for (const auto& [at, norms] : changes.in_order(model_.norms.size())) step(at, norms);
    for (SubjectId subject = 0; subject < program_.subjects.size(); ++subject) {
      if (program_.epochs[subject].empty()) extend(subject, book::kBeginning);  // no norm is about it
    }
    name_other_text();
    return std::move(program_);
  }

 private:
  static Program& start(Program& program, const Model& model) {
    program.model = &model;
    return program;
  }

  void step(Instant t, const std::vector<NormId>& changed) {
    for (NormId norm : changed) {
      condition_[norm.value] = conditions_.at(model_.norms[norm.value].when, t);
      carriers_[norm.value] = carriers_at(model_.norms[norm.value], t);
    }
    standing_.advance(t, changed);
    judge();
    for (uint32_t unit : standing_.touched()) {
      if (unit < standing_.subjects()) extend(unit, t);
    }
  }

  // Carries out the steps of the standing.
  void judge() {
    groups_.resize(standing_.groups());
    chains_.resize(standing_.chains());
    std::vector<Lit> lits;
    for (const Standing::Step& step : standing_.steps()) {
      lits.clear();
      switch (step.kind) {
        case Standing::Step::Kind::kGroup: {
          const Standing::Group& group = standing_.group(step.id);
          for (uint32_t i = 0; i < group.count; ++i) lits.push_back(active_[standing_.member(group.first + i).value]);
          groups_[step.id] = program_.circuit.any(lits);
          break;
        }
        case Standing::Step::Kind::kChain: {
          const Standing::Chain& chain = standing_.chain(step.id);
          const Lit shorter = chain.shorter == Standing::kNone ? kFalse : chains_[chain.shorter];
          chains_[step.id] = program_.circuit.either(shorter, groups_[chain.group]);
          break;
        }
        case Standing::Step::Kind::kNorm: {
          const NormId norm(step.id);
          lits.push_back(condition_[step.id]);
          for (const book::Edge& edge : standing_.stated_above(norm)) {
            if (standing_.in_force(edge.above)) lits.push_back(!active_[edge.above.value]);
          }
          if (standing_.chain_above(norm) != Standing::kNone) lits.push_back(!chains_[standing_.chain_above(norm)]);
          active_[step.id] = program_.circuit.all(lits);
          break;
        }
      }
    }
  }

  // The subject from `t` on: a new epoch, unless all is as before.
  void extend(SubjectId subject, Instant t) {
    Epoch epoch{t, book::kForever, {}, kFalse, kFalse, kFalse, {}, 0};
    std::vector<uint32_t> cited;
    std::vector<Lit> by_modality[4];
    for (NormId id : standing_.units()[subject].norms) {
      if (!standing_.in_force(id)) continue;
      const Norm& norm = model_.norms[id.value];
      epoch.norms.push_back({id, norm.modality, condition_[id.value], active_[id.value]});
      by_modality[static_cast<size_t>(norm.modality)].push_back(active_[id.value]);
      cited.push_back(carriers_[id.value]);
      for (const book::Edge& edge : standing_.stated_above(id)) {
        if (standing_.in_force(edge.above)) cited.push_back(carriers_[edge.above.value]);
      }
    }
    if (any_answers_) epoch.answered = answered_in(epoch, t);
    std::vector<Epoch>& epochs = program_.epochs[subject];
    if (!epochs.empty() && cited == cited_[subject] && epoch.answered == epochs.back().answered && epoch.norms == epochs.back().norms) return;
    epoch.permits = program_.circuit.any(by_modality[static_cast<size_t>(book::Modality::kPermits)]);
    epoch.forbids = program_.circuit.any(by_modality[static_cast<size_t>(book::Modality::kForbids)]);
    epoch.requires_ = program_.circuit.any(by_modality[static_cast<size_t>(book::Modality::kRequires)]);
    epoch.shape = shape_of(epoch, subject, static_cast<uint32_t>(epochs.size()));
    if (!epochs.empty()) epochs.back().until = t;
    epochs.push_back(std::move(epoch));
    cited_[subject] = std::move(cited);
  }

  // A number for the set of sources by which the norm is in force: they are cited, so an epoch ends where they change.
  uint32_t carriers_at(const Norm& norm, Instant t) {
    std::vector<SourceId> sources;
    for (const book::Cite& cite : norm.cites) {
      if (!cite.supports_only && book::in_force(model_.sources[cite.source.value].in_force, t)) sources.push_back(cite.source);
    }
    return source_sets_.try_emplace(std::move(sources), static_cast<uint32_t>(source_sets_.size())).first->second;
  }

  // The answered questions that some literal of the epoch reads.
  std::vector<Answered> answered_in(const Epoch& epoch, Instant t) {
    std::vector<Answered> found;
    ++visit_;
    visited_.resize(program_.circuit.size(), 0);
    std::vector<uint32_t> todo;
    const auto visit = [&](Lit lit) {
      if (lit.node() == 0 || visited_[lit.node()] == visit_) return;
      visited_[lit.node()] = visit_;
      todo.push_back(lit.node());
    };
    for (const NormState& state : epoch.norms) {
      visit(state.condition);
      visit(state.active);
    }
    while (!todo.empty()) {
      const uint32_t node = todo.back();
      todo.pop_back();
      if (!program_.circuit.is_atom(node)) {
        visit(program_.circuit.node(node).left);
        visit(program_.circuit.node(node).right);
        continue;
      }
      const Atom& atom = program_.atoms[program_.circuit.atom_of(node)];
      if (atom.kind != Atom::Kind::kQuestion) continue;
      if (const auto yes = program_.answer(book::QuestionId(atom.index), t)) found.push_back({book::QuestionId(atom.index), *yes});
    }
    std::sort(found.begin(), found.end(), [](const Answered& a, const Answered& b) { return a.question < b.question; });
    return found;
  }

  uint32_t shape_of(const Epoch& epoch, SubjectId subject, uint32_t index) {
    uint64_t hash = epoch.norms.size();
    for (const NormState& state : epoch.norms) {
      for (uint32_t part : {state.norm.value, state.condition.code, state.active.code}) {
        hash = (hash ^ part) * 0x9e3779b97f4a7c15ULL;
        hash ^= hash >> 32;
      }
    }
    const auto [first, last] = shapes_.equal_range(hash);
    for (auto place = first; place != last; ++place) {
      const auto& [of, at] = program_.shapes[place->second];
      if (program_.epochs[of][at].norms == epoch.norms) return place->second;
    }
    const auto shape = static_cast<uint32_t>(program_.shapes.size());
    program_.shapes.emplace_back(subject, index);
    shapes_.emplace(hash, shape);
    return shape;
  }

  // The text that stands for all that no atom names must itself not be named.
  void name_other_text() {
    while (program_.text_ids.contains(program_.texts[0])) program_.texts[0] = "yet " + program_.texts[0];
  }

  const Model& model_;
  Program program_;
  Conditions conditions_;
  Standing standing_;
  std::vector<Lit> condition_, active_;  // by norm, as of the last change
  std::vector<uint32_t> carriers_;       // by norm
  std::vector<Lit> groups_, chains_;     // of the instant at hand
  std::map<std::vector<SourceId>, uint32_t> source_sets_;
  std::vector<std::vector<uint32_t>> cited_;  // by subject: the sets of sources cited in its last epoch
  std::unordered_multimap<uint64_t, uint32_t> shapes_;
  bool any_answers_ = false;
  uint32_t visit_ = 0;
  std::vector<uint32_t> visited_;  // by node: the last visit
};

}  // namespace

Program lower(const Model& model) { return Lowering(model).run(); }

}  // namespace comity::circuit
