// What the tests of the book room share: books from texts in memory, and their messages as the golden files have them.
#pragma once

#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "book/load.h"
#include "front_helpers.h"

namespace comity::book_tests {

using Texts = std::vector<std::pair<std::string, std::string>>;

// A golden file holds one file, or several of one or more books: each line that begins a `book` begins the next one.
inline Texts split(const std::string& path, const std::string& contents) {
  Texts out;
  std::istringstream lines(contents);
  for (std::string line; std::getline(lines, line);) {
    if (out.empty() || (line.starts_with("book ") && out.back().second.find("book ") != std::string::npos)) out.emplace_back(path, "");
    out.back().second += line + "\n";
  }
  if (out.size() < 2) return out;
  for (size_t i = 0; i < out.size(); ++i) out[i].first = path + "/" + std::to_string(i + 1);
  return out;
}

inline std::string book_of(const std::string& text) {
  std::istringstream words(text.substr(text.find("book ") + 5));
  std::string name;
  words >> name;
  return name;
}

struct Checked {
  std::unique_ptr<book::Loaded> loaded;
  text::Diagnostics diagnostics;
  const book::Model& model() const { return loaded->model; }

  std::string messages() const {
    std::string out;
    for (const text::Diagnostic& one : diagnostics.all()) out += text::render(loaded->files, one, false) + "\n";
    return out;
  }
  std::set<std::string> codes() const {
    std::set<std::string> out;
    for (const text::Diagnostic& one : diagnostics.all()) out.insert(std::string(one.code));
    return out;
  }
};

// The book of the last text, with all that it uses.
inline Checked checked(const Texts& texts) {
  Checked out;
  out.loaded = book::load_texts(book_of(texts.back().second), texts, out.diagnostics);
  return out;
}
inline Checked checked(const std::string& contents) { return checked(split("x", contents)); }

}  // namespace comity::book_tests
