// The inside of the lexer: one pass over the bytes of a file. Only token.cpp, scan_*.cpp include this.
#pragma once

#include <string>
#include <string_view>

#include "syntax/token.h"
#include "text/diagnostics.h"
#include "text/letters.h"
#include "text/text.h"

namespace comity::syntax {

class Scanner {
 public:
  Scanner(const text::Files& files, text::FileId file, text::Diagnostics& diagnostics) : source_(files.contents(file)), diagnostics_(diagnostics) {
    out_.file = file;
  }

  Tokens run();

 private:
  // token.cpp
  void skip_blanks();
  void comment();
  void next();
  void unknown_character();

  // scan_words.cpp
  void word();
  void foreign_operator(std::string_view written, std::string_view meant);
  bool try_operator();
  void string();
  void single_quoted();
  void curly_quoted(uint32_t bytes);

  // scan_numbers.cpp
  void number_or_date();
  bool try_date();
  bool try_time();
  void number();

  char at(size_t ahead = 0) const { return pos_ + ahead < source_.size() ? source_[pos_ + ahead] : '\0'; }
  std::string_view rest() const { return source_.substr(pos_); }
  text::Span span(size_t begin, size_t end) const { return {out_.file, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}; }
  text::Diagnostic& report(std::string_view code, size_t begin, size_t end, std::string message, std::string help);
  // Reports hidden characters, control characters and bytes that are not UTF-8 inside a comment or a string.
  void check_characters(size_t begin, size_t end);
  void emit(TokenKind kind, size_t begin, size_t end, bool reported = false);

  std::string_view source_;
  text::Diagnostics& diagnostics_;
  Tokens out_;
  size_t pos_ = 0;
  size_t end_of_bad_bytes_ = 0;  // a run of bytes that are not UTF-8 is told once
  bool first_on_line_ = true;
};

using text::is_digit;
using text::is_letter;
using text::is_word_part;

}  // namespace comity::syntax
