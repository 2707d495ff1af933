// The track of a law: where a told case goes, laid out in as few lines of the cache as may be.
//
// The idea: what decides a case is a chain of loads, each waiting for the one before, and in a large law each of them misses the near
// caches. So the chain is laid out anew for deciding alone. A track is one piece of memory that begins on a line of the cache: what it is, then
// its nodes in the order of a walk, then its ends. A node holds the fact that it tests and, by the fact's mark (case.h), where the case goes
// from there, untold or told; cells are left out where values are few. A node of a number holds the constants with which it is compared. An
// end holds the ruling and where its norms lie. The track of a divided law (division.h) leads by mark to the tracks of its parts.
// Example: `forbids when custody and place is school`: one line of 64 bytes holds the head, both nodes and both ends.
// Cost: a test is two loads, the node and the mark, and a third for a number; for many values, sets of many words, lists and what moves the
// cell is found as the chart finds it. A track takes 24 bytes, 4 for each mark or cell of a node, 8 for a constant, 8 for an end, 8 for each
// part.
// Limits: none of its own: a law without a chart to walk has a track that says so.
// Thread safety: tracks are laid under a lock, when a case first comes to one, published once and read without.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "ruling/case.h"
#include "ruling/division.h"

namespace comity::ruling {

// The head; what follows it in memory are the words of a walk, or the tracks of the parts.
class Track {
 public:
  enum class Kind : uint8_t { kOpen, kWalked, kDivided };

  // Where a walk stands: at a node, an end, a list of nodes whose ends are joined, or where it cannot go on: a fact is untold, or has a value
  // that none of its type is.
  struct Stand {
    uint32_t code = kOpen;
    bool is_node() const { return (code & kSorts) == 0; }
    bool is_end() const { return (code & kSorts) == kEnd; }
    bool is_list() const { return (code & kSorts) == kList; }
    uint32_t place() const { return code & ~kSorts; }
  };
  struct End {
    RulingSet ruling = 0;  // of these norms taken alone
    uint8_t modalities = 0;
    std::span<const NormId> norms;
  };

  Kind kind() const { return kind_; }
  const Part& part() const { return *part_; }

  // kWalked. A node is tested by the mark of a fact, by its rank among constants, or by the cell of a variable of the part's chart.
  enum class By : uint8_t { kMark, kRank, kCell };
  Stand start() const { return Stand{start_}; }
  By by(Stand node) const { return static_cast<By>(words()[node.code] >> kByShift); }
  FactId fact(Stand node) const { return FactId(words()[node.code] & kTested); }
  uint32_t level(Stand node) const { return words()[node.code] & kTested; }
  Stand at_mark(Stand node, uint8_t mark) const { return mark < words()[node.code + 1] ? Stand{words()[node.code + 2 + mark]} : Stand{kOpen}; }
  Stand at_rank(Stand node, int64_t value) const {
    const uint32_t constants = words()[node.code + 1];
    const uint32_t* first = words() + node.code + 2;
    uint32_t rank = 0;
    for (uint32_t i = 0; i < constants; ++i) {
      int64_t constant = 0;
      std::memcpy(&constant, first + 2 * i, sizeof(constant));
      rank += constant <= value ? 1 : 0;
    }
    return Stand{first[2 * constants + rank]};
  }
  Stand at_cell(Stand node, Cell cell) const { return Stand{words()[node.code + 1 + cell]}; }
  uint32_t groups(Stand list) const { return words()[list.place()]; }
  Stand group(Stand list, uint32_t i) const { return Stand{words()[list.place() + 1 + i]}; }
  End end(Stand end) const {
    const uint32_t first = words()[end.place()], its = words()[end.place() + 1];
    return {static_cast<RulingSet>(its & 0x1f), static_cast<uint8_t>(its >> 5 & 7), {norms_ + first, its >> 8}};
  }

  // kDivided.
  FactId dividing_fact() const { return FactId(start_); }

 private:
  friend class Tracks;
  friend class Laying;
  // Of a Stand: a node, or one of these sorts.
  static constexpr uint32_t kEnd = 1u << 30, kList = 2u << 30, kOpen = 3u << 30, kSorts = 3u << 30;
  // Of a node's first word: by what it is tested, and the fact or the level.
  static constexpr uint32_t kByShift = 30, kTested = (1u << kByShift) - 1;
  using Next = std::atomic<const Track*>;

  const uint32_t* words() const { return reinterpret_cast<const uint32_t*>(this + 1); }
  uint32_t* words() { return reinterpret_cast<uint32_t*>(this + 1); }
  Next* parts() const { return reinterpret_cast<Next*>(const_cast<Track*>(this) + 1); }  // each is set once, when a case comes to it

  const Part* part_ = nullptr;
  const NormId* norms_ = nullptr;
  uint32_t start_ = 0;  // or the fact that divides
  Kind kind_ = Kind::kOpen;
  bool parts_by_mark_ = false;  // or by cell, where values are many
  uint16_t parts_ = 0;
};
static_assert(sizeof(Track) == 24);

// All tracks of an engine.
class Tracks {
 public:
  Tracks(const Program& program, const Divisions& divisions, uint32_t most_nodes);

  // The track of a law, laid if it is the first time.
  const Track& of(const Part& part) const;
  // Where the case leads from a divided law; null where the fact that divides it is untold.
  const Track* next(const Track& divided, const Case& asked) const {
    const FactId fact = divided.dividing_fact();
    const uint8_t mark = asked.mark(fact);
    if (mark == 0) return nullptr;
    if (divided.parts_by_mark_ && mark < divided.parts_) {
      const Track* known = divided.parts()[mark].load(std::memory_order_acquire);
      if (known != nullptr) return known;
    }
    return &find_next(divided, asked.value(fact), mark);
  }

 private:
  struct alignas(64) Line {
    std::array<std::byte, 64> bytes;
  };
  const Track& find_next(const Track& divided, int64_t value, uint8_t mark) const;
  void* room(size_t bytes) const;  // begins on a line; `laying_` must be held

  const Program& program_;
  const Divisions& divisions_;
  const uint32_t most_nodes_;
  mutable std::mutex laying_;
  mutable std::unordered_map<const Part*, const Track*> laid_;
  mutable std::vector<std::vector<Line>> blocks_;  // never grown once there
  mutable size_t used_ = 0;                        // lines of the last one
};

}  // namespace comity::ruling
