// The workshop in which a chart is drawn: from the literals of a law, bottom up, to diagrams.
//
// Each node of the circuit becomes a diagram over facts by combining those of its two inputs; from the norms' own diagrams their groups are
// drawn (norm_groups.h), from those of permits, forbids and requires the rulings. Two orders of the variables are tried (order.h) and the
// better is kept.
// Cost: diagrams of m and n nodes combine in at most m x n steps. A book's few norms an action take some ten microseconds, ten thousand
// norms on one action some tenths of a second.
#pragma once

#include <span>
#include <vector>

#include "ruling/chart.h"
#include "ruling/diagram.h"
#include "ruling/norm_groups.h"
#include "ruling/order.h"

namespace comity::ruling {

class Drawing {
 public:
  // `variables` by their place in reads.facts; `order` says which stands at each level.
  Drawing(const Program& program, const Rules& rules, const Reads& reads, const std::vector<Variable>& variables, std::vector<uint32_t> order,
          uint32_t most_nodes);

  static bool possible(const Reads& reads);          // not too many facts for a diagram
  static bool worth_two_orders(const Reads& reads);  // not so large that drawing it again costs much

  bool has_rulings() const { return has_rulings_; }
  bool has_norms() const { return has_norms_; }
  bool complete() const { return has_rulings_ && has_norms_; }
  size_t size() const { return size_; }    // nodes that the chart will hold
  double steps() const { return steps_; }  // tests that a decision takes, all cells alike
  void put_into(Chart& chart) const;

 private:
  void lower(const std::vector<uint32_t>& nodes);
  Ref atom(circuit::AtomId atom);
  Ref of(circuit::Lit lit);
  void draw_rulings();
  void draw_norms();
  void measure();
  std::vector<Ref> roots() const;
  void put_nodes(Chart& chart, Ref root, std::vector<uint32_t>& packed, std::vector<uint32_t>& children) const;

  struct Place {
    circuit::AtomId atom = 0;
    uint32_t level = 0;
    size_t in_variable = 0;
  };

  const Program& program_;
  const Rules& rules_;
  const Reads& reads_;
  const std::vector<Variable>& variables_;
  std::vector<uint32_t> order_;
  size_t most_nodes_;
  std::vector<Place> places_;  // by atom
  Diagram diagram_;
  std::vector<Ref> lowered_;  // by place in reads.nodes; kNotYet
  NormGroups groups_;
  Ref rulings_, decides_, defeated_, due_;
  bool has_rulings_ = false, has_norms_ = false;
  size_t size_ = 0, cells_ = 0;
  double steps_ = 0;
};

}  // namespace comity::ruling
