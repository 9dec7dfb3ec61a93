// src/pattern/few.hpp: a list with room for N values in place.
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

namespace krach::pattern {
/// Making one touches none of its memory: a query makes one an event, and uses few of its places.
/// Thread: [any].
template <class T, std::size_t N>
class Few {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  Few() noexcept {}  // NOLINT(cppcoreguidelines-pro-type-member-init): the room stays as it is
  /// What is beyond N is left out.
  void add(const T& value) noexcept {
    if (size_ < N) std::construct_at(at(size_++), value);
  }
  void add(std::span<const T> more) noexcept {
    for (const T& value : more) add(value);
  }
  std::span<const T> view() const noexcept {
    return {std::launder(reinterpret_cast<const T*>(room_.data())), size_};
  }

 private:
  T* at(std::size_t i) noexcept { return reinterpret_cast<T*>(room_.data()) + i; }

  alignas(T) std::array<std::byte, N * sizeof(T)> room_;
  std::size_t size_ = 0;
};
}  // namespace krach::pattern
