#include "text/parted.h"

#include <algorithm>

namespace comity::text {

std::vector<std::string> parted(std::string_view list, char by) {
  std::vector<std::string> found;
  while (!list.empty()) {
    const size_t end = std::min(list.find(by), list.size());
    if (end > 0) found.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return found;
}

}  // namespace comity::text
