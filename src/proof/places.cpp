#include "proof/places.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "proof/focus.h"

namespace comity::proof {

namespace {

size_t nodes_read(const Program& program, const Place& place) { return circuit::cone(program.circuit, place.literals()).size(); }

}  // namespace

std::vector<Lit> Place::literals() const {
  std::vector<Lit> all{here};
  all.insert(all.end(), from.begin(), from.end());
  all.insert(all.end(), to.begin(), to.end());
  return all;
}

std::optional<Place> place_at(Program& program, const Says& says, Lit here) {
  const std::vector<Lit> left = given(program, says, here);
  const Place place{here, circuit::rulings_of(program.circuit, left[0], left[1], left[2]), circuit::rulings_of(program.circuit, left[3], left[4], left[5])};
  return place.from == place.to ? std::nullopt : std::optional(place);
}

std::optional<Place> together(Program& program, const Says& says, const std::vector<Place>& places) {
  if (places.size() < 2) return std::nullopt;
  std::vector<Lit> common = conjuncts(program, places[0].here);
  for (const Place& place : places) {
    std::vector<Lit> both;
    const std::vector<Lit> its = conjuncts(program, place.here);
    std::set_intersection(common.begin(), common.end(), its.begin(), its.end(), std::back_inserter(both));
    common = std::move(both);
  }
  auto whole = place_at(program, says, program.circuit.all(common));
  const size_t most = whole ? nodes_read(program, *whole) : 0;
  size_t apart = 0;
  for (size_t p = 0; p < places.size() && apart <= most; ++p) apart += nodes_read(program, places[p]);
  return most < apart ? whole : std::nullopt;
}

std::optional<circuit::AtomId> test_read_most(const Program& program, std::span<const Place> places) {
  std::vector<Lit> roots;
  for (const Place& place : places) {
    const std::vector<Lit> all = place.literals();
    roots.insert(roots.end(), all.begin(), all.end());
  }
  std::map<circuit::AtomId, size_t> reads;
  for (const uint32_t node : circuit::cone(program.circuit, roots)) {
    if (program.circuit.is_atom(node)) continue;
    for (const Lit part : {program.circuit.node(node).left, program.circuit.node(node).right}) {
      if (!program.circuit.is_atom(part.node())) continue;
      const circuit::AtomId atom = program.circuit.atom_of(part.node());
      if (program.atoms[atom].kind != circuit::Atom::Kind::kCountAtLeast) ++reads[atom];
    }
  }
  const auto most = std::max_element(reads.begin(), reads.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == reads.end() ? std::nullopt : std::optional(most->first);
}

std::vector<Place> where(Program& program, const std::vector<Place>& places, circuit::AtomId test, bool holds) {
  const Lit atom = holds ? program.circuit.atom(test) : !program.circuit.atom(test);
  std::vector<Place> found;
  for (const Place& place : places) {
    const std::vector<Lit> there = given(program, place.literals(), atom);
    Place part{program.circuit.both(there[0], atom), {}, {}};
    std::copy_n(there.begin() + 1, book::kRulings, part.from.begin());
    std::copy_n(there.begin() + 1 + book::kRulings, book::kRulings, part.to.begin());
    if (part.here != circuit::kFalse && part.from != part.to) found.push_back(part);
  }
  return found;
}

}  // namespace comity::proof
