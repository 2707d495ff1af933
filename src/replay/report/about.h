// What was asked, in words, as reports repeat it.
#pragma once

#include <string>
#include <vector>

#include "replay/read_request.h"

namespace comity::replay {

struct About {
  std::string book, release, action, at, against;
  std::vector<std::string> files, given;
};

// `book` is the book's name as it was asked for.
About about(const book::Model& model, std::string_view book, const RequestWords& words, const Requested& requested, std::vector<std::string> files);

}  // namespace comity::replay
