#include "proof/factored.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace comity::proof {

namespace {

using Group = std::vector<Factored>;  // any of them

// Equal keys are equal conditions, since groups and parts are kept in one order.
std::string key(const Group& group) {
  std::string text = "(";
  for (const Factored& member : group) {
    for (const std::string& part : member.all) text += part + "&";
    for (const Group& inner : member.groups) text += key(inner) + "&";
    text += "|";
  }
  return text + ")";
}

// A member that is nothing but alternatives stands for them.
void unfold(Group& group) {
  Group flat;
  for (Factored& member : group) {
    if (member.all.empty() && member.groups.size() == 1)
      std::ranges::move(member.groups[0], std::back_inserter(flat));
    else
      flat.push_back(std::move(member));
  }
  group = std::move(flat);
}

// Shorter ones first, and no member twice.
void put_in_order(Group& group) {
  std::vector<std::pair<std::string, Factored>> keyed;
  for (Factored& member : group) {
    std::ranges::sort(member.all);
    std::ranges::sort(member.groups, {}, [](const Group& inner) { return key(inner); });
    keyed.emplace_back(key({member}), std::move(member));
  }
  std::ranges::sort(keyed, {}, [](const auto& one) { return std::pair(one.first.size(), one.first); });
  const auto twice = std::ranges::unique(keyed, {}, [](const auto& one) { return one.first; });
  keyed.erase(twice.begin(), twice.end());
  group.clear();
  for (auto& [text, member] : keyed) group.push_back(std::move(member));
}

bool holds_always(const Factored& one) { return one.all.empty() && one.groups.empty(); }

// The part, or the group by its key, that saves most if it is taken out of all that have it. None: nothing is shared.
std::optional<std::string> best_shared(const Group& members) {
  std::map<std::string, size_t> counts;
  for (const Factored& member : members) {
    for (const std::string& part : member.all) ++counts[part];
    for (const Group& group : member.groups) ++counts[key(group)];
  }
  std::optional<std::string> best;
  size_t most = 0;
  for (const auto& [name, count] : counts) {
    if (const size_t saved = (count - 1) * name.size(); saved > most) best = name, most = saved;
  }
  return best;
}

// Takes it out of those that have it, which are given back; `taken` becomes what it is. A member has nothing twice.
Group take_out(const std::string& shared, Group& members, Factored& taken) {
  Group with, without;
  for (Factored& member : members) {
    const auto part = std::ranges::find(member.all, shared);
    const auto group = std::ranges::find(member.groups, shared, [](const Group& inner) { return key(inner); });
    if (part != member.all.end()) {
      taken = {{shared}, {}};
      member.all.erase(part);
    } else if (group != member.groups.end()) {
      taken = {{}, {std::move(*group)}};
      member.groups.erase(group);
    } else {
      without.push_back(std::move(member));
      continue;
    }
    with.push_back(std::move(member));
  }
  members = std::move(without);
  return with;
}

Factored any_of(Group members) {
  unfold(members);
  put_in_order(members);
  if (std::ranges::any_of(members, holds_always)) return {};
  while (const auto shared = best_shared(members)) {
    Factored taken;
    Factored joined = any_of(take_out(*shared, members, taken));
    joined.all.insert(joined.all.end(), taken.all.begin(), taken.all.end());
    for (Group& group : taken.groups) {
      const auto same = [&](const Group& other) { return key(other) == *shared; };
      if (std::ranges::none_of(joined.groups, same)) joined.groups.push_back(std::move(group));
    }
    members.push_back(std::move(joined));
    put_in_order(members);
  }
  return members.size() == 1 ? std::move(members[0]) : Factored{{}, {std::move(members)}};
}

// Parts as the conditions had them.
void restore_order(Factored& one, const std::map<std::string, size_t>& places) {
  std::ranges::sort(one.all, {}, [&](const std::string& part) { return places.at(part); });
  for (Group& group : one.groups) {
    for (Factored& member : group) restore_order(member, places);
  }
}

}  // namespace

Factored factored(std::vector<std::vector<std::string>> conditions) {
  std::map<std::string, size_t> places;
  Group members;
  for (std::vector<std::string>& parts : conditions) {
    for (const std::string& part : parts) places.emplace(part, places.size());
    members.push_back({std::move(parts), {}});
  }
  Factored whole = any_of(std::move(members));
  restore_order(whole, places);
  return whole;
}

}  // namespace comity::proof
