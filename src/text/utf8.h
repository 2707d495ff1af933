// Code points of UTF-8 text, one at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace comity::text {

struct CodePoint {
  char32_t value = 0;
  uint32_t bytes = 1;
  bool valid = true;  // false: not UTF-8 here; `bytes` is then 1
};

// The code point at `offset`, which must lie inside `text`. Overlong forms, surrogates and values past U+10FFFF are not valid.
CodePoint decode(std::string_view text, size_t offset);

// How many code points `text` holds; each byte that is not UTF-8 counts as one.
uint32_t count_code_points(std::string_view text);

// Characters that change the direction of text, or that nobody sees: what a reader takes in is then not what the machine reads.
bool is_hidden(char32_t value);

// `text` made fit for a terminal: control characters (tabs stay), hidden characters and bytes that are not UTF-8 become U+FFFD.
std::string printable(std::string_view text);

// `text` on one line, printable, with runs of blanks as one space, at most `limit` code points (then "…"), between back quotes.
std::string quote(std::string_view text, uint32_t limit = 40);

}  // namespace comity::text
