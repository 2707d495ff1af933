#include "ruling/names.h"

#include <utility>

#include <fmt/format.h>

#include "text/utf8.h"

namespace comity::ruling {

namespace {

template <class IdType>
std::expected<IdType, Problem> as_id(std::expected<uint32_t, Problem> found) {
  if (!found) return std::unexpected(std::move(found.error()));
  return IdType(*found);
}

// "did you mean `subject.in_custody`?" where the name is misspelt or is a part of few names; "" where no name is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known) {
  constexpr size_t kLeast = 3, kMost = 4;  // letters that say something; names that are still a hint
  if (const std::string near = text::nearest(name, known); !near.empty()) return fmt::format("did you mean `{}`?", near);
  std::string found;
  size_t count = 0;
  for (const std::string_view one : known) {
    if (name.size() < kLeast || one.find(name) == std::string_view::npos || ++count > kMost) continue;
    found += fmt::format("{}`{}`", found.empty() ? "" : " or ", one);
  }
  return found.empty() || count > kMost ? "" : fmt::format("did you mean {}?", found);
}

}  // namespace

Problem problem(std::string_view code, std::string message, std::string help) {
  text::Diagnostics one;  // asserts that the code is declared
  Problem& made = one.report(code, {}, std::move(message));
  made.help = std::move(help);
  return made;
}

Names::Names(const book::Model& model)
    : model_(model),
      facts_(space_of(model.facts)),
      actions_(space_of(model.actions)),
      questions_(space_of(model.questions)),
      fact_names_(names_of(model.facts, facts_)),
      action_names_(names_of(model.actions, actions_)),
      question_names_(names_of(model.questions, questions_)) {
  for (const book::Kind& kind : model.kinds) {
    auto& words = words_.emplace_back();
    for (size_t i = 0; i < kind.words.size(); ++i) words.emplace(kind.words[i], static_cast<uint16_t>(i));
  }
}

template <class Item>
Names::Space Names::space_of(const std::vector<Item>& items) const {
  Space space;
  for (uint32_t i = 0; i < items.size(); ++i) space[items[i].name].all.push_back(i);
  for (auto& [name, bearers] : space) {
    if (bearers.all.size() == 1) bearers.meant = bearers.all[0];
    for (const uint32_t i : bearers.all) {
      if (items[i].book == model_.root) bearers.meant = i;
    }
  }
  return space;
}

template <class Item>
std::vector<std::string> Names::names_of(const std::vector<Item>& items, const Space& space) const {
  std::vector<std::string> names;
  names.reserve(items.size());
  for (uint32_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    names.push_back(space.at(item.name).meant == i ? item.name : fmt::format("{}/{}", model_.books[item.book.value].name, item.name));
  }
  return names;
}

template <class Item>
std::expected<uint32_t, Problem> Names::find(const std::vector<Item>& items, const Space& space, std::string_view name, std::string_view code,
                                             std::string_view what) const {
  const size_t slash = name.find('/');
  const auto it = space.find(slash == std::string_view::npos ? name : name.substr(slash + 1));
  if (slash == std::string_view::npos && it != space.end()) {
    if (it->second.meant != kNone) return it->second.meant;
    std::string books;
    for (const uint32_t i : it->second.all) {
      books += fmt::format("{}`{}/{}`", books.empty() ? "" : " or ", model_.books[items[i].book.value].name, items[i].name);
    }
    return std::unexpected(problem("C0810", fmt::format("{} stands in more than one book", text::quote(name)), fmt::format("write {}", books)));
  }
  if (it != space.end()) {
    for (const uint32_t i : it->second.all) {
      if (model_.books[items[i].book.value].name == name.substr(0, slash)) return i;
    }
  }
  std::vector<std::string_view> known;
  known.reserve(items.size());
  for (const Item& item : items) known.push_back(item.name);
  const std::string meant = did_you_mean(slash == std::string_view::npos ? name : name.substr(slash + 1), known);
  const std::string& book = model_.books[model_.root.value].name;
  return std::unexpected(problem(code, fmt::format("the book `{}` knows no {} {}", book, what, text::quote(name, 100)),
                                 meant.empty() ? fmt::format("`comity show {}` lists what it knows", book) : meant));
}

std::expected<book::FactId, Problem> Names::fact(std::string_view name) const { return as_id<book::FactId>(find(model_.facts, facts_, name, "C0808", "fact")); }

std::expected<book::ActionId, Problem> Names::action(std::string_view name) const {
  return as_id<book::ActionId>(find(model_.actions, actions_, name, "C0807", "action"));
}

std::expected<book::QuestionId, Problem> Names::question(std::string_view name) const {
  return as_id<book::QuestionId>(find(model_.questions, questions_, name, "C0809", "question of law"));
}

int Names::word(book::KindId kind, std::string_view word) const {
  const auto& words = words_[kind.value];
  const auto it = words.find(word);
  return it == words.end() ? -1 : it->second;
}

}  // namespace comity::ruling
