// src/pattern/text.hpp: where in a text something is, for a person.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace krach::pattern {
/// 1:5 in "bd [sn", or, of a longer text, in the line alone and at most 60 characters of it.
/// Thread: [control].
std::string place_in(std::string_view text, std::size_t offset);

/// At most 24 characters of a text, for a message.
/// Thread: [control].
std::string shortened(std::string_view text);

/// The fault with its place and its mark.
/// Thread: [control].
Fault fault_in(std::string_view text, std::size_t begin, std::size_t end, std::string what,
               std::string hint);
}  // namespace krach::pattern
