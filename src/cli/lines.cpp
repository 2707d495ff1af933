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

bool Lines::has_more() {
  const char* begin = buffer_.data() + from_;
  const void* end = std::memchr(begin + looked_, '\n', to_ - from_ - looked_);
  looked_ = end == nullptr ? to_ - from_ : static_cast<size_t>(static_cast<const char*>(end) - begin);
  return end != nullptr;
}

Lines::Next Lines::next(std::string_view& line) {
  bool too_long = false;
  for (;;) {
    if (has_more()) {
      line = {buffer_.data() + from_, looked_};
      from_ += looked_ + 1;
      looked_ = 0;
      ++number_;
      return too_long || line.size() > longest_ ? Next::kTooLong : Next::kLine;
    }
    if (looked_ > longest_) {  // forget what is there; only its end is waited for
      too_long = true;
      from_ = to_ = looked_ = 0;
    }
    if (fill()) continue;
    line = {buffer_.data() + from_, to_ - from_};
    from_ = to_;
    looked_ = 0;
    if (line.empty() && !too_long) return Next::kEnd;
    ++number_;
    return too_long ? Next::kTooLong : Next::kLine;
  }
}

}  // namespace comity::cli
