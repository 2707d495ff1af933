#include "replay/files/bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/stat.h>
#include <zlib.h>
#include <zstd.h>

namespace comity::replay {

namespace {

constexpr size_t kReadAtOnce = size_t{1} << 18;

}  // namespace

// One step of decompression. A compressed file may hold several members (gzip) or frames (zstd), one after another.
struct Bytes::Decoder {
  struct Step {
    size_t taken = 0, made = 0;
    bool fine = true;
  };
  bool between_members = true;
  bool room_was_filled = false;  // it may hold more than there was room for
  virtual ~Decoder() = default;
  virtual Step step(const char* from, size_t have, char* to, size_t room) = 0;
};

namespace {

struct Gzip : Bytes::Decoder {
  z_stream stream{};
  bool made = inflateInit2(&stream, 15 + 16) == Z_OK;
  ~Gzip() override { inflateEnd(&stream); }

  Step step(const char* from, size_t have, char* to, size_t room) override {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(from));
    stream.avail_in = static_cast<uInt>(have);
    stream.next_out = reinterpret_cast<Bytef*>(to);
    stream.avail_out = static_cast<uInt>(room);
    const int status = inflate(&stream, Z_NO_FLUSH);
    between_members = status == Z_STREAM_END;
    const bool fine = between_members ? inflateReset(&stream) == Z_OK : status == Z_OK || status == Z_BUF_ERROR;
    return {have - stream.avail_in, room - stream.avail_out, fine};
  }
};

struct Zstd : Bytes::Decoder {
  ZSTD_DStream* stream = ZSTD_createDStream();
  ~Zstd() override { ZSTD_freeDStream(stream); }

  Step step(const char* from, size_t have, char* to, size_t room) override {
    ZSTD_inBuffer in{from, have, 0};
    ZSTD_outBuffer out{to, room, 0};
    const size_t status = ZSTD_decompressStream(stream, &out, &in);
    between_members = status == 0;
    return {in.pos, out.pos, ZSTD_isError(status) == 0};
  }
};

}  // namespace

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
  const std::string_view start = made->pending_;
  if (start.starts_with("\x1f\x8b")) {
    auto gzip = std::make_unique<Gzip>();
    if (!gzip->made) return std::unexpected("there is no memory to decompress it");
    made->decoder_ = std::move(gzip);
  } else if (start.starts_with("\x28\xb5\x2f\xfd")) {
    auto zstd = std::make_unique<Zstd>();
    if (zstd->stream == nullptr) return std::unexpected("there is no memory to decompress it");
    made->decoder_ = std::move(zstd);
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
  if (decoder_) return decode_into(to, most);
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

std::expected<size_t, std::string> Bytes::decode_into(std::string& to, size_t most) {
  const size_t before = to.size();
  to.resize(before + most);
  size_t made = 0;
  while (made < most) {
    if (!refill() && !decoder_->room_was_filled) {
      if (decoder_->between_members) break;
      return std::unexpected("it is cut off: the compressed data ends too early");
    }
    const size_t room = std::min<size_t>(most - made, 1U << 30), have = pending_.size() - at_;
    // After the end of a member there is nothing left to give, and no input is no beginning of another.
    if (have == 0 && decoder_->between_members) break;
    const Decoder::Step step = decoder_->step(pending_.data() + at_, have, to.data() + before + made, room);
    if (!step.fine) return std::unexpected("its compressed data is damaged");
    at_ += step.taken;
    made += step.made;
    decoder_->room_was_filled = step.made == room;
  }
  to.resize(before + made);
  return made;
}

}  // namespace comity::replay
