// Places: parts of the space of cases in which two laws may rule differently, and what the two say there.
//
// An edit of one norm touches few places, and each is small (touched.h). A change of rank touches one for each pair of norms whose precedence
// turned, hundreds that read nearly the same law: together they are one place, where everything holds that all of them have in common.
// Places too large for a diagram are divided by the test that their law reads most.
// Example: an act of 25 norms whose issuer becomes the council touches 114 places of 560 nodes each; together, where jurisdiction is "a", 614.
// Cost: the circuit of the places, a few times.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "proof/rulings.h"

namespace comity::proof {

struct Place {
  Lit here;
  Rulings from, to;

  std::vector<Lit> literals() const;  // here, from, to
};

// The two laws as six literals: permits, forbids, requires before, and after.
using Says = std::vector<Lit>;

// Where `here` holds; nothing if the two rule alike there.
std::optional<Place> place_at(Program& program, const Says& says, Lit here);

// One place that covers all of these, and maybe more. Nothing if it is more to read than they are.
std::optional<Place> together(Program& program, const Says& says, const std::vector<Place>& places);

// A test that the places read most often. Tests of lists hang together and divide less, so none of those.
std::optional<circuit::AtomId> test_read_most(const Program& program, std::span<const Place> places);

// The places where the test comes out so.
std::vector<Place> where(Program& program, const std::vector<Place>& places, circuit::AtomId test, bool holds);

}  // namespace comity::proof
