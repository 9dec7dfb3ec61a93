// src/signal/quote.cpp: texts that nobody can break out of.
#include <array>
#include <cstdint>
#include <cstdio>
#include <string>

#include "base/error.hpp"
#include "signal/print_krs.hpp"

namespace krach::signal {
namespace {
/// The code point that begins at `at`, which moves behind it; none if that is no UTF-8.
std::int64_t next_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at++);
  const int more = first < 0x80   ? 0
                   : first < 0xC2 ? -1
                   : first < 0xE0 ? 1
                   : first < 0xF0 ? 2
                   : first < 0xF5 ? 3
                                  : -1;
  if (more < 0) return -1;
  std::int64_t point = more == 0 ? first : first & (0x3FU >> static_cast<unsigned>(more));
  for (int k = 0; k < more; ++k) {
    if (at >= text.size() || (byte(at) & 0xC0U) != 0x80) return -1;
    point = (point << 6U) | (byte(at++) & 0x3FU);
  }
  const bool is_short = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
  const bool is_half = point >= 0xD800 && point < 0xE000;
  return is_short || is_half || point > 0x10FFFF ? -1 : point;
}
std::string escaped(std::int64_t point) {
  switch (point) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\t': return "\\t";
    default: break;
  }
  if (point >= 0x20 && point < 0x7F) return {static_cast<char>(point)};
  std::array<char, 12> text{};
  (void)std::snprintf(text.data(), text.size(), point < 0x10000 ? "\\u%04x" : "\\U%08x",
                      static_cast<unsigned>(point));
  return text.data();
}
}  // namespace

std::string quote(std::string_view text, std::string_view where) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::int64_t point = next_point(text, at);
    if (point < 0)
      throw Error({"it is no UTF-8, so Python cannot write it", std::string(where),
                   "save the source as UTF-8"});
    out += escaped(point);
  }
  return out + '"';
}
}  // namespace krach::signal
