#include "cli/lines.h"

#include <cstring>

#include <unistd.h>

namespace comity::cli {

namespace {

constexpr size_t kPiece = size_t{1} << 18;

}  // namespace

Lines::Lines(std::FILE* file, size_t longest, size_t padding) : file_(file), longest_(longest), padding_(padding), buffer_(kPiece + padding) {}

// Reads more behind what is there, which moves to the front. read() and not fread(): a line that comes through a pipe is answered at once.
bool Lines::fill() {
  if (ended_) return false;
  if (from_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + from_, to_ - from_);
    to_ -= from_;
    from_ = 0;
  }
  if (buffer_.size() - to_ < kPiece / 2 + padding_) buffer_.resize(buffer_.size() * 2);
  const ssize_t got = ::read(::fileno(file_), buffer_.data() + to_, buffer_.size() - to_ - padding_);
  if (got <= 0) {
    ended_ = true;
    failed_ = got < 0;
    return false;
  }
  to_ += static_cast<size_t>(got);
  return true;
}

bool Lines::has_more() const { return std::memchr(buffer_.data() + from_, '\n', to_ - from_) != nullptr; }

Lines::Next Lines::next(std::string_view& line) {
  size_t looked = 0;
  bool too_long = false;
  for (;;) {
    const char* begin = buffer_.data() + from_;
    const void* end = std::memchr(begin + looked, '\n', to_ - from_ - looked);
    if (end != nullptr) {
      const auto size = static_cast<size_t>(static_cast<const char*>(end) - begin);
      from_ += size + 1;
      ++number_;
      if (too_long || size > longest_) return Next::kTooLong;
      line = {begin, size};
      return Next::kLine;
    }
    looked = to_ - from_;
    if (looked > longest_) {  // forget what is there; only its end is waited for
      too_long = true;
      from_ = to_ = looked = 0;
    }
    if (fill()) continue;
    const size_t size = to_ - from_;
    if (size == 0 && !too_long) return Next::kEnd;
    line = {buffer_.data() + from_, size};
    from_ = to_;
    ++number_;
    return too_long ? Next::kTooLong : Next::kLine;
  }
}

}  // namespace comity::cli
