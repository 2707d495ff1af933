// A book beside the one that is asked, for its readings: a page in a folder of its own that uses both.
//
// The folder is gone with the object; load the book while it lives.
#pragma once

#include <span>
#include <string>

namespace comity::book {

class Joined {
 public:
  Joined(std::string asked, std::span<const std::string> also);
  ~Joined();
  Joined(const Joined&) = delete;
  Joined& operator=(const Joined&) = delete;

  const std::string& name() const { return folder_.empty() ? asked_ : folder_; }  // for `load`

 private:
  std::string asked_, folder_;
};

}  // namespace comity::book
