// src/pattern/mini.cpp
#include "pattern/mini.hpp"

#include "pattern/builders.hpp"
#include "pattern/mini_parser.hpp"

namespace krach::pattern {
static constexpr std::size_t kMaxText = 65'536;

Pattern parse_mini(std::string_view text) {
  if (text.size() > kMaxText)
    refuse("the text has " + std::to_string(text.size()) + " characters", "mini-notation",
           "65536 are allowed; build longer patterns with seq and cat");
  return MiniParser(text).parse();
}
Pattern p(std::string_view text) { return parse_mini(text); }
}  // namespace krach::pattern
