// tests/words/reference.hpp: the language of patterns a second time, over naive.hpp: what an
// expression plays, by the textbook.
#pragma once
#include "words/expression.hpp"
#include "words/naive.hpp"

#include <optional>

namespace krach::words::testing {
/// What the expression plays; nothing if it has a word that draws at random, or one that is
/// unknown. Mini-notation is asked of the compiled pattern.
std::optional<Naive> reference(const Said& said);
}  // namespace krach::words::testing
