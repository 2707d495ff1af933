#include "replay/report/about.h"

#include <utility>

namespace comity::replay {

About about(const book::Model& model, std::string_view book, const RequestWords& words, const Requested& requested, std::vector<std::string> files) {
  const book::time::Zone& zone = model.zone();
  About about;
  about.book = book;
  about.release = model.release;
  about.action = words.action;
  about.at = requested.request.at ? "at " + zone.show(*requested.request.at) : "each row at its own instant";
  about.against = requested.against ? zone.show(*requested.against) : "";
  about.files = std::move(files);
  about.given = words.given;
  about.given.insert(about.given.end(), words.assume.begin(), words.assume.end());
  return about;
}

}  // namespace comity::replay
