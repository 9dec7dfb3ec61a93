// src/osc/message.cpp: bundles are taken apart here; liblo reads and writes the messages in them.
#include "osc/message.hpp"

#include <lo/lo.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <string_view>

#include "base/error.hpp"

namespace krach::osc {
namespace {
constexpr std::size_t kMostMessages = 256, kMostBytes = 65'507;
constexpr int kMostBundles = 8, kMostArguments = 64;
constexpr std::size_t kBundleHead = 16;  // "#bundle", and its time

struct FreeMessage {
  void operator()(lo_message message) const noexcept { lo_message_free(message); }
};
using Held = std::unique_ptr<std::remove_pointer_t<lo_message>, FreeMessage>;

[[noreturn]] void refuse(const std::string& what, const std::string& hint) {
  throw Error(Fault{what, "OSC", hint});
}
/// As OSC has it: everything else is left to those who know what it means.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}
std::string plain(const char* text) {
  if (!is_plain(text)) refuse("a text is not ASCII", "send letters from space to ~");
  return text;
}
/// liblo says it is a union of eight bytes, and aligns it to four.
template <class T>
T copy(const void* value) {
  T out{};
  std::memcpy(&out, value, sizeof out);
  return out;
}
/// `value` is null for a type that is all it says.
Argument argument_of(lo_type type, const void* value) {
  switch (type) {
    case LO_INT32: return std::int64_t{copy<std::int32_t>(value)};
    case LO_INT64: return copy<std::int64_t>(value);
    case LO_FLOAT: return static_cast<double>(copy<float>(value));
    case LO_DOUBLE: return copy<double>(value);
    case LO_STRING:
    case LO_SYMBOL: return plain(static_cast<const char*>(value));
    default: refuse("an argument is no number and no text", "send i, h, f, d or s");
  }
}
/// `bytes` are a copy, aligned as memory is that was asked for.
Message read_message(std::vector<char> bytes) {
  int result = 0;
  const Held held(lo_message_deserialise(bytes.data(), bytes.size(), &result));
  if (held == nullptr)
    refuse("a message is broken (liblo: " + std::to_string(result) + ")", "see OSC 1.0");
  Message message;
  message.path = plain(bytes.data());  // which it has seen the end of
  if (!message.path.starts_with('/')) refuse("a path begins not with /", "send /bass/cutoff");
  const int count = lo_message_get_argc(held.get());
  if (count > kMostArguments) refuse("there are more than 64 arguments", "send fewer");
  const char* types = lo_message_get_types(held.get());
  lo_arg** values = lo_message_get_argv(held.get());
  for (int i = 0; i < count; ++i)
    message.arguments.push_back(argument_of(static_cast<lo_type>(types[i]), values[i]));
  return message;
}
std::size_t size_at(std::span<const char> bytes) {  // big endian
  std::size_t size = 0;
  for (const char byte : bytes.first(4)) size = size << 8U | static_cast<unsigned char>(byte);
  return size;
}
void read(std::span<const char> bytes, int depth, std::vector<Message>& out) {
  const bool is_bundle = std::string_view(bytes.data(), bytes.size()).starts_with("#bundle");
  if (!is_bundle) {
    if (out.size() == kMostMessages) refuse("there are more than 256 messages", "send fewer");
    return out.push_back(read_message({bytes.begin(), bytes.end()}));
  }
  if (depth == kMostBundles) refuse("there are more than 8 bundles in each other", "send fewer");
  if (bytes.size() < kBundleHead) refuse("a bundle is cut off", "send all of it");
  for (auto rest = bytes.subspan(kBundleHead); !rest.empty();) {
    if (rest.size() < 4 || size_at(rest) == 0 || size_at(rest) > rest.size() - 4)
      refuse("a part of a bundle is cut off", "send all of it");
    const std::size_t size = size_at(rest);
    read(rest.subspan(4, size), depth + 1, out);
    rest = rest.subspan(4 + size);
  }
}
void add(lo_message message, const Argument& argument) {
  using Int32 = std::numeric_limits<std::int32_t>;
  if (const auto* whole = std::get_if<std::int64_t>(&argument)) {
    if (*whole >= Int32::min() && *whole <= Int32::max())
      lo_message_add_int32(message, static_cast<std::int32_t>(*whole));
    else
      lo_message_add_int64(message, *whole);
  } else if (const auto* real = std::get_if<double>(&argument)) {
    lo_message_add_float(message, static_cast<float>(*real));
  } else {
    lo_message_add_string(message, std::get<std::string>(argument).c_str());
  }
}
}  // namespace

std::vector<Message> parse(std::span<const char> datagram) {
  std::vector<Message> messages;
  if (datagram.empty()) refuse("it is empty", "send a message");
  read(datagram, 0, messages);
  return messages;
}
std::vector<char> print(const Message& message) {
  const Held held(lo_message_new());
  for (const Argument& argument : message.arguments) add(held.get(), argument);
  std::size_t size = lo_message_length(held.get(), message.path.c_str());
  if (size > kMostBytes)
    refuse("a message of " + std::to_string(size) + " bytes is longer than a datagram",
           "send less in one");
  std::vector<char> bytes(size);
  lo_message_serialise(held.get(), message.path.c_str(), bytes.data(), &size);
  return bytes;
}
}  // namespace krach::osc
