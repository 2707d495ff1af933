// Scenarios: told facts, assumed answers, and what is expected.
#include <bit>

#include <fmt/format.h>

#include "book/check/moments.h"
#include "book/check/passes.h"
#include "book/check/rulings.h"
#include "book/check/values.h"
#include "book/check/wording.h"
#include "text/utf8.h"

namespace comity::book {

namespace {

class Scenarios {
 public:
  explicit Scenarios(Context& context) : context_(context), model_(context.model) {
    for (size_t i = 0; i < model_.norms.size(); ++i) {
      const Norm& norm = model_.norms[i];
      if (!norm.duties.empty() && norm.action.valid()) duties_[norm.action.value].push_back(NormId(i));
    }
  }

  void run() {
    std::unordered_map<std::string, Span> titles;  // by book and title
    for (const auto& item : context_.scenarios) {
      const auto [earlier, added] = titles.try_emplace(fmt::format("{}/{}", item.book.value, item.decl->title.text), item.decl->title.span);
      if (!added) {
        context_
            .report("C0716", item.decl->title.span, fmt::format("two scenarios of this book are called {}", text::quote(item.decl->title.text)),
                    "give each its own title, so that a report tells which one failed")
            .notes.push_back({earlier->second, "the other one"});
      }
      model_.scenarios.push_back(scenario(item));
    }
  }

 private:
  using ScenarioItem = Item<syntax::ScenarioDecl>;

  Scenario scenario(const ScenarioItem& item) {
    Scenario out;
    out.title = item.decl->title.text;
    out.book = item.book;
    out.span = item.decl->title.span;
    out.at = instant_of(context_, item.book, item.decl->at);
    out.given = told(context_, "C0701", item.book, item.decl->given);
    for (const syntax::String& note : item.decl->notes) out.notes.push_back(note.text);
    assume(item, out);
    for (const syntax::Expect& expect : item.decl->expect) expectation(item, expect, out);
    if (item.decl->expect.empty() && !context_.had_errors_in(item.span)) {
      context_.report("C0719", item.decl->title.span, "this scenario expects nothing", "say what the ruling is: `expect ACTION permitted`");
    }
    return out;
  }

  void assume(const ScenarioItem& item, Scenario& out) {
    std::unordered_map<uint32_t, Span> seen;
    for (const syntax::Assume& one : item.decl->assume) {
      const QuestionId question = context_.find<QuestionId>(Space::kQuestion, item.book, one.question);
      if (!question.valid()) continue;
      const auto [earlier, added] = seen.try_emplace(question.value, one.span);
      if (added) {
        out.assume.emplace_back(question, one.answer);
      } else {
        context_.report("C0702", one.question.span, fmt::format("`{}` is assumed twice", one.question.text), "keep one answer")
            .notes.push_back({earlier->second, "assumed here already"});
      }
    }
  }

  void expectation(const ScenarioItem& item, const syntax::Expect& written, Scenario& out) {
    Expectation made;
    made.kind = written.kind;
    made.span = written.span;
    if (!find_subject(context_, item.book, written.asking, written.subject, made.action, made.asked)) return;
    made.any_of = rulings_of(written.rulings);
    made.undetermined = !written.rulings.empty() && written.rulings[0].text == "undetermined";
    made.has_between = written.has_between;
    made.between = rulings_of(written.between);
    if (written.has_between) check_between(written, made.between);
    made.has_by = written.has_by;
    for (const syntax::Name& name : written.by) deciding(item, written, name, made);
    if (written.next) made.next = next_fact(item, *written.next);
    made.duty = written.duty;
    if (written.kind == syntax::Expect::Kind::kDuty) check_duty(written, made);
    if (written.duty_by) made.duty_by = instant_of(context_, item.book, *written.duty_by);
    out.expect.push_back(std::move(made));
  }

  void check_between(const syntax::Expect& written, RulingSet between) {
    if (std::popcount(between) > 1 && static_cast<size_t>(std::popcount(between)) == written.between.size()) return;
    const Span span = text::join(written.between.front().span, written.between.back().span);
    const bool one = std::popcount(between) == 1;
    context_.report("C0704", span, one ? "what is undetermined lies between two rulings or more" : "a ruling stands twice",
                    one ? fmt::format("name all rulings that remain possible, or expect `{}` alone", written.between[0].text) : "take one of them away");
  }

  // A norm that can decide rules on the same action, with a ruling that was expected.
  void deciding(const ScenarioItem& item, const syntax::Expect& written, const syntax::Name& name, Expectation& made) {
    const NormId id = context_.find<NormId>(Space::kNorm, item.book, name);
    if (!id.valid()) return;
    made.by.push_back(id);
    const Norm& norm = model_.norms[id.value];
    if (norm.modality != Modality::kNone && !norm.action.valid() && !norm.asked.valid()) return;
    if (norm.modality == Modality::kNone) {
      context_.report("C0703", name.span, fmt::format("`{}` decides nothing, it only suspends", name.text), "name the norm that permits, forbids or requires")
          .notes.push_back({norm.span, "declared here"});
      return;
    }
    if (norm.action == made.action && norm.asked == made.asked) {
      check_modality(written, name, norm, made);
      return;
    }
    const std::string about = norm.action.valid() ? model_.actions[norm.action.value].name : "asking " + model_.facts[norm.asked.value].name;
    context_.report("C0703", name.span, fmt::format("`{}` cannot decide this: it is about `{}`", name.text, about), "name a norm on the same action")
        .notes.push_back({norm.span, "declared here"});
  }

  void check_modality(const syntax::Expect& written, const syntax::Name& name, const Norm& norm, const Expectation& made) {
    const Ruling gives = norm.modality == Modality::kPermits   ? Ruling::kPermitted
                         : norm.modality == Modality::kForbids ? Ruling::kForbidden
                                                               : Ruling::kRequired;
    const RulingSet possible = static_cast<RulingSet>(1U << static_cast<unsigned>(gives) | 1U << static_cast<unsigned>(Ruling::kConflicting));
    if (made.undetermined || (made.any_of & possible) != 0) return;
    context_
        .report("C0703", name.span,
                fmt::format("`{}` cannot decide this: it makes the action {}, not {}", name.text, book::name(gives), written.rulings[0].text),
                "look at the ruling, or at the norm")
        .notes.push_back({norm.span, "declared here"});
  }

  FactId next_fact(const ScenarioItem& item, const syntax::Name& name) {
    const FactId fact = context_.find<FactId>(Space::kFact, item.book, name);
    if (!fact.valid()) return fact;
    for (const syntax::Given& given : item.decl->given) {
      const Symbol* told = context_.find_quietly(Space::kFact, item.book, given.fact.text);
      if (told == nullptr || told->index != fact.value) continue;
      context_
          .report("C0718", name.span, fmt::format("`{}` is told in this scenario, so it is not asked next", name.text),
                  "take it out of `given`, or expect another fact")
          .notes.push_back({given.span, "told here"});
      break;
    }
    return fact;
  }

  void check_duty(const syntax::Expect& written, const Expectation& made) {
    std::vector<std::string_view> known;
    if (made.action.valid()) {
      for (NormId norm : duties_[made.action.value]) {
        for (const Duty& duty : model_.norms[norm.value].duties) known.push_back(duty.words);
      }
    }
    for (std::string_view words : known) {
      if (words == written.duty) return;
    }
    std::string help = did_you_mean(written.duty, known);
    if (help.empty())
      help = known.empty() ? "no norm on it has a `then must`" : fmt::format("its duties are {}", quoted_list({known.begin(), known.end()}, "and"));
    context_.report("C0714", written.span, fmt::format("no norm on `{}` has the duty {}", written.subject.text, text::quote(written.duty)), std::move(help));
  }

  Context& context_;
  Model& model_;
  std::unordered_map<uint32_t, std::vector<NormId>> duties_;  // the norms with duties, by action
};

}  // namespace

void check_scenarios(Context& context) { Scenarios(context).run(); }

}  // namespace comity::book
