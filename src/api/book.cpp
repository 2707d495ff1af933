#include "comity/book.h"

#include "api/impl.h"

namespace comity {

namespace {

Errors errors_of(const text::Diagnostics& diagnostics, const text::Files& files) {
  Errors errors;
  for (const text::Diagnostic& one : diagnostics.all()) {
    if (one.severity == text::Severity::kError) errors.push_back(api::error_of(one, &files));
  }
  return errors;
}

std::expected<std::shared_ptr<const Book::Impl>, Errors> compiled(std::unique_ptr<book::Loaded> loaded, const text::Diagnostics& diagnostics) {
  if (diagnostics.has_errors()) return std::unexpected(errors_of(diagnostics, loaded->files));
  return std::make_shared<const Book::Impl>(std::move(loaded));
}

// A book that could be loaded, its errors, or the failure of the machine.
template <class Load>
std::expected<std::shared_ptr<const Book::Impl>, Errors> opened(Load load) noexcept {
  using Compiled = std::expected<std::shared_ptr<const Book::Impl>, Errors>;
  auto result = api::guarded<Compiled>([&]() -> std::expected<Compiled, Error> {
    text::Diagnostics diagnostics;
    auto loaded = load(diagnostics);
    return compiled(std::move(loaded), diagnostics);
  });
  return result ? std::move(*result) : Compiled(std::unexpected(Errors{std::move(result.error())}));
}

// The names as the asked book writes them; nothing where memory runs out.
template <class Id, class Items>
std::vector<std::string_view> names_of(const ruling::Names& names, const Items& items) noexcept {
  auto found = api::guarded<std::vector<std::string_view>>([&]() -> std::expected<std::vector<std::string_view>, Error> {
    std::vector<std::string_view> all;
    all.reserve(items.size());
    for (size_t i = 0; i < items.size(); ++i) all.push_back(names.shown(Id(i)));
    return all;
  });
  return found ? std::move(*found) : std::vector<std::string_view>();
}

}  // namespace

namespace api {

Error error_of(const text::Diagnostic& diagnostic, const text::Files* files) {
  Error error{std::string(diagnostic.code), diagnostic.message, diagnostic.help, "", 0, 0};
  if (files != nullptr && diagnostic.span.file < files->size()) {
    const text::Position at = files->position(diagnostic.span.file, diagnostic.span.begin);
    error.file = files->path(diagnostic.span.file);
    error.line = at.line;
    error.column = at.column;
  }
  return error;
}

}  // namespace api

std::expected<Book, Errors> Book::load(std::string_view name, const LoadOptions& options) noexcept {
  auto impl = opened([&](text::Diagnostics& diagnostics) { return book::load(std::string(name), {.roots = options.roots}, diagnostics); });
  if (!impl) return std::unexpected(std::move(impl.error()));
  return Book(std::move(*impl));
}

std::expected<Book, Errors> Book::from_texts(std::string_view name, std::vector<std::pair<std::string, std::string>> pages) noexcept {
  auto impl = opened([&](text::Diagnostics& diagnostics) { return book::load_texts(std::string(name), std::move(pages), diagnostics); });
  if (!impl) return std::unexpected(std::move(impl.error()));
  return Book(std::move(*impl));
}

std::string_view Book::name() const noexcept { return impl_->model().books[impl_->model().root.value].name; }
std::string_view Book::title() const noexcept { return impl_->model().books[impl_->model().root.value].title; }
std::string_view Book::timezone() const noexcept { return impl_->model().zone().name(); }
std::string_view Book::release() const noexcept { return impl_->model().release; }

std::expected<Action, Error> Book::action(std::string_view name) const noexcept {
  return api::guarded<Action>([&]() -> std::expected<Action, Error> {
    constexpr std::string_view kAsking = "asking:";
    if (name.starts_with(kAsking)) {
      const auto fact = impl_->names.fact(name.substr(kAsking.size()));
      if (!fact) return std::unexpected(api::error_of(fact.error()));
      return Action{fact->value, true};
    }
    const auto action = impl_->names.action(name);
    if (!action) return std::unexpected(api::error_of(action.error()));
    return Action{action->value, false};
  });
}

std::expected<Fact, Error> Book::fact(std::string_view name) const noexcept {
  return api::guarded<Fact>([&]() -> std::expected<Fact, Error> {
    const auto fact = impl_->names.fact(name);
    if (!fact) return std::unexpected(api::error_of(fact.error()));
    return Fact{fact->value};
  });
}

std::expected<Question, Error> Book::question(std::string_view name) const noexcept {
  return api::guarded<Question>([&]() -> std::expected<Question, Error> {
    const auto question = impl_->names.question(name);
    if (!question) return std::unexpected(api::error_of(question.error()));
    return Question{question->value};
  });
}

std::vector<std::string_view> Book::actions() const noexcept { return names_of<book::ActionId>(impl_->names, impl_->model().actions); }
std::vector<std::string_view> Book::facts() const noexcept { return names_of<book::FactId>(impl_->names, impl_->model().facts); }
std::vector<std::string_view> Book::questions() const noexcept { return names_of<book::QuestionId>(impl_->names, impl_->model().questions); }

std::string_view Book::asks(Fact fact) const noexcept { return impl_->model().facts[fact.id].asks; }
bool Book::is_sensitive(Fact fact) const noexcept { return impl_->model().facts[fact.id].is_sensitive; }
bool Book::is_protected(Fact fact) const noexcept { return impl_->model().facts[fact.id].is_protected; }

}  // namespace comity
