// Messages as JSON, one object each: every key is always there, null where there is nothing to say.
#include <string>

#include <fmt/format.h>

#include "text/diagnostics.h"
#include "text/json.h"

namespace comity::text {

namespace {

std::string place_in_json(const Files& files, Span span) {
  if (span.file >= files.size()) return R"("file":null,"line":null,"column":null,"end_line":null,"end_column":null)";
  const Position from = files.position(span.file, span.begin);
  const Position to = files.position(span.file, span.end < span.begin ? span.begin : span.end);
  return fmt::format(R"("file":{},"line":{},"column":{},"end_line":{},"end_column":{})", json_string(files.path(span.file)), from.line, from.column, to.line,
                     to.column);
}

}  // namespace

std::string render_json(const Files& files, const Diagnostic& diagnostic) {
  std::string notes;
  for (const Note& note : diagnostic.notes) {
    if (!notes.empty()) notes += ',';
    notes += fmt::format(R"({{"message":{},{}}})", json_string(note.text), place_in_json(files, note.span));
  }
  return fmt::format(R"({{"code":{},"severity":"{}","message":{},{},"help":{},"notes":[{}]}})", json_string(diagnostic.code),
                     diagnostic.severity == Severity::kError ? "error" : "warning", json_string(diagnostic.message), place_in_json(files, diagnostic.span),
                     diagnostic.help.empty() ? "null" : json_string(diagnostic.help), notes);
}

}  // namespace comity::text
