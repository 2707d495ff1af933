// The workshop in which a chart is drawn: from the literals of an epoch, bottom up, to diagrams.
//
// Each node of the circuit becomes a diagram over facts by combining those of its two inputs; norms' diagrams are then joined into groups
// pairwise, round after round, as long as a group stays small. Two orders of the variables are tried (order.h) and the better is kept.
// Cost: diagrams of m and n nodes combine in at most m x n steps. Ten thousand norms that share a fact join in seconds, a book's few
// norms an action in microseconds.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "ruling/chart.h"
#include "ruling/diagram.h"
#include "ruling/norm_sets.h"
#include "ruling/order.h"

namespace comity::ruling {

class Drawing {
 public:
  // `variables` by their place in reads.facts; `order` says which stands at each level.
  Drawing(const Program& program, const Epoch& epoch, const Reads& reads, const std::vector<Variable>& variables, std::vector<uint32_t> order,
          uint32_t most_nodes);

  static bool possible(const Reads& reads);          // not too many facts for a diagram
  static bool worth_two_orders(const Reads& reads);  // not so large that drawing it again costs much

  bool fits() const { return fits_; }
  size_t size() const { return size_; }    // nodes that the chart will hold
  double steps() const { return steps_; }  // tests that a decision takes, all cells alike
  void put_into(Chart& chart) const;

 private:
  void lower_circuit();
  Ref of(circuit::Lit lit);
  void draw_rulings(const Epoch& epoch);
  void draw_norms(const Epoch& epoch);
  std::vector<Ref> grouped(std::vector<std::pair<Ref, NormId>> norms);
  std::optional<Ref> join(Ref a, Ref b);
  void measure();
  std::vector<Ref> roots() const;
  void put_node(Chart& chart, Ref node, std::vector<uint32_t>& packed) const;

  const Program& program_;
  const Reads& reads_;
  const std::vector<Variable>& variables_;
  std::vector<uint32_t> order_;
  size_t most_nodes_;
  Diagram diagram_;
  std::vector<Ref> lowered_;  // by place in reads.nodes
  NormSets sets_;
  Memo join_;
  Ref rulings_;
  std::vector<Ref> decides_, defeated_, due_;
  bool fits_ = false;
  size_t size_ = 0;
  double steps_ = 0;
};

}  // namespace comity::ruling
