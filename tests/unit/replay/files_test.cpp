// Files: every row is a row or a rejected row, whatever the bytes; cut-off and hostile files end in a message.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include <zlib.h>

#include "replay/files/table.h"
#include "replay_helpers.h"

namespace comity::replay {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("comity-files-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& contents) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << contents;
    return path;
  }
  std::string gzip(const std::string& name, const std::string& contents) {
    const std::string path = (folder_ / name).string();
    gzFile out = gzopen(path.c_str(), "wb");
    gzwrite(out, contents.data(), static_cast<unsigned>(contents.size()));
    gzclose(out);
    return path;
  }

  struct Read {
    std::string error;
    std::vector<std::vector<std::string>> rows;  // "~": null
    std::vector<uint64_t> lines;
    std::vector<Reject> rejects;
    uint64_t rejected = 0, rows_in = 0;
  };
  static Read read(const std::string& path, char delimiter = ',', const std::string& kept = "") {
    Read out;
    auto table = open_table(path, {.delimiter = delimiter});
    if (!table) {
      out.error = table.error();
      return out;
    }
    auto rejects = *Rejects::open(kept);
    (*table)->want(std::vector<bool>((*table)->columns().size(), true));
    ColumnType type;
    type.physical = Physical::kStruct;
    type.inner = (*table)->columns();
    while (true) {
      Batch batch;
      auto more = (*table)->next(batch, *rejects);
      if (!more) {
        out.error = more.error();
        break;
      }
      if (!*more) break;
      const auto view = ColumnView::make(type, *batch.array, 0, batch.array->length);
      if (!view) {
        out.error = view.error();
        break;
      }
      for (int64_t row = 0; row < view->length(); ++row) {
        out.rows.emplace_back();
        for (size_t c = 0; c < type.inner.size(); ++c) { out.rows.back().push_back(view->inner(c).valid(row) ? std::string(view->inner(c).text(row)) : "~"); }
      }
      out.lines.insert(out.lines.end(), batch.lines.begin(), batch.lines.end());
      out.rows_in += batch.rows_in;
    }
    out.rejected = rejects->count();
    out.rejects = rejects->first();
    return out;
  }
  using Rows = std::vector<std::vector<std::string>>;

  fs::path folder_;
};

TEST_F(Files, CsvAsPeopleWriteIt) {
  const Read out = read(file("a.csv",
                             "\xef\xbb\xbf"
                             "a,b\r\n1,\"x, \"\"y\"\"\"\n,\"\"\r\n\n\"two\nlines\",a long cell of more than twelve letters\n3,last"));
  EXPECT_EQ(out.error, "");
  EXPECT_EQ(out.rows, (Rows{{"1", "x, \"y\""}, {"~", ""}, {"two\nlines", "a long cell of more than twelve letters"}, {"3", "last"}}));
  EXPECT_EQ(out.lines, (std::vector<uint64_t>{2, 3, 5, 7}));
  EXPECT_EQ(out.rows_in, 4U);
}

TEST_F(Files, BadRowsAreRejectedWithTheirLines) {
  const Read out = read(file("a.csv", "a,b\n1,2\n1\n1,2,3\n4,5\n\"never closed,6\n7,8\n"));
  EXPECT_EQ(out.rows, (Rows{{"1", "2"}, {"4", "5"}, {"7", "8"}}));
  ASSERT_EQ(out.rejected, 3U);
  EXPECT_EQ(out.rejects[0].line, 3U);
  EXPECT_EQ(out.rejects[1].line, 4U);
  EXPECT_EQ(out.rejects[2].line, 6U);
  EXPECT_EQ(out.rejects[2].row, "\"never closed,6");
  EXPECT_EQ(out.rows_in, out.rows.size() + out.rejected);
}

TEST_F(Files, OtherDelimitersAndGzip) { EXPECT_EQ(read(gzip("a.csv.gz", "a|b\n1|2\n"), '|').rows, (Rows{{"1", "2"}})); }

TEST_F(Files, ManyChunksKeepEveryRow) {
  std::string text = "n,words\n";
  for (int i = 0; i < 400'000; ++i)
    text += std::to_string(i) + (i % 7 == 0 ? ",\"with, a comma and \"\"quotes\"\"\"\n" : ",plain words that are long enough\n");
  const Read out = read(file("a.csv", text));
  ASSERT_EQ(out.rows.size(), 400'000U);
  EXPECT_EQ(out.rejected, 0U);
  for (int i = 0; i < 400'000; i += 997) {
    ASSERT_EQ(out.rows[static_cast<size_t>(i)][0], std::to_string(i));
    ASSERT_EQ(out.rows[static_cast<size_t>(i)][1], i % 7 == 0 ? "with, a comma and \"quotes\"" : "plain words that are long enough");
    ASSERT_EQ(out.lines[static_cast<size_t>(i)], static_cast<uint64_t>(i) + 2);
  }
}

// A line of `mebibytes` between two good ones: it is one row, which is rejected, and the lines after it keep their numbers.
TEST_F(Files, ALongLineIsOneRow) {
  for (const size_t mebibytes : {size_t{20}, size_t{70}}) {
    const std::string cell(mebibytes << 20, 'x');
    for (const std::string& line : {"5," + cell, cell, "5,\"" + cell + "\""}) {
      const Read out = read(file("a.csv", "a,b\n1,2\n" + line + "\n3,4\n"));
      EXPECT_EQ(out.rows, (Rows{{"1", "2"}, {"3", "4"}})) << mebibytes << line.substr(0, 4);
      EXPECT_EQ(out.lines, (std::vector<uint64_t>{2, 4}));
      EXPECT_EQ(out.rejected, 1U);
      EXPECT_EQ(out.rejects[0].line, 3U);
      EXPECT_EQ(out.rows_in, 3U);
    }
    const Read json = read(file("a.ndjson", "{\"a\":1}\n{\"a\":\"" + cell + "\"}\n{\"a\":3}\n"));
    EXPECT_EQ(json.rows, (Rows{{"1"}, {"3"}}));
    EXPECT_EQ(json.lines, (std::vector<uint64_t>{1, 3}));
    EXPECT_EQ(json.rejected, 1U);
    EXPECT_EQ(json.rows_in, 3U);
  }
}

// Whatever the pieces in which it is read cut through; it is the last line, or another follows.
TEST_F(Files, ALongLineIsKeptWhole) {
  for (const std::string end : {"", "\n3\n"}) {
    std::string line = "5";
    while (line.size() < size_t{70} << 20) line += end.empty() ? "xxxxx" : "\xf0\x9f\x90\x9f";
    const std::string kept = (folder_ / "kept").string();
    EXPECT_EQ(read(file("a.csv", "a,b\n1,2\n" + line + end), ',', kept).rejected, end.empty() ? 1U : 2U);
    std::ifstream lines(kept);
    std::string one, other;
    std::getline(lines, one);
    std::getline(lines, other);
    EXPECT_TRUE(one.ends_with("\"line\":3,\"reason\":\"the row is longer than 1 MiB\",\"row\":\"" + line + "\"}")) << one.size();
    EXPECT_EQ(other.ends_with("\"row\":\"3\"}"), !end.empty());
  }
}

// A row of the same batch that has no instant is rejected when the batch is ruled, while the long one is still open.
TEST_F(Files, WhatIsRejectedBesideALongLineStandsBehindIt) {
  const std::string kept = (folder_ / "kept").string();
  auto rejects = *Rejects::open(kept);
  rejects->begin("a.csv", 3, "long", "x\xc3");
  rejects->add("a.csv", 2, "no instant", "\"y");
  rejects->more("\xa9\xe2\x82");
  rejects->end();
  rejects->begin("a.csv", 4, "long", "z");
  EXPECT_TRUE(rejects->finish());
  std::ifstream in(kept);
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(all,
            "{\"file\":\"a.csv\",\"line\":3,\"reason\":\"long\",\"row\":\"x\xc3\xa9\\ufffd\\ufffd\"}\n"
            "{\"file\":\"a.csv\",\"line\":2,\"reason\":\"no instant\",\"row\":\"\\\"y\"}\n"
            "{\"file\":\"a.csv\",\"line\":4,\"reason\":\"long\",\"row\":\"z\"}\n");
  EXPECT_EQ(rejects->count(), 3U);
}

// What stands in quotes is no row, however long it is and whatever its lines look like.
TEST_F(Files, ALongRowInQuotesWithLineBreaksIsOneRow) {
  std::string cell;
  for (int line = 0; cell.size() < size_t{20} << 20; ++line) cell += "7,8 of a text\n";
  const auto lines = static_cast<uint64_t>(std::ranges::count(cell, '\n'));
  const Read out = read(file("a.csv", "a,b\n1,2\n5,\"" + cell + "\"\n3,4\n"));
  EXPECT_EQ(out.rows, (Rows{{"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(out.lines, (std::vector<uint64_t>{2, 4 + lines}));
  EXPECT_EQ(out.rejected, 1U);
  EXPECT_EQ(out.rejects[0].reason, "the row is longer than 1 MiB");
  EXPECT_EQ(out.rows_in, 3U);
}

// A quote that opens by mistake costs its own line, also where another stands far behind.
TEST_F(Files, AQuoteThatOpensByMistakeCostsItsLine) {
  std::string text = "a,b\n\"1,2\n";
  for (int i = 0; i < 400'000; ++i) text += "3,4\n";
  for (const char* const end : {"5,6\n", "5,\"6\"\n"}) {
    const Read out = read(file("a.csv", text + end));
    EXPECT_EQ(out.rows.size(), 400'001U);
    ASSERT_EQ(out.rejected, 1U);
    EXPECT_EQ(out.rejects[0].line, 2U);
    EXPECT_EQ(out.rejects[0].reason, "a quote never closes");
    EXPECT_EQ(out.rows.back(), (std::vector<std::string>{"5", "6"}));
  }
}

TEST_F(Files, NdjsonWithFactsAndNulls) {
  const Read out = read(file("a.ndjson",
                             "{\"at\":\"2025-01-01\",\"facts\":{\"x\":true,\"y\":[\"a\",\"b\"]}}\n{\"at\":null,\"facts\":{\"x\":\"long text \\u00e9 "
                             "beyond\"}}\n\n[1]\n{\"at\":\"z\",\"at\":\"z\"}\n{\"facts\":{\"y\":1.5}}\n"));
  EXPECT_EQ(out.error, "");
  EXPECT_EQ(out.rows, (Rows{{"2025-01-01", "true", "[\"a\",\"b\"]"}, {"~", "long text \xc3\xa9 beyond", "~"}, {"~", "~", "1.5"}}));
  EXPECT_EQ(out.rejected, 2U);
  EXPECT_EQ(out.lines, (std::vector<uint64_t>{1, 2, 6}));
}

TEST_F(Files, AFileWhoseNameSaysCompressedMustBe) {
  for (const char* const name : {"a.csv.gz", "a.csv.GZ", "a.csv.zst", "a.zstd"}) {
    const std::string told = read(file(name, "a,b\n1,2\n")).error;
    EXPECT_NE(told.find("its name says that it is compressed"), std::string::npos) << name << told;
  }
  EXPECT_EQ(read(file("empty.csv.gz", "")).error, "it is empty");
  EXPECT_NE(read(file("a.csv.xz",
                      "\xfd"
                      "7zXZ and so on"))
                .error.find("compressed by xz"),
            std::string::npos);
  EXPECT_NE(read(file("a.csv", "PK\x03\x04 and so on")).error.find("ZIP"), std::string::npos);
  EXPECT_NE(read(file("a.csv", "BZh91AY&SY and so on")).error.find("compressed by bzip2"), std::string::npos);
  // What it is decides, where the name says less.
  EXPECT_EQ(read(gzip("plain.csv", "a,b\n1,2\n")).rows, (Rows{{"1", "2"}}));
  EXPECT_EQ(read(gzip("a.ndjson.zst", "{\"a\":1}\n")).rows, (Rows{{"1"}}));
}

TEST_F(Files, WhatIsNoTableIsToldSo) {
  EXPECT_NE(read((folder_ / "nothing.csv").string()).error, "");
  EXPECT_NE(read(folder_.string()).error.find("folder"), std::string::npos);
  EXPECT_EQ(read(file("empty.csv", "")).error, "it is empty");
  EXPECT_NE(read(file("twice.csv", "a,a\n1,2\n")).error.find("two columns called `a`"), std::string::npos);
  EXPECT_NE(read(file("open.csv", "\"a,b\n1,2\n")).error.find("never closes"), std::string::npos);
  EXPECT_NE(read(file("x.parquet", "PAR1 and nothing else")).error, "");
}

TEST_F(Files, CompressedFilesThatAreCutOffOrDamagedAreToldSo) {
  std::string text = "a,b\n";
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919 % 10007) + ",x\n";
  const std::string whole = gzip("a.csv.gz", text);
  std::ifstream in(whole, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  EXPECT_NE(read(file("cut.csv.gz", bytes.substr(0, bytes.size() / 2))).error.find("cut off"), std::string::npos);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
  EXPECT_NE(read(file("bad.csv.gz", bytes)).error, "");
}

// Any bytes: no crash, and every line that counts is a row or rejected.
TEST_F(Files, RandomBytesAreReadOrRejected) {
  std::mt19937 random(3);
  const std::string letters = "ab,\"\n\r\\{}[]:1 \t\xc3\xa9";
  for (int round = 0; round < 300; ++round) {
    std::string text = round % 3 == 0 ? "{\"a\":1}\n" : "a,b\n";
    for (size_t i = random() % 200; i > 0; --i) text += random() % 20 == 0 ? static_cast<char>(random()) : letters[random() % letters.size()];
    const Read out = read(file("r.csv", text));
    if (out.error.empty()) { ASSERT_EQ(out.rows_in, out.rows.size() + out.rejected) << text; }
  }
}

}  // namespace
}  // namespace comity::replay
