// The command line inside Python: the program itself, which here also reads and writes what Python's libraries can (Parquet, Arrow files).
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "cli/commands.h"
#include "cli/replay_host.h"
#include "core.h"
#include "streamed_table.h"

namespace comity::python {

namespace {

// What a callback of ours in Python raises is a reason for people, never a way through the program's rooms.
template <class Result>
std::expected<Result, std::string> reason_for(nb::python_error& error) {
  return std::unexpected(nb::cast<std::string>(nb::str(error.value())));
}

int run_program(const std::vector<std::string>& words, nb::object open, nb::object write) {
  cli::ReplayHost& host = cli::replay_host();
  host.open = [open](const std::string& path) -> std::expected<std::unique_ptr<replay::Table>, std::string> {
    const nb::gil_scoped_acquire locked;
    try {
      return std::make_unique<StreamedTable>(stream_of(open(path)));
    } catch (nb::python_error& error) { return reason_for<std::unique_ptr<replay::Table>>(error); }
  };
  host.write_parquet = [write](const std::string& path, const std::string& csv) -> std::expected<void, std::string> {
    const nb::gil_scoped_acquire locked;
    try {
      write(path, csv);
      return {};
    } catch (nb::python_error& error) { return reason_for<void>(error); }
  };
  const std::vector<std::string_view> views(words.begin(), words.end());
  int exit = 0;
  {
    const nb::gil_scoped_release unlocked;
    exit = cli::run_program(views);
  }
  host = {};
  return exit;
}

}  // namespace

void bind_command(nb::module_& m) {
  m.def("run_program", run_program, nb::arg("words"), nb::arg("open"), nb::arg("write"),
        "Runs the command line; `open` gives a table for a path, `write` keeps CSV as Parquet.");
}

}  // namespace comity::python
