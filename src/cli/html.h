// Text as part of an HTML page.
#pragma once

#include <string>
#include <string_view>

#include "text/html.h"

namespace comity::cli {

inline std::string escaped(std::string_view text) { return text::html_escaped(text); }

// A link, if the address is one of the web; else the text alone.
std::string linked(std::string_view url, std::string_view shown);

}  // namespace comity::cli
