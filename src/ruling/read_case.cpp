#include "ruling/read_case.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "ruling/json_document.h"
#include "ruling/json_values.h"
#include "ruling/read_words.h"
#include "text/json.h"
#include "text/utf8.h"

namespace comity::ruling {

namespace {

// The keys of a case, by bit.
enum Key : uint32_t { kAt = 1, kAction = 2, kFacts = 4, kAssume = 8, kId = 16, kOther = 32 };
constexpr std::array<std::pair<std::string_view, Key>, 5> kKeys = {{{"at", kAt}, {"action", kAction}, {"facts", kFacts}, {"assume", kAssume}, {"id", kId}}};

Key key_of(std::string_view name) {
  const auto it = std::ranges::find(kKeys, name, &std::pair<std::string_view, Key>::first);
  return it == kKeys.end() ? kOther : it->second;
}

Problem unknown_key(std::string_view key) {
  const std::string near = text::nearest(key, {"at", "action", "facts", "assume", "id"});
  return problem("C0805", fmt::format("a case has no key {}", text::quote(key)),
                 near.empty() ? "its keys are `at`, `action`, `facts`, `assume` and `id`" : fmt::format("did you mean `{}`?", near));
}

}  // namespace

struct CaseReader::Impl {
  const Program& program;
  const Names& names;
  JsonDocument document{kMostCaseBytes};
  JsonValues values{program, names, document};
  std::vector<uint32_t> stamp;  // by FactId: the object in which it was told last
  uint32_t object = 0;
  std::vector<QuestionId> assumed;

  Impl(const Program& p, const Names& n) : program(p), names(n), stamp(n.model().facts.size(), 0) {}

  Done case_of(Asked& asked, Case& into, uint32_t& seen);
  std::expected<bool, Problem> has_case_keys();
  Done bare_facts(Asked& asked, Case& into);
  Done key(Key key, json::value value, Asked& asked, Case& into);
  Done id(json::value value, Asked& asked);
  Done facts(json::value value, Asked& asked, Case& into);
  Done fact_named(std::string_view name, json::value value, Asked& asked, Case& into);
  Done assumptions(json::value value, Case& into);
};

CaseReader::CaseReader(const Program& program, const Names& names) : impl_(std::make_unique<Impl>(program, names)) {}
CaseReader::~CaseReader() = default;

Done CaseReader::Impl::case_of(Asked& asked, Case& into, uint32_t& seen) {
  auto object = document.object();
  if (!object) return std::unexpected(std::move(object.error()));
  auto done = document.for_fields(*object, [&](std::string_view name, json::value value) -> Done {
    const Key found = key_of(name);
    if (found == kOther) return std::unexpected(unknown_key(name));
    if ((seen & found) != 0) return std::unexpected(twice("the key", name));
    seen |= found;
    return key(found, value, asked, into);
  });
  return done ? document.at_end() : done;
}

std::expected<bool, Problem> CaseReader::Impl::has_case_keys() {
  auto object = document.object();
  if (!object) return true;  // what is wrong is told when it is read as a case
  bool any = false, all_other = true;
  auto done = document.for_fields(*object, [&](std::string_view name, json::value) -> Done {
    any = true;
    all_other = all_other && key_of(name) == kOther;
    return {};
  });
  if (!done) return std::unexpected(std::move(done.error()));
  return any && !all_other;
}

Done CaseReader::Impl::bare_facts(Asked& asked, Case& into) {
  ++object;
  auto all = document.object();
  if (!all) return std::unexpected(std::move(all.error()));
  auto done = document.for_fields(*all, [&](std::string_view name, json::value told) { return fact_named(name, told, asked, into); });
  return done ? document.at_end() : done;
}

Done CaseReader::Impl::key(Key key, json::value value, Asked& asked, Case& into) {
  switch (key) {
    case kFacts: return facts(value, asked, into);
    case kAssume: return assumptions(value, into);
    case kId: return id(value, asked);
    default: break;
  }
  const bool at = key == kAt;
  const auto told = values.string(value, {.name = at ? "at" : "action"}, at ? "an instant such as 2025-08-14T12:00:00-04:00" : "the name of an action");
  if (!told) return std::unexpected(told.error());
  return at ? read_at(names, *told, into) : read_action(program, names, *told, asked);
}

Done CaseReader::Impl::id(json::value value, Asked& asked) {
  const auto type = document.type_of(value);
  if (!type) return std::unexpected(type.error());
  if (*type == json::json_type::number) {
    asked.echo = trimmed(value.raw_json_token());
    double number = 0;
    if (const auto error = value.get_double().get(number)) return std::unexpected(document.broken(error));
    return {};
  }
  const auto told = values.string(value, {.name = "id"}, "a string or a number");
  if (!told) return std::unexpected(told.error());
  asked.echo = text::json_string(*told);
  return {};
}

Done CaseReader::Impl::facts(json::value value, Asked& asked, Case& into) {
  ++object;
  return document.for_fields(value, "", "facts", [&](std::string_view name, json::value told) { return fact_named(name, told, asked, into); });
}

Done CaseReader::Impl::fact_named(std::string_view name, json::value value, Asked& asked, Case& into) {
  const auto found = names.fact(name);
  if (!found) return std::unexpected(found.error());
  if (stamp[found->value] == object) return std::unexpected(twice("the fact", name));
  stamp[found->value] = object;
  return values.fact(*found, value, asked, into);
}

Done CaseReader::Impl::assumptions(json::value value, Case& into) {
  assumed.clear();
  return document.for_fields(value, "", "assume", [&](std::string_view name, json::value told) -> Done {
    const auto question = names.question(name);
    if (!question) return std::unexpected(question.error());
    if (std::ranges::find(assumed, *question) != assumed.end()) return std::unexpected(twice("the question", name));
    assumed.push_back(*question);
    const auto answer = values.scalar(book::Type{}, told, {.name = name}, nullptr);
    if (!answer) return std::unexpected(answer.error());
    if (answer->has_value()) into.assume(*question, **answer != 0);
    return {};
  });
}

std::expected<void, Problem> CaseReader::read(std::string_view text, Asked& asked, Case& into) {
  asked.clear();
  into.clear();
  uint32_t seen = 0;
  if (auto done = impl_->document.open(text); !done) return done;
  if (auto done = impl_->case_of(asked, into, seen); !done) return done;
  for (const auto& [name, key] : {kKeys[0], kKeys[1]}) {
    if ((seen & key) == 0) {
      return std::unexpected(problem("C0806", fmt::format("the case has no `{}`", name),
                                     key == kAt ? "write \"at\": \"2025-08-14T12:00:00-04:00\"" : "write \"action\": and the name of an action"));
    }
  }
  return {};
}

std::expected<Given, Problem> CaseReader::read_part(std::string_view text, Asked& asked, Case& into) {
  uint32_t seen = 0;
  if (auto done = impl_->document.open(text); !done) return std::unexpected(std::move(done.error()));
  const auto of_case = impl_->has_case_keys();
  if (!of_case) return std::unexpected(of_case.error());
  if (auto done = impl_->document.open(text); !done) return std::unexpected(std::move(done.error()));
  auto done = *of_case ? impl_->case_of(asked, into, seen) : impl_->bare_facts(asked, into);
  if (!done) return std::unexpected(std::move(done.error()));
  return Given{.at = (seen & kAt) != 0, .action = (seen & kAction) != 0};
}

std::expected<void, Problem> CaseReader::read_array(FactId fact, std::string_view text, Asked& asked, Case& into) {
  std::string padded(text);
  padded.append(kPadding, ' ');
  if (auto done = impl_->document.open(std::string_view(padded).substr(0, text.size())); !done) return done;
  auto array = impl_->document.array();
  if (!array) return std::unexpected(std::move(array.error()));
  if (auto done = impl_->values.tell_plural(fact, *array, asked, into); !done) return done;
  return impl_->document.at_end();
}

}  // namespace comity::ruling
