// Contradictions: which norms of a law an adopted text goes against, in which case, and which of the two then prevails.
//
// An adopted norm and one of the law's own contradict each other if in some case both would apply, the one as part of its text alone and the
// other in its law alone, and one forbids what the other permits or requires. Rank is left out of finding them, since an order that a statute
// defeats contradicts it all the same; what rank, date, or the norms' own words then make of it is told with each.
// Example: an order permits sharing about persons not in custody, an ordinance forbids telling a release date: the release date of a person
// not in custody is a case of both.
// Cost: the adopting law lowered three times and a search a pair of opposed norms.
#pragma once

#include <string>
#include <vector>

#include "proof/adoption.h"
#include "proof/decide.h"

namespace comity::proof {

struct Contradiction {
  enum class Prevails : uint8_t { kOwn, kAdopted, kNeither };
  book::NormId own, adopted;  // of the model that has both
  Outcome::Kind kind = Outcome::Kind::kFound;
  std::string why;                 // undecided
  std::vector<std::string> given;  // the smallest case of both, in words
  Prevails prevails = Prevails::kNeither;
  std::string by;                         // "by rank", "overrides", … ; empty if neither prevails
  book::RulingSet before = 0, after = 0;  // of that case, over all its completions
};

struct Opposed {
  std::string subject;                        // "arrest", "asking subject.race"
  std::vector<Contradiction> contradictions;  // by the law's own norm
};

// Subjects in the order of the law, those with a contradiction only.
std::vector<Opposed> contradictions(const Adopted& adopted, book::Instant at);

}  // namespace comity::proof
