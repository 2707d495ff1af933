// The full answer, put together from what the chart and the remainder of the case show.
#include <algorithm>

#include "ruling/engine_parts.h"

namespace comity::ruling {

namespace {

void add_norms(const Matter& matter, Workspace& work, Answer& answer) {
  const Chart& chart = *matter.chart;
  work.tally.count(chart, chart.decides(), work.known, answer.decided_by, answer.may_decide);
  work.tally.count(chart, chart.defeated(), work.known, answer.defeated, answer.may_be_defeated);
}

void add_missing(const Workspace& work, Answer& answer) {
  for (uint32_t level : work.rest.missing()) {
    const Variable& variable = work.rest.variable(level);
    answer.missing.push_back({variable.is_question(), variable.index()});
  }
  std::sort(answer.missing.begin(), answer.missing.end(),
            [](const Unknown& a, const Unknown& b) { return std::pair(a.is_question, a.index) < std::pair(b.is_question, b.index); });
}

}  // namespace

Answer Engine::ask(SubjectId subject, const Case& asked, Scratch& scratch) const {
  const size_t place = impl_->epoch_at(subject, asked.at());
  const Matter matter{subject, impl_->epochs[place], &asked, &impl_->chart(place)};
  Workspace& work = scratch.main;
  work.known.read(impl_->program, matter.chart->variables(), *matter.epoch, asked);
  work.rest.take(*matter.chart, work.known);
  Answer answer;
  answer.subject = subject;
  answer.at = asked.at();
  answer.epoch_from = matter.epoch->from;
  answer.epoch_until = matter.epoch->until;
  answer.possible = work.rest.possible();
  add_norms(matter, work, answer);
  add_missing(work, answer);
  return answer;
}

WhyNot Engine::why_not(SubjectId, const Case&, Ruling, Scratch&) const { return {}; }

}  // namespace comity::ruling
