// From the text of a file to its tree.
//
// A recursive descent with one token of decision and at most three of look-ahead. Clause and declaration keywords are words that are
// looked at only where a clause or a declaration can begin. After an error inside a clause the parser goes on at the next clause
// keyword that begins a line, or at the next declaration keyword that begins a line, so that one run tells several errors.
// Parentheses and `not` nest at most kMaxDepth deep; nothing else recurs.
#pragma once

#include "syntax/tree.h"
#include "text/diagnostics.h"
#include "text/text.h"

namespace comity::syntax {

inline constexpr int kMaxDepth = 200;

// Always returns a tree. After errors it holds what could be read: declarations whose name is missing are left out, a condition that
// could not be read is kBad or kNoCond. O(bytes).
Tree parse(const text::Files& files, text::FileId file, text::Diagnostics& diagnostics);

}  // namespace comity::syntax
