// What stands behind the public classes, and how nothing that is thrown gets past them.
#pragma once

#include <exception>
#include <expected>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "book/load.h"
#include "circuit/program.h"
#include "comity/book.h"
#include "comity/error.h"
#include "ruling/engine.h"
#include "ruling/names.h"

namespace comity {

struct Book::Impl {
  std::unique_ptr<book::Loaded> loaded;
  circuit::Program program;
  ruling::Names names;
  ruling::Engine engine;

  explicit Impl(std::unique_ptr<book::Loaded> from) : loaded(std::move(from)), program(circuit::lower(loaded->model)), names(loaded->model), engine(program) {}
  const book::Model& model() const { return loaded->model; }
};

namespace api {

Error error_of(const text::Diagnostic& diagnostic, const text::Files* files = nullptr);

// Runs `work`; what it throws (memory that ran out, the library below) becomes an error.
template <class Result, class Work>
std::expected<Result, Error> guarded(Work work) noexcept {
  try {
    return work();
  } catch (const std::bad_alloc&) { return std::unexpected(Error{"", "out of memory", "", "", 0, 0}); } catch (const std::exception& thrown) {
    return std::unexpected(Error{"", thrown.what(), "", "", 0, 0});
  } catch (...) { return std::unexpected(Error{"", "unknown failure", "", "", 0, 0}); }
}

}  // namespace api

}  // namespace comity
