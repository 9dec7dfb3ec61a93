// src/words/rhythm.cpp: words that say when, and for how long.
#include "words/bind.hpp"

namespace krach::words {
using pattern::Argument;

static Pattern structured(const Pattern& p, const Pattern& rhythm) { return p.structured(rhythm); }
static Pattern masked(const Pattern& p, const Pattern& where) { return p.mask(where); }
static Pattern filled(const Pattern& p, const Argument& hits, const Argument& steps,
                      const Pattern& other) {
  return p.euclid_full(hits, steps, other);
}
static Pattern sliced(const Pattern& p, const Argument& n, const Pattern& indices) {
  return p.slice(n, indices);
}

void add_rhythm(std::vector<Word>& words) {
  using P = Pattern;
  const auto named = [](std::string_view name, std::string_view help, std::string_view example) {
    return Word{.name = name, .topic = "rhythm", .help = help, .example = example};
  };
  const auto add = [&](Word word) { words.push_back(std::move(word)); };
  const Named rotation{"rotation", std::int64_t{0}};
  const std::string_view euclid = "At the hits of a Euclidean rhythm, rotated to the left.";
  add(method(named("spread", euclid, "note(\"C4\").spread(3, 8)"), &P::spread,
             {"hits", "steps", rotation}));
  add(method(named("euclid", euclid, "p(\"bd\").euclid(3, 8)"), &P::spread,
             {"hits", "steps", rotation}));
  add(method(named("euclid_rot", euclid, "p(\"bd\").euclid_rot(3, 8, 2)"), &P::spread,
             {"hits", "steps", rotation}));
  add(method(named("euclid_full", "As euclid, with another pattern in the rests.",
                   "p(\"bd\").euclid_full(3, 8, \"hh\")"),
             filled, {"hits", "steps", "other"}));
  const std::string_view legato = "As euclid, each hit as long as up to the next.";
  add(method(named("euclid_legato", legato, "p(\"C4\").euclid_legato(3, 8)"), &P::euclid_legato,
             {"hits", "steps", rotation}));
  add(method(named("euclid_legato_rot", legato, "p(\"C4\").euclid_legato_rot(3, 8, 2)"),
             &P::euclid_legato, {"hits", "steps", rotation}));
  add(method(named("struct", "The rhythm's events with this pattern's values.",
                   "p(\"C4 E4\").struct(\"x . x x\")"),
             structured, {"rhythm"}));
  add(method(
      named("mask", "Only where the text or pattern is true.", "p(\"hh*8\").mask(\"1 1 0 1\")"),
      masked, {"where"}));
  add(method(named("segment", "n events a cycle.", "saw(0, 1).segment(8)"), &P::segment, {"n"}));
  add(method(named("legato", "How much of its length a note sounds; 1 touches the next.",
                   "p(\"C4 E4\").legato(0.9)"),
             &P::legato, {"part"}));
  add(method(named("chop", "Each event in n parts, each playing its part of the sound.",
                   "p(\"0 1\").s(\"break\").chop(4)"),
             &P::chop, {"n"}));
  add(method(named("striate", "All first parts of the sounds, then all second ones, ...",
                   "p(\"bd sn\").s().striate(2)"),
             &P::striate, {"n"}));
  add(method(named("slice", "The events of `indices`, each playing that nth of the sound.",
                   "p(\"break\").s().slice(8, \"0 3 2 1\")"),
             sliced, {"n", "indices"}));
  add(method(named("hurry", "Faster, and its sounds as much higher.", "p(\"bd sn\").hurry(2)"),
             &P::hurry, {"n"}));
}
}  // namespace krach::words
