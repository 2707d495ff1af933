// Opening the book that a command is about.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/load.h"
#include "circuit/program.h"
#include "cli/arguments.h"

namespace comity::cli {

// Where books are looked for: the folders of --books; else those of COMITY_BOOKS, parted by colons; else ./books, if it is there; else
// the books installed beside the program.
std::vector<std::string> roots_of(const Arguments& arguments);

// A checked book and its program. The program points into the model.
struct Opened {
  std::unique_ptr<book::Loaded> loaded;
  circuit::Program program;
  const book::Model& model() const { return loaded->model; }
};

// Loads, with the books named beside it (book/load.h), checks and lowers. Nothing if the book has errors, which are then told: the command
// ends with kFailed. Warnings are for `comity check` and not told here.
std::unique_ptr<Opened> open_book(std::string_view book, const Arguments& arguments, std::vector<std::string> beside = {});

// The same without lowering, for commands that read the pages only.
std::unique_ptr<book::Loaded> load_book(std::string_view book, const Arguments& arguments, std::vector<std::string> beside = {});

// Tells what is wrong with the command line, by its code; what the command ends with.
int refuse(const char* code, std::string message, std::string help, const Arguments& arguments);

// An instant that the command line says, in the zone of the book. Nothing: told, with `help` where there is one (C0811, C0813).
std::optional<book::Instant> told_instant(std::string_view text, const book::Model& model, std::string help, const Arguments& arguments);

// The whole declaration whose name stands at `name`, as its page has it.
text::Span declaration_at(const book::Loaded& loaded, text::Span name);

}  // namespace comity::cli
