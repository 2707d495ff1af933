// What the tests of the columnar engine share: books from texts, Arrow arrays made by hand, rows ruled by both engines.
#pragma once

#include <algorithm>
#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "book/load.h"
#include "circuit/program.h"
#include "replay/output.h"
#include "replay/replay.h"
#include "ruling/engine.h"
#include "ruling/notation.h"

namespace comity::replay {

struct Asking {
  std::unique_ptr<book::Loaded> loaded;
  circuit::Program program;
  std::unique_ptr<ruling::Names> names;
  std::unique_ptr<ruling::Engine> engine;

  const book::Model& model() const { return loaded->model; }
  SubjectId action(std::string_view name) const { return *program.subject_of_action(*names->action(name)); }
};

inline std::unique_ptr<Asking> prepared(std::unique_ptr<book::Loaded> loaded, const text::Diagnostics& diagnostics) {
  for (const auto& one : diagnostics.all()) {
    if (one.severity == text::Severity::kError) ADD_FAILURE() << text::render(loaded->files, one, false);
  }
  auto made = std::make_unique<Asking>();
  made->loaded = std::move(loaded);
  made->program = circuit::lower(made->loaded->model);
  made->names = std::make_unique<ruling::Names>(made->loaded->model);
  made->engine = std::make_unique<ruling::Engine>(made->program);
  return made;
}

inline std::unique_ptr<Asking> from_text(const std::string& text) {
  text::Diagnostics diagnostics;
  auto loaded = book::load_texts("b", {{"b.comity", text}}, diagnostics);
  return prepared(std::move(loaded), diagnostics);
}

inline std::unique_ptr<Asking> shipped(const std::string& book) {
  text::Diagnostics diagnostics;
  auto loaded = book::load(book, {.roots = {COMITY_ROOT "/books"}}, diagnostics);
  return prepared(std::move(loaded), diagnostics);
}

// A table made by hand; owns everything. Columns are added, then `array()` is the struct of them.
class HandMade {
 public:
  explicit HandMade(size_t rows) : rows_(rows) {}

  // Codes into words; kNone is a null.
  static constexpr int kNone = -1;
  void words(const std::string& name, const std::vector<std::string>& dictionary, const std::vector<int>& codes) {
    auto& bytes = keep<uint8_t>();
    auto& valid = bits();
    for (size_t i = 0; i < rows_; ++i) {
      bytes.push_back(codes[i] == kNone ? uint8_t{0} : static_cast<uint8_t>(codes[i]));
      if (codes[i] != kNone) valid[i / 8] |= static_cast<uint8_t>(1U << (i % 8));
    }
    ColumnType type;
    type.physical = Physical::kDictionary;
    type.index = Physical::kUint8;
    type.inner.push_back(text_type(""));
    add(name, std::move(type), {valid.data(), bytes.data()});
    arrays_.back().dictionary = text_array(dictionary);
  }
  void texts(const std::string& name, const std::vector<std::optional<std::string>>& values) {
    auto& valid = bits();
    std::vector<std::string> plain;
    for (size_t i = 0; i < rows_; ++i) {
      plain.push_back(values[i].value_or(""));
      if (values[i]) valid[i / 8] |= static_cast<uint8_t>(1U << (i % 8));
    }
    const ArrowArray* made = text_array(plain);
    add(name, text_type(""), {valid.data(), made->buffers[1], made->buffers[2]});
  }
  template <class T>
  void numbers(const std::string& name, Physical physical, const std::vector<std::optional<T>>& values, int64_t ticks = 1, bool with_zone = true) {
    auto& kept = keep<T>();
    auto& valid = bits();
    for (size_t i = 0; i < rows_; ++i) {
      kept.push_back(values[i].value_or(T{}));
      if (values[i]) valid[i / 8] |= static_cast<uint8_t>(1U << (i % 8));
    }
    ColumnType type;
    type.physical = physical;
    type.ticks = ticks;
    type.with_zone = with_zone;
    add(name, std::move(type), {valid.data(), kept.data()});
  }

  // Indices of any width into words.
  template <class T>
  void indices(const std::string& name, Physical index, const std::vector<std::string>& dictionary, const std::vector<std::optional<T>>& values) {
    numbers<T>(name, Physical::kDictionary, values);
    types_.back().index = index;
    types_.back().inner.push_back(text_type(""));
    arrays_.back().dictionary = text_array(dictionary);
  }
  void flags(const std::string& name, const std::vector<std::optional<bool>>& values) {
    auto& set = bits();
    auto& valid = bits();
    for (size_t i = 0; i < rows_; ++i) {
      if (values[i].value_or(false)) set[i / 8] |= static_cast<uint8_t>(1U << (i % 8));
      if (values[i]) valid[i / 8] |= static_cast<uint8_t>(1U << (i % 8));
    }
    ColumnType type;
    type.physical = Physical::kBool;
    add(name, std::move(type), {valid.data(), set.data()});
  }

  const std::vector<ColumnType>& types() const { return types_; }
  // Rows [from, from + count): a slice, as producers make them.
  ArrowArray array(size_t from = 0, size_t count = SIZE_MAX) {
    children_.clear();
    for (ArrowArray& one : arrays_) children_.push_back(&one);
    count = std::min(count, rows_ - from);
    return {static_cast<int64_t>(count),
            0,
            static_cast<int64_t>(from),
            1,
            static_cast<int64_t>(children_.size()),
            no_buffers_,
            children_.data(),
            nullptr,
            nullptr,
            nullptr};
  }

 private:
  template <class T>
  std::vector<T>& keep() {
    auto made = std::make_shared<std::vector<T>>();
    made->reserve(rows_ + 1);
    kept_.push_back(made);
    return *made;
  }
  std::vector<uint8_t>& bits() {
    auto& made = keep<uint8_t>();
    made.assign(rows_ / 8 + 1, 0);
    return made;
  }
  static ColumnType text_type(const std::string& name) {
    ColumnType type;
    type.physical = Physical::kText;
    type.name = name;
    return type;
  }
  ArrowArray* text_array(const std::vector<std::string>& values) {
    auto& offsets = keep<int32_t>();
    offsets.reserve(values.size() + 1);
    auto letters = std::make_shared<std::string>();
    kept_.push_back(letters);
    offsets.push_back(0);
    for (const std::string& value : values) {
      *letters += value;
      offsets.push_back(static_cast<int32_t>(letters->size()));
    }
    auto buffers = std::make_shared<std::vector<const void*>>(std::vector<const void*>{nullptr, offsets.data(), letters->data()});
    kept_.push_back(buffers);
    dictionaries_.push_back({static_cast<int64_t>(values.size()), 0, 0, 3, 0, buffers->data(), nullptr, nullptr, nullptr, nullptr});
    return &dictionaries_.back();
  }
  void add(const std::string& name, ColumnType type, std::vector<const void*> buffers) {
    type.name = name;
    types_.push_back(std::move(type));
    auto kept = std::make_shared<std::vector<const void*>>(std::move(buffers));
    kept_.push_back(kept);
    arrays_.push_back({static_cast<int64_t>(rows_), -1, 0, static_cast<int64_t>(kept->size()), 0, kept->data(), nullptr, nullptr, nullptr, nullptr});
  }

  size_t rows_;
  std::vector<ColumnType> types_;
  std::deque<ArrowArray> arrays_, dictionaries_;
  std::vector<ArrowArray*> children_;
  std::vector<std::shared_ptr<void>> kept_;
  const void* no_buffers_[1] = {nullptr};
};

inline std::vector<std::string> codes_of(const text::Diagnostics& diagnostics) {
  std::vector<std::string> codes;
  for (const auto& one : diagnostics.all()) codes.emplace_back(one.code);
  return codes;
}

}  // namespace comity::replay
