#include "book/release.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <tuple>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace comity::book {

namespace {

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) { require(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1); }

  void add(std::string_view bytes) { require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1); }

  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), &length) == 1);
    std::string out;
    for (unsigned int i = 0; i < length; ++i) out += fmt::format("{:02x}", digest[i]);
    return out;
  }

 private:
  // SHA-256 over memory fails only where the library is broken or memory is gone.
  static void require(bool holds) {
    if (!holds) std::abort();
  }
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string release_of(std::vector<ReleasedFile> files) {
  for (ReleasedFile& file : files) file.path = file.path.substr(file.path.rfind('/') + 1);
  std::sort(files.begin(), files.end(),
            [](const ReleasedFile& a, const ReleasedFile& b) { return std::tie(a.book, a.path, a.contents) < std::tie(b.book, b.path, b.contents); });
  Sha256 hash;
  for (const ReleasedFile& file : files) {
    for (std::string_view part : {file.book, file.path, file.contents}) {
      hash.add(fmt::format("{}\n", part.size()));
      hash.add(part);
    }
  }
  return "sha256:" + hash.hex();
}

}  // namespace comity::book
