// Evaluation of literals for given truths of their atoms: 64 assignments at once, one in each bit of a word.
//
// An Evaluator is the cone of some roots, renumbered so that one short loop over a dense array computes it. The engine's way past its
// budget, the records of a list and the tests use it.
// Example: for two atoms the words 0b0011 and 0b0101 are all four assignments; an AND of them gives 0b0001.
// Cost: two loads, two exclusive ors and an AND a node for 64 assignments; nothing is allocated but by `scratch` when it first grows.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "circuit/cells.h"
#include "circuit/circuit.h"
#include "circuit/program.h"

namespace comity::circuit {

class Evaluator {
 public:
  Evaluator() = default;
  Evaluator(const Circuit& circuit, std::span<const Lit> roots);

  // The atoms that the roots read, sorted: the order of `run`'s first argument.
  const std::vector<AtomId>& atoms() const { return atoms_; }
  size_t roots() const { return roots_.size(); }
  size_t nodes() const { return 1 + atoms_.size() + gates_.size(); }

  // `truths[i]` holds the truths of atoms()[i]; `out[r]` becomes the truths of root r. `scratch` is kept from call to call.
  void run(std::span<const uint64_t> truths, std::vector<uint64_t>& scratch, std::span<uint64_t> out) const;

 private:
  struct Gate {
    uint32_t left, right;  // 2 * place + complement
  };
  static uint64_t value(const std::vector<uint64_t>& values, uint32_t code) { return values[code >> 1] ^ (0 - static_cast<uint64_t>(code & 1)); }

  std::vector<AtomId> atoms_;
  std::vector<Gate> gates_;
  std::vector<uint32_t> roots_;
};

// The roots of an epoch: permits, forbids, requires.
std::vector<Lit> roots_of(const Epoch& epoch);

// Language.md section 6: what follows from some norm's permitting, forbidding and requiring.
book::Ruling ruling_of(bool permits, bool forbids, bool requires_);

// The variables of these roots: the facts, then the questions, that their atoms test, by id. Nothing if one has too many cells.
std::optional<std::vector<Variable>> variables_of(const Program& program, std::span<const Lit> roots);

// By plain enumeration the rulings of an epoch over all choices of an allowed cell for each variable. Exponential: for tests and for
// small remainders. Nothing if there are more than `most` choices.
std::optional<book::RulingSet> rulings_by_enumeration(const Program& program, const Epoch& epoch, const std::vector<Variable>& variables,
                                                      const std::vector<CellSet>& allowed, uint64_t most = uint64_t{1} << 22);

}  // namespace comity::circuit
