#include "book/check/context.h"
#include "book/check/wording.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

#include "text/utf8.h"

namespace comity::book {

namespace {

// The code for an unknown name of each namespace, in the order of Space.
constexpr std::array<std::string_view, kSpaces> kUnknown = {"C0309", "C0307", "C0308", "C0305", "C0306", "C0315", "C0310",
                                                            "C0312", "C0311", "C0313", "C0314", "C0312", "C0312"};

// After these a declaration may not be there at all, and all that names it would be reported again.
bool loses_names(std::string_view code) {
  constexpr std::array<std::string_view, 3> kLosing = {"C0203", "C0204", "C0209"};
  return code < "C0100" || std::find(kLosing.begin(), kLosing.end(), code) != kLosing.end();
}

bool before(Span a, Span b) { return std::tie(a.file, a.begin) < std::tie(b.file, b.begin); }

}  // namespace

Context::Context(Loaded& into, text::Diagnostics& messages) : loaded(into), model(into.model), diagnostics(messages), names(into.model.books) {
  for (const text::Diagnostic& one : messages.all()) {
    if (one.severity != text::Severity::kError) continue;
    earlier_errors_.push_back(one.span);
    names_missing_ = names_missing_ || loses_names(one.code);
  }
  std::sort(earlier_errors_.begin(), earlier_errors_.end(), before);
}

bool Context::had_errors_in(Span span) const {
  const auto first = std::lower_bound(earlier_errors_.begin(), earlier_errors_.end(), span, before);
  // A clause that breaks off is reported at the end of its line, which may be the end of the declaration.
  return first != earlier_errors_.end() && first->file == span.file && first->begin <= span.end;
}

text::Diagnostic& Context::report(std::string_view code, Span span, std::string message, std::string help) {
  text::Diagnostic& made = diagnostics.report(code, span, std::move(message));
  made.help = std::move(help);
  return made;
}

const Symbol* Context::find(Space space, BookId from, const syntax::Name& name) {
  using How = Names::Found::How;
  const Names::Found found = names.find(space, from, name.text);
  switch (found.how) {
    case How::kOne: return found.symbol;
    case How::kNone: report_unknown(kUnknown[static_cast<size_t>(space)], noun(space), from, name, {space}); break;
    case How::kSeveral: report_ambiguous(found, space, name); break;
    case How::kNoBook:
    case How::kNotUsed: report_unseen(found, space, from, name); break;
  }
  return nullptr;
}

const Symbol* Context::find_quietly(Space space, BookId from, std::string_view name) const {
  const Names::Found found = names.find(space, from, name);
  return found.how == Names::Found::How::kOne ? found.symbol : nullptr;
}

std::pair<Space, const Symbol*> Context::named_in_condition(BookId from, std::string_view name) const {
  const Symbol* fact = find_quietly(Space::kFact, from, name);
  if (fact != nullptr && !broken_facts[fact->index] && model.facts[fact->index].type.kind == TypeKind::kYesNo) return {Space::kFact, fact};
  for (Space space : {Space::kDefinition, Space::kQuestion}) {
    if (const Symbol* symbol = find_quietly(space, from, name)) return {space, symbol};
  }
  return {Space::kFact, fact};
}

void Context::report_ambiguous(const Names::Found& found, Space space, const syntax::Name& name) {
  std::vector<std::string> ways;
  for (const Symbol* symbol : found.several) ways.push_back(fmt::format("{}/{}", book_name(symbol->book), symbol->name));
  auto& message = report("C0317", name.span, fmt::format("`{}` may mean {} of {} different books", name.text, with_article(space), ways.size()),
                         fmt::format("write {}", quoted_list(ways)));
  for (const Symbol* symbol : found.several) message.notes.push_back({symbol->span, fmt::format("declared here, in {}", book_name(symbol->book))});
}

void Context::report_unseen(const Names::Found& found, Space space, BookId from, const syntax::Name& name) {
  if (names_missing_) return;
  const std::string wanted = name.text.substr(0, name.text.find('/'));
  if (found.how == Names::Found::How::kNotUsed) {
    auto& message = report("C0318", name.span, fmt::format("book {} does not use {}", book_name(from), wanted), fmt::format("add `use {}`", wanted));
    if (found.symbol != nullptr) message.notes.push_back({found.symbol->span, fmt::format("{} of this name is declared here", with_article(space))});
    return;
  }
  std::vector<std::string_view> books;
  for (const Book& book : model.books) books.push_back(book.name);
  std::string help = did_you_mean(wanted, books);
  if (help.empty()) help = "the word before `/` is the name of a book that this book uses";
  report("C0318", name.span, fmt::format("no book `{}` is used here", wanted), std::move(help));
}

void Context::report_unknown(std::string_view code, std::string_view wanted, BookId from, const syntax::Name& name, const std::vector<Space>& spaces) {
  if (names_missing_ || had_errors_in(name.span)) return;
  auto& message = report(code, name.span, fmt::format("unknown {} {}", wanted, text::quote(name.text)));
  // A search for near names is worth its time only for messages that will be shown.
  if (diagnostics.errors() > text::Diagnostics::kMaxErrors) return;
  for (Space space : spaces) {
    const Symbol* unseen = names.anywhere(space, name.text);
    if (unseen == nullptr || names.sees(from, unseen->book)) continue;
    message.notes.push_back({unseen->span, fmt::format("{} of this name is declared in book {}", with_article(space), book_name(unseen->book))});
    message.help = fmt::format("add `use {}` to book {}", book_name(unseen->book), book_name(from));
    return;
  }
  for (size_t i = 0; i < kSpaces; ++i) {
    const Symbol* other = find_quietly(static_cast<Space>(i), from, name.text);
    if (other == nullptr) continue;
    message.notes.push_back({other->span, fmt::format("{} of this name is declared here", with_article(static_cast<Space>(i)))});
    break;
  }
  propose(message, wanted, from, name, spaces);
}

// The nearest name, of a qualified one within the book that it names.
void Context::propose(text::Diagnostic& message, std::string_view wanted, BookId from, const syntax::Name& name, const std::vector<Space>& spaces) {
  const size_t slash = name.text.find('/');
  const std::string book = slash == std::string::npos ? "" : name.text.substr(0, slash + 1);
  std::vector<std::string_view> candidates;
  for (Space space : spaces) {
    const auto more = book.empty() ? names.candidates(space, from) : names.candidates_of(space, names.book(name.text.substr(0, slash)));
    candidates.insert(candidates.end(), more.begin(), more.end());
  }
  const std::string near = text::nearest(std::string_view(name.text).substr(book.size()), candidates);
  if (near.empty()) {
    message.help = message.notes.empty() ? "declare it in this book, or `use` the book that does" : fmt::format("a name of {} is needed here", wanted);
    return;
  }
  const std::string meant = book + near;
  message.help = fmt::format("did you mean `{}`?", meant);
  for (Space space : spaces) {
    const Symbol* symbol = find_quietly(space, from, meant);
    if (symbol == nullptr) continue;
    message.notes.push_back({symbol->span, fmt::format("`{}` is declared here", meant)});
    break;
  }
}

}  // namespace comity::book
