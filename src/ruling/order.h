// The order in which a diagram tests its variables.
//
// No order is best for all functions, and to find the best one is hard; what helps here is how norms are written. A fact that many norms
// with short conditions test (who asks, for what, in what situation) tells most of them apart at once: it comes first. So a variable
// scores 1/k for each norm whose condition reads it among k variables. That order is `by_influence`.
// `by_cost` puts first what is found fastest in a case: words and sets by table, then numbers and dates, then lists and thresholds that
// move with the instant, then questions of law; within each by influence. It makes walks short and cheap where it does not make diagrams
// large. Whoever builds tries both (chart.h).
// Example: 10,000 norms that each name one of 100 offenses: the offense is tested first, and each branch keeps 100 norms.
// Source: after the "fan-in" orders of Malik, Wang, Brayton and Sangiovanni-Vincentelli, ICCAD 1988, with rules in place of gates.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "circuit/cells.h"
#include "circuit/program.h"
#include "ruling/rules.h"

namespace comity::ruling {

// What the norms of a law read: variables by the first place at which they stand, with scores.
struct Reads {
  struct Fact {
    bool is_question = false;
    uint32_t index = 0;
    std::vector<circuit::AtomId> atoms;  // sorted
    double score = 0;
  };
  std::vector<Fact> facts;
  std::vector<uint32_t> nodes;  // the cone of everything
};
Reads reads_of(const circuit::Program& program, const Rules& rules);

// Permutations of the facts of `reads`. `variables` are these facts' own.
std::vector<uint32_t> by_influence(const Reads& reads);
std::vector<uint32_t> by_cost(const Reads& reads, const circuit::Program& program, const std::vector<circuit::Variable>& variables);

}  // namespace comity::ruling
