// Memory of results: not cleared before it is written, and in large pages where it is large.
//
// A column of 64 million bytes is otherwise written twice, the first time by one thread alone, and met as sixteen thousand small pages.
#pragma once

#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace comity::replay {

template <class T>
struct ResultMemory {
  using value_type = T;
  static constexpr size_t kLargePage = size_t{2} << 20;

  ResultMemory() = default;
  template <class Other>
  explicit ResultMemory(const ResultMemory<Other>&) {}

  T* allocate(size_t count) {
    const size_t bytes = count * sizeof(T);
    if (bytes < 2 * kLargePage) return std::allocator<T>().allocate(count);
    void* made = std::aligned_alloc(kLargePage, (bytes + kLargePage - 1) / kLargePage * kLargePage);
    if (made == nullptr) throw std::bad_alloc();
#if defined(__linux__)
    madvise(made, bytes, MADV_HUGEPAGE);  // a wish: where it is not granted the pages are small
#endif
    return static_cast<T*>(made);
  }
  void deallocate(T* memory, size_t count) {
    if (count * sizeof(T) < 2 * kLargePage) return std::allocator<T>().deallocate(memory, count);
    std::free(memory);
  }
  // Elements that are not given a value have none yet.
  template <class Made>
  void construct(Made* at) {
    ::new (static_cast<void*>(at)) Made;
  }
  template <class Made, class... Arguments>
  void construct(Made* at, Arguments&&... arguments) {
    ::new (static_cast<void*>(at)) Made(std::forward<Arguments>(arguments)...);
  }
  friend bool operator==(const ResultMemory&, const ResultMemory&) { return true; }
};

template <class T>
using Results = std::vector<T, ResultMemory<T>>;

}  // namespace comity::replay
