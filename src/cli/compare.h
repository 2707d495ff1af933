// What the terminal, JSON and HTML pages of `comity compare` share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/open_book.h"
#include "proof/compare.h"

namespace comity::cli {

struct Compared {
  std::unique_ptr<Opened> opened;
  std::string name;
  book::Instant at = 0;
};

struct ComparedCell {
  bool known = true;  // the book has the action
  proof::Position position;
};

struct Table {
  std::vector<Compared> books;
  std::vector<std::string> actions, titles;
  std::vector<std::vector<ComparedCell>> cells;  // by action, by book
  std::string at;                                // as asked for
};

// "MPD EO-25-005, provision 5": what carries the norm at the instant.
std::string citation(const book::Model& model, book::NormId norm, book::Instant at);

// Silence beside other rulings is what they leave, and is told as "otherwise".
bool is_rest(const proof::Position& position, const proof::Held& held);

// One self-contained page: no script, nothing loaded from elsewhere.
std::string compare_page(const Table& table);

}  // namespace comity::cli
