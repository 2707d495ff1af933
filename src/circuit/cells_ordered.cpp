// Cells of numbers, dates, instants and durations: the ranges between thresholds.
//
// Constants alone: sorted, the number of constants at most the value is the cell. A threshold that moves with case.at may stand anywhere
// among the constants, so each rank goes with each choice of truths for the moving atoms that their order allows (threshold_order.h):
// a choice is made threshold by threshold, the earlier first; one may hold only if all that are never after it hold.
// Example: `within 48 hours before case.at` has thresholds -48 h and case.at + 1 s: three cells, not four.
// Cost of finding a cell: each distinct moving threshold once, then a comparison an atom and one load.
#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <utility>

#include "book/time/calendar.h"
#include "circuit/cells.h"
#include "circuit/threshold_order.h"

namespace comity::circuit {

using book::BitRow;
using book::BitRows;
using book::Instant;
using book::set_bit;
using book::Threshold;
using book::TypeKind;

namespace {

constexpr int64_t kFirstInstant = book::time::kFirstDay * 86400;
constexpr int64_t kLastInstant = book::time::kLastDay * 86400 + 86399;
constexpr size_t kMostTable = size_t{1} << 16;
constexpr Cell kNoCell = 0xffff;
static_assert(kMaxCells < kNoCell);

// Every choice of truths for the moving atoms that no order forbids, as bits. Every partial choice can be completed, by all that remain
// not holding, so the work is that of writing the result. False past kMaxCells.
bool choose_truths(const std::vector<uint64_t>& needs, const std::vector<size_t>& order, size_t at, uint64_t chosen, std::vector<uint64_t>& found) {
  if (at == order.size()) {
    found.push_back(chosen);
    return found.size() <= kMaxCells;
  }
  if (!choose_truths(needs, order, at + 1, chosen, found)) return false;
  const size_t atom = order[at];
  return (needs[atom] & ~chosen) != 0 || choose_truths(needs, order, at + 1, chosen | uint64_t{1} << atom, found);
}

}  // namespace

Domain domain_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::kDate: return {book::time::kFirstDay, book::time::kLastDay};
    case TypeKind::kInstant: return {kFirstInstant, kLastInstant};
    case TypeKind::kDuration: return {0, 1'000'000'000'000'000};
    default: return {-999'999'999'999'999'999, 999'999'999'999'999'999};
  }
}

void Variable::write_constants(size_t rank, std::span<uint64_t> row) const {
  for (const auto& [atom, from] : constant_atoms_) set_bit(row, atom, rank >= from);
}

void Variable::write_moving(uint64_t choice, std::span<uint64_t> row) const {
  for (size_t i = 0; i < moving_.atoms.size(); ++i) set_bit(row, moving_.atoms[i].atom, (choice >> i & 1) != 0);
}

bool Variable::make_ordered(const Program& program) {
  const Domain domain = domain_of(kind_);
  for (AtomId id : atoms_) {
    const Threshold& threshold = program.atoms[id].threshold;
    if (!threshold.relative() && threshold.constant > domain.low && threshold.constant <= domain.high) constants_.push_back(threshold.constant);
  }
  std::sort(constants_.begin(), constants_.end());
  constants_.erase(std::unique(constants_.begin(), constants_.end()), constants_.end());
  if (constants_.size() >= kMaxCells) return false;
  for (size_t i = 0; i < atoms_.size(); ++i) {
    Threshold threshold = program.atoms[atoms_[i]].threshold;
    if (!threshold.relative()) {
      // A constant at or below the least value always holds: from rank 0. One above the greatest never does: from a rank that none has.
      const auto place = std::lower_bound(constants_.begin(), constants_.end(), threshold.constant) - constants_.begin();
      const size_t from = threshold.constant <= domain.low ? 0 : static_cast<size_t>(place) + 1;
      constant_atoms_.emplace_back(i, from);
      continue;
    }
    const int64_t plus = std::exchange(threshold.plus, 0);
    const auto base = std::find(moving_.bases.begin(), moving_.bases.end(), threshold);
    moving_.atoms.push_back({i, static_cast<size_t>(base - moving_.bases.begin()), plus});
    if (base == moving_.bases.end()) moving_.bases.push_back(threshold);
  }
  if (!moving_.atoms.empty()) return make_moving();
  path_ = Path::kRank;
  BitRow row = truths_.empty_row();
  for (size_t rank = 0; rank <= constants_.size(); ++rank) {
    write_constants(rank, row);
    if (!add_cell(row)) return false;
  }
  weigh_equally();
  return true;
}

// Which moving atoms need which, and an order in which they can be chosen.
bool Variable::order_moving() {
  const size_t count = moving_.atoms.size();
  if (count > kMostMoving) return false;
  std::vector<Threshold> thresholds;
  for (const MovingAtom& atom : moving_.atoms) {
    thresholds.push_back(moving_.bases[atom.base]);
    thresholds.back().plus = atom.plus;
  }
  // Of two that never differ only the later needs the other, so that there is no circle.
  std::vector<uint64_t>& needs = moving_.needs;
  needs.assign(count, 0);
  for (size_t i = 0; i < count; ++i) {
    for (size_t j = 0; j < count; ++j) {
      const bool before = i != j && never_after(thresholds[j], thresholds[i]);
      if (before && (j < i || !never_after(thresholds[i], thresholds[j]))) needs[i] |= uint64_t{1} << j;
    }
  }
  // What is known of pairs is not known of all that follows from it; once it is, fewer needs means earlier.
  for (size_t middle = 0; middle < count; ++middle) {
    for (size_t i = 0; i < count; ++i) {
      if ((needs[i] >> middle & 1) != 0) needs[i] |= needs[middle];
    }
  }
  for (size_t i = 0; i < count; ++i) moving_.order.push_back(i);
  std::stable_sort(moving_.order.begin(), moving_.order.end(), [&needs](size_t a, size_t b) { return std::popcount(needs[a]) < std::popcount(needs[b]); });
  return true;
}

bool Variable::make_moving() {
  path_ = Path::kMoving;
  moves_ = true;
  if (!order_moving()) return false;
  const size_t count = moving_.atoms.size();
  std::vector<uint64_t> choices;
  if (!choose_truths(moving_.needs, moving_.order, 0, 0, choices)) return false;
  const size_t ranks = constants_.size() + 1;
  if (ranks * choices.size() > kMaxCells) return false;
  if (count < 16 && ranks << count <= kMostTable) moving_.table.assign(ranks << count, kNoCell);
  BitRow row = truths_.empty_row();
  for (size_t rank = 0; rank < ranks; ++rank) {
    write_constants(rank, row);
    for (uint64_t choice : choices) {
      write_moving(choice, row);
      const uint32_t cell = truths_.add(row);
      if (!moving_.table.empty()) moving_.table[rank << count | choice] = static_cast<Cell>(cell);
    }
  }
  weigh_equally();
  return true;
}

Variable::Thresholds Variable::thresholds_at(const Program& program, Instant case_at) const {
  const Domain domain = domain_of(kind_);
  const int64_t two_days = kind_ == TypeKind::kDate ? 2 : 2 * 86400;
  const Instant at = std::clamp(case_at, kFirstInstant, kLastInstant);
  Thresholds bases, thresholds;
  bool at_the_ends = false;
  for (size_t i = 0; i < moving_.bases.size(); ++i) {
    bases[i] = book::threshold_at(*program.model, moving_.bases[i], at);
    at_the_ends = at_the_ends || bases[i] < domain.low + two_days || bases[i] > domain.high - two_days;
  }
  for (size_t i = 0; i < moving_.atoms.size(); ++i) thresholds[i] = bases[moving_.atoms[i].base] + moving_.atoms[i].plus;
  // Where time begins and ends thresholds are clipped, some to an instant and some to a day, and may pass each other; they are put back.
  for (size_t i = 0; at_the_ends && i < moving_.order.size(); ++i) {
    int64_t& threshold = thresholds[moving_.order[i]];
    for (uint64_t needs = moving_.needs[moving_.order[i]]; needs != 0; needs &= needs - 1) {
      threshold = std::max(threshold, thresholds[static_cast<size_t>(std::countr_zero(needs))]);
    }
  }
  return thresholds;
}

Cell Variable::cell_among(const Thresholds& thresholds, int64_t value) const {
  const size_t rank = rank_of(value);
  uint64_t choice = 0;
  for (size_t i = 0; i < moving_.atoms.size(); ++i) choice |= static_cast<uint64_t>(value >= thresholds[i]) << i;
  if (!moving_.table.empty()) {
    const Cell cell = moving_.table[rank << moving_.atoms.size() | choice];
    if (cell != kNoCell) return cell;
  }
  return cell_written([&](std::span<uint64_t> row) {
    write_constants(rank, row);
    write_moving(choice, row);
  });
}

// BitRows change only at thresholds: the least value and each threshold's own meet every cell that there is.
void Variable::add_feasible_ordered(const Program& program, Instant case_at, CellSet& found) const {
  const Domain domain = domain_of(kind_);
  const Thresholds thresholds = thresholds_at(program, case_at);
  const auto meet = [&](int64_t value) {
    if (value >= domain.low && value <= domain.high) found.add(cell_among(thresholds, value));
  };
  meet(domain.low);
  for (int64_t constant : constants_) meet(constant);
  for (size_t i = 0; i < moving_.atoms.size(); ++i) meet(thresholds[i]);
}

}  // namespace comity::circuit
