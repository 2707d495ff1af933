#include "cli/arguments.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "text/diagnostics.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

std::string unknown_option(const std::vector<Option>& options, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Option& option : options) names.push_back(option.name);
  const std::string near = text::nearest(name, names);
  return fmt::format("there is no option {}{}", text::quote(name), near.empty() ? "" : fmt::format("; did you mean `{}`?", near));
}

std::string wrong_count(const Command& command, size_t count) {
  if (count < command.least) return fmt::format("something is missing: comity {} {}", command.name, command.operands);
  return fmt::format("too much is said: comity {} {}", command.name, command.operands);
}

}  // namespace

std::expected<Arguments, std::string> Arguments::parse(const Command& command, std::span<const std::string_view> words) {
  Arguments found;
  const std::vector<Option> options = options_of(command);
  found.words_.assign(words.begin(), words.end());
  bool only_operands = false;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (only_operands || !word.starts_with('-') || word == "-") {
      found.operands_.push_back(word);
      continue;
    }
    if (word == "--") {
      only_operands = true;
      continue;
    }
    const size_t equals = word.find('=');
    const std::string_view name = word == "-h" ? "--help" : word.substr(0, equals);
    const auto option = std::ranges::find(options, name, &Option::name);
    if (option == options.end()) return std::unexpected(unknown_option(options, name));
    if (option->value.empty()) {
      if (equals != std::string_view::npos) return std::unexpected(fmt::format("`{}` takes no value", option->name));
      found.options_.emplace_back(option->name, "");
    } else if (equals != std::string_view::npos) {
      found.options_.emplace_back(option->name, word.substr(equals + 1));
    } else if (i + 1 < words.size()) {
      found.options_.emplace_back(option->name, words[++i]);
    } else {
      return std::unexpected(fmt::format("`{}` needs a value: {}", option->name, option->value));
    }
  }
  const size_t count = found.operands_.size();
  if (!found.has("--help") && (count < command.least || count > command.most)) return std::unexpected(wrong_count(command, count));
  return found;
}

bool Arguments::has(std::string_view option) const {
  return std::ranges::any_of(options_, [&](const auto& one) { return one.first == option; });
}

std::string_view Arguments::value(std::string_view option, std::string_view otherwise) const {
  for (auto it = options_.rbegin(); it != options_.rend(); ++it) {
    if (it->first == option) return it->second;
  }
  return otherwise;
}

std::vector<std::string_view> Arguments::all(std::string_view option) const {
  std::vector<std::string_view> values;
  for (const auto& [name, value] : options_) {
    if (name == option) values.push_back(value);
  }
  return values;
}

}  // namespace comity::cli
