// A table of eight columns of words, drawn at random, and rules over it: a book, and the same by hand in two manners.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "replay/replay.h"

namespace comity::bench {

inline constexpr size_t kColumns = 8;

struct FreeAligned {
  void operator()(uint8_t* p) const { std::free(p); }
};
using Bytes = std::unique_ptr<uint8_t, FreeAligned>;

inline Bytes room(size_t bytes) {
  constexpr size_t kPage = size_t{2} << 20;
  return Bytes(static_cast<uint8_t*>(std::aligned_alloc(kPage, (bytes + kPage - 1) / kPage * kPage)));
}

struct Column {
  std::string name;
  std::vector<std::string> words;
};

struct Table {
  size_t rows = 0;
  std::vector<Bytes> columns;
  std::vector<replay::ColumnType> types;
  // The same as Arrow arrays.
  struct Dictionary {
    std::vector<int32_t> offsets{0};
    std::string letters;
    const void* buffers[3];
    ArrowArray array;
  };
  std::vector<std::unique_ptr<Dictionary>> dictionaries;
  std::vector<std::vector<const void*>> buffers;
  std::vector<ArrowArray> arrays;
  std::vector<ArrowArray*> children;
  const void* none[1] = {nullptr};
  ArrowArray array{};

  Table(const std::vector<Column>& described, size_t n) : rows(n), buffers(kColumns), arrays(kColumns) {
    std::mt19937 random(20250814);
    for (size_t c = 0; c < kColumns; ++c) {
      columns.push_back(room(n + 64));
      const auto words = static_cast<uint32_t>(described[c].words.size());
      for (size_t i = 0; i < n; ++i) columns[c].get()[i] = static_cast<uint8_t>((static_cast<uint64_t>(random()) * words) >> 32);
      describe(c, described[c]);
    }
    for (ArrowArray& one : arrays) children.push_back(&one);
    array = {static_cast<int64_t>(n), 0, 0, 1, kColumns, none, children.data(), nullptr, nullptr, nullptr};
  }

  void describe(size_t c, const Column& as) {
    replay::ColumnType text, type;
    text.physical = replay::Physical::kText;
    type.physical = replay::Physical::kDictionary;
    type.index = replay::Physical::kUint8;
    type.name = as.name;
    type.inner.push_back(text);
    types.push_back(type);
    auto made = std::make_unique<Dictionary>();
    for (const std::string& word : as.words) {
      made->letters += word;
      made->offsets.push_back(static_cast<int32_t>(made->letters.size()));
    }
    made->buffers[0] = nullptr;
    made->buffers[1] = made->offsets.data();
    made->buffers[2] = made->letters.data();
    made->array = {static_cast<int64_t>(as.words.size()), 0, 0, 3, 0, made->buffers, nullptr, nullptr, nullptr, nullptr};
    buffers[c] = {nullptr, columns[c].get()};
    arrays[c] = {static_cast<int64_t>(rows), 0, 0, 2, 0, buffers[c].data(), nullptr, &made->array, nullptr, nullptr};
    dictionaries.push_back(std::move(made));
  }
  const uint8_t* column(size_t c) const { return columns[c].get(); }
};

// A column of the table by the code of each row, from a row on.
using Columns = const uint8_t* const*;

struct Workload {
  const char* name;
  const char* rules;  // how many, for the note
  std::vector<Column> columns;
  std::vector<size_t> read;  // the columns that the rules read
  // The rules as branches, row by row: what a programmer writes first; and as plain loops over tiles, which the compiler vectorises.
  void (*by_branches)(Columns columns, size_t from, size_t until, uint8_t* out);
  void (*by_columns)(Columns columns, size_t from, size_t until, uint8_t* out);
};

enum : uint8_t { kPermitted, kForbidden, kRequired, kSilent, kConflicting };

Workload order_of_twelve();             // an order of twelve norms, which read all eight columns
Workload district_of_columbia();        // the D.C. book on share_information, 14 August 2025 at noon
std::string text_of_order(int epochs);  // with further norms that each hold for half an hour of 2026

}  // namespace comity::bench
