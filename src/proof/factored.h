// Conditions with what they share said once.
//
// A cover (cover.h) is a list of conditions, each a list of parts that all must hold. Where a law says "an agency that may, in each of six
// kinds of case, on any of three grounds", its cover repeats each ground in each kind. Here parts, and whole groups of alternatives, that several
// conditions share are taken out, as in algebra: ab + ac + db + dc = (a + d)(b + c).
// Example: 48 conditions of 1,980 words come to some 20 lines.
// Exact: what holds is the same; multiplied out, the conditions come again. That there are fewest words is not promised (factoring is greedy:
// first what saves most).
// Cost: for n conditions of p parts, n rounds over n p parts.
// Source: Brayton, "Factoring logic functions", IBM Journal of Research and Development 31(2), 1987.
#pragma once

#include <string>
#include <vector>

namespace comity::proof {

// What holds if each part of `all` does and, of each group, one of its members.
struct Factored {
  std::vector<std::string> all;
  std::vector<std::vector<Factored>> groups;
};

// Of conditions any of which is enough, each with its parts; none of them: nothing holds, which is not asked for.
Factored factored(std::vector<std::vector<std::string>> conditions);

}  // namespace comity::proof
