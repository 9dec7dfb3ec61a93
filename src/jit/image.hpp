// src/jit/image.hpp: object files as code that runs.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace krach::jit {
/// A function that an object may call.
struct Import {
  std::string_view name;
  const void* address;
};

/// An object file in memory, linked. Its pages are written first and then protected: none can ever
/// be written and executed at once.
class Image {
 public:
  /// Errors: std::runtime_error if `object` is damaged, is none for this processor, has sections
  /// or relocations of an unknown kind, or refers to what is not among `imports`.
  /// Thread: [control], several side by side.
  Image(std::string_view object, std::span<const Import> imports);
  ~Image();
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;

  /// The function of that name. Errors: std::runtime_error if there is none.
  void* function(std::string_view name) const;

 private:
  std::byte* pages_ = nullptr;
  std::size_t size_ = 0;
  std::map<std::string, void*, std::less<>> functions_;
};

/// All that tells this processor from one for which code would be different.
std::string processor();
}  // namespace krach::jit
