// src/base/characters.hpp: a text as a person counts it: in characters, not in bytes.
#pragma once
#include <cstddef>
#include <string_view>

namespace krach {
/// True for the first byte of each character. In UTF-8 the others are 10xxxxxx; a byte that
/// belongs to no character counts with the one before it.
constexpr bool begins_character(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}
constexpr std::size_t count_characters(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char byte : text) count += begins_character(byte) ? 1U : 0U;
  return count;
}
/// `count` characters of `text` from the `first` on, or as many as there are.
constexpr std::string_view characters(std::string_view text, std::size_t first,
                                      std::size_t count) noexcept {
  const auto offset = [&](std::size_t from, std::size_t n) {
    for (; from < text.size(); ++from) {
      if (!begins_character(text[from])) continue;
      if (n == 0) break;
      --n;
    }
    return from;
  };
  const std::size_t begin = offset(0, first);
  return text.substr(begin, offset(begin, count) - begin);
}
}  // namespace krach
