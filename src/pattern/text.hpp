// src/pattern/text.hpp: where in a text something is, for a person.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace krach::pattern {
/// 1:5 in "bd [sn", or, of a longer text, in the line alone and at most 60 characters of it.
/// Thread: [control].
std::string place_in(std::string_view text, std::size_t offset);
}  // namespace krach::pattern
