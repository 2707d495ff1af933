// The bytes of a file, one chunk after another: plain, or compressed by gzip (known by its first bytes, not by its name).
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
  static std::expected<std::unique_ptr<Bytes>, std::string> open(const std::string& path);  // "-": the standard input
  ~Bytes();

  // Appends up to `most` bytes to `to`. The count; 0 at the end.
  std::expected<size_t, std::string> read(std::string& to, size_t most);

  uint64_t size_on_disk() const { return size_; }  // 0 if not known
  uint64_t read_on_disk() const { return consumed_; }

 private:
  Bytes() = default;
  std::expected<size_t, std::string> inflate_into(std::string& to, size_t most);
  bool refill();

  struct Inflater;
  std::FILE* file_ = nullptr;
  uint64_t size_ = 0, consumed_ = 0;
  std::string pending_;  // read from disk, not yet given
  size_t at_ = 0;        // in pending_
  bool ended_ = false;
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace comity::replay
