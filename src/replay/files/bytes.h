// The bytes of a file, one chunk after another: plain, or compressed by gzip or zstd (known by their first bytes, not by a
// name).
//
// Memory is bounded by the chunk. A file that is cut off or damaged is an error that says so, also where what was read before was fine.
#pragma once

#include <cstdint>
#include <cstdio>
#include <expected>
#include <memory>
#include <string>

namespace comity::replay {

class Bytes {
 public:
  struct Decoder;
  static std::expected<std::unique_ptr<Bytes>, std::string> open(const std::string& path);  // "-": the standard input
  ~Bytes();

  // Appends up to `most` bytes to `to`. The count; 0 at the end.
  std::expected<size_t, std::string> read(std::string& to, size_t most);

  bool compressed() const { return decoder_ != nullptr; }
  uint64_t size_on_disk() const { return size_; }  // 0 if not known
  uint64_t read_on_disk() const { return consumed_; }

 private:
  Bytes() = default;
  std::expected<size_t, std::string> decode_into(std::string& to, size_t most);
  bool refill();

  std::FILE* file_ = nullptr;
  uint64_t size_ = 0, consumed_ = 0;
  std::string pending_;  // read from disk, not yet given
  size_t at_ = 0;        // in pending_
  bool ended_ = false;
  std::unique_ptr<Decoder> decoder_;
};

}  // namespace comity::replay
