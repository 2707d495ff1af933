#include "book/joined.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <utility>

namespace comity::book {

Joined::Joined(std::string asked, std::span<const std::string> also) : asked_(std::move(asked)) {
  if (also.empty()) return;
  std::string pattern = (std::filesystem::temp_directory_path() / "comity-replay-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return;
  folder_ = pattern;
  std::ofstream page(folder_ + "/replayed.comity");
  page << "book replayed \"" << asked_ << " with its readings\"\nuse " << asked_;
  for (const std::string& name : also) page << "\nuse " << name;
  page << '\n';
}

Joined::~Joined() {
  std::error_code error;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, error);
}

}  // namespace comity::book
