// Text as part of an HTML page.
#pragma once

#include <string>
#include <string_view>

namespace comity::text {

// Nothing in the text is markup or hidden; line breaks stay.
std::string html_escaped(std::string_view text);

}  // namespace comity::text
