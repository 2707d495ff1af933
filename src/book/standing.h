// Standing: who stands above whom, from epoch to epoch, and the order in which norms can be judged.
//
// A norm can be judged once all that can put it out of action has been. Rank and date relate nearly every norm of a subject with every
// opposing one, so these pairs are never written down. Norms of one side that are carried by one source in one book stand equal: they are a
// group; and the groups above a group form a chain: one more group joined to a chain that has been built already. In a book ranked by rank
// and then by date the chains of a subject share all their links, so that an epoch costs a few steps a norm, not a step a pair.
// Example: 100 norms of one action, each with a source and a day of its own: about 300 steps, where there are 2,500 pairs.
//
// A Standing moves forward in time. At each instant it is told which norms change and gives the steps to be judged anew: those of all norms
// of the subjects that are touched, directly or by suspension. The rest stands as it stood.
// Cost: at first norms and, for each subject, the square of its sources (a bit each); then what changes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "book/bit_rows.h"
#include "book/model.h"
#include "book/precedence.h"

namespace comity::book {

// The instants at which the norm's force or the source that carries it may change. Unsorted; kForever left out.
std::vector<Instant> moments_of_force(const Model& model, NormId norm);

// Which norms change when.
class Changes {
 public:
  using At = std::pair<Instant, std::vector<NormId>>;
  void add(NormId norm, const std::vector<Instant>& moments);
  // Sorted by instant; first kBeginning with all norms.
  std::vector<At> in_order(size_t norms);

 private:
  std::vector<std::pair<Instant, NormId>> changes_;
};

class Standing {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  // One thing to judge; everything that it depends on comes before it or was judged at an earlier instant.
  struct Step {
    enum class Kind : uint8_t { kNorm, kGroup, kChain };
    Kind kind = Kind::kNorm;
    uint32_t id = 0;  // NormId, or the place of a group or a chain at this instant
    friend bool operator==(const Step&, const Step&) = default;
  };
  // Some active member defeats every norm that the group stands above.
  struct Group {
    uint32_t first = 0, count = 0;  // in members()
  };
  // The groups above: those of the shorter chain, and one more.
  struct Chain {
    uint32_t shorter = kNone;  // a chain
    uint32_t group = 0;
  };

  explicit Standing(const Model& model);

  // To an instant later than the last, at which these norms change. At the first all norms must be named. False: a circle, see cycle().
  bool advance(Instant t, std::span<const NormId> changed);

  const std::vector<Step>& steps() const { return steps_; }
  const std::vector<uint32_t>& touched() const { return touched_; }  // units (below) of which norms are judged anew, sorted
  bool in_force(NormId norm) const { return in_force_[norm.value] != 0; }
  // What stands above a norm: the stated edges, of which only those in force count, and a chain (kNone: no group).
  const std::vector<Edge>& stated_above(NormId norm) const { return stated_[norm.value]; }
  uint32_t chain_above(NormId norm) const { return chain_of_[norm.value]; }
  const Group& group(uint32_t id) const { return groups_[id]; }
  const Chain& chain(uint32_t id) const { return chains_[id]; }
  size_t groups() const { return groups_.size(); }
  size_t chains() const { return chains_.size(); }
  NormId member(uint32_t place) const { return members_[place]; }

  // Each stands above the next, the last above the first.
  const std::vector<NormId>& cycle() const { return cycle_; }

  // Units: actions by id, then facts whose asking some norm governs, by id, then each norm that governs neither, by id.
  struct Unit {
    std::vector<NormId> norms;      // by id
    std::vector<Carried> carriers;  // what may carry them, those with fewer above them first; empty if no book declares a precedence
    std::vector<uint64_t> above;    // a row of bits a carrier: those that rank above it
    size_t words() const { return (carriers.size() + 63) / 64; }
  };
  const std::vector<Unit>& units() const { return units_; }
  uint32_t unit_of(NormId norm) const { return unit_of_[norm.value]; }
  FactId asked_of_unit(uint32_t unit) const { return asked_[unit - model_.actions.size()]; }  // units past the actions
  size_t subjects() const { return model_.actions.size() + asked_.size(); }                   // units that are actions or askings

 private:
  void make_units();
  void rank_carriers(Unit& unit);
  void change(NormId norm, Instant t);
  void touch(std::span<const NormId> changed);
  void arrange(uint32_t unit);
  uint32_t chain_for(BitRow bits, std::span<const uint32_t> group_at);
  bool visit(NormId start);
  std::optional<Step> dependency(Step step, uint32_t place) const;
  uint8_t& mark(Step step);

  const Model& model_;
  std::vector<std::vector<Edge>> stated_;
  std::vector<Unit> units_;
  std::vector<FactId> asked_;
  std::vector<uint32_t> unit_of_;
  std::vector<uint8_t> in_force_;
  std::vector<uint32_t> carrier_;   // by norm: its place in its unit's carriers
  std::vector<uint32_t> chain_of_;  // by norm, as of the last instant at which its unit was touched

  // Of the last instant.
  std::vector<uint32_t> touched_;
  std::vector<uint8_t> is_touched_;
  std::vector<Step> steps_;
  std::vector<Group> groups_;
  std::vector<Chain> chains_;
  std::vector<NormId> members_;
  std::vector<uint8_t> norm_marks_, group_marks_, chain_marks_;
  std::vector<NormId> cycle_;

  // Of the side at hand of a unit: the chains by the bits of their carriers, and the group of each carrier.
  BitRows known_chains_;
  std::vector<uint32_t> chain_of_row_;
  std::vector<uint32_t> links_;
};

}  // namespace comity::book
