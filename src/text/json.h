// JSON strings, for all that is written as JSON.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace comity::text {

// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD, since JSON is UTF-8; control characters and
// line separators are escaped, so that the result stands on one line. O(bytes), without allocation beyond `out`.
void append_quoted(std::string& out, std::string_view text);

std::string json_string(std::string_view text);
std::string json_strings(std::span<const std::string> texts);  // an array

}  // namespace comity::text
