#include "proof/touched.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "proof/focus.h"

namespace comity::proof {

using circuit::kFalse;

namespace {

// What must hold for a norm to be active, on both sides or on one.
struct Apart {
  std::vector<Lit> common, before, after;
};

Apart apart(const Program& program, const Sides& norm) {
  const std::vector<Lit> before = conjuncts(program, norm.before), after = conjuncts(program, norm.after);
  Apart found;
  std::set_intersection(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(found.common));
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(found.before));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(found.after));
  return found;
}

// Takes out the denials of norms that have changed themselves, on both sides.
void leave_to_others(Apart& norm, const std::unordered_map<uint32_t, Lit>& denials) {
  std::erase_if(norm.before, [&](Lit denial) {
    const auto other = denials.find(denial.code);
    if (other == denials.end()) return false;
    const auto place = std::lower_bound(norm.after.begin(), norm.after.end(), other->second);
    if (place == norm.after.end() || *place != other->second) return false;
    norm.after.erase(place);
    return true;
  });
}

}  // namespace

std::vector<Lit> touched(Program& program, std::span<const Sides> norms) {
  std::unordered_map<uint32_t, Lit> denials;  // before -> after
  for (const Sides& norm : norms) {
    if (norm.before != norm.after && norm.before != kFalse && norm.after != kFalse) denials.emplace((!norm.before).code, !norm.after);
  }
  std::vector<Lit> found;
  const auto note = [&](const Apart& norm, const std::vector<Lit>& holding, Lit failing) {
    std::vector<Lit> all = norm.common;
    all.insert(all.end(), holding.begin(), holding.end());
    all.push_back(!failing);
    if (const Lit lit = program.circuit.all(all); lit != kFalse) found.push_back(lit);
  };
  for (const Sides& norm : norms) {
    if (norm.before == norm.after) continue;
    Apart own = apart(program, norm);
    leave_to_others(own, denials);
    for (const Lit failing : own.after) note(own, own.before, failing);
    for (const Lit failing : own.before) note(own, own.after, failing);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace comity::proof
