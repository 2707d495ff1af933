// A large law on one subject, divided by what tells most of its norms apart, so that a case meets only its own part.
//
// The idea: in a code of ten thousand norms nearly every norm names its jurisdiction, its offense or its place. With that one fact known
// all other jurisdictions' norms fall silent, and what is left is a law as small as any: a few norms, which read a few facts. So a law of
// many norms is not drawn as a whole. The fact that leaves fewest of the norms in each of its cells divides it; under each cell stands the
// part that is left, the circuit with that fact put in, which is divided further or drawn (chart.h).
// Example: 90 norms on one action, from 25 jurisdictions: the fact `jurisdiction` has 26 cells, and a part has 0 to 8 norms. The whole
// reads 60 facts and 40 tests of one list, more than any diagram holds; a part reads six, and its diagram has twenty nodes.
// Parts are cut when a case first comes to one. Two parts with the same norms and literals are one part: so epochs share what a change in
// another jurisdiction does not touch, and so do all cells in which no norm is left.
// Cost: a decision pays one look at a table for each division, whatever the number of norms. Cutting a part takes the cone of the norms
// that the cell leaves.
// Limits: a fact divides if its values lie densely (words, texts, yes-no) and if it leaves half of the norms or fewer on average. A law in
// which no fact does that is drawn as a whole.
// Source: Shannon's expansion by one variable; in the field, the indexing of rules by their first argument, after Warren, "An abstract
// Prolog instruction set", 1983.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "ruling/chart.h"
#include "ruling/rules.h"

namespace comity::ruling {

// The fact by which a law is divided.
struct Dividing {
  Variable fact;
  std::vector<Cell> table;                  // by told value
  std::vector<std::vector<uint32_t>> left;  // by cell: the norms that may hold there, by place; of those that name the fact
  std::vector<uint32_t> everywhere;         // the norms that do not
};

// The best fact to divide by; none: the law has too few norms, or none leaves half of them or fewer. O(norms + tests x cells).
std::optional<Dividing> dividing(const Program& program, const Rules& rules, size_t most_norms);

// A law, divided or not. Constant but for what is drawn when first asked for; safe to share between threads.
class Part {
 public:
  Part(const Program& program, const Rules& rules, size_t most_norms);
  // With a circuit of its own: `kept` are the norms with their literals in `from`.
  Part(const Program& program, const circuit::Circuit& from, const std::vector<circuit::NormState>& kept, size_t most_norms);
  ~Part();
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  const Rules& rules() const { return rules_; }
  bool divided() const { return dividing_.has_value(); }
  const Variable& fact() const { return dividing_->fact; }   // divided only
  size_t values() const { return dividing_->table.size(); }  // that it may have, from 0
  // The cell in which a told value lies.
  Cell cell_of(const Program& program, int64_t value) const {
    const auto place = static_cast<uint64_t>(value);
    return place < dividing_->table.size() ? dividing_->table[place] : dividing_->fact.cell_of(program, value, 0);
  }
  // The law as a whole, drawn by whoever asks first. Two threads may draw it at once; one chart is kept.
  const Chart& chart(const Program& program, uint32_t most_nodes) const {
    const Chart* drawn = chart_.load(std::memory_order_acquire);
    return drawn != nullptr ? *drawn : draw(program, most_nodes);
  }
  const Chart& drawn() const { return *chart_.load(std::memory_order_acquire); }  // where it was drawn before

 private:
  friend class Divisions;
  const Chart& draw(const Program& program, uint32_t most_nodes) const;

  circuit::Circuit own_;
  std::vector<circuit::NormState> norms_;
  Rules rules_;
  std::optional<Dividing> dividing_;
  mutable std::atomic<const Chart*> chart_ = nullptr;
  mutable std::vector<std::atomic<const Part*>> parts_;  // by cell; null: not yet cut
};

// All parts that were cut. Cutting takes a lock; what was cut is found without.
class Divisions {
 public:
  Divisions(const Program& program, size_t most_norms) : program_(program), most_norms_(most_norms) {}

  const Part& part(const Part& whole, Cell cell) const {
    const Part* cut = whole.parts_[cell].load(std::memory_order_acquire);
    return cut != nullptr ? *cut : this->cut(whole, cell);
  }
  size_t parts() const;

 private:
  const Part& cut(const Part& whole, Cell cell) const;
  std::vector<circuit::NormState> folded(const Part& whole, Cell cell) const;

  const Program& program_;
  const size_t most_norms_;
  mutable std::mutex cutting_;
  mutable circuit::Circuit circuit_;  // of all parts' literals, so that equal ones are the same
  mutable std::map<std::vector<uint32_t>, std::unique_ptr<const Part>> parts_;
};

}  // namespace comity::ruling
