// Lines of a file or of the standard input, read in large pieces, so that answering many cases costs no more than the answers.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace comity::cli {

class Lines {
 public:
  // Lines longer than `longest` are not kept: `next` tells so. `padding` bytes after each line may be read by whoever reads it in place.
  Lines(std::FILE* file, size_t longest, size_t padding);

  enum class Next { kLine, kTooLong, kEnd };
  // The line, without its end, is valid until the next call.
  Next next(std::string_view& line);
  bool has_more();                           // a whole line is there already, so that the next call will not wait
  size_t number() const { return number_; }  // of the line given last, from 1
  bool failed() const { return failed_; }

 private:
  bool fill();

  std::FILE* file_;
  size_t longest_, padding_;
  std::vector<char> buffer_;
  size_t from_ = 0, to_ = 0;  // what is read and not given
  size_t looked_ = 0;         // of that, how much is known to hold no line's end; at most up to it
  size_t number_ = 0;
  bool ended_ = false, failed_ = false;
};

}  // namespace comity::cli
