// The one layout of a book's page.
//
// Declarations begin at column 0, their clauses at 2 spaces, the meanings of a reading's column at 4; each `and` or `or` of a
// condition that is not in parentheses begins a line with 3 spaces. Lines wrap before column 141 where a break is possible (a string
// or a comment is never cut). One blank line parts declarations; within a run of facts, and of one-line declarations of related sorts
// (book, use, timezone; authority, precedence; kind, extend; action; calendar), the author's blank lines are kept, one at most. Tokens and comments are never changed, moved past each other or lost.
#pragma once

#include <string>

#include "text/diagnostics.h"
#include "text/text.h"

namespace comity::syntax {

// The file laid out anew; the file unchanged if it does not parse (the errors are in `diagnostics`). format(format(x)) == format(x).
std::string format(const text::Files& files, text::FileId file, text::Diagnostics& diagnostics);

}  // namespace comity::syntax
