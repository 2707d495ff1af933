#include "replay/files/bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/stat.h>
#include <zlib.h>

namespace comity::replay {

namespace {

constexpr size_t kReadAtOnce = size_t{1} << 18;

}  // namespace

struct Bytes::Inflater {
  z_stream stream{};
  bool between_members = true;  // a gzip file may hold several members, one after another
  ~Inflater() { inflateEnd(&stream); }
};

Bytes::~Bytes() {
  if (file_ != nullptr && file_ != stdin) std::fclose(file_);
}

std::expected<std::unique_ptr<Bytes>, std::string> Bytes::open(const std::string& path) {
  std::unique_ptr<Bytes> made(new Bytes());
  made->file_ = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (made->file_ == nullptr) return std::unexpected(std::string(std::strerror(errno)));
  struct stat about {};
  if (path != "-" && fstat(fileno(made->file_), &about) == 0) {
    if (S_ISDIR(about.st_mode)) return std::unexpected("it is a folder");
    if (S_ISREG(about.st_mode)) made->size_ = static_cast<uint64_t>(about.st_size);
  }
  if (!made->refill() && made->pending_.empty() && std::ferror(made->file_) != 0) return std::unexpected("it cannot be read");
  if (made->pending_.size() >= 2 && static_cast<uint8_t>(made->pending_[0]) == 0x1f && static_cast<uint8_t>(made->pending_[1]) == 0x8b) {
    made->inflater_ = std::make_unique<Inflater>();
    if (inflateInit2(&made->inflater_->stream, 15 + 16) != Z_OK) return std::unexpected("there is no memory to decompress it");
  }
  return made;
}

// Reads on where all of `pending_` has been given. False at the end.
bool Bytes::refill() {
  if (at_ < pending_.size()) return true;
  if (ended_) return false;
  pending_.resize(kReadAtOnce);
  at_ = 0;
  const size_t got = std::fread(pending_.data(), 1, kReadAtOnce, file_);
  pending_.resize(got);
  consumed_ += got;
  ended_ = got < kReadAtOnce;
  return got > 0;
}

std::expected<size_t, std::string> Bytes::read(std::string& to, size_t most) {
  if (inflater_) return inflate_into(to, most);
  size_t sum = 0;
  while (sum < most && refill()) {
    const size_t take = std::min(most - sum, pending_.size() - at_);
    to.append(pending_, at_, take);
    at_ += take;
    sum += take;
  }
  if (std::ferror(file_) != 0) return std::unexpected("it cannot be read to its end");
  return sum;
}

std::expected<size_t, std::string> Bytes::inflate_into(std::string& to, size_t most) {
  z_stream& stream = inflater_->stream;
  const size_t before = to.size();
  to.resize(before + most);
  size_t made = 0;
  while (made < most) {
    if (!refill()) {
      if (inflater_->between_members) break;
      return std::unexpected("it is cut off: the compressed data ends too early");
    }
    stream.next_in = reinterpret_cast<Bytef*>(pending_.data() + at_);
    stream.avail_in = static_cast<uInt>(pending_.size() - at_);
    stream.next_out = reinterpret_cast<Bytef*>(to.data() + before + made);
    stream.avail_out = static_cast<uInt>(std::min<size_t>(most - made, 1U << 30));
    const uInt room = stream.avail_out;
    inflater_->between_members = false;
    const int status = inflate(&stream, Z_NO_FLUSH);
    at_ = pending_.size() - stream.avail_in;
    made += room - stream.avail_out;
    if (status == Z_STREAM_END) {
      inflater_->between_members = true;
      if (inflateReset(&stream) != Z_OK) return std::unexpected("its compressed data is damaged");
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      return std::unexpected("its compressed data is damaged");
    }
  }
  to.resize(before + made);
  return made;
}

}  // namespace comity::replay
