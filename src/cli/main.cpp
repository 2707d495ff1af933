// The program. What it does stands in run.cpp, which the Python package runs too.
#include <string_view>
#include <vector>

#include "cli/commands.h"

int main(int count, char** words) {
  const std::vector<std::string_view> told(words + 1, words + count);
  return comity::cli::run_program(told);
}
