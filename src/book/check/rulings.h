// The words for rulings, and what a claim or a scenario is about.
#pragma once

#include "book/check/context.h"

namespace comity::book {

Ruling ruling_of(const syntax::RulingName& name);                    // the parser has seen to it that it is one
RulingSet rulings_of(const std::vector<syntax::RulingName>& names);  // `undetermined` has no bit

// An action, or with `asking` a fact; false if it is unknown.
bool find_subject(Context& context, BookId book, bool asking, const syntax::Name& name, ActionId& action, FactId& asked);

}  // namespace comity::book
