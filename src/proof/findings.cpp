#include "proof/findings.h"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "book/precedence.h"
#include "proof/clash.h"
#include "proof/regions.h"
#include "proof/wording.h"

namespace comity::proof {

using book::Modality;
using book::Norm;
using book::NormId;
using book::Ruling;
using circuit::Epoch;
using circuit::kFalse;
using circuit::kTrue;
using circuit::NormState;
using circuit::SubjectId;

namespace {

class Examination {
 public:
  Examination(const book::Loaded& loaded, Prover& prover, text::Diagnostics& diagnostics)
      : loaded_(loaded),
        model_(loaded.model),
        prover_(prover),
        program_(prover.program()),
        decider_(prover.decider()),
        diagnostics_(diagnostics),
        clashes_(program_, [this](Lit lit) { return decider_.may_hold(lit); }),
        wording_(program_) {}

  // False: stopped before everything was looked at.
  bool run(const Progress& progress) {
    const size_t all = program_.subjects.size() + model_.norms.size();
    for (SubjectId s = 0; s < program_.subjects.size() && !stopped(); ++s) {
      if (progress) progress(s, all);
      conflict(s);
      gap(s);
    }
    norms([&](size_t done) {
      if (progress) progress(program_.subjects.size() + done, all);
    });
    definitions();
    proxies();
    questions();
    return !stopped();
  }

 private:
  bool own(book::BookId book) const { return book == model_.root; }
  bool own(NormId norm) const { return own(model_.norms[norm.value].book); }

  Outcome find(const Interval& range, Lit lit) { return decider_.decide({range, {{lit, kTrue}}, {}, false}, By::kEither); }
  bool possible(const Interval& range, Lit lit) { return decider_.possible(range, lit); }
  bool stopped() const { return prover_.stop && prover_.stop(); }

  std::string case_of(const Found& found) const {
    std::vector<std::string> told;
    for (const Told& one : found.told) told.push_back(wording_.given(one));
    for (const auto& [question, yes] : found.assumed) told.push_back(fmt::format("{} is {}", wording_.question(question), yes ? "yes" : "no"));
    return told.empty() ? fmt::format("at {}, whatever the case", wording_.moment(found.at))
                        : fmt::format("at {}, where {}", wording_.moment(found.at), fmt::join(told, ", "));
  }
  std::string qualified(NormId norm) const { return model_.norms[norm.value].qualified; }

  // --- an action's rulings --------------------------------------------------------------------------------------------------------

  // The law of today before that of yesterday: a smallest case of the last epoch that has one.
  void conflict(SubjectId subject) {
    std::optional<Outcome> best;
    const Epoch* where = nullptr;
    const std::vector<Epoch>& epochs = program_.epochs[subject];
    for (auto epoch = epochs.rbegin(); epoch != epochs.rend() && !best && !stopped(); ++epoch) {
      const Lit clash = clashes_.in(*epoch);
      if (clash == kFalse) continue;
      Outcome outcome = find({epoch->from, epoch->until}, with_answers_at(program_, clash, std::max(epoch->from, kFirstInstant)));
      if (outcome.kind != Outcome::Kind::kFound) continue;
      best = std::move(outcome);
      where = &*epoch;
    }
    if (!best) return;
    const auto clashing = active_in(*where, best->found);
    auto& message = diagnostics_.report("C1001", clashing.empty() ? text::Span() : model_.norms[clashing[0].value].span,
                                        fmt::format("{} can be both allowed and forbidden: {}", wording_.subject(subject), case_of(best->found)));
    for (NormId norm : clashing) message.notes.push_back({model_.norms[norm.value].span, "active there: " + qualified(norm)});
    message.help = "say which prevails with `overrides` or `yields to`, or narrow a condition";
  }

  // The norms that can be active in the found case.
  std::vector<NormId> active_in(const Epoch& epoch, const Found& found) {
    std::vector<NormId> active;
    for (const NormState& state : epoch.norms) {
      if (can_hold(program_, with_answers_at(program_, state.active, found.at), found)) active.push_back(state.norm);
    }
    return active;
  }

  // A silent case that lies between: by some one fact, all else equal, it could be permitted and it could be forbidden, and one source does
  // both. Only facts with an order and one-of facts have a between; a set that is empty or a yes-no has none.
  void gap(SubjectId subject) {
    const circuit::Subject& s = program_.subjects[subject];
    if (s.asking || settled_by_remark(book::ActionId(s.index))) return;
    const auto& epochs = program_.epochs[subject];
    const auto epoch = std::find_if(epochs.rbegin(), epochs.rend(), [](const Epoch& e) { return !e.norms.empty(); });
    if (epoch == epochs.rend()) return;
    const auto source = line_drawn_in(*epoch);
    if (!source.valid()) return;
    const auto found = between(subject, recognisable_instant(model_, {epoch->from, epoch->until}));
    if (!found) return;
    auto& message = diagnostics_.report("C1002", model_.sources[source.value].span,
                                        fmt::format("{} permits and forbids {}, and says nothing of the case between: {}", model_.sources[source.value].name,
                                                    wording_.subject(subject), case_of(*found)));
    message.help = fmt::format("add the norm that decides it, or record `silence on {} means …` with what it cites", wording_.subject(subject));
  }

  std::optional<Found> between(SubjectId subject, Instant at) {
    Rulings is = rulings_at(program_, subject, at);
    for (Lit& lit : is) lit = at_instant(program_, lit, at);
    auto regions = Regions::over(program_, is);
    if (!regions) return std::nullopt;
    const auto of = [&](Ruling ruling) { return regions->of(is[static_cast<size_t>(ruling)]); };
    const Region allowed = regions->either(of(Ruling::kPermitted), of(Ruling::kRequired));
    for (uint32_t v = 0; v < regions->variables().size(); ++v) {
      const circuit::Variable& variable = regions->variables()[v];
      if (variable.is_question()) continue;
      const book::Type& type = model_.facts[variable.index()].type;
      if (!type.ordered() && type.kind != book::TypeKind::kOneOf) continue;
      const Region both = regions->both(regions->for_some(allowed, v), regions->for_some(of(Ruling::kForbidden), v));
      const auto choice = regions->smallest(regions->both(both, of(Ruling::kSilent)));
      if (!choice || regions->full()) continue;
      return proof::case_of(program_, *regions, *choice, at);
    }
    return std::nullopt;
  }

  bool settled_by_remark(book::ActionId action) const {
    return std::any_of(model_.silences.begin(), model_.silences.end(), [&](const book::Silence& silence) { return silence.action == action; });
  }

  book::SourceId line_drawn_in(const Epoch& epoch) const {
    std::set<uint32_t> allowing, forbidding;
    for (const NormState& state : epoch.norms) {
      if (!own(state.norm)) continue;
      const auto source = book::carrying_source(model_, model_.norms[state.norm.value], epoch.from);
      if (source.valid()) (state.modality == Modality::kForbids ? forbidding : allowing).insert(source.value);
    }
    for (uint32_t source : allowing) {
      if (forbidding.contains(source)) return book::SourceId(source);
    }
    return {};
  }

  // --- norms ------------------------------------------------------------------------------------------------------------------------

  struct Life {
    bool in_force = false, holds = false, fails = false, active = false;
    std::vector<Instant> epochs;
  };

  void norms(const std::function<void(size_t)>& progress) {
    std::vector<Life> lives(model_.norms.size());
    for (SubjectId s = 0; s < program_.subjects.size() && !stopped(); ++s) {
      for (const Epoch& epoch : program_.epochs[s]) {
        for (const NormState& state : epoch.norms) {
          if (own(state.norm)) follow(state, epoch, lives[state.norm.value]);
        }
      }
    }
    for (uint32_t n = 0; n < lives.size() && !stopped(); ++n) {
      progress(n);
      if (!lives[n].in_force) continue;  // law that never came into force is history, not a fault
      tell(NormId(n), lives[n]);
      for (uint32_t d = 0; d < model_.norms[n].duties.size(); ++d) duty(NormId(n), d);
    }
  }

  void follow(const NormState& state, const Epoch& epoch, Life& life) {
    const Interval range{epoch.from, epoch.until};
    life.in_force = true;
    life.holds = life.holds || possible(range, state.condition);
    life.fails = life.fails || possible(range, !state.condition);
    life.active = life.active || possible(range, state.active);
    life.epochs.push_back(epoch.from);
  }

  // The norms that put it out of action in some epoch.
  std::set<uint32_t> above(NormId id, const Life& life) const {
    std::set<uint32_t> found;
    for (Instant t : life.epochs) {
      for (const book::Edge& edge : book::edges_above(model_, id, t)) found.insert(edge.above.value);
    }
    return found;
  }

  void tell(NormId id, const Life& life) {
    const Norm& norm = model_.norms[id.value];
    if (!life.holds) {
      diagnostics_.report("C1004", norm.span, fmt::format("the condition of {} is never true", norm.qualified)).help =
          "no case meets all of it; look for two tests that exclude each other";
    } else if (!life.active) {
      const std::set<uint32_t> above = this->above(id, life);
      std::vector<std::string> names;
      for (uint32_t n : above) names.push_back(qualified(NormId(n)));
      auto& message = diagnostics_.report(
          "C1003", norm.span, fmt::format("{} is never active: whenever its condition holds it is defeated by {}", norm.qualified, fmt::join(names, ", ")));
      for (uint32_t n : above) message.notes.push_back({model_.norms[n].span, "stands above it: " + qualified(NormId(n))});
      message.help = "narrow what stands above it, or take the norm out";
    } else if (!life.fails && norm.when.valid() && model_.conds[norm.when.value].kind != book::Cond::Kind::kTrue) {
      diagnostics_.report("C1005", norm.span, fmt::format("the condition of {} is true in every case", norm.qualified)).help =
          "leave out `when`, or test what was meant";
    }
  }

  // A deadline that has passed in every case in which the duty arises.
  void duty(NormId id, uint32_t index) {
    const book::Duty& duty = model_.norms[id.value].duties[index];
    if (!duty.has_within || !duty.after.valid()) return;
    circuit::Atom late;  // the fact is at least as late as the question less the time allowed: the deadline has not passed
    late.kind = circuit::Atom::Kind::kAtLeast;
    late.index = duty.after.value;
    late.threshold.zone = duty.zone;
    if (duty.by_shift) {
      late.threshold.rule = book::Threshold::Rule::kShift;
      late.threshold.shift = {-duty.shift.amount, duty.shift.unit};
    } else {
      late.threshold.rule = book::Threshold::Rule::kEarliestWithinBefore;
      late.threshold.seconds = duty.seconds;
      late.threshold.calendar = duty.calendar;
    }
    const Lit in_time = Atoms(program_).intern(late);
    bool arises = false;
    for (SubjectId s = 0; s < program_.subjects.size(); ++s) {
      for (const Epoch& epoch : program_.epochs[s]) {
        for (const NormState& state : epoch.norms) {
          if (state.norm != id) continue;
          const Interval range{epoch.from, epoch.until};
          arises = arises || possible(range, state.active);
          if (possible(range, program_.circuit.both(state.active, in_time))) return;
        }
      }
    }
    if (!arises) return;
    diagnostics_
        .report("C1008", model_.norms[id.value].span, fmt::format("the deadline of \"{}\" has passed in every case in which the duty arises", duty.words))
        .help = "count it from another fact, or from the question";
  }

  // --- definitions, proxies, questions ------------------------------------------------------------------------------------------------

  void definitions() {
    std::set<std::string> named;
    for (const syntax::Tree& tree : loaded_.trees) {
      for (const syntax::Cond& cond : tree.conds) {
        if (cond.kind == syntax::Cond::Kind::kName || cond.kind == syntax::Cond::Kind::kIs) named.insert(cond.name.text.substr(cond.name.text.find('/') + 1));
      }
    }
    for (const book::Definition& definition : model_.definitions) {
      if (!own(definition.book) || named.contains(definition.name)) continue;
      diagnostics_.report("C1006", definition.span, fmt::format("nothing uses the definition {}", definition.name)).help =
          "use it in a condition, or take it out";
    }
  }

  void proxies() {
    for (uint32_t f = 0; f < model_.facts.size() && !stopped(); ++f) {
      if (model_.facts[f].proxy_for.empty()) continue;
      for (SubjectId s = 0; s < program_.subjects.size(); ++s) {
        if (const auto found = depends_on(s, FactId(f))) {
          proxy(FactId(f), s, *found);
          break;
        }
      }
    }
  }

  std::optional<Found> depends_on(SubjectId subject, FactId fact) {
    for (const Epoch& epoch : program_.epochs[subject]) {
      Search search{{epoch.from, epoch.until}, {}, {fact}, false};
      for (Lit ruling : rulings_at(program_, subject, std::max(epoch.from, kFirstInstant))) search.any.push_back({ruling, !ruling});
      Outcome outcome = decider_.decide(search, By::kEither);
      if (outcome.kind == Outcome::Kind::kFound) return outcome.found;
    }
    return std::nullopt;
  }

  void proxy(FactId fact, SubjectId subject, const Found& found) {
    std::vector<std::string> stands_for;
    for (FactId f : model_.facts[fact.value].proxy_for) stands_for.push_back(wording_.fact(f));
    auto& message = diagnostics_.report("C1007", model_.facts[fact.value].span,
                                        fmt::format("the ruling on {} depends on {}, which may stand in for {}: {}", wording_.subject(subject),
                                                    wording_.fact(fact), fmt::join(stands_for, ", "), case_of(found)));
    message.help = "decide by another fact, or take out `proxy for` if it is none";
  }

  void questions() {
    for (uint32_t q = 0; q < model_.questions.size() && !stopped(); ++q) {
      if (!own(model_.questions[q].book) || changes_something(QuestionId(q))) continue;
      diagnostics_.report("C1009", model_.questions[q].span, fmt::format("the question {} changes no ruling, whatever its answer", model_.questions[q].name))
          .help = "let a norm turn on it with `when`, or take it out";
    }
  }

  bool changes_something(QuestionId question) {
    for (SubjectId s = 0; s < program_.subjects.size(); ++s) {
      for (const Epoch& epoch : program_.epochs[s]) {
        const std::array<Lit, 3> lits{epoch.permits, epoch.forbids, epoch.requires_};
        const Reads read = reads(program_, lits);
        if (std::find(read.questions.begin(), read.questions.end(), question) == read.questions.end()) continue;
        const auto with = [&](bool answer) {
          const auto fix = [&](Lit lit) {
            return with_answers(program_, lit, [&](QuestionId q) { return q == question ? std::optional(answer) : std::nullopt; });
          };
          return circuit::rulings_of(program_.circuit, fix(epoch.permits), fix(epoch.forbids), fix(epoch.requires_));
        };
        const Rulings yes = with(true), no = with(false);
        for (size_t r = 0; r < yes.size(); ++r) {
          if (possible({epoch.from, epoch.until}, program_.circuit.both(yes[r], !no[r]))) return true;
        }
      }
    }
    return false;
  }

  const book::Loaded& loaded_;
  const book::Model& model_;
  Prover& prover_;
  Program& program_;
  Decider& decider_;
  text::Diagnostics& diagnostics_;
  Clashes clashes_;
  Wording wording_;
};

}  // namespace

bool examine(const book::Loaded& loaded, Prover& prover, text::Diagnostics& diagnostics, const Progress& progress) {
  return Examination(loaded, prover, diagnostics).run(progress);
}

}  // namespace comity::proof
