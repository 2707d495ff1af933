#include "ruling/drawing.h"

#include <algorithm>
#include <utility>

namespace comity::ruling {

using circuit::Circuit;
using circuit::Lit;

namespace {

// A group of norms larger than this would only save a walk; several smaller ones stay in the cache.
constexpr size_t kMostGroupNodes = 4096;
// A shape with more nodes of the circuit than this is drawn once; its second order is not tried.
constexpr size_t kMostToDrawTwice = 20'000;
// Recursion goes as deep as there are levels.
constexpr size_t kMostLevels = 2000;
// The workshop keeps what it made on the way.
constexpr size_t kWorkshop = 8;

std::vector<uint32_t> cells_in(const std::vector<Variable>& variables, const std::vector<uint32_t>& order) {
  std::vector<uint32_t> cells;
  for (uint32_t fact : order) cells.push_back(variables[fact].cells());
  return cells;
}

}  // namespace

Drawing::Drawing(const Program& program, const Epoch& epoch, const Reads& reads, const std::vector<Variable>& variables, std::vector<uint32_t> order,
                 uint32_t most_nodes)
    : program_(program),
      reads_(reads),
      variables_(variables),
      order_(std::move(order)),
      most_nodes_(most_nodes),
      diagram_(cells_in(variables, order_), kWorkshop * most_nodes) {
  lower_circuit();
  if (!diagram_.spent()) draw_rulings(epoch);
  if (!diagram_.spent()) draw_norms(epoch);
  if (diagram_.spent()) return;
  measure();
  fits_ = size_ <= most_nodes_;
}

void Drawing::lower_circuit() {
  // Where an atom's truth by cell is to be found.
  struct Place {
    uint32_t level = 0;
    size_t atom = 0;
  };
  std::vector<std::pair<circuit::AtomId, Place>> places;
  for (uint32_t level = 0; level < order_.size(); ++level) {
    const auto& atoms = variables_[order_[level]].atoms();
    for (size_t i = 0; i < atoms.size(); ++i) places.push_back({atoms[i], {level, i}});
  }
  std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Ref> children;
  for (uint32_t node : reads_.nodes) {
    if (diagram_.spent()) return;
    if (!program_.circuit.is_atom(node)) {
      const Circuit::Node& gate = program_.circuit.node(node);
      lowered_.push_back(diagram_.both(of(gate.left), of(gate.right)));
      continue;
    }
    const circuit::AtomId atom = program_.circuit.atom_of(node);
    const Place place = std::lower_bound(places.begin(), places.end(), atom, [](const auto& entry, circuit::AtomId id) { return entry.first < id; })->second;
    const Variable& variable = variables_[order_[place.level]];
    children.clear();
    for (uint32_t cell = 0; cell < variable.cells(); ++cell) children.push_back(variable.holds(static_cast<Cell>(cell), place.atom) ? kYes : kNo);
    lowered_.push_back(diagram_.make(place.level, children));
  }
}

Ref Drawing::of(Lit lit) {
  if (lit.node() == 0) return lit.complemented() ? kYes : kNo;
  const auto place = std::lower_bound(reads_.nodes.begin(), reads_.nodes.end(), lit.node()) - reads_.nodes.begin();
  const Ref ref = lowered_[static_cast<size_t>(place)];
  return lit.complemented() ? diagram_.complement(ref) : ref;
}

void Drawing::draw_rulings(const Epoch& epoch) {
  // Terminals 0 to 7: which modalities some active norm has; then the rulings.
  const auto add = [](uint32_t bit) {
    return [bit](Ref& modalities, Ref& some) -> std::optional<Ref> {
      if (some == kNo) return modalities;
      if (some == kYes && modalities.is_terminal()) return Ref::terminal(modalities.number() | bit);
      return std::nullopt;
    };
  };
  Ref modalities = Ref::terminal(0);
  for (const auto& [lit, bit] : {std::pair{epoch.permits, kSomePermits}, std::pair{epoch.forbids, kSomeForbids}, std::pair{epoch.requires_, kSomeRequires}}) {
    Memo memo;
    modalities = diagram_.combine(modalities, of(lit), memo, add(bit));
  }
  Memo memo;
  rulings_ = diagram_.exchange(
      modalities, memo, [](Ref terminal) { return Ref::terminal(static_cast<uint32_t>(ruling_of_modalities(static_cast<uint8_t>(terminal.number())))); });
}

void Drawing::draw_norms(const Epoch& epoch) {
  std::vector<std::pair<Ref, NormId>> decides, defeated, due;
  // Beside a norm that requires, and none that forbids, those that permit are active and do not decide.
  const Ref required = diagram_.both(of(epoch.requires_), diagram_.complement(of(epoch.forbids)));
  for (const circuit::NormState& norm : epoch.norms) {
    const Ref active = of(norm.active);
    const bool may_yield = norm.modality == book::Modality::kPermits;
    decides.emplace_back(may_yield ? diagram_.both(active, diagram_.complement(required)) : active, norm.norm);
    defeated.emplace_back(diagram_.both(of(norm.condition), diagram_.complement(active)), norm.norm);
    if (!program_.model->norms[norm.norm.value].duties.empty()) due.emplace_back(active, norm.norm);
  }
  if (diagram_.spent()) return;
  decides_ = grouped(std::move(decides));
  defeated_ = grouped(std::move(defeated));
  due_ = grouped(std::move(due));
}

std::vector<Ref> Drawing::grouped(std::vector<std::pair<Ref, NormId>> norms) {
  std::erase_if(norms, [](const auto& entry) { return entry.first == kNo; });
  // Norms that begin with the same fact lie side by side, and join with least effort.
  std::stable_sort(norms.begin(), norms.end(), [&](const auto& a, const auto& b) { return diagram_.top(a.first) < diagram_.top(b.first); });
  std::vector<Ref> groups;
  for (const auto& [when, norm] : norms) {
    Memo memo;
    const Ref alone = Ref::terminal(sets_.number({norm}));
    groups.push_back(diagram_.exchange(when, memo, [alone](Ref terminal) { return terminal == kYes ? alone : Ref::terminal(0); }));
  }
  for (bool joined = true; joined && groups.size() > 1;) {
    joined = false;
    std::vector<Ref> next;
    for (size_t i = 0; i < groups.size(); ++i) {
      const std::optional<Ref> both = i + 1 < groups.size() ? join(groups[i], groups[i + 1]) : std::nullopt;
      next.push_back(both.value_or(groups[i]));
      if (both) {
        joined = true;
        ++i;
      }
    }
    groups = std::move(next);
  }
  if (groups.empty()) groups.push_back(Ref::terminal(0));
  return groups;
}

// Both groups as one, if that stays small.
std::optional<Ref> Drawing::join(Ref a, Ref b) {
  const size_t most = std::min(kMostGroupNodes, most_nodes_);
  const size_t in_all = kWorkshop * most_nodes_;
  diagram_.renew(std::min(in_all, diagram_.size() + 4 * most));
  const Ref joined = diagram_.combine(a, b, join_, [this](Ref& x, Ref& y) -> std::optional<Ref> {
    constexpr Ref kNone = Ref::terminal(0);
    if (x == kNone || x == y) return y;
    if (y == kNone) return x;
    if (x.is_terminal() && y.is_terminal()) return Ref::terminal(sets_.join(x.number(), y.number()));
    return std::nullopt;
  });
  const bool spent = diagram_.spent();
  diagram_.renew(in_all);
  if (spent || diagram_.count(joined, most + 1) > most) return std::nullopt;
  return joined;
}

std::vector<Ref> Drawing::roots() const {
  std::vector<Ref> all = decides_;
  all.push_back(rulings_);
  all.insert(all.end(), defeated_.begin(), defeated_.end());
  all.insert(all.end(), due_.begin(), due_.end());
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
    const auto children = diagram_.children(ref);
    todo.insert(todo.end(), children.begin(), children.end());
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
  for (Ref root : decides_) steps_ += steps_of(root);
}

void Drawing::put_node(Chart& chart, Ref root, std::vector<uint32_t>& packed) const {
  // In preorder, so that a walk moves on through memory.
  std::vector<Ref> todo{root};
  while (!todo.empty()) {
    const Ref ref = todo.back();
    todo.pop_back();
    if (ref.is_terminal() || packed[ref.code] != UINT32_MAX) continue;
    packed[ref.code] = static_cast<uint32_t>(chart.nodes_.size());
    const uint32_t level = diagram_.level(ref);
    const Variable& variable = chart.variables_[level];
    const std::vector<Cell>& table = chart.tables_[level];
    chart.nodes_.push_back(
        {table.empty() ? nullptr : table.data(), static_cast<uint32_t>(table.size()), variable.index(), level, static_cast<uint32_t>(chart.children_.size())});
    const auto children = diagram_.children(ref);
    chart.children_.insert(chart.children_.end(), children.begin(), children.end());
    todo.insert(todo.end(), children.rbegin(), children.rend());
  }
}

void Drawing::put_into(Chart& chart) const {
  chart.drawn_ = true;
  for (uint32_t fact : order_) chart.variables_.push_back(variables_[fact]);
  chart.make_tables(program_);
  std::vector<uint32_t> packed(diagram_.size(), UINT32_MAX);
  for (Ref root : roots()) put_node(chart, root, packed);
  const auto in_chart = [&packed](Ref ref) { return ref.is_terminal() ? ref : Ref{packed[ref.code]}; };
  for (Ref& child : chart.children_) child = in_chart(child);
  chart.rulings_ = in_chart(rulings_);
  const auto put = [&](const std::vector<Ref>& from, std::vector<Ref>& to) {
    for (Ref root : from) to.push_back(in_chart(root));
  };
  put(decides_, chart.decides_);
  put(defeated_, chart.defeated_);
  put(due_, chart.due_);
  for (uint32_t i = 0; i < sets_.size(); ++i) {
    Chart::Leaf leaf{static_cast<uint32_t>(chart.leaf_norms_.size()), static_cast<uint32_t>(sets_.set(i).size()), 0, Ruling::kSilent};
    for (NormId norm : sets_.set(i)) leaf.modalities |= modality_bit(program_.model->norms[norm.value].modality);
    leaf.ruling = ruling_of_modalities(leaf.modalities);
    chart.leaf_norms_.insert(chart.leaf_norms_.end(), sets_.set(i).begin(), sets_.set(i).end());
    chart.leaves_.push_back(leaf);
  }
  chart.find_reach();
}

bool Drawing::worth_two_orders(const Reads& reads) { return reads.nodes.size() <= kMostToDrawTwice; }
bool Drawing::possible(const Reads& reads) { return reads.facts.size() <= kMostLevels; }

}  // namespace comity::ruling
