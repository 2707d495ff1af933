// The chart of one shape: its diagrams, packed for walking.
//
// The idea: everything about a subject that does not depend on the case is worked out once. `rulings` is the diagram from facts to the
// ruling. Which norms decide is a function too: a diagram whose terminals are sets of norms, or where that would grow too large lists of
// such diagrams whose sets are joined (norm_groups.h). In the same way the norms that are defeated, and those whose duties fall due.
// Example: `permits share when A`, `forbids share when B`, the second above the first. rulings: B -> forbidden; else A -> permitted; else
// silent. decides: B -> {second}; else A -> {first}; else {}. defeated: A and B -> {first}.
// Cost: a chart holds 4 bytes a node and 4 a child; drawing it costs some microseconds a norm. Decisions walk not the chart itself but its
// track (track.h), which holds of `decides` what a told case needs and nothing else.
// Limits: Budget::diagram_nodes. Past it the rulings or the norms or both are not drawn, and the circuit itself is evaluated for each case
// (cofactor.h). A fact of more than kMaxCells cells stands as one variable for each of its tests. On such a diagram a told case finds its
// way as on any other; but its tests look as if they had nothing to do with one another, so that for untold facts it shows nothing, and the
// circuit is evaluated.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "book/model.h"
#include "circuit/cells.h"
#include "circuit/program.h"
#include "ruling/diagram.h"
#include "ruling/norm_groups.h"
#include "ruling/rules.h"

namespace comity::ruling {

using book::NormId;
using book::Ruling;
using book::RulingSet;
using circuit::Cell;
using circuit::Epoch;
using circuit::Program;
using circuit::Variable;

inline constexpr RulingSet set_of(Ruling ruling) { return static_cast<RulingSet>(1u << static_cast<unsigned>(ruling)); }
inline constexpr bool is_single(RulingSet set) { return set != 0 && (set & (set - 1)) == 0; }

// What some active norm does: bits to the ruling (language.md section 6).
enum ModalityBit : uint8_t { kSomePermits = 1, kSomeForbids = 2, kSomeRequires = 4 };
uint8_t modality_bit(book::Modality modality);
Ruling ruling_of_modalities(uint8_t bits);

// The cells of told values that lie densely from 0, by value; empty where they do not (questions, numbers, lists, what moves).
std::vector<Cell> table_of(const Program& program, const Variable& variable);

// Whether some fact stands as one variable for each of its tests.
bool has_pieces(std::span<const Variable> variables);

class Chart {
 public:
  // A terminal of a diagram of norms: a set of norms, by id, and what they do.
  struct Leaf {
    uint32_t first = 0, count = 0;
    uint8_t modalities = 0;
    Ruling ruling = Ruling::kSilent;  // of these norms taken alone
  };

  // Draws with at most `most_nodes` nodes; what does not fit is left out. Never null.
  static std::unique_ptr<const Chart> draw(const Program& program, const Rules& rules, uint32_t most_nodes);

  // By level. A fact of more than kMaxCells cells has several levels, one for each of its tests.
  const std::vector<Variable>& variables() const { return variables_; }

  bool has_rulings() const { return has_rulings_; }
  Ref rulings() const { return rulings_; }  // terminals are Rulings
  bool has_norms() const { return has_norms_; }
  bool can_walk() const { return can_walk_; }  // `decides` may be followed where all is told; so it is where the norms are drawn
  // Terminals are leaves, or lists of diagrams whose terminals are leaves.
  Ref decides() const { return decides_; }
  Ref defeated() const { return defeated_; }
  Ref due() const { return due_; }  // active, whether they decide or not, and having duties

  size_t nodes() const { return nodes_; }
  // Refs are places among so many words.
  size_t words() const { return words_.size(); }
  uint32_t level(Ref node) const { return words_[node.code]; }
  Ref child(Ref node, uint32_t cell) const { return Ref{words_[node.code + 1 + cell]}; }
  RulingSet reach(Ref ref) const { return ref.is_terminal() ? static_cast<RulingSet>(1u << ref.number()) : reach_[ref.code]; }  // below `rulings`
  static bool is_list(Ref terminal) { return (terminal.code & NormGroups::kListBit) != 0; }
  const std::vector<Ref>& list(Ref terminal) const { return lists_[terminal.number() & ~NormGroups::kListBit]; }
  const Leaf& leaf(Ref terminal) const { return leaves_[terminal.number()]; }
  std::span<const NormId> norms(const Leaf& leaf) const { return all_norms().subspan(leaf.first, leaf.count); }
  std::span<const NormId> all_norms() const { return leaf_norms_; }  // leaf after leaf

 private:
  friend class Drawing;

  void find_reach();

  bool has_rulings_ = false, has_norms_ = false, can_walk_ = false;
  std::vector<Variable> variables_;
  // Node after node: its level, then its children by cell, so that both lie in one line of the cache.
  std::vector<uint32_t> words_;
  size_t nodes_ = 0;
  std::vector<RulingSet> reach_;
  Ref rulings_, decides_, defeated_, due_;
  std::vector<std::vector<Ref>> lists_;
  std::vector<Leaf> leaves_;
  std::vector<NormId> leaf_norms_;
};

}  // namespace comity::ruling
