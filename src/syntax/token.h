// Tokens: the words, strings, numbers, dates and marks of one file, with their places.
//
// Nothing here knows the grammar: `when` and `norm` are words like any other; the parser tells by position what they mean.
// Line breaks carry no meaning, yet each token knows whether it is the first of its line: recovery after an error, and the formatter,
// look at that. Comments are kept aside, in order, so that the formatter can put them back.
//
//   word     subject.in_custody   us/congress   yes-no   America/New_York   _x (reported)   no-arrest (the parser reports the hyphen)
//   string   "text"               the escapes are \" and \\ ; `text` is what stands between the quotes, still escaped
//   number   47.5  -3             at most six decimals, magnitude below 10^12
//   date     2025-08-14           a real day of the years 1 to 9999
//   time     09:00  09:00:30
//   mark     ( ) { } , : ;
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostics.h"
#include "text/text.h"

namespace comity::syntax {

inline constexpr size_t kMaxFileBytes = size_t{4} << 20;

enum class TokenKind : uint8_t { kWord, kString, kNumber, kDate, kTime, kMark, kBad, kEnd };

struct Token {
  // A view into the file's contents, or, for a foreign operator such as `==`, the words that it stands for.
  std::string_view text;
  uint32_t begin = 0;
  uint32_t end = 0;
  TokenKind kind = TokenKind::kEnd;
  bool first_on_line = false;
  bool reported = false;  // something is wrong with it and has been told; its text may not be read as a number or a date
};

struct Comment {
  std::string_view text;  // from `#` to the end of the line, without trailing blanks
  uint32_t begin = 0;
  uint32_t before_token = 0;  // the index of the token that follows it
  bool first_on_line = false;
};

struct Tokens {
  text::FileId file = text::kNoFile;
  std::vector<Token> tokens;  // never empty: ends with kEnd
  std::vector<Comment> comments;

  text::Span span(size_t index) const { return {file, tokens[index].begin, tokens[index].end}; }
};

// Reports every malformed token and goes on. O(bytes). A file over kMaxFileBytes is reported and gives kEnd alone.
// The views in the result live as long as the file's contents do.
Tokens lex(const text::Files& files, text::FileId file, text::Diagnostics& diagnostics);

// The meaning of a kString token's text: \" and \\ resolved, an unknown escape (already reported) kept as it is.
std::string unescape(std::string_view raw);

// Whether the year, month and day name a real day of the Gregorian calendar, years 1 to 9999.
bool is_real_day(int32_t year, int32_t month, int32_t day);

}  // namespace comity::syntax
