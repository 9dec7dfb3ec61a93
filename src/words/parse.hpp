// src/words/parse.hpp: the text form of patterns: what their expression in Python would be. Nothing
// evaluates Python.
#pragma once
#include <string_view>

#include "pattern/pattern.hpp"

namespace krach::words {
/// The pattern that an expression of the vocabulary says.
///   seq("A2", "D3", None, "E2").over(2)      builders, methods, keywords: note("C4", vel=0.5)
///   hit() * 4 + rest() | p("hh*8")           operators, as tightly bound as in Python
///   p("bd sn").every(4, reverse)             transforms: reverse, fast(2), fast(2).reverse(),
///   p("bd sn").off(1/8, lambda x: x + x)     lambda
/// A text is mini-notation where a pattern or a changing number is needed. `#` begins a comment.
///
/// Law:    parse(print(p.said())) plays what p plays, with the same draws.
/// Errors: one Error with every fault, each at its line and column: of syntax, and if there is
/// none,
///         of names, arguments, mini-notation, and the bounds of load.hpp. Texts up to 2^20 bytes,
///         64 levels of brackets, chains of 256 calls.
/// Thread: [control].
pattern::Pattern parse(std::string_view text);

/// What is played by `@ "..."`: the text form if it begins with a bracket, a quote, or the name of
/// a builder and an opening bracket, like `seq(`; else mini-notation. Thread: [control].
pattern::Pattern parse_played(std::string_view text);
}  // namespace krach::words
