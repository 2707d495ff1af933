// `comity replay`: every row of a table under the law of its instant, or of another.
#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <glob.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/open_book.h"
#include "cli/replay_host.h"
#include "cli/terminal.h"
#include "proof/wording.h"
#include "replay/job.h"
#include "replay/output.h"
#include "replay/report/write.h"
#include "ruling/desk.h"
#include "ruling/notation.h"
#include "ruling/read_words.h"

namespace comity::cli {

namespace {

using replay::About;
using replay::Done;
using replay::Job;

std::vector<std::string> parted(std::string_view list) {
  std::vector<std::string> found;
  while (!list.empty()) {
    const size_t end = list.find(',');
    found.emplace_back(list.substr(0, end));
    list = end == std::string_view::npos ? "" : list.substr(end + 1);
  }
  return found;
}

// A pattern that the shell did not open ("stops-*.csv" in quotes) is opened here.
std::vector<std::string> files_of(const std::vector<std::string_view>& operands) {
  std::vector<std::string> files;
  for (const std::string_view operand : operands) {
    glob_t found{};
    const std::string pattern(operand);
    if (pattern.find_first_of("*?[") != std::string::npos && glob(pattern.c_str(), 0, nullptr, &found) == 0) {
      files.insert(files.end(), found.gl_pathv, found.gl_pathv + found.gl_pathc);
    } else {
      files.push_back(pattern);
    }
    globfree(&found);
  }
  return files;
}

// A bar on a terminal, four times a second: share, rows a second, time left.
class Bar {
 public:
  explicit Bar(bool shown) : shown_(shown) {}
  void show(const replay::Progress& progress) {
    const auto now = Clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds(250)) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double speed = static_cast<double>(progress.rows) / std::max(seconds, 1e-3);
    std::string line = fmt::format("\r{} rows, {:.1f} M rows/s", replay::with_thousands(progress.rows), speed / 1e6);
    if (progress.share > 0) {
      const auto filled = static_cast<size_t>(20 * std::min(progress.share, 1.0));
      line += fmt::format("  [{}{}] {:.0f} s left", std::string(filled, '#'), std::string(20 - filled, '.'), seconds * (1 - progress.share) / progress.share);
    }
    err(line + "\x1b[K");
    drawn_ = true;
  }
  ~Bar() {
    if (drawn_) err("\r\x1b[K");
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_, drawn_ = false;
  Clock::time_point start_ = Clock::now(), last_ = start_;
};

// A book beside the one that is asked, for its readings: a page in a folder of its own that uses both.
class Joined {
 public:
  Joined(std::string_view book, const std::vector<std::string_view>& also) {
    if (also.empty()) return;
    std::string pattern = (std::filesystem::temp_directory_path() / "comity-replay-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) return;
    folder_ = pattern;
    std::ofstream page(folder_ + "/replayed.comity");
    page << "book replayed \"" << book << " with its readings\"\nuse " << book;
    for (const std::string_view name : also) page << "\nuse " << name;
    page << '\n';
  }
  ~Joined() {
    std::error_code error;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, error);
  }
  std::string book(std::string_view asked) const { return folder_.empty() ? std::string(asked) : folder_; }

 private:
  std::string folder_;
};

struct Prepared {
  std::unique_ptr<Opened> opened;
  std::unique_ptr<ruling::Names> names;
  std::unique_ptr<ruling::Engine> engine;
};

int usage(std::string_view message) {
  err(fmt::format("comity replay: {}\n", message));
  return kUsage;
}

int refuse(const ruling::Problem& problem, const Arguments& arguments) {
  tell(problem, arguments.has("--json"));
  return kUsage;
}

std::optional<book::Instant> instant_of(const ruling::Names& names, std::string_view text) {
  if (text == "in-force") return static_cast<book::Instant>(std::time(nullptr));
  const auto read = ruling::read_instant(text, names.model().zone());
  return read ? std::optional(*read) : std::nullopt;
}

// What is asked of every row, from the options. kDone, or the code to end with.
int read_request(const Arguments& arguments, const Prepared& prepared, Job& job, About& about) {
  const circuit::Program& program = prepared.opened->program;
  const book::Model& model = prepared.opened->model();
  ruling::Desk desk(*prepared.engine, *prepared.names);
  if (!arguments.has("--action")) return usage("name what is asked: --action ACTION");
  if (auto fine = ruling::read_action(program, *prepared.names, arguments.value("--action"), desk.asked()); !fine) return refuse(fine.error(), arguments);
  if (!desk.asked().id) return usage("no norm of the book governs the asking of that fact");
  job.request.subject = *desk.asked().id;
  about.action = arguments.value("--action");
  for (const std::string_view word : arguments.all("--given")) {
    if (auto fine = ruling::read_fact(program, *prepared.names, desk.reader(), word, desk.asked(), desk.told()); !fine) return refuse(fine.error(), arguments);
    about.given.emplace_back(word);
  }
  for (const book::FactId fact : desk.told().told()) {
    const bool list = model.facts[fact.value].type.kind == book::TypeKind::kListOf;
    job.request.given.emplace_back(fact, list ? circuit::ToldValue{0, desk.told().records(fact)} : circuit::ToldValue{desk.told().value(fact), {}});
  }
  for (const std::string_view word : arguments.all("--assume")) {
    if (auto fine = ruling::read_assumption(program, *prepared.names, word, desk.told()); !fine) return refuse(fine.error(), arguments);
    about.given.emplace_back(word);
  }
  job.request.assume = desk.told().assumed();
  if (arguments.has("--at")) {
    job.request.at = instant_of(*prepared.names, arguments.value("--at"));
    if (!job.request.at) job.request.at_column = arguments.value("--at");
  }
  about.at = job.request.at ? "at " + model.zone().show(*job.request.at) : "each row at its own instant";
  if (arguments.has("--against")) {
    job.against = instant_of(*prepared.names, arguments.value("--against"));
    if (!job.against) return usage("--against takes an instant such as \"2025-08-14 21:00\", or in-force");
    about.against = model.zone().show(*job.against);
  }
  return kDone;
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

int run(const Arguments& arguments) {
  const bool json = arguments.has("--json");
  if (!arguments.has("--book")) return usage("name the book: --book BOOK");
  const Joined joined(arguments.value("--book"), arguments.all("--also"));
  Prepared prepared;
  prepared.opened = open_book(joined.book(arguments.value("--book")), arguments);
  if (prepared.opened == nullptr) return kFailed;
  prepared.names = std::make_unique<ruling::Names>(prepared.opened->model());
  prepared.engine = std::make_unique<ruling::Engine>(prepared.opened->program);

  Job job;
  About about;
  if (const int code = read_request(arguments, prepared, job, about); code != kDone) return code;
  job.files = files_of(arguments.operands());
  for (const std::string_view list : arguments.all("--by")) std::ranges::move(parted(list), std::back_inserter(job.by));
  job.request.reading = arguments.value("--reading");
  job.request.want = {.possible = true, .deciding = true, .missing = true};
  job.rejects = arguments.value("--rejects");
  if (arguments.has("--delimiter")) {
    const std::string_view delimiter = arguments.value("--delimiter");
    if (delimiter != "tab" && delimiter.size() != 1) return usage("--delimiter takes one character, or tab");
    job.options.delimiter = delimiter == "tab" ? '\t' : delimiter[0];
  }
  if (const int code = check_host(arguments, job); code != kDone) return code;
  if (arguments.has("--least")) job.least = std::strtoull(std::string(arguments.value("--least")).c_str(), nullptr, 10);
  about.book = arguments.value("--book");
  about.release = prepared.opened->model().release;
  about.reading = arguments.value("--reading");
  about.files = job.files;

  text::Diagnostics diagnostics;
  std::optional<Done> done;
  {
    Bar bar(isatty(STDERR_FILENO) == 1);
    job.progress = [&bar](const replay::Progress& progress) { bar.show(progress); };
    done = replay::run_job(prepared.opened->program, *prepared.names, *prepared.engine, job, diagnostics);
  }
  // Warnings go beside the result, which may be read by a program.
  for (const text::Diagnostic& one : diagnostics.all()) {
    if (json && done) {
      err(text::render_json(prepared.opened->loaded->files, one) + "\n");
    } else {
      tell(one, json);
    }
  }
  if (!done) return std::ranges::any_of(diagnostics.all(), [](const auto& one) { return one.code == "C1107" || one.code == "C1110"; }) ? kBadInput : kUsage;
  if (arguments.has("--html") && !write_file(arguments.value("--html"), replay::report_html(done->summary, about), json)) return kFailed;
  if (arguments.has("--csv") && !write_file(arguments.value("--csv"), replay::report_csv(done->summary), json)) return kFailed;
  if (arguments.has("--parquet") && !write_parquet(arguments.value("--parquet"), replay::report_csv(done->summary), json)) return kFailed;
  out(json ? replay::report_json(done->summary, about) : replay::report_text(done->summary, about));
  return finish() ? kDone : kFailed;
}

constexpr std::array kOptions = {
    Option{"--book", "BOOK", "the book to ask under"},
    Option{"--also", "BOOK", "read this book beside it, for its readings; may be repeated"},
    Option{"--action", "ACTION", "what is asked of every row: an action, or asking:FACT"},
    Option{"--given", "FACT=VALUE", "assume this of every row; may be repeated"},
    Option{"--assume", "QUESTION=yes|no", "assume an answer to a question of law; may be repeated"},
    Option{"--at", "WHEN", "an instant for all rows, the column that gives each row's, or in-force for now"},
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
