#include "ruling/drawing.h"

#include <algorithm>
#include <utility>

namespace comity::ruling {

using circuit::Circuit;
using circuit::Lit;

namespace {

// A shape with more nodes of the circuit than this is drawn once; its second order is not tried.
constexpr size_t kMostToDrawTwice = 20'000;
// Recursion goes as deep as there are levels.
constexpr size_t kMostLevels = 2000;
// The workshop keeps what it made on the way: so many times what the chart may hold, for each of the norms' own diagrams, the rulings and
// the groups.
constexpr size_t kWorkshop = 4;
// A node of more cells counts for several in the budget.
constexpr size_t kUsualCells = 16;
constexpr Ref kNotYet{0xffffffff};

std::vector<uint32_t> cells_in(const std::vector<Variable>& variables, const std::vector<uint32_t>& order) {
  std::vector<uint32_t> cells;
  for (uint32_t fact : order) cells.push_back(variables[fact].cells());
  return cells;
}

}  // namespace

bool Drawing::worth_two_orders(const Reads& reads) { return reads.nodes.size() <= kMostToDrawTwice; }
bool Drawing::possible(const Reads& reads) { return reads.facts.size() <= kMostLevels; }

Drawing::Drawing(const Program& program, const Rules& rules, const Reads& reads, const std::vector<Variable>& variables, std::vector<uint32_t> order,
                 uint32_t most_nodes)
    : program_(program),
      rules_(rules),
      reads_(reads),
      variables_(variables),
      order_(std::move(order)),
      most_nodes_(most_nodes),
      diagram_(cells_in(variables, order_), kWorkshop * most_nodes),
      lowered_(reads.nodes.size(), kNotYet),
      groups_(diagram_, most_nodes) {
  for (uint32_t level = 0; level < order_.size(); ++level) {
    const auto& atoms = variables_[order_[level]].atoms();
    for (size_t i = 0; i < atoms.size(); ++i) places_.push_back({atoms[i], level, i});
  }
  std::ranges::sort(places_, {}, &Place::atom);

  // The norms' own diagrams are small; what permits, forbids and requires is all of them together, and may not fit where those do.
  std::vector<Lit> norms;
  for (const circuit::NormState& norm : rules.norms) norms.insert(norms.end(), {norm.condition, norm.active});
  lower(circuit::cone(rules.circuit, norms));
  if (diagram_.spent()) return;
  draw_rulings();
  draw_norms();
  measure();
  if (size_ > most_nodes_ || cells_ > kUsualCells * most_nodes_) has_rulings_ = has_norms_ = false;
}

void Drawing::lower(const std::vector<uint32_t>& nodes) {
  for (uint32_t node : nodes) {
    const auto place = static_cast<size_t>(std::ranges::lower_bound(reads_.nodes, node) - reads_.nodes.begin());
    if (lowered_[place] != kNotYet) continue;
    const Circuit::Node& gate = rules_.circuit.node(node);
    const Ref made = rules_.circuit.is_atom(node) ? atom(rules_.circuit.atom_of(node)) : diagram_.both(of(gate.left), of(gate.right));
    if (diagram_.spent()) return;
    lowered_[place] = made;
  }
}

Ref Drawing::atom(circuit::AtomId atom) {
  const Place& place = *std::ranges::lower_bound(places_, atom, {}, &Place::atom);
  const Variable& variable = variables_[order_[place.level]];
  std::vector<Ref> children;
  for (uint32_t cell = 0; cell < variable.cells(); ++cell) children.push_back(variable.holds(static_cast<Cell>(cell), place.in_variable) ? kYes : kNo);
  return diagram_.make(place.level, children);
}

Ref Drawing::of(Lit lit) {
  if (lit.node() == 0) return lit.complemented() ? kYes : kNo;
  const Ref ref = lowered_[static_cast<size_t>(std::ranges::lower_bound(reads_.nodes, lit.node()) - reads_.nodes.begin())];
  return lit.complemented() ? diagram_.complement(ref) : ref;
}

void Drawing::draw_rulings() {
  diagram_.renew(diagram_.size() + kWorkshop * most_nodes_);
  lower(reads_.nodes);
  if (diagram_.spent()) return;
  // Terminals 0 to 7: which modalities some active norm has; then the rulings.
  const auto add = [](uint32_t bit) {
    return [bit](Ref& modalities, Ref& some) -> std::optional<Ref> {
      if (some == kNo) return modalities;
      if (some == kYes && modalities.is_terminal()) return Ref::terminal(modalities.number() | bit);
      return std::nullopt;
    };
  };
  Ref modalities = Ref::terminal(0);
  for (const auto& [lit, bit] :
       {std::pair{rules_.permits, kSomePermits}, std::pair{rules_.forbids, kSomeForbids}, std::pair{rules_.requires_, kSomeRequires}}) {
    Memo memo;
    modalities = diagram_.combine(modalities, of(lit), memo, add(bit));
  }
  Memo memo;
  rulings_ = diagram_.exchange(
      modalities, memo, [](Ref terminal) { return Ref::terminal(static_cast<uint32_t>(ruling_of_modalities(static_cast<uint8_t>(terminal.number())))); });
  has_rulings_ = !diagram_.spent() && diagram_.count(rulings_, most_nodes_ + 1) <= most_nodes_;
}

void Drawing::draw_norms() {
  // Beside a norm that requires, and none that forbids, those that permit are active and do not decide.
  const bool may_require = rules_.requires_ != circuit::kFalse;
  if (may_require && !has_rulings_) return;
  diagram_.renew(diagram_.size() + kWorkshop * most_nodes_);
  const Ref required = may_require ? diagram_.both(of(rules_.requires_), of(!rules_.forbids)) : kNo;
  std::vector<NormGroups::Met> decides, defeated, due;
  for (const circuit::NormState& norm : rules_.norms) {
    const Ref active = of(norm.active);
    const bool may_yield = norm.modality == book::Modality::kPermits;
    decides.push_back({may_yield ? diagram_.both(active, diagram_.complement(required)) : active, norm.norm});
    defeated.push_back({diagram_.both(of(norm.condition), diagram_.complement(active)), norm.norm});
    if (!program_.model->norms[norm.norm.value].duties.empty()) due.push_back({active, norm.norm});
  }
  if (diagram_.spent()) return;
  decides_ = groups_.draw(std::move(decides));
  defeated_ = groups_.draw(std::move(defeated));
  due_ = groups_.draw(std::move(due));
  has_norms_ = !diagram_.spent();
}

std::vector<Ref> Drawing::roots() const {
  std::vector<Ref> all;
  if (has_norms_) all = {decides_, defeated_, due_};
  if (has_rulings_) all.push_back(rulings_);
  if (!has_norms_) return all;
  for (const auto& list : groups_.lists()) all.insert(all.end(), list.begin(), list.end());
  return all;
}

// The size of what is kept, and how many tests a decision takes where every cell is as likely as a uniform guess has it.
void Drawing::measure() {
  std::vector<bool> seen(diagram_.size());
  std::vector<std::vector<Ref>> by_level(order_.size());
  std::vector<Ref> todo = roots();
  while (!todo.empty()) {
    const Ref ref = todo.back();
    todo.pop_back();
    if (ref.is_terminal() || seen[ref.code]) continue;
    seen[ref.code] = true;
    ++size_;
    by_level[diagram_.level(ref)].push_back(ref);
    for (const Run& run : diagram_.runs(ref)) todo.push_back(run.to);
    cells_ += diagram_.cells(diagram_.level(ref));
  }
  std::vector<double> steps(diagram_.size());
  const auto steps_of = [&](Ref ref) { return ref.is_terminal() ? 0.0 : steps[ref.code]; };
  for (size_t level = order_.size(); level-- > 0;) {
    const Variable& variable = variables_[order_[level]];
    for (Ref ref : by_level[level]) {
      double below = 1;
      for (uint32_t cell = 0; cell < variable.cells(); ++cell) below += variable.weight(static_cast<Cell>(cell)) * steps_of(diagram_.child(ref, cell));
      steps[ref.code] = below;
    }
  }
  steps_ = has_norms_ ? steps_of(decides_) : 0;
}

// In preorder, so that a walk moves on through memory. Children are those of the workshop's diagram until all are packed.
void Drawing::put_nodes(Chart& chart, Ref root, std::vector<uint32_t>& packed, std::vector<uint32_t>& children) const {
  std::vector<Ref> todo{root};
  while (!todo.empty()) {
    const Ref ref = todo.back();
    todo.pop_back();
    if (ref.is_terminal() || packed[ref.code] != UINT32_MAX) continue;
    packed[ref.code] = static_cast<uint32_t>(chart.words_.size());
    ++chart.nodes_;
    const uint32_t level = diagram_.level(ref);
    chart.words_.push_back(level);
    const auto runs = diagram_.runs(ref);
    for (size_t i = 0; i < runs.size(); ++i) {
      const uint32_t end = i + 1 < runs.size() ? runs[i + 1].from : diagram_.cells(level);
      for (uint32_t cell = runs[i].from; cell < end; ++cell) {
        children.push_back(static_cast<uint32_t>(chart.words_.size()));
        chart.words_.push_back(runs[i].to.code);
      }
    }
    for (size_t i = runs.size(); i-- > 0;) todo.push_back(runs[i].to);
  }
}

void Drawing::put_into(Chart& chart) const {
  for (uint32_t fact : order_) chart.variables_.push_back(variables_[fact]);
  std::vector<uint32_t> packed(diagram_.size(), UINT32_MAX), children;
  for (Ref root : roots()) put_nodes(chart, root, packed, children);
  const auto in_chart = [&packed](Ref ref) { return ref.is_terminal() ? ref : Ref{packed[ref.code]}; };
  for (uint32_t place : children) chart.words_[place] = in_chart(Ref{chart.words_[place]}).code;
  if (has_rulings_) {
    chart.has_rulings_ = true;
    chart.rulings_ = in_chart(rulings_);
    chart.find_reach();
  }
  if (!has_norms_) return;
  chart.has_norms_ = chart.can_walk_ = true;
  chart.decides_ = in_chart(decides_);
  chart.defeated_ = in_chart(defeated_);
  chart.due_ = in_chart(due_);
  for (const auto& list : groups_.lists()) {
    chart.lists_.emplace_back();
    for (Ref group : list) chart.lists_.back().push_back(in_chart(group));
  }
  for (const auto& set : groups_.sets()) {
    Chart::Leaf leaf{static_cast<uint32_t>(chart.leaf_norms_.size()), static_cast<uint32_t>(set.size()), 0, Ruling::kSilent};
    for (NormId norm : set) leaf.modalities |= modality_bit(program_.model->norms[norm.value].modality);
    leaf.ruling = ruling_of_modalities(leaf.modalities);
    chart.leaf_norms_.insert(chart.leaf_norms_.end(), set.begin(), set.end());
    chart.leaves_.push_back(leaf);
  }
}

}  // namespace comity::ruling
