// src/base/aligned.hpp: memory that kernels may load whole vectors from.
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

namespace krach {
/// A fixed number of values, all zero at first, aligned to a cache line. Thread: made on [control].
template <class T>
class AlignedArray {
  static_assert(std::is_trivially_copyable_v<T>);
  static constexpr std::align_val_t kAlignment{64};
  struct Free {
    void operator()(T* p) const noexcept { ::operator delete(p, kAlignment); }
  };
  std::unique_ptr<T, Free> data_;
  std::size_t size_;

 public:
  explicit AlignedArray(std::size_t size)
      : data_(static_cast<T*>(
            ::operator new(std::max<std::size_t>(size, 1) * sizeof(T), kAlignment))),
        size_(size) {
    std::fill_n(data_.get(), size, T{});
  }
  T* data() noexcept { return data_.get(); }
  const T* data() const noexcept { return data_.get(); }
  std::size_t size() const noexcept { return size_; }
  T& operator[](std::size_t i) noexcept { return data_.get()[i]; }
  const T& operator[](std::size_t i) const noexcept { return data_.get()[i]; }
};
}  // namespace krach
