#include "ruling/scenarios.h"

#include <algorithm>

#include <fmt/format.h>

#include "ruling/read_value.h"
#include "text/utf8.h"

namespace comity::ruling {

namespace {

using book::Expectation;
using Kind = syntax::Expect::Kind;

// "permitted or required"
std::string joined(RulingSet rulings, std::string_view with) {
  std::string out;
  for (int i = 0; i < book::kRulings; ++i) {
    const auto ruling = static_cast<Ruling>(i);
    if ((rulings & bit(ruling)) != 0) out += fmt::format("{}{}", out.empty() ? "" : with, book::name(ruling));
  }
  return out;
}

std::string found(const Answer& answer) {
  return answer.settled() ? std::string(book::name(answer.ruling())) : fmt::format("undetermined between {}", joined(answer.possible, ", "));
}

class Judge {
 public:
  Judge(const Engine& engine, const Names& names) : engine_(engine), names_(names), scratch_(engine.scratch()), reached_(model().norms.size()) {}

  Outcome judge(uint32_t index) {
    const book::Scenario& scenario = model().scenarios[index];
    Case told(engine_.program());
    Outcome outcome{index, set_up(engine_.program(), names_, scenario, told)};
    if (!outcome.failures.empty()) return outcome;
    for (const Expectation& expectation : scenario.expect) {
      Asked asked;
      const bool asking = expectation.asked.valid();
      ask_about(engine_.program(), {asking, asking ? expectation.asked.value : expectation.action.value}, asked);
      const Answer answer = ruling::answer(engine_, asked, told, *scratch_);
      mark_reached(answer);
      const std::string wrong = compare(expectation, answer);
      if (wrong.empty()) continue;
      const std::string about = asking ? fmt::format("asking {}", names_.shown(expectation.asked)) : std::string(names_.shown(expectation.action));
      outcome.failures.push_back({expectation.span, fmt::format("{}: {}", about, wrong)});
    }
    return outcome;
  }

  std::vector<NormId> unreached() const {
    std::vector<NormId> norms;
    for (uint32_t i = 0; i < reached_.size(); ++i) {
      if (!reached_[i] && is_own(model(), model().norms[i].book)) norms.emplace_back(i);
    }
    return norms;
  }

 private:
  const book::Model& model() const { return names_.model(); }

  void mark_reached(const Answer& answer) {
    for (const auto* norms : {&answer.decided_by, &answer.may_decide}) {
      for (const NormId norm : *norms) reached_[norm.value] = true;
    }
    std::vector<bool> hit(reached_.size());
    for (const auto* norms : {&answer.defeated, &answer.may_be_defeated, &answer.may_decide}) {
      for (const NormId norm : *norms) hit[norm.value] = reached_[norm.value] = true;
    }
    for (size_t i = 0; i < model().norms.size(); ++i) {
      const book::Norm& norm = model().norms[i];
      const bool suspends_one = std::ranges::any_of(norm.suspends, [&](NormId one) { return hit[one.value]; });
      if (suspends_one && book::in_force(norm.in_force, answer.at)) reached_[i] = true;
    }
  }

  // What is wrong, or "".
  std::string compare(const Expectation& expectation, const Answer& answer) const {
    switch (expectation.kind) {
      case Kind::kRuling: return expectation.undetermined ? compare_undetermined(expectation, answer) : compare_ruling(expectation, answer);
      case Kind::kNext:
        if (answer.next && answer.next->fact == expectation.next) return "";
        return fmt::format("expected to be asked {} next, found {}", names_.shown(expectation.next),
                           answer.next ? names_.shown(answer.next->fact) : std::string_view("nothing to ask"));
      case Kind::kNothingToAsk: return answer.next ? fmt::format("expected nothing to ask, found {}", names_.shown(answer.next->fact)) : "";
      case Kind::kDuty: return compare_duty(expectation, answer);
    }
    return "";
  }

  std::string compare_ruling(const Expectation& expectation, const Answer& answer) const {
    if ((answer.possible & ~expectation.any_of) != 0) {
      return fmt::format("expected {}, found {}{}{}", joined(expectation.any_of, " or "), found(answer), by(answer.decided_by), not_known(answer));
    }
    if (!expectation.has_by) return "";
    std::vector<NormId> wanted = expectation.by, decided = answer.decided_by;
    std::ranges::sort(wanted);
    std::ranges::sort(decided);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    return wanted == decided ? "" : fmt::format("expected {}{}, found it{}", found(answer), by(wanted), decided.empty() ? " by no norm" : by(decided));
  }

  // What the scenario would have to give, or to assume, to be settled.
  std::string not_known(const Answer& answer) const {
    std::string names;
    for (const Unknown& unknown : answer.missing) {
      names += names.empty() ? "; not known: " : ", ";
      names += unknown.is_question ? names_.shown(book::QuestionId(unknown.index)) : names_.shown(FactId(unknown.index));
    }
    return names;
  }

  static std::string compare_undetermined(const Expectation& expectation, const Answer& answer) {
    if (answer.settled()) return fmt::format("expected undetermined, found {}", found(answer));
    if (!expectation.has_between || expectation.between == answer.possible) return "";
    return fmt::format("expected undetermined between {}, found {}", joined(expectation.between, ", "), found(answer));
  }

  std::string compare_duty(const Expectation& expectation, const Answer& answer) const {
    std::string others;
    for (const DueDuty& due : answer.duties) {
      const book::Duty& duty = model().norms[due.norm.value].duties[due.duty];
      const std::string when = due.deadline ? fmt::format(" by {}", model().zone().show(*due.deadline)) : "";
      if (duty.words == expectation.duty && (!expectation.duty_by || due.deadline == expectation.duty_by)) return "";
      others += fmt::format("{}{}{}", others.empty() ? "" : "; ", text::quote(duty.words, 80), when);
    }
    return fmt::format("expected the duty {}{}, found {}", text::quote(expectation.duty, 80),
                       expectation.duty_by ? " by " + model().zone().show(*expectation.duty_by) : "", others.empty() ? "none" : others);
  }

  std::string by(const std::vector<NormId>& norms) const {
    std::string out;
    for (const NormId norm : norms) out += fmt::format("{}{}", out.empty() ? " by " : ", ", model().norms[norm.value].qualified);
    return out;
  }

  const Engine& engine_;
  const Names& names_;
  Engine::ScratchPtr scratch_;
  std::vector<bool> reached_;
};

}  // namespace

bool is_own(const book::Model& model, book::BookId book) {
  const std::string& asked = model.books[model.root.value].name;
  const std::string& name = model.books[book.value].name;
  return name == asked || (name.starts_with(asked) && name[asked.size()] == '.');
}

std::vector<Failure> set_up(const Program& program, const Names& names, const book::Scenario& scenario, Case& told) {
  const book::Model& model = names.model();
  const book::time::Zone& zone = model.zones[model.books[scenario.book.value].zone.value];
  std::vector<Failure> failures;
  told.set_at(scenario.at);
  for (const book::Told& given : scenario.given) {
    auto value = read_written(program, names, model.facts[given.fact.value].type, given.value, zone, place_of(names, given.fact));
    if (!value) {
      failures.push_back({given.span, std::move(value.error().message)});
    } else if (!value->has_value()) {
      told.forget(given.fact);
    } else if (model.facts[given.fact.value].type.kind == book::TypeKind::kListOf) {
      told.tell_list(given.fact, std::move((*value)->records));
    } else {
      told.tell(given.fact, (*value)->number);
    }
  }
  for (const auto& [question, answer] : scenario.assume) told.assume(question, answer);
  return failures;
}

ScenarioReport run_scenarios(const Engine& engine, const Names& names) {
  Judge judge(engine, names);
  ScenarioReport report;
  const book::Model& model = names.model();
  for (uint32_t i = 0; i < model.scenarios.size(); ++i) {
    if (model.scenarios[i].book != model.root) continue;
    report.outcomes.push_back(judge.judge(i));
    if (!report.outcomes.back().failures.empty()) ++report.failed;
  }
  report.unreached = judge.unreached();
  return report;
}

}  // namespace comity::ruling
