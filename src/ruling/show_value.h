// Told values as JSON and as a page would write them.
#pragma once

#include <string>
#include <string_view>

#include "book/model.h"
#include "circuit/cells.h"
#include "circuit/program.h"

namespace comity::ruling {

// Appends the JSON of language.md section 4. A text that the book never names is not kept by a case; `other_text` stands for it.
void append_value(std::string& out, const circuit::Program& program, const book::Type& type, const circuit::ToldValue& value, std::string_view other_text = "");
void append_scalar(std::string& out, const circuit::Program& program, const book::Type& type, int64_t value, std::string_view other_text = "");

// "yes", "civil_detainer", "(civil_detainer, removal_order)", "48 hours": as after `given F is`.
std::string written(const circuit::Program& program, const book::Type& type, const circuit::ToldValue& value);

}  // namespace comity::ruling
