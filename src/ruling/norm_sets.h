// Sets of norms as terminals of a diagram: each distinct set has one number; 0 is the empty set.
//
// Cost: a union is linear in the sets the first time and one probe after that (the diagram's memo keeps it).
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "book/model.h"

namespace comity::ruling {

class NormSets {
 public:
  NormSets() { number({}); }

  uint32_t number(std::vector<book::NormId> sorted);
  uint32_t join(uint32_t a, uint32_t b);

  size_t size() const { return sets_.size(); }
  const std::vector<book::NormId>& set(uint32_t number) const { return sets_[number]; }

 private:
  std::map<std::vector<book::NormId>, uint32_t> numbers_;
  std::vector<std::vector<book::NormId>> sets_;
};

}  // namespace comity::ruling
