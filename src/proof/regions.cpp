#include "proof/regions.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "proof/parts.h"

namespace comity::proof {

using circuit::Cell;
using circuit::Lit;
using circuit::Program;
using circuit::Variable;

std::optional<Regions> Regions::over(const Program& program, std::span<const Lit> roots) {
  auto variables = variables_in_order(program, roots);
  if (!variables) return std::nullopt;
  return Regions(program, std::move(*variables));
}

Regions::Regions(const Program& program, std::vector<Variable> variables) : program_(&program), variables_(std::move(variables)), table_(1024, 0) {
  const auto past = static_cast<uint32_t>(variables_.size());
  nodes_ = {{past, 0}, {past, 0}};
  std::unordered_map<uint32_t, bool> facts;
  for (uint32_t v = 0; v < variables_.size(); ++v) {
    exact_ = exact_ && (variables_[v].is_question() || facts.try_emplace(variables_[v].index()).second);
    for (uint32_t a = 0; a < variables_[v].atoms().size(); ++a) place_of_atom_[variables_[v].atoms()[a]] = {v, a};
  }
}

std::vector<uint32_t> Regions::places_of(book::FactId fact) const {
  std::vector<uint32_t> places;
  for (uint32_t v = 0; v < variables_.size(); ++v) {
    if (!variables_[v].is_question() && variables_[v].index() == fact.value) places.push_back(v);
  }
  return places;
}

// --- nodes ------------------------------------------------------------------------------------------------------------------

Region Regions::make(uint32_t variable, std::span<const Region> children) {
  if (std::all_of(children.begin(), children.end(), [&](Region c) { return c == children[0]; })) return children[0];
  if (nodes_.size() >= kMaxNodes) {
    full_ = true;
    return kNowhere;
  }
  if (nodes_.size() * 2 > table_.size()) fill_table(table_.size() * 2);
  size_t slot = hash_of(variable, children) & (table_.size() - 1);
  while (table_[slot] != 0) {
    const Node& node = nodes_[table_[slot]];
    if (node.variable == variable && std::equal(children.begin(), children.end(), children_.begin() + node.children)) return table_[slot];
    slot = (slot + 1) & (table_.size() - 1);
  }
  const auto id = static_cast<Region>(nodes_.size());
  table_[slot] = id;
  nodes_.push_back({variable, static_cast<uint32_t>(children_.size())});
  children_.insert(children_.end(), children.begin(), children.end());
  return id;
}

uint64_t Regions::hash_of(uint32_t variable, std::span<const Region> children) {
  uint64_t hash = variable;
  for (const Region child : children) hash = (hash ^ child) * 0x9e3779b97f4a7c15ULL, hash ^= hash >> 29;
  return hash;
}

void Regions::fill_table(size_t slots) {
  table_.assign(slots, 0);
  for (Region id = 2; id < nodes_.size(); ++id) {
    const Node& node = nodes_[id];
    size_t slot = hash_of(node.variable, {children_.data() + node.children, variables_[node.variable].cells()}) & (table_.size() - 1);
    while (table_[slot] != 0) slot = (slot + 1) & (table_.size() - 1);
    table_[slot] = id;
  }
}

void Regions::keep_only(std::span<Region> kept) {
  std::vector<bool> reached(nodes_.size());
  for (const Region region : kept) reached[region] = true;
  for (Region id = static_cast<Region>(nodes_.size()); id-- > 2;) {  // a node stands behind its children
    if (!reached[id]) continue;
    for (uint32_t c = 0; c < variables_[nodes_[id].variable].cells(); ++c) reached[child(id, static_cast<Cell>(c))] = true;
  }
  std::vector<Region> number{kNowhere, kEverywhere};
  std::vector<Node> kept_nodes{nodes_[kNowhere], nodes_[kEverywhere]};
  std::vector<Region> children;
  for (Region id = 2; id < nodes_.size(); ++id) {
    number.push_back(kNowhere);
    if (!reached[id]) continue;
    const uint32_t cells = variables_[nodes_[id].variable].cells(), first = static_cast<uint32_t>(children.size());
    for (uint32_t c = 0; c < cells; ++c) children.push_back(number[child(id, static_cast<Cell>(c))]);
    kept_nodes.push_back({nodes_[id].variable, first});
    number[id] = static_cast<Region>(kept_nodes.size() - 1);
  }
  nodes_ = std::move(kept_nodes);
  children_ = std::move(children);
  for (Region& region : kept) region = number[region];
  fill_table(table_.size());
  both_.clear();
  outside_.clear();
  of_node_.clear();
  best_.clear();
  at_least_.clear();
  full_ = false;
}

Region Regions::where(uint32_t variable, const std::vector<bool>& cells) {
  std::vector<Region> children(cells.size());
  for (size_t c = 0; c < cells.size(); ++c) children[c] = cells[c] ? kEverywhere : kNowhere;
  return make(variable, children);
}

Region Regions::of(Lit lit) {
  for (uint32_t node : circuit::cone(program_->circuit, std::span(&lit, 1))) {
    if (full_) return kNowhere;
    if (of_node_.contains(node)) continue;
    const auto value = [this](Lit l) {
      const Region region = l.node() == 0 ? kNowhere : of_node_.at(l.node());
      return l.complemented() ? outside(region) : region;
    };
    if (!program_->circuit.is_atom(node)) {
      const auto [left, right] = program_->circuit.node(node);
      of_node_[node] = both(value(left), value(right));
      continue;
    }
    const auto [place, bit] = place_of_atom_.at(program_->circuit.atom_of(node));
    const Variable& variable = variables_[place];
    std::vector<bool> cells(variable.cells());
    for (uint32_t c = 0; c < cells.size(); ++c) cells[c] = variable.holds(static_cast<Cell>(c), bit);
    of_node_[node] = where(place, cells);
  }
  const Region region = lit.node() == 0 ? kNowhere : of_node_.at(lit.node());
  return lit.complemented() ? outside(region) : region;
}

size_t Regions::Pairs::place(uint64_t pair) const {
  const uint64_t mixed = pair * 0x9e3779b97f4a7c15ULL;
  size_t slot = (mixed ^ mixed >> 32) & (slots_.size() - 1);
  while (slots_[slot].pair != 0 && slots_[slot].pair != pair) slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

const Region* Regions::Pairs::find(Region a, Region b) const {
  const Slot& slot = slots_[place(uint64_t{a} << 32 | b)];
  return slot.pair != 0 ? &slot.both : nullptr;
}

void Regions::Pairs::put(Region a, Region b, Region both) {
  if (++used_ * 2 > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.pair != 0) slots_[place(slot.pair)] = slot;
    }
  }
  const uint64_t pair = uint64_t{a} << 32 | b;
  slots_[place(pair)] = {pair, both};
}

// --- operations: recursion is as deep as there are variables --------------------------------------------------------------------

Region Regions::both(Region a, Region b) {
  if (a == kNowhere || b == kNowhere || full_) return kNowhere;
  if (a == kEverywhere || a == b) return b;
  if (b == kEverywhere) return a;
  if (a > b) std::swap(a, b);
  if (const Region* found = both_.find(a, b)) return *found;
  const uint32_t variable = std::min(nodes_[a].variable, nodes_[b].variable);
  const bool in_a = nodes_[a].variable == variable, in_b = nodes_[b].variable == variable;
  std::vector<Region> children(variables_[variable].cells());
  for (uint32_t c = 0; c < children.size(); ++c) {
    const auto cell = static_cast<Cell>(c);
    children[c] = both(in_a ? child(a, cell) : a, in_b ? child(b, cell) : b);
  }
  const Region result = make(variable, children);
  if (!full_) both_.put(a, b, result);
  return result;
}

Region Regions::outside(Region a) {
  if (a <= kEverywhere) return 1 - a;
  if (full_) return kNowhere;
  if (auto found = outside_.find(a); found != outside_.end()) return found->second;
  std::vector<Region> children(variables_[nodes_[a].variable].cells());
  for (uint32_t c = 0; c < children.size(); ++c) children[c] = outside(child(a, static_cast<Cell>(c)));
  const Region result = make(nodes_[a].variable, children);
  if (!full_) outside_[a] = result, outside_[result] = a;
  return result;
}

// Rebuilds the nodes above a variable, with `at_variable` in place of each of its nodes.
Region Regions::map(Region a, uint32_t variable, const std::function<Region(Region)>& at_variable, std::unordered_map<Region, Region>& done) {
  if (nodes_[a].variable > variable) return a;
  if (nodes_[a].variable == variable) return at_variable(a);
  if (auto found = done.find(a); found != done.end()) return found->second;
  std::vector<Region> children(variables_[nodes_[a].variable].cells());
  for (uint32_t c = 0; c < children.size(); ++c) children[c] = map(child(a, static_cast<Cell>(c)), variable, at_variable, done);
  return done[a] = make(nodes_[a].variable, children);
}

Region Regions::given(Region a, uint32_t variable, Cell cell) {
  std::unordered_map<Region, Region> done;
  return map(
      a, variable, [&](Region node) { return child(node, cell); }, done);
}

Region Regions::everywhere_below(Region a) {
  std::vector<Region> children(variables_[nodes_[a].variable].cells());
  for (uint32_t c = 0; c < children.size(); ++c) children[c] = child(a, static_cast<Cell>(c));
  std::sort(children.begin(), children.end());
  children.erase(std::unique(children.begin(), children.end()), children.end());
  return std::accumulate(children.begin(), children.end(), kEverywhere, [this](Region x, Region y) { return both(x, y); });
}

Region Regions::whatever(Region a, uint32_t variable) {
  std::unordered_map<Region, Region> done;
  return map(
      a, variable, [&](Region node) { return everywhere_below(node); }, done);
}

bool Regions::depends(Region a, uint32_t variable) const {
  std::vector<bool> seen(nodes_.size());
  std::vector<Region> open{a};
  while (!open.empty()) {
    const Region node = open.back();
    open.pop_back();
    if (constant(node) || seen[node] || nodes_[node].variable > variable) continue;
    if (nodes_[node].variable == variable) return true;
    seen[node] = true;
    for (uint32_t c = 0; c < variables_[nodes_[node].variable].cells(); ++c) open.push_back(child(node, static_cast<Cell>(c)));
  }
  return false;
}

double Regions::share(Region a) const {
  std::unordered_map<Region, double> done{{kNowhere, 0}, {kEverywhere, 1}};
  std::function<double(Region)> of = [&](Region node) {
    if (auto found = done.find(node); found != done.end()) return found->second;
    const Variable& variable = variables_[nodes_[node].variable];
    double sum = 0;
    for (uint32_t c = 0; c < variable.cells(); ++c) {
      if (const Region next = child(node, static_cast<Cell>(c)); next != kNowhere) sum += variable.weight(static_cast<Cell>(c)) * of(next);
    }
    return done[node] = sum;
  };
  return of(a);
}

// --- the smallest choice ----------------------------------------------------------------------------------------------------

// How few variables must be told so that the rest does not matter, if at most `limit`; else some number above it. Either the top
// variable is told one of its cells, or it is left untold, and then the choice must lie in the children of all its cells.
uint32_t Regions::least_told(Region a, uint32_t limit) {
  if (a == kEverywhere) return 0;
  if (a == kNowhere || limit == 0) return UINT32_MAX;
  if (auto found = best_.find(a); found != best_.end()) return found->second.told;
  if (auto cut = at_least_.find(a); cut != at_least_.end() && cut->second >= limit) return UINT32_MAX;
  Best best;
  uint32_t allowed = limit;
  const Region common = everywhere_below(a);
  if (const uint32_t told = least_told(common, allowed); told <= allowed) best = {told, true, 0, common}, allowed = told == 0 ? 0 : told - 1;
  for (uint32_t c = 0; c < variables_[nodes_[a].variable].cells() && allowed > 0; ++c) {
    const Region next = child(a, static_cast<Cell>(c));
    const uint32_t told = least_told(next, allowed - 1);
    if (told <= allowed - 1) best = {told + 1, false, static_cast<Cell>(c), next}, allowed = told;
  }
  if (best.told <= limit) {
    best_[a] = best;
    return best.told;
  }
  at_least_[a] = std::max(at_least_[a], limit);
  return UINT32_MAX;
}

// Is there a list for the parts of each? What is chosen alone is a cell that some list has.
bool Regions::real(const std::vector<Choice>& choice) const {
  std::map<uint32_t, std::vector<Part>> lists;
  for (const auto& [place, cell] : choice) {
    if (variables_[place].is_list()) lists[variables_[place].index()].push_back({&variables_[place], cell});
  }
  return std::all_of(lists.begin(), lists.end(), [this](const auto& one) { return one.second.size() == 1 || joined(*program_, one.second); });
}

std::optional<std::vector<Regions::Choice>> Regions::smallest(Region a) {
  if (a == kNowhere) return std::nullopt;
  // Deepening keeps the search among small choices, which are the rule.
  for (uint32_t limit = 0; limit <= variables_.size() && !full_; ++limit) {
    if (least_told(a, limit) > limit) continue;
    std::vector<Choice> choice;
    for (Region at = a; at != kEverywhere;) {
      const Best& best = best_.at(at);
      if (!best.untold) choice.push_back({nodes_[at].variable, best.cell});
      at = best.next;
    }
    full_ = full_ || !real(choice);
    if (full_) return std::nullopt;
    return choice;
  }
  return std::nullopt;
}

std::vector<Regions::Choice> Regions::heaviest(Region a) const {
  std::vector<Choice> choice;
  while (a != kEverywhere) {
    const uint32_t v = nodes_[a].variable;
    Choice best{v, 0};
    double most = -1;
    for (uint32_t c = 0; c < variables_[v].cells(); ++c) {
      const auto cell = static_cast<Cell>(c);
      if (child(a, cell) != kNowhere && variables_[v].weight(cell) > most) best.cell = cell, most = variables_[v].weight(cell);
    }
    choice.push_back(best);
    a = child(a, best.cell);
  }
  return choice;
}

}  // namespace comity::proof
