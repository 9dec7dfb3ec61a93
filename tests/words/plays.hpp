// tests/words/plays.hpp: what each word plays, by its definition: a file for each topic.
#pragma once
#include "words/arguments.hpp"

#include <map>

namespace krach::words::testing {
using Arguments = std::span<const Argument>;
using Plays = std::map<std::string, Play, std::less<>>;

void add_time(Plays& out);
void add_choices(Plays& out);
void add_layers(Plays& out);
void add_rhythm(Plays& out);
void add_values(Plays& out);

How how_of(const Argument& a);
Naive with_control(const Naive& p, Name name, Value value);
/// The names of pitches as numbers.
Naive numeric(const Naive& p);
/// The one of the list whose number the pattern says, joined to it as `how` says.
Naive pick(const Naive& p, const std::vector<Naive>& list, bool round, How how);
using OfRational = std::function<Naive(const Naive&, Rational)>;
/// A word of one number, which may be a pattern.
Play of_number(const OfRational& f);
}  // namespace krach::words::testing
