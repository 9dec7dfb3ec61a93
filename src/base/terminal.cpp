// src/base/terminal.cpp
#include "base/terminal.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace krach {
bool wants_colour(int file) {
  // NOLINTBEGIN(concurrency-mt-unsafe): nobody sets the environment
  const char *no = std::getenv("NO_COLOR"), *kind = std::getenv("TERM");
  // NOLINTEND(concurrency-mt-unsafe)
  return ::isatty(file) == 1 && (no == nullptr || *no == '\0') && kind != nullptr &&
         std::string_view(kind) != "dumb";
}
}  // namespace krach
