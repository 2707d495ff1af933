// A table counted: the report of `comity replay` over any object with the Arrow PyCapsule interface.
#include <memory>
#include <string>
#include <vector>

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include "core.h"
#include "replay/job.h"
#include "replay/report/write.h"
#include "streamed_table.h"

namespace comity::python {

namespace {

struct Report {
  replay::Summary summary;
  replay::About about;
  std::string warnings;
};

struct Counting {
  std::vector<std::string> by;
  uint64_t least = 0;
  unsigned threads = 0;
};

std::unique_ptr<Report> count(const Book& book, nb::handle table, const replay::RequestWords& words, const Counting& counting) {
  const Core& core = *book.core();
  const replay::Requested requested = read_request(core, words);
  replay::Job job{.request = requested.request, .against = requested.against};
  job.files = {"(a table)"};
  job.by = counting.by;
  job.least = counting.least;
  job.threads = counting.threads;
  auto streamed = std::make_unique<StreamedTable>(stream_of(table));
  job.open = [&streamed](const std::string&) -> std::expected<std::unique_ptr<replay::Table>, std::string> { return std::move(streamed); };
  text::Diagnostics diagnostics;
  std::optional<replay::Done> done;
  {
    const nb::gil_scoped_release unlocked;
    done = replay::run_job(core.program, *core.names, *core.engine, job, diagnostics);
  }
  if (!done) fail(diagnostics);
  auto report = std::make_unique<Report>(Report{std::move(done->summary), replay::about(core.loaded->model, core.called, words, requested, {}), ""});
  for (const text::Diagnostic& one : diagnostics.all()) report->warnings += text::render(core.loaded->files, one, false);
  return report;
}

}  // namespace

void bind_report(nb::module_& m, nb::class_<Book>& book) {
  nb::class_<Report>(m, "Report", "The counts of a replay.")
      .def_ro("warnings", &Report::warnings)
      .def("text", [](const Report& r) { return replay::report_text(r.summary, r.about); })
      .def("json", [](const Report& r) { return replay::report_json(r.summary, r.about); })
      .def("csv", [](const Report& r) { return replay::report_csv(r.summary); })
      .def("html", [](const Report& r) { return replay::report_html(r.summary, r.about); });
  book.def(
      "report",
      [](const Book& asked, nb::object table, const std::string& action, const std::vector<std::string>& given, const std::vector<std::string>& assume,
         std::optional<std::string> at, std::optional<std::string> at_column, const std::string& reading, bool by_names, const std::vector<std::string>& by,
         std::optional<std::string> against, uint64_t least, unsigned threads) {
        return count(asked, table,
                     {.action = action,
                      .given = given,
                      .assume = assume,
                      .at = std::move(at),
                      .at_column = std::move(at_column),
                      .against = std::move(against),
                      .reading = reading,
                      .by_names = by_names,
                      .want = {.possible = true, .deciding = true, .missing = true}},
                     {by, least, threads});
      },
      nb::arg("table"), nb::arg("action"), nb::kw_only(), nb::arg("given"), nb::arg("assume"), nb::arg("at").none(), nb::arg("at_column").none(),
      nb::arg("reading"), nb::arg("by_names"), nb::arg("by"), nb::arg("against").none(), nb::arg("least"), nb::arg("threads"));
}

}  // namespace comity::python
