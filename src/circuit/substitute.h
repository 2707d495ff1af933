// Substitution: literals of one circuit carried into another, or into the same, with other literals in place of atoms.
//
// What is known of a case, of a cell, of a stretch of time turns atoms into constants, and the rest folds: most of a large law falls silent
// when its jurisdiction is told. What is brought from another book has its atoms named anew. All of it is one walk from the roots down: each
// node once, and under a false input the other one is not looked at.
// Example: `a and (b or c)` with a held true and b false is `c`; with a false, nothing below the OR is visited.
// Cost: a probe of a table a node that is visited; the table is kept from one start to the next, and made larger only by what is visited.
#pragma once

#include <cstdint>
#include <vector>

#include "circuit/circuit.h"

namespace comity::circuit {

class Substitution {
 public:
  Substitution() { start(); }

  // Forgets what was carried.
  void start() {
    if (++round_ == 0) slots_.assign(slots_.size(), {}), round_ = 1;
    used_ = 0;
    note(0, kFalse);
  }

  // `put(AtomId)` gives what stands for an atom. Between two starts the circuits are the same, which may be one, and so is what stands for an
  // atom. `put` may itself carry literals.
  template <class Put>
  Lit operator()(const Circuit& from, Circuit& into, Lit lit, const Put& put) {
    const size_t below = todo_.size();
    todo_.push_back(lit.node());
    while (todo_.size() > below) {
      const uint32_t node = todo_.back();
      if (find(node) != nullptr) {
        todo_.pop_back();
        continue;
      }
      if (from.is_atom(node)) {
        note(node, put(from.atom_of(node)));
        continue;
      }
      const auto [left, right] = from.node(node);
      const Lit* its_left = find(left.node());
      if (its_left == nullptr) {
        todo_.push_back(left.node());
        continue;
      }
      const Lit first = with(*its_left, left);
      const Lit* its_right = first == kFalse ? nullptr : find(right.node());
      if (first != kFalse && its_right == nullptr) {
        todo_.push_back(right.node());
        continue;
      }
      note(node, first == kFalse ? kFalse : into.both(first, with(*its_right, right)));
    }
    return with(*find(lit.node()), lit);
  }

 private:
  struct Slot {
    uint32_t round = 0;  // of the start for which it was filled
    uint32_t node = 0;
    Lit made;
  };

  static Lit with(Lit made, Lit original) { return original.complemented() ? !made : made; }

  size_t place(uint32_t node) const {
    size_t slot = (node * 0x9e3779b9U >> 7) & (slots_.size() - 1);
    while (slots_[slot].round == round_ && slots_[slot].node != node) slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }

  const Lit* find(uint32_t node) const {
    const Slot& slot = slots_[place(node)];
    return slot.round == round_ ? &slot.made : nullptr;
  }

  void note(uint32_t node, Lit made) {
    if (++used_ * 2 > slots_.size()) grow();
    slots_[place(node)] = {round_, node, made};
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.round == round_) slots_[place(slot.node)] = slot;
    }
  }

  uint32_t round_ = 0;
  size_t used_ = 0;
  std::vector<Slot> slots_ = std::vector<Slot>(256);
  std::vector<uint32_t> todo_;
};

}  // namespace comity::circuit
