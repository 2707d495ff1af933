// From a book's name to its checked model: finds the files, parses them, checks them, computes the release.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "book/model.h"
#include "syntax/tree.h"
#include "text/diagnostics.h"
#include "text/text.h"

namespace comity::book {

// One book with all it uses, and the files that its spans point into. Constant once loaded.
struct Loaded {
  text::Files files;
  std::vector<syntax::Tree> trees;  // by file; `show` and `fmt` read them
  Model model;
};

struct LoadOptions {
  // Folders that hold the library: a book `dc.mpd` lies somewhere below ROOT/dc, or ROOT.
  std::vector<std::string> roots;
  // Names of books that are read beside the one asked, for their readings. The book asked stays the root.
  std::vector<std::string> beside = {};
};

// `book` is a book's name ("dc"), a file or a folder. Where a file or folder is named, its own folder is searched first.
// Messages go to `diagnostics`, warnings too; the result is always there so that they can be shown, but its model may be asked only
// if `diagnostics.has_errors()` is false. Errors: C0001 to C0010 files and limits, C01xx and C02xx syntax, C03xx to C07xx checks.
std::unique_ptr<Loaded> load(const std::string& book, const LoadOptions& options, text::Diagnostics& diagnostics);

// The same from texts in memory (tests, the library's callers): pairs of path and contents, all files of all books needed.
std::unique_ptr<Loaded> load_texts(const std::string& book, std::vector<std::pair<std::string, std::string>> texts, text::Diagnostics& diagnostics);

// The checks alone, over trees already parsed; fills `loaded.model`. Used by both.
void check(const std::string& root, Loaded& loaded, text::Diagnostics& diagnostics);

}  // namespace comity::book
