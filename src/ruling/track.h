// The track of a law: where a told case goes, laid out in as few lines of the cache as may be.
//
// The idea: what decides a case is a chain of loads, each waiting for the one before, and in a large law each of them misses the near
// caches. So the chain is laid out anew for deciding alone. A track is one piece of memory that begins on a line of the cache: what it is, then
// its nodes in the order of a walk, then its ends. A node holds the fact that it tests and, by the fact's value, where the case goes from
// there; cells are left out where values are few. An end holds the ruling and where its norms lie. The track of a divided law (division.h)
// leads by value to the tracks of its parts.
// Example: `forbids when custody and place is school`: one line of 64 bytes holds the head, both nodes and both ends.
// Cost: a test is two loads, the node and the told value; where values are many, or must be put in order first (numbers, lists, what moves),
// the cell is found as the chart finds it. A track takes 24 bytes, 4 for each value or cell of a node, 8 for an end, 8 for each part.
// Limits: none of its own: a law without a chart to walk has a track that says so.
// Thread safety: tracks are laid under a lock, when a case first comes to one, published once and read without.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
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

  // Where a walk stands: at a node, an end, or a list of nodes whose ends are joined.
  struct Stand {
    uint32_t code = 0;
    bool is_node() const { return (code & (kEnd | kList)) == 0; }
    bool is_end() const { return (code & kEnd) != 0; }
    bool is_list() const { return (code & kList) != 0; }
    uint32_t place() const { return code & ~(kEnd | kList); }
  };
  struct End {
    RulingSet ruling = 0;  // of these norms taken alone
    uint8_t modalities = 0;
    std::span<const NormId> norms;
  };

  Kind kind() const { return kind_; }
  const Part& part() const { return *part_; }

  // kWalked. A node is tested by the value of a fact, or by the cell of a variable of the part's chart.
  Stand start() const { return Stand{start_}; }
  bool by_cell(Stand node) const { return (words()[node.code] & kByCell) != 0; }
  uint32_t level(Stand node) const { return words()[node.code] & ~kByCell; }
  Stand at_cell(Stand node, Cell cell) const { return Stand{words()[node.code + 1 + cell]}; }
  FactId fact(Stand node) const { return FactId(words()[node.code]); }
  uint64_t values(Stand node) const { return words()[node.code + 1]; }
  Stand at_value(Stand node, uint64_t value) const { return Stand{words()[node.code + 2 + value]}; }
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
  static constexpr uint32_t kEnd = 1u << 31, kList = 1u << 30;  // of a Stand
  static constexpr uint32_t kByCell = 1u << 31;                 // of a node's first word
  using Next = std::atomic<const Track*>;

  const uint32_t* words() const { return reinterpret_cast<const uint32_t*>(this + 1); }
  uint32_t* words() { return reinterpret_cast<uint32_t*>(this + 1); }
  Next* parts() const { return reinterpret_cast<Next*>(const_cast<Track*>(this) + 1); }  // each is set once, when a case comes to it

  const Part* part_ = nullptr;
  const NormId* norms_ = nullptr;
  uint32_t start_ = 0;  // or the fact that divides
  Kind kind_ = Kind::kOpen;
  bool parts_by_value_ = false;  // or by cell, where values are many
  uint16_t parts_ = 0;
};
static_assert(sizeof(Track) == 24);

// All tracks of an engine.
class Tracks {
 public:
  Tracks(const Program& program, const Divisions& divisions, uint32_t most_nodes);

  // The track of a law, laid if it is the first time.
  const Track& of(const Part& part) const;
  // Where a told value leads from a divided law.
  const Track& next(const Track& divided, int64_t value) const {
    const auto place = static_cast<uint64_t>(value);
    if (divided.parts_by_value_ && place < divided.parts_) {
      const Track* known = divided.parts()[place].load(std::memory_order_acquire);
      if (known != nullptr) return *known;
    }
    return find_next(divided, value);
  }

 private:
  struct alignas(64) Line {
    std::array<std::byte, 64> bytes;
  };
  const Track& find_next(const Track& divided, int64_t value) const;
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
