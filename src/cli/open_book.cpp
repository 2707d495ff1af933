#include "cli/open_book.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "ruling/read_words.h"
#include "text/parted.h"

namespace comity::cli {

namespace {

namespace fs = std::filesystem;

// PREFIX/share/comity/books of the program PREFIX/bin/comity.
std::string installed() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? "" : (program.parent_path().parent_path() / "share" / "comity" / "books").string();
}

text::Diagnostics errors_only(const text::Diagnostics& all) {
  text::Diagnostics errors;
  for (const text::Diagnostic& one : all.all()) {
    if (one.severity == text::Severity::kError) errors.report(one.code, one.span, "") = one;
  }
  return errors;
}

}  // namespace

std::vector<std::string> roots_of(const Arguments& arguments) {
  std::vector<std::string> roots;
  for (const std::string_view folder : arguments.all("--books")) roots.emplace_back(folder);
  if (!roots.empty()) return roots;
  if (const char* folders = std::getenv("COMITY_BOOKS"); folders != nullptr && *folders != '\0') return text::parted(folders, ':');
  std::error_code error;
  if (fs::is_directory("books", error)) return {"books"};
  return {installed()};
}

std::unique_ptr<book::Loaded> load_book(std::string_view book, const Arguments& arguments, std::vector<std::string> beside) {
  text::Diagnostics diagnostics;
  auto loaded = book::load(std::string(book), {.roots = roots_of(arguments), .beside = std::move(beside)}, diagnostics);
  if (!diagnostics.has_errors()) return loaded;
  tell(loaded->files, errors_only(diagnostics), arguments.has("--json"));
  return nullptr;
}

std::unique_ptr<Opened> open_book(std::string_view book, const Arguments& arguments, std::vector<std::string> beside) {
  auto loaded = load_book(book, arguments, std::move(beside));
  if (loaded == nullptr) return nullptr;
  auto opened = std::make_unique<Opened>();
  opened->program = circuit::lower(loaded->model);
  opened->loaded = std::move(loaded);
  return opened;
}

int refuse(const char* code, std::string message, std::string help, const Arguments& arguments) {
  text::Diagnostics diagnostics;
  text::Diagnostic& one = diagnostics.report(code, text::Span(), std::move(message));
  one.help = std::move(help);
  tell(one, arguments.has("--json"));
  return kUsage;
}

std::optional<book::Instant> told_instant(std::string_view text, const book::Model& model, std::string help, const Arguments& arguments) {
  auto at = ruling::read_moment(model, text);
  if (at) return *at;
  if (!help.empty()) at.error().help = std::move(help);
  tell(at.error(), arguments.has("--json"));
  return std::nullopt;
}

text::Span declaration_at(const book::Loaded& loaded, text::Span name) {
  for (const syntax::Tree& tree : loaded.trees) {
    if (tree.file != name.file) continue;
    for (const syntax::Decl& decl : tree.decls) {
      if (decl.span.begin <= name.begin && name.end <= decl.span.end) return decl.span;
    }
  }
  return name;
}

}  // namespace comity::cli
