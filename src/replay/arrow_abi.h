// The Arrow C data and stream interfaces: the plain structs by which tables cross from one program into another without a copy.
//
// These are the public shapes of the Arrow format (C data interface, C stream interface); whoever includes another header with the same
// guard gets the same structs. No Arrow library is needed on either side.
// Ownership: a struct is live while `release` is set; who holds it calls release once. Moving one is copying the bytes and clearing the
// source's `release`. `Owned` does both.
#pragma once

#include <cstdint>
#include <cstring>

extern "C" {

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

#endif
}

namespace comity::replay {

// A live struct that is released when it goes out of scope.
template <class Struct>
class Owned {
 public:
  Owned() { std::memset(&it_, 0, sizeof it_); }
  explicit Owned(Struct* from) : it_(*from) { from->release = nullptr; }  // takes it over
  Owned(Owned&& other) noexcept : it_(other.it_) { other.it_.release = nullptr; }
  Owned& operator=(Owned&& other) noexcept {
    if (this != &other) {
      reset();
      it_ = other.it_;
      other.it_.release = nullptr;
    }
    return *this;
  }
  ~Owned() { reset(); }

  void reset() {
    if (it_.release != nullptr) it_.release(&it_);
    it_.release = nullptr;
  }
  // Gives it away.
  void move_to(Struct* to) {
    *to = it_;
    it_.release = nullptr;
  }
  Struct* get() { return &it_; }
  const Struct* get() const { return &it_; }
  Struct* operator->() { return &it_; }
  const Struct* operator->() const { return &it_; }
  const Struct& operator*() const { return it_; }
  explicit operator bool() const { return it_.release != nullptr; }

 private:
  Struct it_;
};

using OwnedSchema = Owned<ArrowSchema>;
using OwnedArray = Owned<ArrowArray>;
using OwnedStream = Owned<ArrowArrayStream>;

}  // namespace comity::replay
