// src/pattern/patterned.hpp: an argument that changes in time, as one pattern for each value it
// takes.
#pragma once
#include "base/function_ref.hpp"
#include "pattern/pattern.hpp"

namespace krach::pattern {
/// Plays make(v) while `argument` says v (Tidal's inner join). `make` is called once for each
/// number that `argument` can say.
/// Errors: Error at `where` if it says something else than numbers; what `make` throws.
/// Thread: [control].
Pattern patterned(std::string_view where, const Pattern& argument,
                  FunctionRef<Pattern(Rational)> make);
/// The same, or make(n) if the argument is a number.
Pattern patterned(std::string_view where, const Argument& argument,
                  FunctionRef<Pattern(Rational)> make);
/// The same for whole numbers from `least` to `most`.
Pattern counted(std::string_view where, const Argument& argument, std::int64_t least,
                std::int64_t most, FunctionRef<Pattern(std::int64_t)> make);
/// The same for words, with numbers as they are written: chords may be called 7.
Pattern patterned_by_word(std::string_view where, const Pattern& argument,
                          FunctionRef<Pattern(std::string_view)> make);
}  // namespace krach::pattern
