// The release of a book: a hash over the text of all its files, so that a ruling can say which law it was made by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace comity::book {

struct ReleasedFile {
  std::string_view book;
  std::string_view path;  // only the part behind the last `/` counts
  std::string_view contents;
};

// "sha256:" and 64 hex digits. Independent of the order of the files and of the folders they lie in, so that two copies of a library agree.
// Hashed are, sorted by book, file name and contents, the three of each file, every one as its length in bytes, a line break and itself.
std::string release_of(std::vector<ReleasedFile> files);

}  // namespace comity::book
