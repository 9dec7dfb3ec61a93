// src/base/suggest.hpp: the hint for a misspelt name.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace krach {
/// "did you mean 'cutoff'? there is: cutoff, freq, gate", or without the question when nothing is
/// near; `none` when `known` is empty. At most 12 names are listed.
/// Thread: [control].
/// Source: V. Levenshtein's distance, with a swap of neighbours as one step.
std::string suggest(std::string_view name, std::span<const std::string> known,
                    std::string_view none);
}  // namespace krach
