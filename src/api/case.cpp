#include "comity/case.h"

#include <cmath>

#include <fmt/format.h>

#include "api/impl.h"
#include "ruling/desk.h"
#include "ruling/read_words.h"
#include "ruling/show_value.h"

namespace comity {

namespace {

using api::guarded;

static_assert(static_cast<int>(book::Ruling::kConflicting) == static_cast<int>(Ruling::conflicting) && book::kRulings == 5);

Case::Done done(std::expected<void, ruling::Problem> read) {
  if (read) return {};
  return std::unexpected(api::error_of(read.error()));
}

Norm norm_of(const book::Model& model, book::NormId id, int64_t at) {
  const book::Norm& norm = model.norms[id.value];
  Norm out{norm.qualified, norm.title, {}, {norm.notes.begin(), norm.notes.end()}};
  for (const book::Cite& cite : norm.cites) {
    const book::Source& source = model.sources[cite.source.value];
    out.sources.push_back(
        {source.name, source.title, source.citation, cite.pinpoint, cite.words, source.text_words, cite.supports_only, book::in_force(source.in_force, at)});
  }
  return out;
}

// The engine's answer in names; `json` is left to the caller.
Answer answer_of(const Book::Impl& book, const ruling::Answer& from) {
  const book::Model& model = book.model();
  Answer out;
  out.possible = Rulings(from.possible);
  for (const book::NormId norm : from.decided_by) out.decided_by.push_back(norm_of(model, norm, from.at));
  for (const book::NormId norm : from.may_decide) out.may_decide.push_back(norm_of(model, norm, from.at));
  for (const book::NormId norm : from.defeated) out.defeated.push_back(model.norms[norm.value].qualified);
  for (const book::FactId fact : from.because) out.because.push_back(book.names.shown(fact));
  for (const ruling::Unknown& unknown : from.missing) {
    if (unknown.is_question)
      out.missing_questions.push_back(book.names.shown(book::QuestionId(unknown.index)));
    else
      out.missing_facts.push_back(book.names.shown(book::FactId(unknown.index)));
  }
  if (from.next) out.next_fact = book.names.shown(from.next->fact);
  for (const ruling::MayNotAsk& one : from.may_not_ask) {
    auto& norms = out.may_not_ask.emplace_back(book.names.shown(one.fact), std::vector<std::string_view>()).second;
    for (const book::NormId norm : one.forbidden_by) norms.push_back(model.norms[norm.value].qualified);
  }
  for (const ruling::HangsOn& one : from.hangs_on) out.hangs_on.push_back({book.names.shown(one.question), Rulings(one.if_yes), Rulings(one.if_no)});
  for (const ruling::DueDuty& due : from.duties) {
    const book::Norm& norm = model.norms[due.norm.value];
    out.duties.push_back({norm.qualified, norm.duties[due.duty].words, due.deadline});
  }
  out.from = from.epoch_from;
  out.until = from.epoch_until;
  out.exact = !from.exhausted;
  return out;
}

}  // namespace

std::string_view name(Ruling ruling) noexcept { return book::name(static_cast<book::Ruling>(ruling)); }

struct Case::Impl {
  Book book;
  std::shared_ptr<const Book::Impl> shared;
  ruling::Desk desk;
  std::string padded;  // a request with room behind it

  Impl(const Book& from, std::shared_ptr<const Book::Impl> impl) : book(from), shared(std::move(impl)), desk(shared->engine, shared->names) {}

  Done tell(Fact fact, std::string_view value) {
    return done(ruling::read_value(shared->program, shared->names, desk.reader(), book::FactId(fact.id), value, desk.asked(), desk.told()));
  }
  void about(Action action) { ruling::ask_about(shared->program, {action.asking, action.id}, desk.asked()); }
};

Case::Case(const Book& book) noexcept : impl_(std::make_unique<Impl>(book, book.impl_)) {}
Case::~Case() = default;
Case::Case(Case&& other) noexcept = default;
Case& Case::operator=(Case&& other) noexcept = default;

void Case::clear() noexcept {
  impl_->desk.asked().clear();
  impl_->desk.told().clear();
}

void Case::at(int64_t seconds) noexcept { impl_->desk.told().set_at(seconds); }

Case::Done Case::at(std::string_view instant) noexcept {
  return guarded<void>([&]() -> Done { return done(ruling::read_at(impl_->shared->names, instant, impl_->desk.told())); });
}

Case::Done Case::tell(Fact fact, bool value) noexcept {
  return guarded<void>([&]() -> Done { return impl_->tell(fact, value ? "yes" : "no"); });
}

Case::Done Case::tell(Fact fact, std::string_view value) noexcept {
  return guarded<void>([&]() -> Done { return impl_->tell(fact, value); });
}

Case::Done Case::tell(Fact fact, std::span<const std::string_view> words) noexcept {
  return guarded<void>([&]() -> Done {
    std::string all;
    for (const std::string_view word : words) all.append(all.empty() ? "" : ",").append(word);
    return impl_->tell(fact, all);
  });
}

Case::Done Case::tell_number(Fact fact, double value) noexcept {
  return guarded<void>([&]() -> Done {
    // The shortest text that reads back as this value; a number that has none on the grid is refused.
    return impl_->tell(fact, std::isfinite(value) ? fmt::format("{}", value) : "not a number");
  });
}

void Case::forget(Fact fact) noexcept { impl_->desk.told().forget(book::FactId(fact.id)); }

void Case::assume(Question question, bool answer) noexcept { impl_->desk.told().assume(book::QuestionId(question.id), answer); }

std::expected<Decision, Error> Case::decide(Action action) noexcept {
  return guarded<Decision>([&]() -> std::expected<Decision, Error> {
    impl_->about(action);
    ruling::Desk& desk = impl_->desk;
    const ruling::Decision decision = ruling::decide(impl_->shared->engine, desk.asked(), desk.told(), desk.scratch());
    Decision out{Rulings(decision.possible), {}};
    for (const book::NormId norm : decision.deciding) out.decided_by.push_back(impl_->shared->model().norms[norm.value].qualified);
    return out;
  });
}

std::expected<Answer, Error> Case::ask(Action action) noexcept {
  return guarded<Answer>([&]() -> std::expected<Answer, Error> {
    impl_->about(action);
    ruling::Desk& desk = impl_->desk;
    const ruling::Answer answer = desk.answer();
    Answer out = answer_of(*impl_->shared, answer);
    desk.writer().write(out.json, desk.asked(), desk.told(), answer);
    return out;
  });
}

std::expected<Answer, Error> Case::ask(std::string_view action) noexcept {
  const auto found = impl_->book.action(action);
  if (!found) return std::unexpected(found.error());
  return ask(*found);
}

std::expected<WhyNot, Error> Case::why_not(Action action, Ruling wanted) noexcept {
  return guarded<WhyNot>([&]() -> std::expected<WhyNot, Error> {
    impl_->about(action);
    ruling::Desk& desk = impl_->desk;
    const auto why = ruling::why_not(impl_->shared->engine, desk.asked(), desk.told(), static_cast<book::Ruling>(wanted), desk.scratch());
    WhyNot out{why.possible, {}, !why.exhausted};
    for (const ruling::Change& change : why.changes) {
      WhyNot::Change& one = out.changes.emplace_back(impl_->shared->names.shown(change.fact), change.was_told, "");
      ruling::append_value(one.to, impl_->shared->program, impl_->shared->model().facts[change.fact.value].type, change.value, "another text");
    }
    return out;
  });
}

std::string Case::answer_json(std::string_view request) noexcept {
  auto line = guarded<std::string>([&]() -> std::expected<std::string, Error> {
    impl_->padded.assign(request).append(ruling::kPadding, ' ');
    std::string out;
    impl_->desk.answer(std::string_view(impl_->padded).substr(0, request.size()), false, out);
    return out;
  });
  return line ? std::move(*line) : R"({"error":{"code":"","message":"the machine failed","help":null}})";
}

std::expected<Fact, Error> Case::fact(std::string_view name) const noexcept { return impl_->book.fact(name); }

}  // namespace comity
