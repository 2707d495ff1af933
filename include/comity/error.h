// comity: why something could not be done. Part of the public interface; needs C++23.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace comity {

// One message. `code` is stable ("C0808"; `comity explain C0808` tells more) and empty only where the machine failed: memory, files.
// Messages are for people; they never quote the value of a fact that its book calls sensitive.
struct Error {
  std::string code;
  std::string message;            // what is wrong, one line
  std::string help;               // what to do; may be empty
  std::string file;               // of a book's page; empty where the input was a case
  uint32_t line = 0, column = 0;  // from 1; 0 without a file
};

using Errors = std::vector<Error>;  // never empty where it is returned

}  // namespace comity
