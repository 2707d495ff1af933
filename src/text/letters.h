// Letters of names: the ASCII ones, whatever the locale. A word of the language, a zone and a file name have these in common.
#pragma once

namespace comity::text {

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_word_part(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

}  // namespace comity::text
