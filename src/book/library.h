// The library: which files hold a book.
//
// A book called dc.mpd lies below the folder `dc` of a root, or elsewhere below it. Which book a file belongs to is said by its first words,
// `book NAME`; only these are read of files that belong to other books, and files are read in the order of their paths.
//
// Example: roots {"books"}; `us` is looked for in books/us, and if nothing there names it, in all of books.
//
// Bounds: links to folders are not followed, names that begin with a dot are passed over, and a folder's listing ends at kMostEntries with
// an error, so that a root such as / ends too.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostics.h"

namespace comity::book {

inline constexpr size_t kMostEntries = 100'000;
inline constexpr int kDeepestFolder = 64;

// A file of a book. One that is larger than 4 MiB has no contents, only its size.
struct Page {
  std::string path;
  std::string contents;
  uint64_t bytes = 0;
  bool nameless = false;  // names no book at all
};

// What a file's first words say.
struct FirstWords {
  bool decided = false;  // false: blanks and comments only, so far
  std::string book;      // empty: the file does not begin with `book NAME`
};
FirstWords first_words(std::string_view text);

// Letters, digits and `_` in parts joined by dots, the first a letter: nothing that could lead out of the library.
bool is_book_name(std::string_view name);

class Library {
 public:
  // `own`: the folder of a file or folder that was named itself; searched first, and whole. May be empty.
  Library(std::string own, std::vector<std::string> roots, text::Diagnostics& diagnostics);

  // All files of a book, from the first place that has any, with the nameless files beside them, so that the parser can tell what these
  // lack. Files that cannot be read are reported (C0001).
  std::vector<Page> pages_of(const std::string& book);

  // The names of all books, sorted, for "did you mean".
  std::vector<std::string> names();

  // The folders that are searched, quoted, for messages.
  std::string places() const;

  // The first file below the own folder; "" where there is none.
  std::string first_file();
  // The book that a file names. "": it names none, or cannot be read (reported).
  std::string book_named_in(const std::string& path);
  // One file. False: it cannot be read (reported).
  bool read(const std::string& path, Page& out);

 private:
  const std::vector<std::string>& files_below(const std::string& folder);
  const std::optional<std::string>& book_of(const std::string& path);  // "": it names none; nothing: it cannot be read
  std::vector<Page> pages_in(const std::string& folder, const std::string& book, bool with_nameless);
  void report(const std::string& path, const std::string& reason, std::string help);

  std::string own_;
  std::vector<std::string> roots_;
  text::Diagnostics& diagnostics_;
  std::map<std::string, std::vector<std::string>> listings_;  // by folder
  std::map<std::string, std::optional<std::string>> books_;   // by file
};

}  // namespace comity::book
