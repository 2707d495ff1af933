// The way without a chart: the circuit itself, with what is known of the case put in.
//
// The idea: what is told turns atoms into constants, and the circuit folds to what is still open. That is taken apart fact by fact:
// choosing a cell of the first open fact gives a smaller circuit, its cofactor, and so on until nothing is left but a ruling. Equal
// cofactors are one literal of one circuit, so no part of the question is worked out twice; and what is built from the rulings below is
// the same reduced remainder that a chart would give (remainder.h), with the same answers.
// Example: of `custody or (paper and not waived)` with paper told, custody = yes leaves true, custody = no leaves `not waived`.
// Cost: at worst a step for each completion and node; most often few, since told facts fold the circuit first.
// Limits: Budget::completions bounds the steps; past it `spent` says so, and the caller falls back on what the folded circuit shows by
// itself, which may hold more rulings than there are but never fewer. So it is with a fact of more than kMaxCells cells: its tests are
// taken as if they had nothing to do with one another, and `loose` says so.
// Source: Shannon's expansion; Boole, The Laws of Thought, 1854, ch. V.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "circuit/circuit.h"
#include "circuit/substitute.h"
#include "ruling/chart.h"
#include "ruling/diagram.h"
#include "ruling/known.h"

namespace comity::ruling {

class Cofactors {
 public:
  using Cells = std::span<const Cell>;

  // `cells` by level: one makes the variable's atoms constants. All must stay as they are. `circuit` is
  // the one whose literals are put in.
  void start(const circuit::Circuit& circuit, std::span<const Variable> variables, std::vector<Cells> cells, uint64_t most_steps);

  // A literal of that circuit with what is known put in; a literal of this object's own circuit from then on.
  circuit::Lit put(circuit::Lit lit);
  circuit::Lit both(circuit::Lit a, circuit::Lit b) { return with_tops(circuit_.both(a, b)); }
  circuit::Lit either(circuit::Lit a, circuit::Lit b) { return !both(!a, !b); }

  // The reduced diagram of the ruling; a node's children are the cells of its level, in order.
  Ref rulings(circuit::Lit permits, circuit::Lit forbids, circuit::Lit requires_, Diagram& into);

  struct Truth {
    bool may_hold = false, may_fail = false;
  };
  Truth truth(circuit::Lit lit);
  // A choice of cells, by level and place among its cells, for which the literal fails; the rest may be as it likes. `prefer` gives the
  // place to be tried first. The literal must be one that may fail. Empty if the steps run out on the way.
  std::vector<std::pair<uint32_t, uint32_t>> failing(circuit::Lit lit, std::span<const uint32_t> prefer);

  uint64_t steps() const { return steps_; }
  bool spent() const { return steps_ >= most_steps_; }
  bool loose() const;
  bool open(uint32_t level) const { return open_[level] != 0; }  // some literal that was put reads it

 private:
  struct Place {
    uint32_t level = 0;
    size_t atom = 0;
  };
  circuit::Lit with_tops(circuit::Lit lit);  // the literal, now that nodes were made
  circuit::Lit put_atom(circuit::AtomId atom);
  // With the first variable that the literal reads in a cell of its own.
  circuit::Lit where(circuit::Lit lit, uint32_t level, uint32_t place);
  uint32_t top(circuit::Lit lit) const { return tops_[lit.node()]; }

  const circuit::Circuit* from_ = nullptr;
  std::span<const Variable> variables_;
  std::vector<Cells> cells_;
  uint64_t steps_ = 0, most_steps_ = 0;
  std::vector<std::pair<circuit::AtomId, Place>> places_;  // sorted by atom
  circuit::Circuit circuit_;
  std::vector<uint32_t> tops_;  // by node: the first level that it reads; UINT32_MAX for constants
  std::vector<uint8_t> open_;   // by level
  circuit::Substitution put_;
  Memo where_, truth_;
  Memo pairs_, ruled_;  // a number for each pair of literals that permit and forbid; the ruling for such a number and one that requires
  uint32_t next_pair_ = 0;
};

}  // namespace comity::ruling
