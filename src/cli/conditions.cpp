#include "cli/conditions.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/html.h"
#include "cli/terminal.h"

namespace comity::cli {

using proof::Factored;

namespace {

constexpr std::string_view kDash = "- ";

// How many are told of a list: one alone is not left out.
size_t told_of(const std::vector<Factored>& group, size_t most) { return group.size() - 1 <= most ? group.size() : most; }

size_t within(size_t most) { return most == kAllMembers ? most : std::max<size_t>(most / 2, 1); }

std::string all_of(const Factored& one) {
  if (one.all.empty()) return one.groups.empty() ? "in every case" : "";
  return fmt::format("{}", fmt::join(one.all, " and "));
}

std::string lines(const Factored& one, const std::string& indent, std::string_view before, size_t most) {
  const std::string inner = indent + std::string(before.size(), ' ');
  std::string text = all_of(one);
  if (!text.empty()) text = hanging(text, indent + std::string(before), inner);
  for (const std::vector<Factored>& group : one.groups) {
    text += text.empty() ? hanging("any of", indent + std::string(before), inner) : inner + "and any of\n";
    const size_t told = told_of(group, most);
    for (size_t i = 0; i < told; ++i) text += lines(group[i], inner, kDash, within(most));
    if (told < group.size()) text += fmt::format("{}{}and {} more\n", inner, kDash, group.size() - told);
  }
  return text;
}

std::string list_html(const std::vector<Factored>& group, size_t open) {
  const auto items = [&](size_t from, size_t to) {
    std::string out = "<ul>";
    for (size_t i = from; i < to; ++i) out += "<li>" + conditions_html(group[i], open) + "</li>";
    return out + "</ul>";
  };
  const size_t told = told_of(group, open);
  std::string out = items(0, told);
  if (told < group.size()) out += fmt::format("<details><summary>and {} more</summary>{}</details>", group.size() - told, items(told, group.size()));
  return out;
}

}  // namespace

std::string conditions_text(const Factored& conditions, std::string_view indent, std::string_view before, size_t most) {
  return lines(conditions, std::string(indent), before, most);
}

bool is_cut(const Factored& conditions, size_t most) {
  return std::ranges::any_of(conditions.groups, [&](const std::vector<Factored>& group) {
    return told_of(group, most) < group.size() || std::ranges::any_of(group, [&](const Factored& member) { return is_cut(member, within(most)); });
  });
}

std::string conditions_html(const Factored& conditions, size_t open) {
  std::string out = escaped(all_of(conditions));
  for (const std::vector<Factored>& group : conditions.groups) out += fmt::format("{}any of{}", out.empty() ? "" : " and ", list_html(group, open));
  return out;
}

}  // namespace comity::cli
