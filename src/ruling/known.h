// What a case knows of the variables of a diagram: for each, the cells in which it may lie.
//
// A told fact lies in one cell; a told list with unknown fields in one of some; an untold fact in any that is feasible at the instant; a
// question in one if it is assumed or answered. A completion of the case is one choice for each variable.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "circuit/cells.h"
#include "circuit/program.h"
#include "ruling/case.h"

namespace comity::ruling {

using circuit::Cell;
using circuit::Epoch;
using circuit::Variable;

// What a question is in this case: assumed, else as the epoch has it answered, else unknown. O(assumed + log answered).
std::optional<bool> answer_in(const Epoch& epoch, const Case& asked, uint32_t question);

// The cell of a variable that is told or answered, if it is one.
std::optional<Cell> cell_in(const Program& program, const Variable& variable, const Epoch& epoch, const Case& asked);

class Known {
 public:
  // All must stay as they are for as long as this is read. Allocates only for lists with unknown fields and for what moves.
  void read(const Program& program, std::span<const Variable> variables, const Epoch& epoch, const Case& asked);

  // Forgets what is told, and keeps to what is assumed or answered.
  void open_told();

  bool told(size_t level) const { return of_[level].told; }  // a fact of the case, which an explanation may name; an answered question is none
  bool one(size_t level) const { return cells(level).size() == 1; }
  std::span<const Cell> cells(size_t level) const {
    const Of& of = of_[level];
    switch (of.kind) {
      case Of::Kind::kOne: return {&of.one, 1};
      case Of::Kind::kSome: return of.some;
      default: return feasible(level);
    }
  }
  // All cells that some value has at the instant, whatever is told.
  std::span<const Cell> feasible(size_t level) const;

 private:
  struct Of {
    enum class Kind : uint8_t { kOne, kSome, kAny } kind = Kind::kAny;
    bool told = false;
    Cell one = 0;
    std::vector<Cell> some;
    mutable std::vector<Cell> feasible;  // of what moves, once asked for
  };
  void read_one(size_t level, const Epoch& epoch, const Case& asked);

  const Program* program_ = nullptr;
  std::span<const Variable> variables_;
  Instant at_ = 0;
  std::vector<Of> of_;
};

}  // namespace comity::ruling
