// What may stand at the place of the last word of a command line: the shells' completions ask this of the program itself, so that they know
// books, actions, facts and their words, and never fall behind the table of commands.
//
// The kind of a place is read from the table: `BOOK ACTION [FACT=VALUE ...]` says that a book comes first, then one of its actions, then
// facts. Cost: a book that is named before is loaded, some 30 ms.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::cli {

struct Candidate {
  std::string word;  // one that ends with `=` goes on
  std::string says;  // for people; may be empty
};

struct Candidates {
  std::vector<Candidate> words;
  bool files = false, folders = false;  // a path may stand there
};

// `words` are those after `comity`, the last of them unfinished or empty. Nothing where nothing is known to fit.
Candidates candidates(std::span<const std::string_view> words);

}  // namespace comity::cli
