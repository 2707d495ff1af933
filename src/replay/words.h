// The circuit on words: sixty-four rows at a time, one bit a row, for keys too long for a table.
//
// Idea. Each atom becomes one bit a row; the gates of an epoch's circuit are then word operations over a few kilobytes that lie in the first
// cache; three of the results (some norm permits, forbids, requires) give the ruling. No entry is ever filled, so it does not matter how many
// different rows there are.
// Example. Twenty facts of two cells each have a million different rows, and thirty atoms and gates.
// Limits. A row must know every fact that the epoch reads, or it is left to the caller: with unknown facts the bits of a circuit are only a
// bound, not the exact set of rulings. It gives rulings, not deciding norms.
// Cost, a row: for each column one byte read and one shuffle for each eight atoms; for each atom four vector instructions in 32 rows, for each
// gate three in 256.
// Source: bit-sliced evaluation as in BitWeaving (Li and Patel, SIGMOD 2013); and-inverter graphs, circuit/circuit.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "replay/lanes.h"

namespace comity::replay {

inline constexpr size_t kPieceOfWords = 1024;  // rows whose bits are held at once

// A circuit made ready: values 0 .. sources-1 are those of atoms, then one for each gate.
struct WordProgram {
  // Up to eight atoms of one column: their truths as the bits of one byte, by the column's code.
  struct Group {
    uint32_t lane = 0;
    uint32_t first_value = 0, atoms = 0;
    std::vector<uint8_t> truths;  // 256, by cell code (0: unknown)
  };
  struct Gate {
    uint32_t left = 0, right = 0;  // 2 * value + complement
  };
  static constexpr uint32_t kFalse = 0xfffffffe, kTrue = 0xffffffff;  // as results: constants

  std::vector<Group> groups;
  std::vector<Gate> gates;
  std::vector<uint32_t> lanes_read;  // a row must know these
  uint32_t sources = 0;
  uint32_t permits = kFalse, forbids = kFalse, requires_ = kFalse;  // 2 * value + complement, or a constant
};

// Rules the rows of a block that know all that the program reads: out[i] is the ruling's code, and the row's bit of `ruled` is set; the others
// are not touched. `codes[lane]` are cell codes, readable to a multiple of 64.
void run_words(const WordProgram& program, std::span<const uint8_t* const> codes, size_t rows, uint8_t* out, uint64_t* ruled);

}  // namespace comity::replay
