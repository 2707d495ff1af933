// What a command line says, by a command's table of options.
//
// `--name value`, `--name=value` and flags may stand anywhere; what begins otherwise is an operand, and so is `-` (standard input) and
// everything after `--`. An option may be repeated. Nothing is guessed: an unknown option is an error that names the nearest.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::cli {

struct Command;

class Arguments {
 public:
  // `words` are those after the command's name. The error is a sentence for people.
  static std::expected<Arguments, std::string> parse(const Command& command, std::span<const std::string_view> words);

  const std::vector<std::string_view>& words() const { return words_; }  // all of them, as they were told
  const std::vector<std::string_view>& operands() const { return operands_; }
  bool has(std::string_view option) const;
  // The last value given, else `otherwise`.
  std::string_view value(std::string_view option, std::string_view otherwise = "") const;
  std::vector<std::string_view> all(std::string_view option) const;

 private:
  std::vector<std::string_view> words_, operands_;
  std::vector<std::pair<std::string_view, std::string_view>> options_;
};

}  // namespace comity::cli
