// The full answer, put together from what the chart and the remainder of the case show.
#include <algorithm>

#include "ruling/engine_parts.h"

namespace comity::ruling {

namespace {

// The missing facts and questions, by id; a fact of several levels once.
void add_missing(const Workspace& work, Answer& answer) {
  for (uint32_t level : work.rest.missing()) {
    const Variable& variable = work.rest.variable(level);
    answer.missing.push_back({variable.is_question(), variable.index()});
  }
  std::ranges::sort(answer.missing, [](const Unknown& a, const Unknown& b) { return std::pair(a.is_question, a.index) < std::pair(b.is_question, b.index); });
  answer.missing.erase(std::unique(answer.missing.begin(), answer.missing.end()), answer.missing.end());
}

void add_hangs_on(const Program& program, const Workspace& work, Answer& answer) {
  for (uint32_t level : work.rest.missing()) {
    const Variable& variable = work.rest.variable(level);
    if (!variable.is_question()) continue;
    HangsOn hangs{QuestionId(variable.index()), answer.possible, answer.possible};
    if (work.rest.exact()) {
      hangs.if_yes = work.rest.possible_where(level, variable.cell_of(program, 1, answer.at));
      hangs.if_no = work.rest.possible_where(level, variable.cell_of(program, 0, answer.at));
    }
    answer.hangs_on.push_back(hangs);
  }
  std::ranges::sort(answer.hangs_on, {}, &HangsOn::question);
}

}  // namespace

// The norms that forbid, or may forbid, asking the fact in this case; none: it may be asked.
std::vector<NormId> Engine::Impl::forbidding(FactId fact, const Case& asked, Workspace& work) const {
  std::vector<NormId> found;
  const SubjectId subject = asking[fact.value];
  if (subject == kNobody) return found;
  const Matter matter = this->matter(subject, asked);
  open_matter(matter, work);
  if ((work.rest.possible() & (set_of(Ruling::kForbidden) | set_of(Ruling::kConflicting))) == 0) return found;
  std::vector<NormId> some;
  find_deciding(matter, work, {found, some});
  found.insert(found.end(), some.begin(), some.end());
  std::erase_if(found, [&](NormId norm) { return program.model->norms[norm.value].modality != book::Modality::kForbids; });
  std::sort(found.begin(), found.end());
  return found;
}

void Engine::Impl::add_questions(const Case& asked, std::span<const FactId> declined, Scratch& scratch, Answer& answer) const {
  std::vector<uint32_t> askable;
  for (uint32_t level : scratch.main.rest.missing()) {
    const Variable& variable = scratch.main.rest.variable(level);
    if (variable.is_question()) continue;
    const FactId fact(variable.index());
    if (!answer.may_not_ask.empty() && answer.may_not_ask.back().fact == fact) continue;
    std::vector<NormId> forbidden_by = forbidding(fact, asked, scratch.asking);
    if (!forbidden_by.empty()) {
      answer.may_not_ask.push_back({fact, std::move(forbidden_by)});
    } else if (std::ranges::find(declined, fact) == declined.end()) {
      askable.push_back(level);
    }
  }
  std::ranges::sort(answer.may_not_ask, {}, &MayNotAsk::fact);
  if (askable.empty()) return;
  const auto fact_of = [&](uint32_t level) { return FactId(scratch.main.rest.variable(level).index()); };
  if (!scratch.main.rest.exact()) {
    answer.next = NextQuestion{fact_of(askable[0]), static_cast<double>(askable.size()), false};
    return;
  }
  const Interview::Best best = scratch.interview.best(scratch.main.rest, askable);
  answer.next = NextQuestion{fact_of(best.level), best.expected, best.exact};
}

Answer Engine::ask(SubjectId subject, const Case& asked, Scratch& scratch, std::span<const FactId> declined) const {
  const Impl& impl = *impl_;
  const Matter matter = impl.matter(subject, asked);
  Workspace& work = scratch.main;
  open_matter(matter, work);

  Answer answer;
  answer.subject = subject;
  answer.at = asked.at();
  answer.epoch_from = matter.epoch.from;
  answer.epoch_until = matter.epoch.until;
  answer.possible = work.rest.possible();
  find_deciding(matter, work, {answer.decided_by, answer.may_decide});
  find_defeated(matter, work, {answer.defeated, answer.may_be_defeated});
  find_due(matter, work, {scratch.all, scratch.some});
  for (NormId norm : scratch.all) add_duties(matter, norm, answer.duties);
  add_missing(work, answer);
  answer.exhausted = !work.rest.exact() || (work.folded && (work.cofactors.spent() || work.cofactors.loose()));

  if (answer.settled()) {
    if (!find_because(matter, answer.ruling(), work, answer.because)) answer.exhausted = true;
    const circuit::Subject& its = impl.program.subjects[subject];
    if (answer.ruling() == Ruling::kSilent && !its.asking) answer.silences = impl.silences[its.index];
    return answer;
  }
  add_hangs_on(impl.program, work, answer);
  impl.add_questions(asked, declined, scratch, answer);
  return answer;
}

}  // namespace comity::ruling
