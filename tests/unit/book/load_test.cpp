// Loading: where books are found, in which order they come, what is settled, and what is told when something is missing.
//
// Golden folders: tests/golden/load/NAME is a library in which the book `t` is asked for; NAME.expect holds the messages. With the
// environment variable COMITY_UPDATE set, the expected files are written anew; a reader judges the difference.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "book/library.h"
#include "book/load.h"
#include "book/release.h"
#include "front_helpers.h"
#include "syntax/token.h"

namespace comity::book {
namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::pair<std::string, std::string>>;

std::string shown(const Loaded& loaded, const text::Diagnostics& diagnostics) {
  std::string out;
  for (const text::Diagnostic& one : diagnostics.all()) out += text::render(loaded.files, one, false) + "\n";
  return out;
}

std::string without(std::string text, const std::string& what) {
  if (what.empty()) return text;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) text.erase(at, what.size());
  return text;
}

// A folder of its own for each test, gone with it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "comity_load_XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string path() const { return path_.string(); }
  void write(const std::string& name, const std::string& contents) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << contents;
  }

 private:
  fs::path path_;
};

struct Loading {
  std::unique_ptr<Loaded> loaded;
  text::Diagnostics diagnostics;
  std::string messages;

  std::vector<std::string> books() const {
    std::vector<std::string> names;
    for (const Book& book : loaded->model.books) names.push_back(book.name);
    return names;
  }
  std::vector<std::string> codes() const {
    std::vector<std::string> found;
    for (const text::Diagnostic& one : diagnostics.all()) found.emplace_back(one.code);
    return found;
  }
};

Loading load_from(const std::string& book, const std::vector<std::string>& roots, const std::string& cut = "") {
  Loading run;
  run.loaded = load(book, {roots}, run.diagnostics);
  run.messages = without(shown(*run.loaded, run.diagnostics), cut);
  return run;
}

Loading load_of(const std::string& book, Texts texts) {
  Loading run;
  run.loaded = load_texts(book, std::move(texts), run.diagnostics);
  run.messages = shown(*run.loaded, run.diagnostics);
  return run;
}

using Names = std::vector<std::string>;

TEST(Load, Goldens) {
  const fs::path goldens = front::root() / "tests" / "golden" / "load";
  int count = 0;
  for (const auto& entry : fs::directory_iterator(goldens)) {
    if (!entry.is_directory()) continue;
    ++count;
    const std::string folder = entry.path().string();
    front::expect_equals_file(folder + ".expect", load_from("t", {folder}, folder + "/").messages);
  }
  EXPECT_GE(count, 6);
}

TEST(Load, BooksComeAfterThoseTheyUse) {
  const Loading run =
      load_of("a", {{"a", "book a \"A\" use b use c"}, {"c", "book c use d"}, {"b", "book b use d"}, {"d", "book d \"D\""}, {"e", "book e use a"}});
  EXPECT_EQ(run.messages, "");
  EXPECT_EQ(run.books(), (Names{"d", "b", "c", "a"}));
  const Model& model = run.loaded->model;
  EXPECT_EQ(model.root, BookId(3));
  EXPECT_EQ(model.books[3].title, "A");
  EXPECT_EQ(model.books[3].uses, (std::vector<BookId>{BookId(1), BookId(0), BookId(2)}));
  EXPECT_TRUE(model.books[0].uses.empty());
  EXPECT_EQ(run.loaded->files.size(), 4U);
}

TEST(Load, BooksBesideTheOneAskedComeAfterItAndChangeNothingOfIt) {
  const Folder library;
  library.write("a/a.comity", "book a \"A\" use b timezone UTC");
  library.write("b/b.comity", "book b");
  library.write("c/c.comity", "book c use a use d timezone America/Chicago");
  library.write("d/d.comity", "book d");
  const auto beside = [&](const std::string& book, const Names& names) {
    Loading run;
    run.loaded = load(book, {.roots = {library.path()}, .beside = names}, run.diagnostics);
    run.messages = shown(*run.loaded, run.diagnostics);
    return run;
  };
  const std::string alone = beside("a", {}).loaded->model.release;
  for (const std::string& book : {std::string("a"), library / "a", library / "a/a.comity"}) {
    const Loading run = beside(book, {"c", "b", "a"});
    EXPECT_EQ(run.messages, "");
    EXPECT_EQ(run.books(), (Names{"b", "a", "d", "c"}));
    const Model& model = run.loaded->model;
    EXPECT_EQ(model.root, BookId(1));
    EXPECT_EQ(model.books[1].uses, (std::vector<BookId>{BookId(0)}));
    EXPECT_EQ(model.zone().name(), "UTC");
    EXPECT_NE(model.release, alone);  // it is a hash of all that was read
    EXPECT_EQ(beside(book, {"b", "a"}).loaded->model.release, alone);
  }
  EXPECT_EQ(beside("a", {"e"}).codes(), (Names{"C0302"}));
}

TEST(Load, ZoneIsItsOwnOrThatOfTheFirstUsedBookThatHasOne) {
  const Loading run = load_of(
      "a", {{"a", "book a use b use c use d"}, {"b", "book b"}, {"c", "book c use e"}, {"e", "book e timezone America/Chicago"}, {"d", "book d timezone UTC"}});
  EXPECT_EQ(run.messages, "");
  const auto zone = [&](size_t i) { return run.loaded->model.zones[run.loaded->model.books[i].zone.value].name(); };
  EXPECT_EQ(run.books(), (Names{"b", "e", "c", "d", "a"}));
  EXPECT_EQ(zone(0), "UTC");
  EXPECT_EQ(zone(1), "America/Chicago");
  EXPECT_EQ(zone(2), "America/Chicago");
  EXPECT_EQ(zone(3), "UTC");
  EXPECT_EQ(zone(4), "America/Chicago");
  EXPECT_EQ(run.loaded->model.zones.size(), 2U);
}

TEST(Load, ManyBooksInOneFolder) {
  const Folder folder;
  folder.write("dc/code.comity", "book dc use dc.mpd");
  folder.write("dc/deep/er/more.comity", "# a comment first\n\nbook dc\naction a");
  folder.write("dc/mpd.comity", "book dc.mpd");
  folder.write("dc/notes.txt", "book dc");
  folder.write("dc/.hidden.comity", "no book");
  folder.write("dc/.git/x.comity", "no book");
  folder.write("elsewhere/dc.comity", "book dc\naction b");
  Loading run = load_from("dc", {folder.path()});
  EXPECT_EQ(run.messages, "");
  EXPECT_EQ(run.books(), (Names{"dc.mpd", "dc"}));
  ASSERT_EQ(run.loaded->files.size(), 3U);
  EXPECT_EQ(run.loaded->files.path(0), folder / "dc/code.comity");
  EXPECT_EQ(run.loaded->model.actions.size(), 1U);
  // The same by a file and by a folder; the release is the same wherever the library lies.
  const std::string release = run.loaded->model.release;
  EXPECT_EQ(release.size(), 7U + 64U);
  EXPECT_EQ(load_from(folder / "dc/code.comity", {}).loaded->model.release, release);
  EXPECT_EQ(load_from(folder / "dc", {}).loaded->model.release, release);
  const Folder copy;
  fs::copy(folder.path(), copy / "a_library", fs::copy_options::recursive);
  EXPECT_EQ(load_from("dc", {copy / "nothing", copy / "a_library"}).loaded->model.release, release);
  copy.write("a_library/dc/mpd.comity", "book dc.mpd ");
  EXPECT_NE(load_from("dc", {copy / "a_library"}).loaded->model.release, release);
}

TEST(Load, AFileNamedItselfIsReadThoughOthersStandInTheRoot) {
  const Folder folder;
  folder.write("dc.comity", "book dc");
  folder.write("dc/other.comity", "book dc");
  EXPECT_EQ(load_from(folder / "dc.comity", {}).loaded->files.size(), 2U);
  EXPECT_EQ(load_from("dc", {folder.path()}).loaded->files.size(), 1U);
}

TEST(Load, WhatCannotBeRead) {
  const Folder folder;
  folder.write("plain.txt", "book t");
  folder.write("empty/readme.md", "");
  folder.write("t/large.comity", "book t\n" + std::string(syntax::kMaxFileBytes, ' '));
  EXPECT_EQ(load_from(folder / "none.comity", {}, folder.path()).messages,
            "error[C0001]: `/none.comity` cannot be read: No such file or directory\n"
            "help: a book is named without an ending (`dc.mpd`), a file with its path (`books/dc/mpd.comity`)\n\n");
  EXPECT_EQ(load_from(folder / "plain.txt", {}).codes(), Names{"C0001"});
  EXPECT_EQ(load_from(folder / "empty", {}).codes(), Names{"C0001"});
  EXPECT_EQ(load_from("nothing", {folder.path(), folder / "missing"}).codes(), Names{"C0302"});
  EXPECT_EQ(load_from("../t", {folder / "empty"}).codes(), Names{"C0001"});
  EXPECT_EQ(load_from("t", {folder.path()}).codes(), Names{"C0002"});
  for (const char* name : {"", ".", "..", "a..b", ".a", "a.", "1a", "a b", "a\n"}) EXPECT_FALSE(is_book_name(name)) << name;
}

TEST(Load, LinksAndPipesDoNotStopIt) {
  const Folder folder;
  folder.write("t/t.comity", "book t");
  fs::create_directory_symlink("..", folder / "t/up");
  fs::create_directory_symlink(folder.path(), folder / "t/again.comity");
  EXPECT_EQ(load_from("t", {folder.path()}).messages, "");
  fs::create_symlink(folder / "t/nowhere", folder / "t/lost.comity");
  ASSERT_EQ(mkfifo((folder / "t/pipe.comity").c_str(), 0600), 0);
  EXPECT_EQ(load_from("t", {folder.path()}, folder.path()).messages,
            "error[C0001]: `/t/lost.comity` cannot be read: No such file or directory\n\n"
            "error[C0001]: `/t/pipe.comity` cannot be read: it is no ordinary file\n\n");
}

TEST(Load, FilesAreAtMost256) {
  Texts texts;
  for (int i = 0; i < 256; ++i) texts.emplace_back(std::to_string(i), "book t");
  EXPECT_EQ(load_of("t", texts).messages, "");
  texts.emplace_back("256", "book t");
  EXPECT_EQ(load_of("t", texts).codes(), Names{"C0003"});
  Texts chain;
  for (int i = 0; i < 1000; ++i) chain.emplace_back(std::to_string(i), "book b" + std::to_string(i) + " use b" + std::to_string(i + 1));
  EXPECT_EQ(load_of("b0", chain).codes(), Names{"C0003"});
}

TEST(Load, FirstWords) {
  const auto book = [](std::string_view text) {
    const FirstWords words = first_words(text);
    return words.decided ? words.book : "undecided " + words.book;
  };
  EXPECT_EQ(book("book dc.mpd \"x\""), "dc.mpd");
  EXPECT_EQ(book("\xEF\xBB\xBF# c\r\n\t book # d\n dc_2\n"), "dc_2");
  EXPECT_EQ(book("book dc"), "undecided dc");
  EXPECT_EQ(book("# only a comment"), "undecided ");
  EXPECT_EQ(book("books dc\n"), "");
  EXPECT_EQ(book("action a\nbook dc\n"), "");
  EXPECT_EQ(book("book \"dc\"\n"), "");
}

// Wherever the first pieces of a file end, its name is read to the end.
TEST(Load, FirstWordsMayStandFarBelow) {
  const Folder folder;
  for (int length = 4085; length <= 4100; ++length)
    folder.write("t/" + std::to_string(length) + ".comity", std::string(static_cast<size_t>(length), '#') + "\nbook t.long_name\n");
  folder.write("t/far.comity", std::string(1'000'000, '\n') + "book t.long_name");
  EXPECT_EQ(load_from("t.long_name", {folder.path()}).loaded->files.size(), 17U);
}

TEST(Release, IsTheHashOfNamesAndContents) {
  // As written by: printf '1\na3\nx.c4\ntext1\nb1\nx0\n' | sha256sum
  EXPECT_EQ(release_of({{"b", "x", ""}, {"a", "some/where/x.c", "text"}}), "sha256:49e573fec34431514d4b897ceffd511bd4e11b8243f759399e887b470c8d1fb8");
  EXPECT_EQ(release_of({{"a", "x.c", "text"}, {"b", "else/x", ""}}), release_of({{"b", "x", ""}, {"a", "some/where/x.c", "text"}}));
  EXPECT_NE(release_of({{"a", "x", "ab"}}), release_of({{"a", "xa", "b"}}));
}

TEST(Load, TheShippedBooks) {
  for (const char* name : {"us", "dc", "dc.mpd", "ny", "nyc", "il", "chicago", "ca", "san_francisco", "tx", "fl", "cases"}) {
    const Loading run = load_from(name, {(front::root() / "books").string()});
    EXPECT_FALSE(run.diagnostics.has_errors()) << name << "\n" << run.messages;
    EXPECT_EQ(run.books().back(), name);
  }
}

}  // namespace
}  // namespace comity::book
