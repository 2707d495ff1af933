// `comity fmt`: lays pages out in the one way that books are laid out.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "syntax/format.h"
#include "syntax/token.h"
#include "text/diagnostics.h"
#include "text/json.h"
#include "text/text.h"
#include "text/utf8.h"

namespace comity::cli {

namespace {

namespace fs = std::filesystem;

// The files meant by an operand: itself, or all pages below a folder, in the order of their names.
std::vector<std::string> files_of(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> found;
  for (auto it = fs::recursive_directory_iterator(path, error); !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (it->path().extension() == ".comity") found.push_back(it->path().string());
  }
  std::ranges::sort(found);
  return found;
}

// Writes beside the file and renames, so that a page is never half written.
bool replace_file(const std::string& path, const std::string& contents, std::string& why) {
  const std::string beside = path + ".comity-fmt";
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file << contents;
  file.close();
  std::error_code error;
  if (file) {
    const fs::perms permissions = fs::status(path, error).permissions();
    if (!error) fs::permissions(beside, permissions, error);
    if (!error) fs::rename(beside, path, error);
  } else {
    error = std::make_error_code(std::errc::io_error);
  }
  if (!error) return true;
  why = error.message();
  fs::remove(beside, error);
  return false;
}

struct Run {
  bool check = false, json = false, failed = false;
};

void format_one(const std::string& path, Run& run) {
  std::string why;
  const auto contents = read_all(path, syntax::kMaxFileBytes, why);
  if (!contents) {
    std::error_code error;
    if (path != "-" && !fs::exists(path, error))
      tell_unreadable(path, why, run.json, "pages are named by their files or folders, such as books/dc, not by their book");
    else
      tell_unreadable(path, why, run.json);
    run.failed = true;
    return;
  }
  text::Files files;
  text::Diagnostics diagnostics;
  const std::string formatted = syntax::format(files, files.add(path == "-" ? "standard input" : path, *contents), diagnostics);
  if (diagnostics.has_errors()) {
    tell(files, diagnostics, run.json);
    run.failed = true;
    return;
  }
  if (path == "-" && !run.check) return out(formatted);
  const bool changes = formatted != *contents;
  if (run.json) out(fmt::format("{{\"file\":{},\"laid_out\":{}}}\n", text::json_string(path), !changes));
  if (!changes) return;
  if (run.check) {
    run.failed = true;
    if (!run.json) out(fmt::format("{}\n", text::printable(path)));
  } else if (!replace_file(path, formatted, why)) {
    tell_unreadable(path, why, run.json);
    run.failed = true;
  }
}

int run(const Arguments& arguments) {
  Run run{.check = arguments.has("--check"), .json = arguments.has("--json")};
  for (const std::string_view operand : arguments.operands()) {
    for (const std::string& path : files_of(std::string(operand))) format_one(path, run);
  }
  return run.failed ? kFailed : kDone;
}

constexpr std::array kOptions = {
    Option{"--check", "", "change nothing; name the files that would change, and fail if there are any"},
};
constexpr std::array kExamples = {
    Example{"comity fmt books", "lays out all pages below books/"},
    Example{"comity fmt --check books/dc/mpd.comity", "fails if the page is not laid out"},
    Example{"comity fmt - <draft.comity", "reads the standard input and writes the page laid out"},
};

}  // namespace

extern const Command kFmt = {
    .name = "fmt",
    .operands = "FILE|FOLDER|- ...",
    .summary = "lay out the pages of a book",
    .description =
        "Lays out pages in place, in the one way in which books are laid out. No word and no comment is changed or lost; a page with an error in it is left as "
        "it is, and the "
        "error told. With - the page is read from the standard input and written to the standard output. With --json each file is a line that says whether it "
        "was laid "
        "out already.",
    .least = 1,
    .most = kAnyNumber,
    .options = kOptions,
    .examples = kExamples,
    .run = run,
    .reads_books = false,
};

}  // namespace comity::cli
