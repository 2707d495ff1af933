#include "circuit/rulings.h"

namespace comity::circuit {

using book::Ruling;

Rulings rulings_of(Circuit& c, Lit permits, Lit forbids, Lit requires_) {
  const Lit allows = c.either(permits, requires_);
  Rulings is;
  is[static_cast<size_t>(Ruling::kConflicting)] = c.both(forbids, allows);
  is[static_cast<size_t>(Ruling::kRequired)] = c.both(!forbids, requires_);
  is[static_cast<size_t>(Ruling::kPermitted)] = c.both(c.both(!forbids, !requires_), permits);
  is[static_cast<size_t>(Ruling::kForbidden)] = c.both(forbids, !allows);
  is[static_cast<size_t>(Ruling::kSilent)] = c.both(!forbids, !allows);
  return is;
}

}  // namespace comity::circuit
