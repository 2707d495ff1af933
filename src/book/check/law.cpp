// Questions of law with their answers, lists with their elements, and what silence is taken to mean.
#include <algorithm>

#include <fmt/format.h>

#include "book/check/cites.h"
#include "book/check/moments.h"
#include "book/check/passes.h"
#include "book/check/wording.h"
#include "text/utf8.h"

namespace comity::book {

namespace {

using EventKind = syntax::QuestionEvent::Kind;

std::string_view done(const syntax::QuestionEvent& event) {
  if (event.kind == EventKind::kRaised) return "raised";
  if (event.kind == EventKind::kReopened) return "reopened";
  return event.answer ? "answered yes" : "answered no";
}

// Two answers at one instant leave it open which one stands.
void check_answers(Context& context, const Question& question) {
  for (size_t i = 1; i < question.answers.size(); ++i) {
    const QuestionAnswer& earlier = question.answers[i - 1];
    const QuestionAnswer& later = question.answers[i];
    if (earlier.from != later.from || earlier.answer == later.answer) continue;
    context
        .report("C0510", later.span, fmt::format("`{}` is answered in two ways at one instant", question.name),
                "write the hours, or keep the answer that stands")
        .notes.push_back({earlier.span, "the other answer"});
  }
}

void check_question(Context& context, const Item<syntax::QuestionDecl>& item) {
  Question& question = context.model.questions[item.id];
  if (item.decl->asks) question.asks = item.decl->asks->text;
  question.notes = texts_of(item.decl->notes);
  const syntax::QuestionEvent* raised = nullptr;
  Instant raised_at = kBeginning;
  for (const syntax::QuestionEvent& event : item.decl->events) {
    const SourceId by = context.find<SourceId>(Space::kSource, item.book, event.by);
    const Instant at = instant_of(context, item.book, event.on);
    question.marks.push_back({at, fmt::format("{} by {}", done(event), event.by.text), by});
    if (event.kind == EventKind::kRaised) {
      if (raised == nullptr || at < raised_at) raised = &event, raised_at = at;
      continue;
    }
    std::optional<bool> answer;
    if (event.kind == EventKind::kAnswered) answer = event.answer;
    question.answers.push_back({at, answer, by, event.span});
  }
  std::stable_sort(question.marks.begin(), question.marks.end(), [](const LifeMark& a, const LifeMark& b) { return a.at < b.at; });
  std::stable_sort(question.answers.begin(), question.answers.end(), [](const QuestionAnswer& a, const QuestionAnswer& b) { return a.from < b.from; });
  check_answers(context, question);
  if (raised == nullptr || question.answers.empty() || question.answers[0].from >= raised_at) return;
  context.report("C0511", question.answers[0].span, fmt::format("`{}` is answered before it is raised", question.name), "look at the two dates")
      .notes.push_back({raised->span, "raised here"});
}

void check_element(Context& context, const Item<syntax::ListDecl>& item, const syntax::ListElement& written) {
  List& list = context.model.lists[item.id];
  ListElement element{written.text, 0, interval_of(context, item.book, written.range)};
  // In a list of text the parser takes strings only.
  if (written.is_string && item.decl->of_kind) {
    context.report("C0409", written.span, "this list holds words of a kind, which stand without quotes", fmt::format("write `{}`", written.text))
        .notes.push_back({list.span, "the list is declared here"});
    return;
  }
  if (item.decl->of_kind) {
    if (!list.of_kind.valid()) return;
    const Kind& kind = context.model.kinds[list.of_kind.value];
    const auto& words = context.words[list.of_kind.value];
    const auto found = words.find(written.text);
    if (found == words.end()) {
      std::string help = did_you_mean(written.text, {kind.words.begin(), kind.words.end()});
      if (help.empty()) help = fmt::format("its words are {}", quoted_list(kind.words, "and"));
      context.report("C0406", written.span, fmt::format("{} is not a word of kind `{}`", text::quote(written.text), kind.name), std::move(help))
          .notes.push_back({kind.span, "its words are declared here"});
      return;
    }
    element.word = found->second;
  }
  list.elements.push_back(std::move(element));
}

void check_list(Context& context, const Item<syntax::ListDecl>& item) {
  List& list = context.model.lists[item.id];
  if (item.decl->title) list.title = item.decl->title->text;
  if (item.decl->of_kind) list.of_kind = context.find<KindId>(Space::kKind, item.book, *item.decl->of_kind);
  list.cites = cites_of(context, item.book, item.decl->cites);
  for (const syntax::ListElement& element : item.decl->elements) check_element(context, item, element);
}

}  // namespace

void check_law(Context& context) {
  for (const auto& item : context.questions) check_question(context, item);
  for (const auto& item : context.lists) check_list(context, item);
  std::unordered_map<uint64_t, Span> told;  // by book and action
  for (const auto& item : context.silences) {
    const ActionId action = context.find<ActionId>(Space::kAction, item.book, item.decl->action);
    if (!action.valid()) continue;
    const auto [earlier, added] = told.try_emplace(uint64_t{item.book.value} << 32 | action.value, item.decl->action.span);
    if (!added) {
      context
          .report("C0614", item.decl->action.span, fmt::format("what silence on `{}` means is told twice in this book", item.decl->action.text),
                  "keep one of them; several citations may stand in it")
          .notes.push_back({earlier->second, "told here already"});
    }
    const bool cites = std::any_of(item.decl->cites.begin(), item.decl->cites.end(), [](const syntax::Citation& one) { return !one.supports_only; });
    if (!cites && !context.had_errors_in(item.span)) {
      context.report("C0616", item.decl->action.span, "this remark on silence names no source", "say with `cites` why silence is taken so");
    }
    context.model.silences.push_back({action, item.decl->permitted, cites_of(context, item.book, item.decl->cites), texts_of(item.decl->notes)});
  }
}

}  // namespace comity::book
