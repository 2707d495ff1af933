#include "book/check/cites.h"

#include <fmt/format.h>

namespace comity::book {

std::vector<Cite> cites_of(Context& context, BookId book, const std::vector<syntax::Citation>& citations) {
  std::vector<Cite> out;
  for (const syntax::Citation& citation : citations) {
    Cite cite;
    cite.source = context.find<SourceId>(Space::kSource, book, citation.source);
    if (!cite.source.valid()) continue;
    cite.supports_only = citation.supports_only;
    if (citation.pinpoint) cite.pinpoint = citation.pinpoint->text;
    if (citation.words) cite.words = citation.words->text;
    cite.span = citation.span;
    for (const Cite& earlier : out) {
      if (earlier.source != cite.source || earlier.pinpoint != cite.pinpoint || earlier.words != cite.words || earlier.supports_only != cite.supports_only)
        continue;
      context
          .report("C0610", cite.span, fmt::format("`{}` is cited twice for the same place and words", citation.source.text),
                  "take one of them away, or give each its place with `at`")
          .notes.push_back({earlier.span, "cited here already"});
      break;
    }
    out.push_back(std::move(cite));
  }
  return out;
}

std::vector<std::string> texts_of(const std::vector<syntax::String>& strings) {
  std::vector<std::string> out;
  for (const syntax::String& one : strings) out.push_back(one.text);
  return out;
}

}  // namespace comity::book
