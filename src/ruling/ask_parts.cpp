// The full answer of a law that is divided, where the case may lie in several of its parts: what follows in each, put together.
//
// What is possible is what is possible in some part. A norm decides, or is defeated, or is due, in every completion if it is so in every
// part. A fact is missing if it is in some part. The dividing fact is missing if what is possible, or what is missing, differs from one part
// to another; where neither does, it is not known, and said to be missing by an answer that is not exact.
// The next question is the dividing fact, if it may be asked: then what is missing in the part is asked, all of it at most.
#include <algorithm>
#include <map>

#include "ruling/engine_parts.h"
#include "ruling/parts.h"

namespace comity::ruling {

namespace {

bool before(const Unknown& a, const Unknown& b) { return std::pair(a.is_question, a.index) < std::pair(b.is_question, b.index); }

// Sorted lists.
void unite(std::vector<Unknown>& all, const std::vector<Unknown>& more) {
  std::vector<Unknown> both;
  std::ranges::set_union(all, more, std::back_inserter(both), before);
  all = std::move(both);
}

class AnswerInParts {
 public:
  AnswerInParts(const Engine::Impl& impl, const Matter& whole, Engine::Scratch& scratch)
      : impl_(impl), whole_(whole), scratch_(scratch), steps_(whole.most_steps) {}

  Answer run() {
    const Reach all = visit(impl_.law(whole_.epoch));
    answer_.possible = all.possible;
    answer_.missing = all.missing;
    answer_.decided_by = deciding_.all();
    answer_.may_decide = deciding_.some();
    answer_.defeated = defeated_.all();
    answer_.may_be_defeated = defeated_.some();
    for (NormId norm : due_.all()) add_duties(whole_, norm, answer_.duties);
    if (!answer_.settled()) add_hangs_on();
    return std::move(answer_);
  }

  // How many questions are expected at most if the fact by which the law is divided is asked first; it must be missing.
  std::optional<NextQuestion> divide(const std::vector<FactId>& askable) {
    const Part* law = &impl_.law(whole_.epoch);
    while (const Part* smaller = impl_.below(*law, whole_.asked)) law = smaller;
    const FactId fact(law->fact().index());
    if (impl_.is_one(*law) || !std::ranges::binary_search(askable, fact)) return std::nullopt;
    NextQuestion next{fact, 1, false};
    for (uint32_t cell = 0; cell < law->fact().cells(); ++cell) {
      const Reach its = visit(impl_.divisions.part(*law, static_cast<Cell>(cell)));
      const auto open =
          std::ranges::count_if(its.missing, [&](const Unknown& one) { return !one.is_question && std::ranges::binary_search(askable, FactId(one.index)); });
      next.expected_questions += law->fact().weight(static_cast<Cell>(cell)) * static_cast<double>(open);
    }
    return next;
  }

 private:
  struct Reach {
    RulingSet possible = 0;
    std::vector<Unknown> missing;  // sorted
    std::vector<HangsOn> hangs_on;
    friend bool operator==(const Reach& a, const Reach& b) { return a.possible == b.possible && a.missing == b.missing; }
  };

  const Reach& visit(const Part& law) {
    if (const auto known = reached_.find(&law); known != reached_.end()) return known->second;
    return reached_[&law] = impl_.is_one(law) ? in_one(law) : in_parts(law);
  }

  Reach in_parts(const Part& law) {
    if (const Part* smaller = impl_.below(law, whole_.asked)) return visit(*smaller);
    const Part* first = nullptr;
    bool differs = false, may_differ = false;
    Reach all;
    for (uint32_t cell = 0; cell < law.fact().cells(); ++cell) {
      const Part& part = impl_.divisions.part(law, static_cast<Cell>(cell));
      const Reach& its = visit(part);
      if (first == nullptr) first = &part;
      differs = differs || !(its == visit(*first));
      may_differ = may_differ || (&part != first && !its.missing.empty());
      all.possible |= its.possible;
      unite(all.missing, its.missing);
    }
    if (differs || may_differ) unite(all.missing, {{false, law.fact().index()}});
    if (may_differ && !differs) answer_.exhausted = true;
    return all;
  }

  Reach in_one(const Part& part) {
    Matter matter = impl_.matter(part, whole_.subject, whole_.epoch, whole_.asked);
    matter.most_steps = steps_;
    Workspace& work = scratch_.main;
    open_matter(matter, work);
    Norms norms{scratch_.all, scratch_.some};
    find_deciding(matter, work, norms);
    deciding_.add(norms.all, norms.some);
    find_defeated(matter, work, norms);
    defeated_.add(norms.all, norms.some);
    find_due(matter, work, norms);
    due_.add(norms.all, norms.some);
    Answer its;
    its.at = whole_.asked.at();
    its.possible = work.rest.possible();
    add_missing(work, its);
    ruling::add_hangs_on(matter.program, work, its);
    if (not_exact(work)) answer_.exhausted = true;
    if (work.folded) steps_ -= std::min(steps_, work.cofactors.steps());
    ones_.push_back(&part);
    return {its.possible, std::move(its.missing), std::move(its.hangs_on)};
  }

  void add_hangs_on() {
    for (const Unknown& unknown : answer_.missing) {
      if (!unknown.is_question) continue;
      HangsOn all{QuestionId(unknown.index)};
      for (const Part* part : ones_) {
        const Reach& its = reached_.at(part);
        const auto here = std::ranges::find(its.hangs_on, all.question, &HangsOn::question);
        all.if_yes |= here != its.hangs_on.end() ? here->if_yes : its.possible;
        all.if_no |= here != its.hangs_on.end() ? here->if_no : its.possible;
      }
      answer_.hangs_on.push_back(all);
    }
  }

  const Engine::Impl& impl_;
  const Matter& whole_;
  Engine::Scratch& scratch_;
  uint64_t steps_;  // left, for all parts together
  Answer answer_;
  Pooled deciding_, defeated_, due_;
  std::map<const Part*, Reach> reached_;
  std::vector<const Part*> ones_;
};

}  // namespace

Answer Engine::Impl::answer_in_parts(const Matter& whole, Scratch& scratch, std::span<const FactId> declined) const {
  AnswerInParts parts(*this, whole, scratch);
  Answer answer = parts.run();
  answer.subject = whole.subject;
  answer.at = whole.asked.at();
  answer.epoch_from = whole.epoch.from;
  answer.epoch_until = whole.epoch.until;
  if (answer.settled()) {
    explain(whole, scratch.main, answer);
    return answer;
  }
  std::vector<FactId> askable;
  for (const Unknown& unknown : answer.missing) {
    const FactId fact(unknown.index);
    if (!unknown.is_question && may_ask(fact, whole.asked, declined, scratch, answer)) askable.push_back(fact);
  }
  if (askable.empty()) return answer;
  answer.next = parts.divide(askable);
  if (!answer.next) answer.next = NextQuestion{askable[0], static_cast<double>(askable.size()), false};
  if (askable.size() == 1) answer.next->exact = !answer.exhausted;
  return answer;
}

}  // namespace comity::ruling
