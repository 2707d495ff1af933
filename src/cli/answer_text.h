// One answer for people at a terminal.
#pragma once

#include <string>
#include <string_view>

#include "cli/asking.h"

namespace comity::cli {

// Everything that the answer says, the ruling first; lines of at most 100 columns.
std::string answer_text(const Asking& asking, const ruling::Asked& asked, const ruling::Case& told, const ruling::Answer& answer, bool colour);

// Pieces of it, for other commands.
std::string subject_text(const ruling::Names& names, const circuit::Subject& subject);  // "arrest", "asking subject.in_custody"
std::string instant_text(const book::Model& model, book::Instant at);                   // "2025-08-14 12:00", "the beginning", "today on"
std::string rulings_text(ruling::RulingSet rulings, std::string_view between);          // "permitted, silent"
std::string norm_text(const book::Model& model, book::NormId norm, book::Instant at, std::string_view indent, bool colour);
std::string fact_text(const Asking& asking, const ruling::Asked& asked, const ruling::Case& told, book::FactId fact);  // "grounds is (civil_detainer)"

}  // namespace comity::cli
