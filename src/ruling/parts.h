// What is true of several parts of a law together: of a case that may lie in any of them.
#pragma once

#include <vector>

#include "book/model.h"

namespace comity::ruling {

// Norms by whether they are met in all parts, or in some only; so is each part.
class Pooled {
 public:
  // Both sorted.
  void add(const std::vector<book::NormId>& all, const std::vector<book::NormId>& some);
  std::vector<book::NormId> all() const { return all_; }
  std::vector<book::NormId> some() const;

 private:
  bool first_ = true;
  std::vector<book::NormId> all_, any_;
};

}  // namespace comity::ruling
