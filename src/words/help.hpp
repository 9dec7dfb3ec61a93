// src/words/help.hpp: what the words do, for a person: in Python, on the command line, in docs.
#pragma once
#include "words/word.hpp"

#include <string>
#include <string_view>

namespace krach::words {
/// What it does, how it is called, and an example.
std::string describe(const Word& word);
/// That of all words and pages of this name; without a name, the names by topic.
/// Errors: Error with the nearest names. Thread: [control].
std::string help(std::string_view name);
/// The page of all words, in Markdown.
std::string page();

/// The pattern's expression, and under it, as comments, a grid of its first 2 cycles.
std::string show(const Pattern& p, bool colour = false);
}  // namespace krach::words
