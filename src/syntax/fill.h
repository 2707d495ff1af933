// Filling lines: pieces of text that stand one after another, broken where a line would become too long.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::syntax {

inline constexpr uint32_t kColumns = 140;
inline constexpr uint32_t kFurtherIndent = 4;  // of the lines on which a clause goes on

// How well a line may break before a piece.
enum class Break : uint8_t { kNever, kPoor, kFair, kGood };

inline constexpr uint32_t kNotJoining = 0xffffffff;

struct Piece {
  std::string_view text;
  bool spaced = true;  // a blank before it, unless it begins a line
  Break before = Break::kPoor;
  uint32_t joins_at = kNotJoining;         // an `and` or `or`: in how many parentheses it stands
  std::vector<std::string_view> comments;  // lines of their own before it
  std::string_view trailing;               // a comment behind it; ends the line
};

// One clause, or one line of a condition.
struct Clause {
  uint32_t indent = 0;
  std::vector<Piece> pieces;  // never empty
};

// The clause as one or more lines, each with its newline. Where one line does not do, each `and` and `or` of the outermost parentheses
// begins a line. Depends on nothing but the pieces, so that filling twice changes nothing.
std::string fill(const Clause& clause);

}  // namespace comity::syntax
