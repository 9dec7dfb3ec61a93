// src/jit/faust/instance.hpp: linked code of FAUST, and instances of it.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/realtime.hpp"
#include "jit/faust/wire.hpp"
#include "jit/image.hpp"

namespace krach::jit {
/// Thread: made on [control]; then any.
class FaustCode {
 public:
  /// Links what was compiled, and prepares an instance that begins at `rate`.
  /// Errors: std::runtime_error if the reply is not what it should be, or its code crashes.
  FaustCode(const FaustReply& reply, int rate);
  /// Of an instance, in bytes.
  std::size_t size() const noexcept { return fresh_.size(); }
  /// Makes an instance as it is at the beginning; it is aligned to 16 bytes.
  void begin(std::byte* instance) const noexcept KRACH_NONBLOCKING;
  /// in[input][frames], out[output][frames]. False, and nothing that can be relied on is written,
  /// if the code divided a whole number by zero or touched what is not its own.
  bool compute(std::byte* instance, int frames, float** in,
               float** out) const noexcept KRACH_NONBLOCKING;

 private:
  using Compute = void(void* instance, int frames, float** in,
                       float** out) noexcept KRACH_NONBLOCKING;
  Image image_;
  Compute* compute_;
  std::vector<std::byte> fresh_;
};
/// What the code says of itself, as JSON. Errors: as FaustCode's constructor.
std::string faust_json(const std::string& object);
}  // namespace krach::jit
