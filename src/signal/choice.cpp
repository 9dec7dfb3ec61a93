// src/signal/choice.cpp
#include "signal/choice.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/suggest.hpp"

namespace krach::signal {
std::size_t choice(std::string_view name, std::span<const std::string_view> names,
                   std::string_view where) {
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const std::vector<std::string> known(names.begin(), names.end());
  throw Error({"there is no '" + std::string(name) + "'", std::string(where),
               suggest(std::string(name), known, "there are none")});
}
}  // namespace krach::signal
