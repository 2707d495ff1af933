// Told values against the type of their fact.
#pragma once

#include "book/check/conditions.h"

namespace comity::book {

// Whether a value, as a scenario or a reading writes it, is one of the type; if not, it is reported with `code`. A bare word is a set of
// one; a number of a duration has its unit of time; an instant may be a bare day.
bool fits(Context& context, std::string_view code, BookId book, std::string_view name, const Type& type, Span declared, const syntax::Value& value);

// `given F is VALUE` of scenarios and readings; each fact once.
std::vector<Told> told(Context& context, std::string_view code, BookId book, const std::vector<syntax::Given>& given);

}  // namespace comity::book
