// Any bytes as a file of a book: read to the end, told in messages, laid out. What has no errors must come out of the formatter the
// same when it is formatted again, still without errors.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "syntax/format.h"
#include "syntax/parse.h"
#include "text/diagnostics.h"
#include "text/text.h"

namespace {

using comity::text::Diagnostics;
using comity::text::Files;

constexpr size_t kShown = 8;  // messages that are rendered; the others would only slow the search down

std::string formatted(const std::string& contents, size_t& errors) {
  Files files;
  Diagnostics diagnostics;
  std::string out = comity::syntax::format(files, files.add("fuzz", contents), diagnostics);
  errors = diagnostics.errors();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string contents(reinterpret_cast<const char*>(data), size);
  Files files;
  Diagnostics diagnostics;
  comity::syntax::parse(files, files.add("fuzz", contents), diagnostics);
  diagnostics.sort_by_place();
  size_t shown = 0;
  for (const auto& one : diagnostics.all()) {
    if (one.span.begin > one.span.end || one.span.end > size) std::abort();
    if (++shown > kShown) continue;
    if (comity::text::render(files, one, true).empty() || comity::text::render_json(files, one).empty()) std::abort();
  }
  size_t errors = 0;
  const std::string once = formatted(contents, errors);
  if (errors != diagnostics.errors()) std::abort();
  if (errors > 0) return once == contents ? 0 : (std::abort(), 0);
  if (formatted(once, errors) != once || errors > 0) std::abort();
  return 0;
}
