#include "cli/html.h"

#include <algorithm>

#include <fmt/format.h>

#include "text/utf8.h"

namespace comity::cli {

std::string escaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    for (const char c : text::printable(text.substr(0, end))) {
      switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default: out += c;
      }
    }
    if (end < text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string linked(std::string_view url, std::string_view shown) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return escaped(shown);
  return fmt::format("<a href=\"{}\">{}</a>", escaped(url), escaped(shown));
}

}  // namespace comity::cli
