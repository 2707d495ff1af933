// Loading: from a name to the trees of a book and of all that it uses, in an order in which each book comes after those it uses.
//
// The search goes from book to book along `use`, depth first. A book whose search is still open when it is named again closes a cycle. A
// book is finished after all that it uses, so the order of finishing is the order of the model's books. The book asked for comes after all that it
// uses, and before those that are read beside it.
//
// Names, types and conditions are left to check(); here the books themselves are settled: titles, what each uses, and time zones.
#include "book/load.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "book/library.h"
#include "book/release.h"
#include "syntax/parse.h"
#include "syntax/token.h"
#include "text/utf8.h"

namespace comity::book {

namespace {

namespace fs = std::filesystem;

constexpr size_t kMostFiles = 256;

// Where pages come from: folders or memory.
struct Shelf {
  std::function<std::vector<Page>(const std::string& book)> pages_of;
  std::function<std::vector<std::string>()> names;
  std::string places;  // for the message that nothing was found there
};

// What a zone may have been meant: a city without its region, or another spelling. An abbreviation such as EDT is not guessed at.
std::string help_with_zone(const std::string& wanted) {
  const std::vector<std::string> names = time::Zone::names();
  if (names.empty()) return "the system has no database of time zones; install tzdata";
  const bool has_region = wanted.find('/') != std::string::npos;
  const auto city = std::find_if(names.begin(), names.end(), [&](const std::string& name) { return name.ends_with("/" + wanted); });
  std::string meant = has_region ? text::nearest(wanted, {names.begin(), names.end()}) : "";
  if (!has_region && city != names.end()) meant = *city;
  return meant.empty() ? "zones are named by a region and a city, such as `America/New_York`" : fmt::format("did you mean `{}`?", meant);
}

class Loader {
 public:
  Loader(const Shelf& shelf, Loaded& loaded, text::Diagnostics& diagnostics) : shelf_(shelf), loaded_(loaded), diagnostics_(diagnostics) {}

  void run(const std::string& root, const std::vector<std::string>& beside) {
    collect(root, {});
    for (const std::string& name : beside) collect(name, {});
    if (!is_complete()) return;
    settle_zones();
    settle_release();
    check(root, loaded_, diagnostics_);
    find_compared();
  }

  void add(Page page) {
    // One that names no book is found beside each book of its folder.
    if (page.nameless && !nameless_.insert(page.path).second) return;
    if (loaded_.files.size() == kMostFiles) {
      if (std::exchange(full_, true)) return;
      auto& message = diagnostics_.report("C0003", {}, fmt::format("a book and all that it uses come from at most {} files", kMostFiles));
      message.help = fmt::format("join small files, or use fewer books; {} is the first file too many", text::quote(page.path, 200));
      return;
    }
    const bool too_large = page.bytes > syntax::kMaxFileBytes;
    const uint64_t bytes = page.bytes;
    const text::FileId file = loaded_.files.add(std::move(page.path), std::move(page.contents));
    // What was too large has not been read, and the parser sees nothing; memory's pages it refuses itself.
    if (too_large && loaded_.files.contents(file).empty()) {
      diagnostics_.report("C0002", {file, 0, 0}, fmt::format("this file has {} bytes; a file may have {} (4 MiB)", bytes, syntax::kMaxFileBytes)).help =
          "divide the file: files of one folder that name the same book are one book";
      loaded_.trees.emplace_back().file = file;
      return;
    }
    loaded_.trees.push_back(syntax::parse(loaded_.files, file, diagnostics_));
  }

 private:
  // Of a clause that does not parse the rest can be checked all the same; without a file or a book every name would be unknown.
  bool is_complete() const {
    return std::none_of(diagnostics_.all().begin(), diagnostics_.all().end(),
                        [](const text::Diagnostic& one) { return one.code < "C0100" || one.code == "C0202" || one.code == "C0301" || one.code == "C0302"; });
  }

  // A claim may name a book that this one does not use (`agrees with`); it is opened when the claim is proved, but must be there now.
  void find_compared() {
    for (const syntax::Tree& tree : loaded_.trees) {
      for (const syntax::Decl& decl : tree.decls) {
        const auto* claim = std::get_if<syntax::ClaimDecl>(&decl.body);
        if (claim == nullptr || !claim->book || books_.contains(claim->book->text)) continue;
        if (shelf_.pages_of(claim->book->text).empty()) report_missing(claim->book->text, claim->book->span);
      }
    }
  }

  struct Step {
    std::string book;
    Span use;  // the `use` that led here
  };

  // As deep as a chain of books, of which each has a file of its own: at most kMostFiles.
  void collect(const std::string& name, Span use) {
    if (books_.contains(name)) return;
    if (reports_cycle(name, use)) return;
    std::vector<Page> pages = shelf_.pages_of(name);
    if (pages.empty()) return report_missing(name, use);
    const size_t first = loaded_.trees.size();
    for (Page& page : pages) add(std::move(page));
    if (loaded_.trees.size() == first) return;  // past the limit
    path_.push_back({name, use});
    const std::vector<syntax::Name> uses = uses_of(first, loaded_.trees.size());
    const size_t last = loaded_.trees.size();
    for (const syntax::Name& used : uses) collect(used.text, used.span);
    path_.pop_back();
    finish(name, uses, first, last);
  }

  std::vector<syntax::Name> uses_of(size_t first, size_t last) const {
    std::vector<syntax::Name> found;
    for (size_t i = first; i < last; ++i) {
      for (const syntax::Decl& decl : loaded_.trees[i].decls) {
        const auto* use = std::get_if<syntax::UseDecl>(&decl.body);
        const auto same = [&](const syntax::Name& earlier) { return earlier.text == use->book.text; };
        if (use != nullptr && std::none_of(found.begin(), found.end(), same)) found.push_back(use->book);
      }
    }
    return found;
  }

  bool reports_cycle(const std::string& name, Span use) {
    const auto start = std::find_if(path_.begin(), path_.end(), [&](const Step& step) { return step.book == name; });
    if (start == path_.end()) return false;
    std::string shown;
    for (auto step = start; step != path_.end(); ++step) shown += step->book + " uses ";
    auto& message = diagnostics_.report("C0301", use, fmt::format("a cycle of use: {}{}", shown, name));
    for (auto step = std::next(start); step != path_.end(); ++step) message.notes.push_back({step->use, fmt::format("{} is used here", step->book)});
    message.help = "take one of these lines out; what both books need belongs into a third that both use";
    return true;
  }

  static std::string some_of(const std::vector<std::string>& names) {
    constexpr size_t kShown = 20;
    std::string out;
    for (size_t i = 0; i < names.size() && i < kShown; ++i) out += fmt::format("{}`{}`", out.empty() ? "" : ", ", names[i]);
    return names.size() > kShown ? fmt::format("{} and {} more", out, names.size() - kShown) : out;
  }

  void report_missing(const std::string& name, Span use) {
    if (!missing_.insert(name).second) return;
    const std::vector<std::string> names = shelf_.names();
    const std::string meant = text::nearest(name, {names.begin(), names.end()});
    diagnostics_.report("C0302", use, fmt::format("there is no book {}", text::quote(name))).help =
        !meant.empty()  ? fmt::format("did you mean `{}`?", meant)
        : names.empty() ? fmt::format("no book lies below {}; name the folder in which books lie (--books DIR)", shelf_.places)
                        : fmt::format("there are {}; other folders to look in are named by --books DIR", some_of(names));
  }

  // The model's entry for a book whose used books are finished. Its files' trees are [first, last).
  void finish(const std::string& name, const std::vector<syntax::Name>& uses, size_t first, size_t last) {
    Book book;
    book.name = name;
    Draft draft;
    for (size_t i = first; i < last; ++i) {
      const syntax::Tree& tree = loaded_.trees[i];
      if (tree.title && book.title.empty()) book.title = tree.title->text;
      for (const syntax::Decl& decl : tree.decls) note(decl, book, draft);
    }
    const auto include = [&](BookId id) {
      if (std::find(book.uses.begin(), book.uses.end(), id) == book.uses.end()) book.uses.push_back(id);
    };
    for (const syntax::Name& use : uses) {
      const auto used = books_.find(use.text);
      if (used == books_.end()) continue;  // missing, or part of a cycle
      draft.uses.push_back(used->second);
      include(used->second);
      for (BookId further : loaded_.model.books[used->second.value].uses) include(further);
    }
    loaded_.model.root = BookId(loaded_.model.books.size());
    books_.emplace(name, loaded_.model.root);
    loaded_.model.books.push_back(std::move(book));
    drafts_.push_back(std::move(draft));
  }

  struct Draft {
    std::optional<syntax::TimezoneDecl> zone;
    std::vector<BookId> uses;  // as written
  };

  void note(const syntax::Decl& decl, Book& book, Draft& draft) {
    if (const auto* precedence = std::get_if<syntax::PrecedenceDecl>(&decl.body)) {
      book.by_rank = precedence->by_rank;
      book.by_date = precedence->by_date;
    }
    const auto* zone = std::get_if<syntax::TimezoneDecl>(&decl.body);
    if (zone == nullptr) return;
    if (!draft.zone) draft.zone = *zone;
    if (draft.zone->zone == zone->zone) return;
    auto& message =
        diagnostics_.report("C0520", zone->zone_span, fmt::format("the book {} has the time zone {} already", book.name, text::quote(draft.zone->zone)));
    message.notes.push_back({draft.zone->zone_span, "named here"});
    message.help = "keep one of the two lines";
  }

  // The book's own zone, else that of the first used book that has one, else UTC.
  void settle_zones() {
    for (size_t i = 0; i < drafts_.size(); ++i) {
      Book& book = loaded_.model.books[i];
      if (drafts_[i].zone) {
        book.zone = zone_of(*drafts_[i].zone);
        has_zone_.insert(BookId(i));
        continue;
      }
      const auto& uses = drafts_[i].uses;
      const auto used = std::find_if(uses.begin(), uses.end(), [&](BookId id) { return has_zone_.contains(id); });
      if (used != uses.end()) has_zone_.insert(BookId(i));
      book.zone = used != uses.end() ? loaded_.model.books[used->value].zone : zone_named("UTC", time::Zone::utc());
    }
  }

  ZoneId zone_named(const std::string& name, std::optional<time::Zone> zone) {
    const auto [known, is_new] = zones_.try_emplace(name, ZoneId(loaded_.model.zones.size()));
    if (is_new) loaded_.model.zones.push_back(std::move(*zone));
    return known->second;
  }

  ZoneId zone_of(const syntax::TimezoneDecl& decl) {
    if (const auto known = zones_.find(decl.zone); known != zones_.end()) return known->second;
    std::optional<time::Zone> zone = time::Zone::find(decl.zone);
    if (zone) return zone_named(decl.zone, std::move(zone));
    diagnostics_.report("C0501", decl.zone_span, fmt::format("there is no time zone {}", text::quote(decl.zone))).help = help_with_zone(decl.zone);
    return zone_named("UTC", time::Zone::utc());
  }

  void settle_release() {
    std::vector<ReleasedFile> files;
    for (const syntax::Tree& tree : loaded_.trees) files.push_back({tree.book.text, loaded_.files.path(tree.file), loaded_.files.contents(tree.file)});
    loaded_.model.release = release_of(std::move(files));
  }

  const Shelf& shelf_;
  Loaded& loaded_;
  text::Diagnostics& diagnostics_;
  std::vector<Step> path_;               // the books whose search is open
  std::map<std::string, BookId> books_;  // finished
  std::vector<Draft> drafts_;            // by BookId
  std::set<std::string> nameless_;       // their paths, once parsed
  std::set<std::string> missing_;        // once told
  bool full_ = false;
  std::set<BookId> has_zone_;  // own or by use
  std::map<std::string, ZoneId> zones_;
};

bool looks_like_a_path(const std::string& book) { return book.find('/') != std::string::npos || book.ends_with(".comity"); }

// A file or folder that was named: which book is meant. Empty after an error.
std::string book_at(const std::string& place, bool is_folder, Library& library, Loader& loader, text::Diagnostics& diagnostics) {
  const std::string file = is_folder ? library.first_file() : fs::path(place).lexically_normal().string();
  if (file.empty()) {
    if (!diagnostics.has_errors())
      diagnostics.report("C0001", {}, fmt::format("no file below the folder {} has a name that ends in .comity", text::quote(place, 200)));
    return "";
  }
  if (!is_folder && !file.ends_with(".comity")) {
    diagnostics.report("C0001", {}, fmt::format("{} is no file of a book: its name does not end in .comity", text::quote(place, 200)));
    return "";
  }
  const std::string book = library.book_named_in(file);
  Page page;
  // Where the file names no book, the parser says so.
  if (!is_book_name(book) && !diagnostics.has_errors() && library.read(file, page)) loader.add(std::move(page));
  return diagnostics.has_errors() ? "" : book;
}

}  // namespace

std::unique_ptr<Loaded> load(const std::string& book, const LoadOptions& options, text::Diagnostics& diagnostics) {
  auto loaded = std::make_unique<Loaded>();
  std::error_code error;
  const bool is_folder = fs::is_directory(book, error);
  const bool is_file = !is_folder && fs::exists(book, error);
  const std::string parent = fs::path(book).parent_path().string();
  Library library(is_folder ? book : is_file ? (parent.empty() ? "." : parent) : "", options.roots, diagnostics);
  const Shelf shelf{[&](const std::string& name) { return library.pages_of(name); }, [&] { return library.names(); }, library.places()};
  Loader loader(shelf, *loaded, diagnostics);
  if (is_folder || is_file) {
    const std::string named = book_at(book, is_folder, library, loader, diagnostics);
    if (!named.empty()) loader.run(named, options.beside);
  } else if (looks_like_a_path(book)) {
    diagnostics.report("C0001", {}, fmt::format("{} cannot be read: {}", text::quote(book, 200), std::strerror(error ? error.value() : ENOENT))).help =
        "a book is named without an ending (`dc.mpd`), a file with its path (`books/dc/mpd.comity`)";
  } else {
    loader.run(book, options.beside);
  }
  diagnostics.sort_by_place();
  return loaded;
}

std::unique_ptr<Loaded> load_texts(const std::string& book, std::vector<std::pair<std::string, std::string>> texts, text::Diagnostics& diagnostics) {
  auto loaded = std::make_unique<Loaded>();
  std::vector<std::string> named;
  for (const auto& [path, contents] : texts) named.push_back(first_words(contents).book);
  const Shelf shelf{[&](const std::string& name) {
                      std::vector<Page> found;
                      if (std::find(named.begin(), named.end(), name) == named.end()) return found;
                      for (size_t i = 0; i < texts.size(); ++i) {
                        if (named[i] == name || named[i].empty()) found.push_back({texts[i].first, texts[i].second, texts[i].second.size(), named[i].empty()});
                      }
                      return found;
                    },
                    [&] { return named; }, "what was handed in"};
  Loader loader(shelf, *loaded, diagnostics);
  loader.run(book, {});
  diagnostics.sort_by_place();
  return loaded;
}

}  // namespace comity::book
