// Text as part of an HTML page.
#pragma once

#include <string>
#include <string_view>

namespace comity::cli {

// Nothing in the text is markup or hidden; line breaks stay.
std::string escaped(std::string_view text);

// A link, if the address is one of the web; else the text alone.
std::string linked(std::string_view url, std::string_view shown);

}  // namespace comity::cli
