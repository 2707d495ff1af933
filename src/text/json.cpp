#include "text/json.h"

#include <iterator>

#include <fmt/format.h>

#include "text/utf8.h"

namespace comity::text {

namespace {

// Printable ASCII that stands for itself: nearly all text.
bool is_plain(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

void append_escaped(std::string& out, std::string_view bytes, const CodePoint& point) {
  if (!point.valid) {
    out += "\\ufffd";
    return;
  }
  switch (point.value) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (point.value < 0x20 || point.value == 0x7F || point.value == 0x2028 || point.value == 0x2029) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<uint32_t>(point.value));
  } else {
    out += bytes;
  }
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && is_plain(text[end])) ++end;
    out += text.substr(i, end - i);
    if (end == text.size()) break;
    const CodePoint point = decode(text, end);
    append_escaped(out, text.substr(end, point.bytes), point);
    i = end + point.bytes;
  }
  out += '"';
}

std::string json_string(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

std::string json_strings(std::span<const std::string> texts) {
  std::string out = "[";
  for (const std::string& one : texts) {
    if (out.size() > 1) out += ',';
    append_quoted(out, one);
  }
  return out + ']';
}

}  // namespace comity::text
