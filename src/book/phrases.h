// The words that a book cites, looked up in the texts of their sources.
//
// A text and a phrase are compared after the differences that typesetting makes are taken out: runs of blanks and line ends are one blank,
// curly quotes straight, dashes of all lengths one hyphen, soft hyphens and zero-width characters nothing, ligatures their letters. A
// word that a line end cuts with a hyphen is found whole and cut. Letters must agree in case: a phrase is the law's own words.
// Cost: O(bytes of the texts that are cited) to read and normalise, then a search for each phrase.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "book/model.h"
#include "text/diagnostics.h"

namespace comity::book {

// As above. With `joined`, a hyphen at the end of a line and the line end are taken out, too.
std::string normalised(std::string_view text, bool joined = false);

// The texts below a folder, each found by its file's name without `.txt`. Read when first asked for.
class SourceTexts {
 public:
  explicit SourceTexts(const std::string& folder);

  bool has(const std::string& id) const { return paths_.contains(id); }
  // Whether the text holds the phrase, which is not normalised yet. False if there is no such text.
  bool holds(const std::string& id, std::string_view phrase);
  std::vector<std::string_view> ids() const;

 private:
  struct Text {
    std::string plain, joined;
  };
  std::unordered_map<std::string, std::string> paths_;
  std::unordered_map<std::string, Text> texts_;
};

struct PhraseReport {
  size_t found = 0, wrong = 0;
  size_t without_file = 0;     // phrases of sources that name no file
  size_t sources_without = 0;  // and how many such sources are cited
};

// Looks up every phrase that norms, lists and remarks on silence of the books cite. Errors: C0530, C0531.
PhraseReport check_phrases(const Model& model, SourceTexts& texts, text::Diagnostics& diagnostics);

}  // namespace comity::book
