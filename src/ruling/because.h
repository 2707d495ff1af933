// Why this ruling: a smallest set of told facts that alone forces it.
//
// The idea: a set of facts forces the ruling if and only if it has something against every completion with another ruling, that is if it
// holds a fact in which the completion departs from the case. So the answer is a smallest set that hits each of those departures. They
// are not listed but met as needed: take a candidate; find a completion that it lets through; its departures are a new set to hit; find
// a smallest set that hits all sets met so far; and so on until nothing gets through. What is then at hand forces the ruling, and nothing
// smaller hits even the sets that were met.
// Example: told custody, paper, minor, traffic_stop, where custody alone forbids: the walk met custody and paper; without paper nothing
// gets through; without custody something does, which departs in custody alone; so {custody}.
// Cost: one search a fact that the walk met, and one more for each set that these did not bring to light; smallest hitting sets by branch
// and bound over a handful of facts.
// Limits: exact, as long as the steps last; then the set found forces the ruling and leaves out nothing that it holds, but may not be
// smallest, and `exact` is false.
// Source: implicit hitting sets, after Reiter, "A theory of diagnosis from first principles", 1987; Chandrasekaran, Karp, Moreno-Centeno
// and Vempala, SODA 2011.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace comity::ruling {

// Facts are numbered as the caller likes; a set of them is sorted.
using FactSet = std::vector<uint32_t>;

// A smallest set that hits every one of `sets`, none of them empty, or nothing if that takes `most` facts or more. `steps` is used up.
std::optional<FactSet> smallest_hitting(const std::vector<FactSet>& sets, size_t most, uint64_t& steps);

struct Smallest {
  FactSet facts;
  bool exact = true;
};

// `start` forces the ruling. `departures(kept)`, for kept as flags by fact, is what one completion that the kept facts let through departs
// in, or nothing if there is none. `facts` is how many there are in all.
template <class Departures>
Smallest smallest_forcing(const FactSet& start, size_t facts, uint64_t steps, const Departures& departures) {
  std::vector<uint8_t> kept(facts, 0);
  for (uint32_t fact : start) kept[fact] = 1;
  FactSet forcing;
  std::vector<FactSet> met;
  // What can be left out, one after the other.
  for (uint32_t fact : start) {
    kept[fact] = 0;
    const std::optional<FactSet> got_through = departures(kept);
    if (!got_through) continue;
    met.push_back(*got_through);
    kept[fact] = 1;
    forcing.push_back(fact);
  }
  // Nothing can be left out alone; but other facts, fewer, may do as well.
  for (;;) {
    const std::optional<FactSet> fewer = smallest_hitting(met, forcing.size(), steps);
    if (!fewer) return {forcing, steps > 0};
    kept.assign(facts, 0);
    for (uint32_t fact : *fewer) kept[fact] = 1;
    const std::optional<FactSet> got_through = departures(kept);
    if (!got_through) return {*fewer, steps > 0};
    met.push_back(*got_through);
  }
}

}  // namespace comity::ruling
