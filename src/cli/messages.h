// Messages of the rooms, shown to people or given to programs.
#pragma once

#include <string>
#include <string_view>

#include "text/diagnostics.h"
#include "text/text.h"

namespace comity::cli {

// All messages: for people on the standard error, as JSON one a line on the standard output.
void tell(const text::Files& files, const text::Diagnostics& diagnostics, bool json);

// One that has no place in a file.
void tell(const text::Diagnostic& diagnostic, bool json);

// A file that cannot be read or written (C0001).
void tell_unreadable(std::string_view path, std::string_view why, bool json, std::string_view help = "look at the path, and whether you may read it");

}  // namespace comity::cli
