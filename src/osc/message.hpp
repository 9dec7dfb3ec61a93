// src/osc/message.hpp: messages of Open Sound Control 1.0, as values and as datagrams.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace krach::osc {
/// Whole numbers go out as int32, or int64 where they are larger; numbers with a point as float32.
using Argument = std::variant<std::int64_t, double, std::string>;
struct Message {
  std::string path;  // begins with /
  std::vector<Argument> arguments;
  friend bool operator==(const Message&, const Message&) = default;
};
/// The messages of a datagram: one, or those of a bundle in their order. The time at which a bundle
/// wants to be heard is left aside: all of it is here now.
/// Bounds: 256 messages, 8 bundles in each other, 64 arguments; texts of ASCII without control
/// characters. Errors: Error at "OSC" for what is no such datagram, and for an argument that is
/// neither a number (int32, int64, float, double) nor a text.
/// Thread: [control].
std::vector<Message> parse(std::span<const char> datagram);
/// Law:    parse(print(m)) is m, where its real numbers are floats. Errors: Error if it is longer
///         than a datagram may be. Thread: [control].
std::vector<char> print(const Message& message);
}  // namespace krach::osc
