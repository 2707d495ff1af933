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
#include "replay/read_request.h"
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
  std::string called;  // the book that is asked, even where others are brought in beside it
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
  // `also`: further books, for their readings.
  Book(const std::string& name, std::vector<std::string> roots, const std::vector<std::string>& also);
  const CorePtr& core() const { return core_; }

 private:
  CorePtr core_;
};

// The stream behind any object with the Arrow PyCapsule interface.
replay::OwnedStream stream_of(nb::handle table);
std::vector<replay::ColumnType> columns_of(replay::OwnedStream& stream);

// What is asked of every row.
replay::Requested read_request(const Core& core, const replay::RequestWords& words);

// Each file declares its part of the module.
void bind_book(nb::module_& m);
void bind_replay(nb::module_& m, nb::class_<Book>& book);
void bind_report(nb::module_& m, nb::class_<Book>& book);
void bind_command(nb::module_& m);

}  // namespace comity::python
