#include "syntax/fill.h"

#include <algorithm>

#include "text/utf8.h"

namespace comity::syntax {

namespace {

struct Line {
  uint32_t indent;
  size_t first;  // pieces [first, last)
  size_t last;
};

uint32_t width(const Piece& piece, bool begins_line) { return text::count_code_points(piece.text) + (piece.spaced && !begins_line ? 1 : 0); }

bool ends_with_comment(const Clause& clause, size_t piece) { return !clause.pieces[piece].comments.empty() || !clause.pieces[piece - 1].trailing.empty(); }

// The depth of the `and`s and `or`s that begin lines: the least one, if the clause is too long for one line.
uint32_t joining_depth(const Clause& clause) {
  uint32_t used = clause.indent;
  uint32_t depth = kNotJoining;
  for (size_t i = 0; i < clause.pieces.size(); ++i) {
    used += width(clause.pieces[i], i == 0);
    if (i > 0) depth = std::min(depth, clause.pieces[i].joins_at);
  }
  return used > kColumns ? depth : kNotJoining;
}

// The best place in (first, overflowing] to break; `first` if there is none. The last of the best ones, so that lines are full.
size_t break_before(const Clause& clause, size_t first, size_t overflowing) {
  size_t best = first;
  Break quality = Break::kNever;
  for (size_t i = first + 1; i <= overflowing; ++i) {
    const Piece& piece = clause.pieces[i];
    if (piece.before == Break::kNever || piece.before < quality) continue;
    const bool fits_nowhere = i == overflowing && width(piece, true) + clause.indent + kFurtherIndent > kColumns;
    if (fits_nowhere) continue;
    best = i;
    quality = piece.before;
  }
  return best;
}

std::vector<Line> lines_of(const Clause& clause) {
  const uint32_t depth = joining_depth(clause);
  std::vector<Line> lines;
  Line line{clause.indent, 0, 0};
  uint32_t used = line.indent;
  while (line.last < clause.pieces.size()) {
    const size_t next = line.last;
    const bool begins = next == line.first;
    const uint32_t wanted = width(clause.pieces[next], begins);
    size_t cut = next;
    const bool joins = depth != kNotJoining && clause.pieces[next].joins_at == depth;
    bool must_cut = !begins && (joins || ends_with_comment(clause, next));
    if (!begins && !must_cut && used + wanted > kColumns) {
      cut = break_before(clause, line.first, next);
      must_cut = cut > line.first;
    }
    if (!must_cut) {
      used += wanted;
      ++line.last;
      continue;
    }
    lines.push_back({line.indent, line.first, cut});
    line = {clause.indent + kFurtherIndent, cut, cut};
    used = line.indent;
  }
  lines.push_back(line);
  return lines;
}

}  // namespace

std::string fill(const Clause& clause) {
  std::string out;
  for (const Line& line : lines_of(clause)) {
    const std::string margin(line.indent, ' ');
    for (std::string_view comment : clause.pieces[line.first].comments) out.append(margin).append(comment).append("\n");
    out += margin;
    for (size_t i = line.first; i < line.last; ++i) {
      const Piece& piece = clause.pieces[i];
      if (piece.spaced && i > line.first) out += ' ';
      out += piece.text;
      if (!piece.trailing.empty()) out.append("  ").append(piece.trailing);
    }
    out += '\n';
  }
  return out;
}

}  // namespace comity::syntax
