// Opening a matter: what the case knows, what remains open, and which norms it meets; from the chart if there is one, else by the circuit.
#include "ruling/engine_parts.h"

namespace comity::ruling {

using circuit::kFalse;
using circuit::kTrue;
using circuit::Lit;
using circuit::NormState;

namespace {

// All rulings that go with what a folded circuit shows by itself.
RulingSet rulings_at_most(Lit permits, Lit forbids, Lit requires_) {
  RulingSet found = 0;
  for (uint8_t bits = 0; bits < 8; ++bits) {
    const auto fits = [bits](Lit lit, ModalityBit bit) { return lit != ((bits & bit) != 0 ? kFalse : kTrue); };
    if (fits(permits, kSomePermits) && fits(forbids, kSomeForbids) && fits(requires_, kSomeRequires)) found |= set_of(ruling_of_modalities(bits));
  }
  return found;
}

void fold(const Matter& matter, Workspace& work) {
  if (work.folded) return;
  std::vector<Cofactors::Cells> cells;
  for (size_t level = 0; level < matter.chart.variables().size(); ++level) cells.push_back(work.known.cells(level));
  work.cofactors.start(matter.rules.circuit, matter.chart.variables(), std::move(cells), matter.most_steps);
  work.folded = true;
}

void take_by_circuit(const Matter& matter, Workspace& work) {
  Cofactors& cofactors = work.cofactors;
  fold(matter, work);
  const Lit permits = cofactors.put(matter.rules.permits), forbids = cofactors.put(matter.rules.forbids), requires_ = cofactors.put(matter.rules.requires_);
  work.rest.start(matter.chart.variables(), work.known);
  const Ref root = cofactors.rulings(permits, forbids, requires_, work.rest.diagram());
  if (!cofactors.spent()) {
    work.rest.finish(root);
    return;
  }
  std::vector<uint32_t> open;
  for (uint32_t level = 0; level < matter.chart.variables().size(); ++level) {
    if (cofactors.open(level)) open.push_back(level);
  }
  work.rest.guess(rulings_at_most(permits, forbids, requires_), std::move(open));
}

// Norms by when a literal of theirs holds; the literal is one of the cofactors' own.
template <class LitOf>
void sort_by_truth(const Matter& matter, Workspace& work, Norms norms, const LitOf& lit_of) {
  fold(matter, work);
  norms.all.clear();
  norms.some.clear();
  for (const NormState& norm : matter.rules.norms) {
    const Cofactors::Truth truth = work.cofactors.truth(lit_of(norm));
    if (truth.may_hold) (truth.may_fail ? norms.some : norms.all).push_back(norm.norm);
  }
}

}  // namespace

void open_matter(const Matter& matter, Workspace& work) {
  work.known.read(matter.program, matter.chart.variables(), matter.epoch, matter.asked);
  take_remainder(matter, work);
}

bool is_loose(const Matter& matter, Workspace& work) {
  if (!has_pieces(matter.chart.variables())) return false;
  work.known.read(matter.program, matter.chart.variables(), matter.epoch, matter.asked);
  work.folded = false;
  fold(matter, work);
  for (Lit lit : {matter.rules.permits, matter.rules.forbids, matter.rules.requires_}) work.cofactors.put(lit);
  return work.cofactors.loose();
}

void take_remainder(const Matter& matter, Workspace& work) {
  work.folded = false;
  if (matter.chart.has_rulings()) {
    work.rest.take(matter.chart, work.known);
  } else {
    take_by_circuit(matter, work);
  }
}

void find_deciding(const Matter& matter, Workspace& work, Norms norms) {
  if (matter.chart.has_norms()) {
    work.tally.count(matter.chart, matter.chart.decides(), work.known, norms.all, norms.some);
    return;
  }
  Cofactors& cofactors = work.cofactors;
  fold(matter, work);
  // Beside a norm that requires, and none that forbids, those that permit are active and do not decide.
  const Lit required = cofactors.both(cofactors.put(matter.rules.requires_), !cofactors.put(matter.rules.forbids));
  sort_by_truth(matter, work, norms, [&](const NormState& norm) {
    const Lit active = cofactors.put(norm.active);
    return norm.modality == book::Modality::kPermits ? cofactors.both(active, !required) : active;
  });
}

void find_defeated(const Matter& matter, Workspace& work, Norms norms) {
  if (matter.chart.has_norms()) {
    work.tally.count(matter.chart, matter.chart.defeated(), work.known, norms.all, norms.some);
    return;
  }
  sort_by_truth(matter, work, norms,
                [&](const NormState& norm) { return work.cofactors.both(work.cofactors.put(norm.condition), !work.cofactors.put(norm.active)); });
}

void find_due(const Matter& matter, Workspace& work, Norms norms) {
  if (matter.chart.has_norms()) {
    work.tally.count(matter.chart, matter.chart.due(), work.known, norms.all, norms.some);
    return;
  }
  sort_by_truth(matter, work, norms,
                [&](const NormState& norm) { return matter.program.model->norms[norm.norm.value].duties.empty() ? kFalse : work.cofactors.put(norm.active); });
}

}  // namespace comity::ruling
