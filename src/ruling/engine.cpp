#include "ruling/engine.h"

#include <bit>

#include "ruling/engine_parts.h"

namespace comity::ruling {

Ruling Answer::ruling() const { return static_cast<Ruling>(std::countr_zero(possible)); }

Engine::Impl::Impl(const Program& its_program, Budget its_budget)
    : program(its_program),
      budget(its_budget),
      divisions(its_program, its_budget.norms_undivided),
      laws(its_program.shapes.size()),
      asking(its_program.model->facts.size(), kNobody),
      silences(its_program.model->actions.size()) {
  for (const auto& of_subject : program.epochs) {
    first_epoch.push_back(static_cast<uint32_t>(epochs.size()));
    for (const Epoch& epoch : of_subject) {
      from.push_back(epoch.from);
      epochs.push_back(&epoch);
      shape.push_back(epoch.shape);
    }
  }
  first_epoch.push_back(static_cast<uint32_t>(epochs.size()));
  for (SubjectId subject = 0; subject < program.subjects.size(); ++subject) {
    if (program.subjects[subject].asking) asking[program.subjects[subject].index] = subject;
  }
  for (uint32_t i = 0; i < program.model->silences.size(); ++i) silences[program.model->silences[i].action.value].push_back(i);
}

Engine::Impl::~Impl() {
  for (auto& law : laws) delete law.load();
}

size_t Engine::Impl::epoch_at(SubjectId subject, Instant at) const {
  size_t first = first_epoch[subject], count = first_epoch[subject + 1] - first;
  while (count > 1) {
    const size_t half = count / 2;
    first = from[first + half] <= at ? first + half : first;
    count -= half;
  }
  return first;
}

Matter Engine::Impl::matter(SubjectId subject, const Case& asked) const {
  const size_t place = epoch_at(subject, asked.at());
  const Part& whole = law(place);
  return {program, budget.completions, subject, *epochs[place], whole.rules(), whole.chart(program, budget.diagram_nodes), asked};
}

const Part& Engine::Impl::begin(size_t epoch) const {
  auto mine = std::make_unique<const Part>(program, rules_of(program, *epochs[epoch]), budget.norms_undivided);
  const Part* expected = nullptr;
  if (laws[shape[epoch]].compare_exchange_strong(expected, mine.get(), std::memory_order_acq_rel)) return *mine.release();
  return *expected;
}

Engine::Engine(const Program& program, Budget budget) : impl_(std::make_unique<Impl>(program, budget)) {}
Engine::~Engine() = default;

void Engine::ScratchDelete::operator()(Scratch* scratch) const { delete scratch; }
Engine::ScratchPtr Engine::scratch() const { return ScratchPtr(new Scratch); }

const Program& Engine::program() const { return impl_->program; }

}  // namespace comity::ruling
