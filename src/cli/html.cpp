#include "cli/html.h"

#include <fmt/format.h>

namespace comity::cli {

std::string linked(std::string_view url, std::string_view shown) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) return escaped(shown);
  return fmt::format("<a href=\"{}\">{}</a>", escaped(url), escaped(shown));
}

}  // namespace comity::cli
