// What the files of the module share: a loaded book, failures, and the Arrow border.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nanobind/nanobind.h>

#include "book/load.h"
#include "circuit/program.h"
#include "replay/files/table.h"
#include "replay/output.h"
#include "replay/replay.h"
#include "ruling/desk.h"
#include "ruling/engine.h"
#include "ruling/names.h"

namespace comity::python {

namespace nb = nanobind;

// Becomes `comity.Error` with its code; `code` is empty where there is none.
struct Failure {
  std::string code, message;
};
[[noreturn]] void fail(std::string message);
[[noreturn]] void fail(const text::Diagnostic& one);
[[noreturn]] void fail(const text::Diagnostics& all);

// A checked book with its engine. Whatever refers to it shares it, so that it outlives every replay.
struct Core {
  std::string called;  // the book that is asked, even where a page of its own joins it with others (Python: `also`)
  std::vector<std::string> roots;
  std::unique_ptr<book::Loaded> loaded;
  text::Diagnostics diagnostics;
  circuit::Program program;
  std::unique_ptr<ruling::Names> names;
  std::unique_ptr<ruling::Engine> engine;
};
using CorePtr = std::shared_ptr<Core>;

class Book {
 public:
  Book(const std::string& page, std::vector<std::string> roots, std::string called);
  const CorePtr& core() const { return core_; }

 private:
  CorePtr core_;
};

// The stream behind any object with the Arrow PyCapsule interface.
replay::OwnedStream stream_of(nb::handle table);
std::vector<replay::ColumnType> columns_of(replay::OwnedStream& stream);

// What is asked of every row, as the command line words it.
struct Options {
  std::string action;
  std::vector<std::string> given, assume;
  std::optional<std::string> at, at_column;
  std::string reading;
  bool by_names = false;
  replay::Want want;
};
replay::Request request_of(const Core& core, const Options& options);

// Each file declares its part of the module.
void bind_book(nb::module_& m);
void bind_replay(nb::module_& m, nb::class_<Book>& book);
void bind_report(nb::module_& m, nb::class_<Book>& book);
void bind_command(nb::module_& m);

}  // namespace comity::python
