// src/signal/choice.hpp: one of a few names.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>

namespace krach::signal {
/// The place of `name` among `names`. Errors: Error at `where` with the names.
std::size_t choice(std::string_view name, std::span<const std::string_view> names,
                   std::string_view where);
}  // namespace krach::signal
