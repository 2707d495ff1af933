// Messages as JSON, one object each: every key is always there, null where there is nothing to say.
#include <string>

#include <fmt/format.h>

#include "text/diagnostics.h"
#include "text/utf8.h"

namespace comity::text {

namespace {

// A JSON string. Bytes that are not UTF-8 become U+FFFD, since JSON is UTF-8.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size();) {
    const CodePoint point = decode(text, i);
    const std::string_view bytes = text.substr(i, point.bytes);
    i += point.bytes;
    if (!point.valid) {
      out += "\\ufffd";
      continue;
    }
    switch (point.value) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (point.value < 0x20 || point.value == 0x7F || point.value == 0x2028 || point.value == 0x2029) {
          out += fmt::format("\\u{:04x}", static_cast<uint32_t>(point.value));
        } else {
          out += bytes;
        }
    }
  }
  return out + "\"";
}

std::string place(const Files& files, Span span) {
  if (span.file >= files.size()) return R"("file":null,"line":null,"column":null,"end_line":null,"end_column":null)";
  const Position from = files.position(span.file, span.begin);
  const Position to = files.position(span.file, span.end < span.begin ? span.begin : span.end);
  return fmt::format(R"("file":{},"line":{},"column":{},"end_line":{},"end_column":{})", quoted(files.path(span.file)), from.line, from.column, to.line,
                     to.column);
}

}  // namespace

std::string render_json(const Files& files, const Diagnostic& diagnostic) {
  std::string notes;
  for (const Note& note : diagnostic.notes) {
    if (!notes.empty()) notes += ',';
    notes += fmt::format(R"({{"message":{},{}}})", quoted(note.text), place(files, note.span));
  }
  return fmt::format(R"({{"code":{},"severity":"{}","message":{},{},"help":{},"notes":[{}]}})", quoted(diagnostic.code),
                     diagnostic.severity == Severity::kError ? "error" : "warning", quoted(diagnostic.message), place(files, diagnostic.span),
                     diagnostic.help.empty() ? "null" : quoted(diagnostic.help), notes);
}

}  // namespace comity::text
