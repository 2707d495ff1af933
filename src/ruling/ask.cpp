// The full answer, put together from what the chart and the remainder of the case show.
#include <algorithm>

#include "ruling/engine_parts.h"

namespace comity::ruling {

namespace {

// Whether all of these are of so many words that the cells do not weigh them: a part of the law may have fewer cells than the whole.
bool by_words(const Matter& matter, const std::vector<uint32_t>& levels) {
  return std::ranges::all_of(levels, [&](uint32_t level) {
    const Variable& variable = matter.chart.variables()[level];
    if (variable.is_question()) return true;
    const book::TypeKind kind = matter.program.model->facts[variable.index()].type.kind;
    return kind == book::TypeKind::kYesNo || kind == book::TypeKind::kOneOf;
  });
}

}  // namespace

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

bool not_exact(const Workspace& work) { return !work.rest.exact() || (work.folded && (work.cofactors.spent() || work.cofactors.loose())); }

// The norms that forbid, or may forbid, asking the fact in this case; none: it may be asked.
std::vector<NormId> Engine::Impl::forbidding(FactId fact, const Case& asked, Workspace& work) const {
  std::vector<NormId> found;
  const SubjectId subject = asking[fact.value];
  if (subject == kNobody) return found;
  const Matter matter = narrow_matter(subject, asked);
  open_matter(matter, work);
  if ((work.rest.possible() & (set_of(Ruling::kForbidden) | set_of(Ruling::kConflicting))) == 0) return found;
  std::vector<NormId> some;
  find_deciding(matter, work, {found, some});
  found.insert(found.end(), some.begin(), some.end());
  std::erase_if(found, [&](NormId norm) { return program.model->norms[norm.value].modality != book::Modality::kForbids; });
  std::sort(found.begin(), found.end());
  return found;
}

bool Engine::Impl::is_whole(const Matter& matter) const { return &matter.rules == &law(matter.epoch).rules(); }

// Notes who forbids it, if any do.
bool Engine::Impl::may_ask(FactId fact, const Case& asked, std::span<const FactId> declined, Scratch& scratch, Answer& answer) const {
  std::vector<NormId> forbidden_by = forbidding(fact, asked, scratch.asking);
  if (!forbidden_by.empty()) {
    answer.may_not_ask.push_back({fact, std::move(forbidden_by)});
    return false;
  }
  return std::ranges::find(declined, fact) == declined.end();
}

void Engine::Impl::add_questions(const Matter& matter, std::span<const FactId> declined, Scratch& scratch, Answer& answer) const {
  const Case& asked = matter.asked;
  std::vector<uint32_t> askable;
  for (uint32_t level : scratch.main.rest.missing()) {
    const Variable& variable = scratch.main.rest.variable(level);
    if (variable.is_question()) continue;
    const FactId fact(variable.index());
    if (!answer.may_not_ask.empty() && answer.may_not_ask.back().fact == fact) continue;
    if (may_ask(fact, asked, declined, scratch, answer)) askable.push_back(level);
  }
  std::ranges::sort(answer.may_not_ask, {}, &MayNotAsk::fact);
  if (askable.empty()) return;
  const auto fact_of = [&](uint32_t level) { return FactId(scratch.main.rest.variable(level).index()); };
  if (!scratch.main.rest.exact()) {
    answer.next = NextQuestion{fact_of(askable[0]), static_cast<double>(askable.size()), false};
    return;
  }
  const Interview::Best best = scratch.interview.best(scratch.main.rest, askable);
  answer.next = NextQuestion{fact_of(best.level), best.expected, best.exact && (is_whole(matter) || by_words(matter, scratch.main.rest.missing()))};
}

void Engine::Impl::explain(const Matter& matter, Workspace& work, Answer& answer) const {
  if (!find_because(matter, answer.ruling(), work, answer.because)) answer.exhausted = true;
  const circuit::Subject& its = program.subjects[matter.subject];
  if (answer.ruling() == Ruling::kSilent && !its.asking) answer.silences = silences[its.index];
}

Answer Engine::Impl::answer(const Matter& matter, Scratch& scratch, std::span<const FactId> declined) const {
  const Case& asked = matter.asked;
  Workspace& work = scratch.main;
  open_matter(matter, work);

  Answer answer;
  answer.subject = matter.subject;
  answer.at = asked.at();
  answer.epoch_from = matter.epoch.from;
  answer.epoch_until = matter.epoch.until;
  answer.possible = work.rest.possible();
  find_deciding(matter, work, {answer.decided_by, answer.may_decide});
  find_defeated(matter, work, {answer.defeated, answer.may_be_defeated});
  find_due(matter, work, {scratch.all, scratch.some});
  for (NormId norm : scratch.all) add_duties(matter, norm, answer.duties);
  add_missing(work, answer);
  answer.exhausted = not_exact(work);

  if (answer.settled()) {
    explain(matter, work, answer);
    return answer;
  }
  add_hangs_on(program, work, answer);
  add_questions(matter, declined, scratch, answer);
  return answer;
}

// By the whole law; where that gives up, by the part of it in which what is told puts the case; where that gives up, by its parts together.
Answer Engine::ask(SubjectId subject, const Case& asked, Scratch& scratch, std::span<const FactId> declined) const {
  const Matter whole = impl_->matter(subject, asked);
  if (impl_->is_one(impl_->law(whole.epoch))) return impl_->answer(whole, scratch, declined);
  const Matter narrow = impl_->narrow_matter(subject, asked);
  for (const Matter* matter : {&whole, &narrow}) {
    if (matter == &narrow && impl_->is_whole(narrow)) break;
    if (is_loose(*matter, scratch.main)) continue;  // as it would say in the end
    Answer answer = impl_->answer(*matter, scratch, declined);
    if (!answer.exhausted) return answer;
  }
  return impl_->answer_in_parts(whole, scratch, declined);
}

}  // namespace comity::ruling
