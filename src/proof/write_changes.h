// What changes between two laws, as JSON: the same for the commands that compare two laws and for programs that do so through a library.
//
//   { "action", "compared", "changes": [{"from", "to", "share", "conditions", "whole", "example", "before", "after", "sources"}] }
#pragma once

#include <string>

#include "proof/diff.h"

namespace comity::proof {

std::string changes_json(const Difference& difference);

}  // namespace comity::proof
