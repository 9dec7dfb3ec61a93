// src/base/name.hpp: texts as numbers, so that what runs never compares or owns a string.
#pragma once
#include <cstdint>
#include <string_view>

namespace krach {
/// A text's number in this process: equal texts, equal numbers. Never stored in a file.
enum class Name : std::uint32_t {};

/// The number of `text`, made when it is new. Kept until the process ends. Thread: [control].
Name intern(std::string_view text);
/// The text of `name`. Thread: [control].
std::string_view text_of(Name name);
}  // namespace krach
