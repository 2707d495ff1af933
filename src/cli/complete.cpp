#include "cli/complete.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "book/library.h"
#include "book/load.h"
#include "cli/commands.h"
#include "cli/open_book.h"
#include "ruling/names.h"
#include "text/codes.h"

namespace comity::cli {

namespace {

// `[FACT=VALUE` and `...]` are FACT=VALUE and a sign that it may come again.
std::vector<std::string_view> places_of(std::string_view operands) {
  std::vector<std::string_view> places;
  while (!operands.empty()) {
    const size_t end = std::min(operands.find(' '), operands.size());
    std::string_view place = operands.substr(0, end);
    operands.remove_prefix(std::min(end + 1, operands.size()));
    while (place.starts_with('[')) place.remove_prefix(1);
    while (place.ends_with(']')) place.remove_suffix(1);
    if (!place.empty() && place != "...") places.push_back(place);
  }
  return places;
}

bool is_literal(std::string_view place) {
  return std::ranges::all_of(place, [](char c) { return c >= 'a' && c <= 'z'; });
}

class Completion {
 public:
  explicit Completion(std::string_view unfinished) : unfinished_(unfinished) {}

  // `before` are the words before the unfinished one.
  Candidates after(std::span<const std::string_view> before) && {
    if (before.empty() || (before.size() == 1 && before[0] == "help"))
      of_commands(before.empty());
    else if (const Command* command = find_command(before[0]); command != nullptr)
      of_command(*command, before.subspan(1));
    return std::move(found_);
  }

 private:
  void offer(std::string_view word, std::string_view says) {
    if (word.starts_with(unfinished_)) found_.words.push_back({std::string(word), std::string(says)});
  }

  void of_command(const Command& command, std::span<const std::string_view> before) {
    options_ = options_of(command);
    places_ = places_of(command.operands);
    const bool repeats = command.operands.find("...") != std::string_view::npos;
    if (const Option* open = read(before); open != nullptr) return of_kind(open->value);
    if (unfinished_.starts_with('-') && unfinished_ != "-") {
      for (const Option& option : options_) offer(option.name, option.help);
    } else if (operands_.size() < places_.size() || (repeats && !places_.empty())) {
      of_kind(places_[std::min(operands_.size(), places_.size() - 1)]);
    }
  }

  void of_commands(bool options) {
    for (const Command* command : commands()) offer(command->name, command->summary);
    if (!options) return;
    offer("help", "tell about a command");
    offer("--help", "show the commands");
    offer("--version", "show the version");
  }

  // Takes what stands before the unfinished word; the option whose value that word is, if it is one.
  const Option* read(std::span<const std::string_view> words) {
    const Option* open = nullptr;
    for (const std::string_view word : words) {
      if (open != nullptr) {
        if (open->name == "--books") roots_.emplace_back(word);
        if (open->value == "BOOK" && book_.empty()) book_ = word;
        open = nullptr;
        continue;
      }
      if (!word.starts_with('-') || word == "-") {
        if (book_.empty() && operands_.size() < places_.size() && (places_[operands_.size()] == "BOOK" || places_[operands_.size()] == "A"))
          book_ = word.substr(0, word.find('@'));
        operands_.push_back(word);
        continue;
      }
      const auto option = std::ranges::find(options_, word, &Option::name);
      if (option != options_.end() && !option->value.empty()) open = &*option;
    }
    return open;
  }

  void of_kind(std::string_view kind) {
    if (kind == "FACT=VALUE") return facts();
    if (kind == "QUESTION=yes|no") return questions();
    if (const size_t bar = kind.find('|'); bar != std::string_view::npos) {
      of_kind(kind.substr(0, bar));
      return of_kind(kind.substr(bar + 1));
    }
    if (is_literal(kind)) return offer(kind, "");
    if (kind == "BOOK" || kind == "A" || kind == "B") return books();
    if (kind == "ACTION" || kind == "A,B") return actions();
    if (kind == "RULING") {
      for (int i = 0; i < book::kRulings; ++i) offer(book::name(static_cast<book::Ruling>(i)), "");
    }
    if (kind == "CODE") {
      for (const text::Code& code : text::codes()) offer(code.id, code.title);
    }
    if (kind == "CLAIM" || kind == "NAME") declarations(kind == "CLAIM");
    found_.files = found_.files || kind == "FILE";
    found_.folders = found_.folders || kind == "DIR" || kind == "FOLDER";
  }

  std::vector<std::string> roots() const { return roots_.empty() ? roots_of(Arguments()) : roots_; }

  // By name; or by a path, once the word looks like one.
  void books() {
    text::Diagnostics unheard;
    for (const std::string& name : book::Library("", roots(), unheard).names()) offer(name, "");
    found_.files = found_.words.empty() || unfinished_.find('/') != std::string_view::npos;
  }

  // Null where no book is named yet, or where it has errors.
  const book::Model* model() {
    text::Diagnostics unheard;
    if (loaded_ == nullptr && !book_.empty()) loaded_ = book::load(std::string(book_), {.roots = roots()}, unheard);
    return loaded_ == nullptr || unheard.has_errors() ? nullptr : &loaded_->model;
  }

  void actions() {
    const book::Model* law = model();
    if (law == nullptr) return;
    const ruling::Names names(*law);
    constexpr std::string_view kAsking = "asking:";
    if (unfinished_.starts_with(kAsking)) {
      for (uint32_t i = 0; i < law->facts.size(); ++i) offer(fmt::format("{}{}", kAsking, names.shown(book::FactId(i))), law->facts[i].asks);
      return;
    }
    for (uint32_t i = 0; i < law->actions.size(); ++i) offer(names.shown(book::ActionId(i)), law->actions[i].title);
  }

  void facts() {
    const book::Model* law = model();
    if (law == nullptr) return;
    const ruling::Names names(*law);
    const size_t equals = unfinished_.find('=');
    for (uint32_t i = 0; i < law->facts.size(); ++i) {
      const std::string name = fmt::format("{}=", names.shown(book::FactId(i)));
      if (equals == std::string_view::npos)
        offer(name, law->facts[i].asks);
      else if (unfinished_.substr(0, equals + 1) == name)
        values(*law, law->facts[i].type, equals + 1);
    }
  }

  // Of a set, the last word is the unfinished one.
  void values(const book::Model& law, const book::Type& type, size_t from) {
    if (type.kind == book::TypeKind::kYesNo) {
      for (const std::string_view word : {"yes", "no"}) offer(fmt::format("{}{}", unfinished_.substr(0, from), word), "");
    }
    const bool is_set = type.kind == book::TypeKind::kSomeOf;
    if (type.kind != book::TypeKind::kOneOf && !is_set) return;
    if (const size_t comma = unfinished_.rfind(','); is_set && comma != std::string_view::npos) from = std::max(from, comma + 1);
    for (const std::string& word : law.kinds[type.words.value].words) offer(fmt::format("{}{}", unfinished_.substr(0, from), word), "");
  }

  void questions() {
    const book::Model* law = model();
    if (law == nullptr) return;
    const ruling::Names names(*law);
    for (uint32_t i = 0; i < law->questions.size(); ++i) {
      for (const std::string_view answer : {"yes", "no"}) offer(fmt::format("{}={}", names.shown(book::QuestionId(i)), answer), law->questions[i].asks);
    }
  }

  // What `show` and `prove` take: names of the book itself.
  void declarations(bool claims) {
    const book::Model* law = model();
    if (law == nullptr) return;
    const auto offer_all = [&](const auto& items) {
      for (const auto& item : items) {
        if (item.book == law->root) offer(item.name, item.title);
      }
    };
    if (claims) return offer_all(law->claims);
    offer_all(law->norms);
    offer_all(law->sources);
    offer_all(law->actions);
  }

  std::string_view unfinished_, book_;
  std::vector<Option> options_;
  std::vector<std::string_view> places_, operands_;
  std::vector<std::string> roots_;
  std::unique_ptr<book::Loaded> loaded_;
  Candidates found_;
};

}  // namespace

Candidates candidates(std::span<const std::string_view> words) {
  return words.empty() ? Candidates() : Completion(words.back()).after(words.first(words.size() - 1));
}

}  // namespace comity::cli
