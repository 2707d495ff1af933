// What would have to be different, as JSON: what `comity why-not --json` prints and what libraries hand out.
//
//   { "action", "at", "ruling", "possible", "wanted", "reachable", "exact", "changes": [{"fact", "from", "to"}], "against": [norm …],
//     "in_favour": [norm …] }
//
// `from` is null where the fact was not told. Norms are written as in an answer (write_answer.h).
#pragma once

#include <string>

#include "ruling/desk.h"

namespace comity::ruling {

// `desk` holds the case that was asked; `now` is what it comes to as it stands.
std::string why_not_json(const Program& program, const Names& names, Desk& desk, book::Ruling wanted, RulingSet now, const WhyNot& why);

}  // namespace comity::ruling
