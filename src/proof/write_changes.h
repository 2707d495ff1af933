// What changes between two laws, as JSON: the same for the commands that compare two laws and for programs that do so through a library.
//
//   { "action", "compared", "changes": [{"from", "to", "share", "conditions", "whole", "example", "before", "after", "sources"}] }
//
// `compared` is false where the action was not compared to its end: then there are no changes, or, after a stop, those found by then.
#pragma once

#include <string>

#include "proof/diff.h"

namespace comity::proof {

std::string changes_json(const Difference& difference);

}  // namespace comity::proof
