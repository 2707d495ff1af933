// What an Engine and a Scratch hold. Private to the engine.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "ruling/chart.h"
#include "ruling/cofactor.h"
#include "ruling/division.h"
#include "ruling/engine.h"
#include "ruling/epochs.h"
#include "ruling/known.h"
#include "ruling/next_question.h"
#include "ruling/remainder.h"
#include "ruling/tally.h"
#include "ruling/track.h"

namespace comity::ruling {

struct Matter;
struct Norms;
struct Workspace;

struct Engine::Impl {
  Impl(const Program& program, Budget budget);
  ~Impl();

  Matter matter(SubjectId subject, const Case& asked) const;  // by the whole law
  Matter matter(const Part& law, SubjectId subject, const Epoch& epoch, const Case& asked) const;
  // By the whole law where it could be drawn, else by the part of it in which what is told puts the case.
  Matter narrow_matter(SubjectId subject, const Case& asked) const;
  // Whether a law is asked as it is: it could be drawn, or it is not divided.
  bool is_one(const Part& law) const {
    const Chart& chart = law.chart(program, budget.diagram_nodes);
    return (chart.has_rulings() && chart.has_norms()) || !law.divided();
  }
  const Part* below(const Part& law, const Case& asked) const;  // one step down to that part; null: this is it
  // The parts in which the case may lie, each once.
  std::vector<const Part*> open_parts(const Part& law, const Case& asked) const;
  // The law of an epoch. Begun by whoever asks first; where two threads do, one of theirs is kept.
  const Part& law(const Epoch& epoch) const {
    const Part* known = laws[epoch.shape].load(std::memory_order_acquire);
    return known != nullptr ? *known : begin(epoch);
  }
  const Part& begin(const Epoch& epoch) const;
  // Its track, by the epoch's place.
  const Track& track(size_t place) const {
    const Track* known = epochs.track(place).load(std::memory_order_acquire);
    return known != nullptr ? *known : lay(place);
  }
  const Track& lay(size_t place) const;

  std::vector<NormId> forbidding(FactId fact, const Case& asked, Workspace& work) const;
  bool may_ask(FactId fact, const Case& asked, std::span<const FactId> declined, Scratch& scratch, Answer& answer) const;
  bool find_because(const Matter& matter, Ruling ruling, Workspace& work, std::vector<FactId>& because) const;
  void find_deciding_in_parts(const Part& law, SubjectId subject, const Epoch& epoch, const Case& asked, Workspace& work, Norms norms) const;
  bool is_whole(const Matter& matter) const;
  void explain(const Matter& matter, Workspace& work, Answer& answer) const;  // a settled one
  Answer answer(const Matter& matter, Scratch& scratch, std::span<const FactId> declined) const;
  Answer answer_in_parts(const Matter& whole, Scratch& scratch, std::span<const FactId> declined) const;
  void add_questions(const Matter& matter, std::span<const FactId> declined, Scratch& scratch, Answer& answer) const;

  const Program& program;
  const Budget budget;
  const Epochs epochs;
  const Divisions divisions;
  const Tracks tracks;
  mutable std::vector<std::atomic<const Part*>> laws;  // by shape
  std::vector<SubjectId> asking;                       // by fact; kNobody where no norm governs the asking
  std::vector<std::vector<uint32_t>> silences;         // by action, places in Model::silences
  static constexpr SubjectId kNobody = UINT32_MAX;
};

// One subject in one case, looked up: all that its answer is read from.
struct Matter {
  const Program& program;
  uint64_t most_steps;  // of what no chart answers
  SubjectId subject;
  const Epoch& epoch;  // of the instant: its bounds, and what is answered in it
  const Rules& rules;  // the norms that may have a say: all of the epoch, or those that a known fact leaves
  const Chart& chart;
  const Case& asked;
};

// Which norms, in every completion and in some only.
struct Norms {
  std::vector<NormId>&all, &some;
};

// The memory of one matter.
struct Workspace {
  Known known;
  Remainder rest;
  Tally tally;
  Cofactors cofactors;
  bool folded = false;               // cofactors holds this matter
  std::vector<uint32_t> path_round;  // by node of a chart (explain.cpp)
  uint32_t path_rounds = 0;
};

// The remainder of what `work.known` has; by the chart, or by the circuit.
void take_remainder(const Matter& matter, Workspace& work);
// Reads the case and takes its remainder. The functions below read what this one left.
void open_matter(const Matter& matter, Workspace& work);
// Whether the case leaves open a fact whose tests are taken for facts of their own, so that no answer by this matter is exact.
bool is_loose(const Matter& matter, Workspace& work);
void find_deciding(const Matter& matter, Workspace& work, Norms norms);
void find_defeated(const Matter& matter, Workspace& work, Norms norms);
void find_due(const Matter& matter, Workspace& work, Norms norms);  // active, with duties

// What is missing, and where the answers to missing questions lead; `answer.possible` is known.
void add_missing(const Workspace& work, Answer& answer);
void add_hangs_on(const Program& program, const Workspace& work, Answer& answer);
bool not_exact(const Workspace& work);  // there may be less than was found

// A smallest set of told facts that forces the settled ruling; false: it forces it, but a smaller one may.
bool find_because(const Matter& matter, Ruling ruling, Workspace& work, std::vector<FactId>& because);
void add_duties(const Matter& matter, NormId norm, std::vector<DueDuty>& duties);

struct Engine::Scratch {
  Workspace main, asking;  // the matter itself; whether a fact may be asked
  Interview interview;
  std::vector<NormId> all, some, found;  // the norms of a Decision, where they are not the chart's own
};

}  // namespace comity::ruling
