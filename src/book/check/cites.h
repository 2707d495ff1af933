// Citations of norms, lists and remarks on silence.
#pragma once

#include <vector>

#include "book/check/context.h"

namespace comity::book {

// The citations whose sources are known. A citation that repeats another is reported.
std::vector<Cite> cites_of(Context& context, BookId book, const std::vector<syntax::Citation>& citations);

std::vector<std::string> texts_of(const std::vector<syntax::String>& strings);

}  // namespace comity::book
