// `comity replay`: every row of a table under the law of its instant, or of another.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/open_book.h"
#include "cli/replay_bar.h"
#include "cli/replay_host.h"
#include "cli/terminal.h"
#include "proof/wording.h"
#include "replay/job.h"
#include "replay/read_request.h"
#include "replay/report/write.h"
#include "text/parted.h"

namespace comity::cli {

namespace {

using replay::Job;

int usage(std::string_view message) {
  err(fmt::format("comity replay: {}\n", message));
  return kUsage;
}

int refuse(const ruling::Problem& problem, const Arguments& arguments) {
  if (problem.code.empty()) return usage(problem.message);
  tell(problem, arguments.has("--json"));
  return kUsage;
}

std::vector<std::string> strings(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

std::optional<std::string> value_of(const Arguments& arguments, std::string_view option) {
  return arguments.has(option) ? std::optional(std::string(arguments.value(option))) : std::nullopt;
}

replay::RequestWords words_of(const Arguments& arguments) {
  return {.action = std::string(arguments.value("--action")),
          .given = strings(arguments.all("--given")),
          .assume = strings(arguments.all("--assume")),
          .at_or_column = value_of(arguments, "--at"),
          .against = value_of(arguments, "--against"),
          .reading = std::string(arguments.value("--reading")),
          .want = {.possible = true, .deciding = true, .missing = true}};
}

// The same command through the Python package, which reads and writes what the program does not.
std::string through_python(const Arguments& arguments) {
  std::string command = "python3 -m comity replay";
  for (const std::string_view word : arguments.words()) command += ' ' + proof::shell_quoted(std::string(word));
  return command;
}

int needs_python(std::string_view what, const Arguments& arguments) {
  text::Diagnostics diagnostics;
  text::Diagnostic& told = diagnostics.report("C1107", {}, std::string(what));
  told.help = "with the Python package (pip install .) and pyarrow, this does it:\n  " + through_python(arguments);
  tell(told, arguments.has("--json"));
  return kBadInput;
}

// What only a host can do is said before anything is read.
int check_host(const Arguments& arguments, Job& job) {
  const ReplayHost& host = replay_host();
  if (arguments.has("--parquet") && !host.write_parquet) return needs_python("Parquet files are written by the Python package, not by the program", arguments);
  for (const std::string& file : job.files) {
    if (!host.open && replay::needs_a_host(file))
      return needs_python(fmt::format("`{}` is a Parquet or Arrow file, which the program does not read", file), arguments);
  }
  if (!host.open) return kDone;
  job.open = [options = job.options](const std::string& path) {
    return replay::needs_a_host(path) ? replay_host().open(path) : replay::open_table(path, options);
  };
  return kDone;
}

bool write_parquet(std::string_view path, const std::string& csv, bool json) {
  const auto written = replay_host().write_parquet(std::string(path), csv);
  if (!written) tell_unreadable(path, written.error(), json);
  return written.has_value();
}

bool write_file(std::string_view path, const std::string& contents, bool json) {
  std::ofstream file(std::string(path), std::ios::binary | std::ios::trunc);
  file << contents;
  file.close();
  if (file) return true;
  tell_unreadable(path, "it cannot be written", json);
  return false;
}

// What is done with the files, besides what is asked of their rows. kDone, or the code to end with.
int read_job(const Arguments& arguments, Job& job) {
  job.files = replay::files_of(arguments.operands());
  for (const std::string_view list : arguments.all("--by")) std::ranges::move(text::parted(list, ','), std::back_inserter(job.by));
  job.rejects = arguments.value("--rejects");
  if (arguments.has("--delimiter")) {
    const std::string_view delimiter = arguments.value("--delimiter");
    if (delimiter != "tab" && delimiter.size() != 1) return usage("--delimiter takes one character, or tab");
    job.options.delimiter = delimiter == "tab" ? '\t' : delimiter[0];
  }
  if (arguments.has("--least")) job.least = std::strtoull(std::string(arguments.value("--least")).c_str(), nullptr, 10);
  return check_host(arguments, job);
}

// The report in the forms that are asked for.
int write_report(const Arguments& arguments, const replay::Summary& summary, const replay::About& about) {
  const bool json = arguments.has("--json");
  if (arguments.has("--html") && !write_file(arguments.value("--html"), replay::report_html(summary, about), json)) return kFailed;
  if (arguments.has("--csv") && !write_file(arguments.value("--csv"), replay::report_csv(summary), json)) return kFailed;
  if (arguments.has("--parquet") && !write_parquet(arguments.value("--parquet"), replay::report_csv(summary), json)) return kFailed;
  out(json ? replay::report_json(summary, about) : replay::report_text(summary, about));
  return finish() ? kDone : kFailed;
}

int run(const Arguments& arguments) {
  const bool json = arguments.has("--json");
  if (!arguments.has("--book")) return usage("name the book: --book BOOK");
  const auto opened = open_book(arguments.value("--book"), arguments, strings(arguments.all("--also")));
  if (opened == nullptr) return kFailed;
  if (!arguments.has("--action")) return usage("name what is asked: --action ACTION");
  const ruling::Names names(opened->model());
  const ruling::Engine engine(opened->program);
  const replay::RequestWords words = words_of(arguments);
  const auto requested = replay::read_request(opened->program, names, engine, words);
  if (!requested) return refuse(requested.error(), arguments);
  Job job{.request = requested->request, .against = requested->against};
  if (const int code = read_job(arguments, job); code != kDone) return code;

  text::Diagnostics diagnostics;
  std::optional<replay::Done> done;
  {
    ReplayBar bar(isatty(STDERR_FILENO) == 1);
    job.progress = [&bar](const replay::Progress& progress) { bar.show(progress); };
    done = replay::run_job(opened->program, names, engine, job, diagnostics);
  }
  // Warnings go beside the result, which may be read by a program.
  for (const text::Diagnostic& one : diagnostics.all()) {
    if (json && done) {
      err(text::render_json(opened->loaded->files, one) + "\n");
    } else {
      tell(one, json);
    }
  }
  if (!done) return std::ranges::any_of(diagnostics.all(), [](const auto& one) { return one.code == "C1107" || one.code == "C1110"; }) ? kBadInput : kUsage;
  return write_report(arguments, done->summary, replay::about(opened->model(), arguments.value("--book"), words, *requested, job.files));
}

constexpr std::array kOptions = {
    Option{"--book", "BOOK", "the book to ask under"},
    Option{"--also", "BOOK", "read this book beside it, for its readings; may be repeated"},
    Option{"--action", "ACTION", "what is asked of every row: an action, or asking:FACT"},
    Option{"--given", "FACT=VALUE", "assume this of every row; may be repeated"},
    Option{"--assume", "QUESTION=yes|no", "assume an answer to a question of law; may be repeated"},
    Option{"--at", "WHEN", "an instant for all rows, in-force (the present one), the column that gives each row's, or column: the reading's"},
    Option{"--against", "INSTANT", "rule every row at this instant too, and tell what changes"},
    Option{"--reading", "NAME", "how the columns are read; else the reading that fits, else the facts' own names"},
    Option{"--by", "NAMES", "group by columns, facts, month, year or epoch, parted by commas"},
    Option{"--least", "N", "join groups of fewer than N rows"},
    Option{"--rejects", "FILE", "write rows that cannot be read here, with file, line and reason"},
    Option{"--html", "FILE", "write the report as a page that opens without a network"},
    Option{"--csv", "FILE", "write the groups as CSV"},
    Option{"--parquet", "FILE", "write the groups as Parquet; by the Python package"},
    Option{"--delimiter", "CHARACTER", "between the cells of a CSV file, if it is no comma; or tab"},
};
constexpr std::array kExamples = {
    Example{"comity replay stops.csv --book dc --also readings --reading mpd_stops --action share_information --given requester=federal_immigration",
            "each stop under the order of its day"},
    Example{
        "comity replay stops.csv --book dc --action arrest --at \"2025-08-14 12:00\" --against \"2025-08-14 21:00\" --by subject.race,month --html report.html",
        "what changed that evening, by group and month"},
};

}  // namespace

ReplayHost& replay_host() {
  static ReplayHost host;
  return host;
}

extern const Command kReplay = {
    .name = "replay",
    .operands = "FILE ...",
    .summary = "rule every row of a table, and count",
    .description =
        "Reads tables (CSV and NDJSON, also compressed by gzip or zstd; `python3 -m comity replay` reads Parquet and Arrow too), rules every row "
        "under the law of its instant, and tells how many cases are permitted, forbidden, required, silent, conflicting or undetermined, by group, over "
        "time, against another instant, and what the table lacks to settle the rest.\n\n"
        "Rows that cannot be read are counted and told, never guessed and never lost.",
    .least = 1,
    .most = kAnyNumber,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
};

}  // namespace comity::cli
