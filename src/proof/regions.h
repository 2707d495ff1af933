// Regions: sets of cases as decision diagrams over the cells of facts and questions.
//
// A variable has a child for each of its cells; equal diagrams are one node, so two conditions are the same law exactly when they are
// the same number. On them a set of cases can be emptied, counted, compared, projected, and its smallest member found.
// Example: over `hours` with three cells and a yes-no fact, the region "above 48 and not in custody" is two nodes.
// Cost: an operation is at most the product of the sizes, each pair of nodes once. A region is smaller the fewer variables matter.
// Limits: kMaxNodes nodes; past them every operation gives kNowhere and `full()` is true, and the caller turns to the solver.
// Lists that many wheres test are taken apart (parts.h); then, too, `full()` may come of a choice that no list has.
// Sets are exact where no threshold moves (search.h freezes them); where one moves, a cell may be impossible at some instants, so an
// empty region is still proof, and a found one is looked at again at an instant.
// Source: multi-valued diagrams after Srinivasan, Kam, Malik, Brayton, "Algorithms for discrete function manipulation", ICCAD 1990.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "circuit/cells.h"
#include "circuit/program.h"

namespace comity::proof {

using Region = uint32_t;
inline constexpr Region kNowhere = 0;     // no case
inline constexpr Region kEverywhere = 1;  // every case

class Regions {
 public:
  static constexpr size_t kMaxNodes = 400'000;

  // Over the variables that `roots` read. Nothing if one has too many cells.
  static std::optional<Regions> over(const circuit::Program& program, std::span<const circuit::Lit> roots);

  const std::vector<circuit::Variable>& variables() const { return variables_; }
  std::vector<uint32_t> places_of(book::FactId fact) const;  // none: it is not read; several: a list in parts (parts.h)
  bool full() const { return full_; }
  bool exact() const { return exact_; }  // no list is in parts
  size_t size() const { return nodes_.size(); }
  // Gives back the room of all other regions, and of what was remembered on the way; then it is not full. The kept ones get new numbers.
  void keep_only(std::span<Region> kept);

  Region of(circuit::Lit lit);
  Region both(Region a, Region b);
  Region either(Region a, Region b) { return outside(both(outside(a), outside(b))); }
  Region outside(Region a);
  Region minus(Region a, Region b) { return both(a, outside(b)); }
  Region where(uint32_t variable, const std::vector<bool>& cells);  // the cases whose cell is one of these
  Region given(Region a, uint32_t variable, circuit::Cell cell);    // with the variable fixed; no longer depends on it
  Region whatever(Region a, uint32_t variable);                     // the cases in `a` for every cell of the variable
  Region for_some(Region a, uint32_t variable) { return outside(whatever(outside(a), variable)); }

  bool depends(Region a, uint32_t variable) const;  // two cases that differ only there are one inside, one outside
  double share(Region a) const;                     // of all cases, each cell by its weight

  // A choice of cells, fewest first, that lies in `a` whatever the rest. Nothing for kNowhere; nothing and `full()` if parts were chosen that
  // no list has.
  struct Choice {
    uint32_t variable;
    circuit::Cell cell;
  };
  std::optional<std::vector<Choice>> smallest(Region a);
  std::vector<Choice> heaviest(Region a) const;  // the way down to kEverywhere by the cells that weigh most; not for kNowhere

  // For walks: a node's variable, and its children by cell. Not for the two constants.
  uint32_t variable_at(Region a) const { return nodes_[a].variable; }
  Region child(Region a, circuit::Cell cell) const { return children_[nodes_[a].children + cell]; }
  static bool constant(Region a) { return a <= kEverywhere; }

 private:
  struct Node {
    uint32_t variable;  // past all variables for the constants
    uint32_t children;  // place of the first in children_
  };
  // What two regions have in common, by open addressing: the innermost question of all.
  class Pairs {
   public:
    const Region* find(Region a, Region b) const;
    void put(Region a, Region b, Region both);
    void clear() { *this = {}; }

   private:
    struct Slot {
      uint64_t pair = 0;  // 0: free, as no pair has a constant
      Region both = kNowhere;
    };
    size_t place(uint64_t pair) const;
    std::vector<Slot> slots_ = std::vector<Slot>(256);
    size_t used_ = 0;
  };
  struct Best {
    uint32_t told = UINT32_MAX;
    bool untold = false;  // the variable of the node is left untold
    circuit::Cell cell = 0;
    Region next = kNowhere;
  };
  Regions(const circuit::Program& program, std::vector<circuit::Variable> variables);
  Region make(uint32_t variable, std::span<const Region> children);
  Region map(Region a, uint32_t variable, const std::function<Region(Region)>& at_variable, std::unordered_map<Region, Region>& done);
  Region everywhere_below(Region a);
  bool real(const std::vector<Choice>& choice) const;
  uint32_t least_told(Region a, uint32_t limit);

  const circuit::Program* program_;
  std::vector<circuit::Variable> variables_;
  std::unordered_map<circuit::AtomId, std::pair<uint32_t, uint32_t>> place_of_atom_;  // its variable, and its place there
  std::vector<Node> nodes_;
  std::vector<Region> children_;
  std::vector<Region> table_;  // open addressing; 0 free
  Pairs both_;
  std::unordered_map<Region, Region> outside_;
  std::unordered_map<uint32_t, Region> of_node_;
  std::unordered_map<Region, Best> best_;
  std::unordered_map<Region, uint32_t> at_least_;  // a search that was cut short: it needs more than this
  bool full_ = false, exact_ = true;

  static uint64_t hash_of(uint32_t variable, std::span<const Region> children);
  void fill_table(size_t slots);
};

}  // namespace comity::proof
