#include "book/library.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "syntax/token.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace comity::book {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".comity";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kFirstBytes = 4096;

// Past blanks and comments.
size_t skip_to_word(std::string_view text, size_t at) {
  while (at < text.size()) {
    if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

// Opens a regular file; pipes and devices are not waited for.
File open_file(const std::string& path, uint64_t& bytes, std::string& reason) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    reason = fs::is_directory(status) ? "it is a folder" : "it is no ordinary file";
    return nullptr;
  }
  bytes = fs::exists(status) ? fs::file_size(path, error) : 0;
  File file(std::fopen(path.c_str(), "rb"));
  if (!file) reason = std::strerror(errno);
  return file;
}

// Appends up to `most` bytes; fewer only at the end of the file.
bool append(std::FILE* file, size_t most, std::string& contents) {
  const size_t before = contents.size();
  contents.resize(before + most);
  contents.resize(before + std::fread(contents.data() + before, 1, most, file));
  return std::ferror(file) == 0;
}

bool is_hidden(const fs::path& path) { return path.filename().native().starts_with('.'); }

}  // namespace

bool is_book_name(std::string_view name) {
  char before = '.';
  for (char c : name) {
    if (before == '.' ? !text::is_letter(c) : !(text::is_word_part(c) || c == '.')) return false;
    before = c;
  }
  return before != '.';
}

FirstWords first_words(std::string_view text) {
  size_t at = skip_to_word(text, text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  if (at == text.size()) return {};
  if (text.substr(at, 4) != "book" || (at + 4 < text.size() && text::is_word_part(text[at + 4]))) return {true, ""};
  at = skip_to_word(text, at + 4);
  size_t end = at;
  while (end < text.size() && (text::is_word_part(text[end]) || text[end] == '.')) ++end;
  // A name that ends where the text ends may go on.
  if (end == text.size()) return {false, std::string(text.substr(at, end - at))};
  return {true, std::string(text.substr(at, end - at))};
}

Library::Library(std::string own, std::vector<std::string> roots, text::Diagnostics& diagnostics)
    : own_(std::move(own)), roots_(std::move(roots)), diagnostics_(diagnostics) {}

void Library::report(const std::string& path, const std::string& reason, std::string help) {
  diagnostics_.report("C0001", {}, fmt::format("{} cannot be read: {}", text::quote(path, 200), reason)).help = std::move(help);
}

const std::vector<std::string>& Library::files_below(const std::string& folder) {
  const auto [listing, is_new] = listings_.try_emplace(folder);
  std::vector<std::string>& found = listing->second;
  if (!is_new) return found;
  std::error_code error;
  if (!fs::is_directory(folder, error)) return found;
  size_t entries = 0;
  fs::recursive_directory_iterator at(folder, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    std::error_code unknown;
    const bool is_folder = at->is_directory(unknown);
    if (is_folder && (is_hidden(at->path()) || at.depth() >= kDeepestFolder)) at.disable_recursion_pending();
    if (!is_folder && !is_hidden(at->path()) && at->path().extension() == kEnding) found.push_back(at->path().lexically_normal().string());
    if (++entries < kMostEntries) continue;
    report(folder, fmt::format("it holds more than {} files and folders", kMostEntries), "name the folder in which the library itself lies");
    break;
  }
  if (error) report(folder, error.message(), "");
  std::sort(found.begin(), found.end());
  return found;
}

const std::optional<std::string>& Library::book_of(const std::string& path) {
  const auto [book, is_new] = books_.try_emplace(path);
  if (!is_new) return book->second;
  uint64_t bytes = 0;
  std::string reason, contents;
  const File file = open_file(path, bytes, reason);
  if (!file) {
    report(path, reason, "");
    return book->second;
  }
  // Mostly the first few bytes tell.
  FirstWords words;
  for (size_t most = kFirstBytes; !words.decided && contents.size() <= syntax::kMaxFileBytes; most *= 4) {
    const size_t before = contents.size();
    append(file.get(), most, contents);
    words = first_words(contents);
    if (contents.size() < before + most) break;
  }
  book->second = std::move(words.book);
  return book->second;
}

bool Library::read(const std::string& path, Page& out) {
  out.path = path;
  std::string reason;
  const File file = open_file(path, out.bytes, reason);
  if (file && out.bytes > syntax::kMaxFileBytes) return true;
  // One byte more, to see that the file ends where its size says; one that grows meanwhile is read as far as it may reach.
  if (file && append(file.get(), std::min<size_t>(out.bytes + 1, syntax::kMaxFileBytes + 1), out.contents)) {
    out.bytes = out.contents.size();
    return true;
  }
  report(path, file ? std::strerror(errno) : reason, "");
  return false;
}

std::vector<Page> Library::pages_in(const std::string& folder, const std::string& book, bool with_nameless) {
  std::vector<Page> found;
  std::vector<std::string> paths;
  bool any = false;
  for (const std::string& path : files_below(folder)) {
    const std::optional<std::string>& named = book_of(path);
    if (!named) continue;
    any |= *named == book;
    if (*named == book || (with_nameless && named->empty())) paths.push_back(path);
  }
  if (!any) return {};
  for (const std::string& path : paths) {
    Page page;
    page.nameless = book_named_in(path).empty();
    if (read(path, page)) found.push_back(std::move(page));
  }
  return found;
}

std::vector<Page> Library::pages_of(const std::string& book) {
  if (!is_book_name(book)) return {};
  if (!own_.empty()) {
    if (std::vector<Page> found = pages_in(own_, book, true); !found.empty()) return found;
  }
  for (const std::string& root : roots_) {
    const std::string folder = (fs::path(root) / book.substr(0, book.find('.'))).string();
    if (std::vector<Page> found = pages_in(folder, book, true); !found.empty()) return found;
    if (std::vector<Page> found = pages_in(root, book, false); !found.empty()) return found;
  }
  return {};
}

std::vector<std::string> Library::names() {
  std::set<std::string> found;
  std::vector<std::string> places = roots_;
  if (!own_.empty()) places.push_back(own_);
  for (const std::string& place : places) {
    for (const std::string& path : files_below(place)) {
      if (const std::string book = book_named_in(path); !book.empty()) found.insert(book);
    }
  }
  return {found.begin(), found.end()};
}

std::string Library::places() const {
  std::string found;
  for (const std::string& root : roots_) found += fmt::format("{}{}", found.empty() ? "" : ", ", text::quote(root, 200));
  return found.empty() ? "the folders that were named, which are none" : found;
}

std::string Library::first_file() {
  const std::vector<std::string>& files = files_below(own_);
  return files.empty() ? "" : files.front();
}

std::string Library::book_named_in(const std::string& path) { return book_of(path).value_or(""); }

}  // namespace comity::book
