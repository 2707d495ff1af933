#include "ruling/engine.h"

#include <bit>

#include "ruling/engine_parts.h"

namespace comity::ruling {

Ruling Answer::ruling() const { return static_cast<Ruling>(std::countr_zero(possible)); }

Engine::Impl::Impl(const Program& its_program, Budget its_budget)
    : program(its_program),
      budget(its_budget),
      epochs(its_program),
      divisions(its_program, its_budget.norms_undivided),
      tracks(its_program, divisions, its_budget.diagram_nodes),
      laws(its_program.shapes.size()),
      asking(its_program.model->facts.size(), kNobody),
      silences(its_program.model->actions.size()) {
  for (SubjectId subject = 0; subject < program.subjects.size(); ++subject) {
    if (program.subjects[subject].asking) asking[program.subjects[subject].index] = subject;
  }
  for (uint32_t i = 0; i < program.model->silences.size(); ++i) silences[program.model->silences[i].action.value].push_back(i);
}

Engine::Impl::~Impl() {
  for (auto& law : laws) delete law.load();
}

Matter Engine::Impl::matter(SubjectId subject, const Case& asked) const {
  const Epoch& epoch = epochs.epoch(epochs.at(subject, asked.at()));
  return matter(law(epoch), subject, epoch, asked);
}

Matter Engine::Impl::matter(const Part& law, SubjectId subject, const Epoch& epoch, const Case& asked) const {
  return {program, budget.completions, subject, epoch, law.rules(), law.chart(program, budget.diagram_nodes), asked};
}

Matter Engine::Impl::narrow_matter(SubjectId subject, const Case& asked) const {
  const Epoch& epoch = epochs.epoch(epochs.at(subject, asked.at()));
  const Part* law = &this->law(epoch);
  while (const Part* smaller = below(*law, asked)) law = smaller;
  return matter(*law, subject, epoch, asked);
}

const Part* Engine::Impl::below(const Part& law, const Case& asked) const {
  if (is_one(law)) return nullptr;
  const FactId fact(law.fact().index());
  return asked.knows(fact) ? &divisions.part(law, law.cell_of(program, asked.value(fact))) : nullptr;
}

const Part& Engine::Impl::begin(const Epoch& epoch) const {
  auto mine = std::make_unique<const Part>(program, rules_of(program, epoch), budget.norms_undivided);
  const Part* expected = nullptr;
  if (laws[epoch.shape].compare_exchange_strong(expected, mine.get(), std::memory_order_acq_rel)) return *mine.release();
  return *expected;
}

const Track& Engine::Impl::lay(size_t place) const {
  const Track& laid = tracks.of(law(epochs.epoch(place)));
  epochs.track(place).store(&laid, std::memory_order_release);
  return laid;
}

Engine::Engine(const Program& program, Budget budget) : impl_(std::make_unique<Impl>(program, budget)) {}
Engine::~Engine() = default;

void Engine::ScratchDelete::operator()(Scratch* scratch) const { delete scratch; }
Engine::ScratchPtr Engine::scratch() const { return ScratchPtr(new Scratch); }

const Program& Engine::program() const { return impl_->program; }

}  // namespace comity::ruling
