// src/jit/faust/wire.hpp: what the FAUST worker is asked, and what it answers.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace krach::jit {
struct FaustRequest {
  std::string name;  // of the file, for its messages
  std::string source;
  std::vector<std::string> folders;  // that it may import from, besides FAUST's own
};
struct FaustControl {
  std::string name;
  double initial = 0.0, low = 0.0, high = 1.0;
  std::uint64_t place = 0;  // of its number in an instance, in bytes
};
struct FaustReply {
  std::string error;  // in FAUST's words; empty if it compiled
  std::uint32_t inputs = 0, outputs = 0;
  std::uint64_t size = 0;  // of an instance, in bytes
  std::vector<FaustControl> controls;
  std::string source;  // with all that it imports
  std::string object;  // an object file with FAUST's functions, of class mydsp
};
/// As bytes, and back. Errors: std::runtime_error if the bytes are no such thing; what is in it is
/// not checked.
std::string pack(const FaustRequest& request);
std::string pack(const FaustReply& reply);
FaustRequest unpack_request(std::string_view bytes);
FaustReply unpack_reply(std::string_view bytes);

/// A frame on a stream: 8 bytes of length, then so many. False if the stream ends, is broken, or is
/// silent for `milliseconds`; for ever if that is negative.
inline constexpr std::uint64_t kMaxFrame = 128U << 20U;
bool write_frame(int stream, std::string_view bytes);
bool read_frame(int stream, std::string& bytes, int milliseconds = -1);
}  // namespace krach::jit
