// src/words/choice.cpp: words that play something else now and then, or again.
#include "words/bind.hpp"

namespace krach::words {
using pattern::How;
using Function = pattern::Transform;

static Pattern when(const Pattern& p, const Pattern& where, const Function& f) {
  return p.when(where, f);
}
static Pattern fixed(const Pattern& p, std::string_view control, const Pattern& value,
                     const Function& f) {
  return p.fix(control, value, f);
}
template <How kHow>
static Pattern joined(const Pattern& p, std::span<const Pattern> list) {
  return p.pick(list, kHow);
}

// NOLINTNEXTLINE(readability-function-size): a table
void add_choices(std::vector<Word>& words) {
  using P = Pattern;
  const auto named = [](std::string_view name, std::string_view help, std::string_view example) {
    return Word{.name = name, .topic = "now and then", .help = help, .example = example};
  };
  const auto add = [&](Word word) { words.push_back(std::move(word)); };
  add(method(
      named("every", "Transformed in cycles 0, n, 2n, ...", "p(\"bd sn\").every(4, reverse)"),
      &P::every, {"n", "transform"}));
  add(method(named("first_of", "Transformed in the first of each n cycles.",
                   "p(\"bd sn\").first_of(4, fast(2))"),
             &P::first_of, {"n", "transform"}));
  add(method(named("last_of", "Transformed in the last of each n cycles.",
                   "p(\"bd sn\").last_of(4, fast(2))"),
             &P::last_of, {"n", "transform"}));
  add(method(
      named("when", "Transformed while `where` is true.", "p(\"bd sn\").when(\"<1 0 0>\", ply(2))"),
      when, {"where", "transform"}));
  add(method(named("chunk", "Each cycle n times, with another nth of it transformed each time.",
                   "p(\"a b c d\").chunk(4, ply(2))"),
             &P::chunk, {"n", "transform"}));
  add(method(named("chunk_back", "As chunk, from the last nth to the first.",
                   "p(\"a b c d\").chunk_back(4, ply(2))"),
             &P::chunk_back, {"n", "transform"}));
  add(method(named("fast_chunk", "As chunk, without the repetitions.",
                   "p(\"<a b>*4\").fast_chunk(4, ply(2))"),
             &P::fast_chunk, {"n", "transform"}));
  add(method(named("within",
                   "The notes that begin in that share of the cycle from the transformed pattern.",
                   "p(\"bd sn hh cp\").within(1/2, 1, fast(2))"),
             &P::within, {"begin", "end", "transform"}));
  add(method(
      named("pick",
            "What this pattern's numbers choose from the list; the nearest if there is none.",
            "p(\"<0 1>\").pick([p(\"bd*4\"), p(\"sn cp\")])"),
      &P::pick, {"patterns", {"how", "mix"}}));
  add(method(named("pick_mod", "As pick, counted round and round.",
                   "p(\"<0 1 2>\").pick_mod([p(\"bd*4\"), p(\"sn cp\")])"),
             &P::pick_mod, {"patterns", {"how", "mix"}}));
  add(method(named("inner_join", "As pick; events last as long as both do.",
                   "p(\"0 1\").inner_join([p(\"bd*4\"), p(\"sn cp\")])"),
             joined<How::mix>, {"patterns"}));
  add(method(named("outer_join", "As pick; events are those of the choosing pattern.",
                   "p(\"0 1\").outer_join([p(\"bd*4\"), p(\"sn cp\")])"),
             joined<How::in>, {"patterns"}));
  add(method(
      named("squeeze_join", "As pick; a whole cycle inside each event of the choosing pattern.",
            "p(\"0 1\").squeeze_join([p(\"bd*4\"), p(\"sn cp\")])"),
      joined<How::squeeze>, {"patterns"}));
  add(method(named("fix", "Transformed where a control, or the bare value, is this.",
                   "p(\"bd sn\").fix(\"s\", \"bd\", ply(2))"),
             fixed, {"control", "value", "transform"}));
  add(method(named("thin", "Without that share of its notes, drawn note by note.",
                   "p(\"hh*8\").thin(0.3)"),
             &P::thin, {"share"}));
  add(method(named("degrade", "Without that share of its notes.", "p(\"hh*8\").degrade()"),
             &P::thin, {{"share", 0.5}}));
  add(method(named("undegrade", "The notes that degrade leaves out.", "p(\"hh*8\").undegrade()"),
             &P::undegrade, {{"share", 0.5}}));
  add(method(named("sometimes", "Each note as it is, or with this probability transformed.",
                   "p(\"hh*8\").sometimes(0.3, ply(2))"),
             &P::sometimes, {"probability", "transform"}));
  add(method(named("sometimes_by", "Each note as it is, or with this probability transformed.",
                   "p(\"hh*8\").sometimes_by(0.3, ply(2))"),
             &P::sometimes, {"probability", "transform"}));
  add(method(named("often", "Three notes of four transformed.", "p(\"hh*8\").often(ply(2))"),
             &P::often, {"transform"}));
  add(method(named("rarely", "One note of four transformed.", "p(\"hh*8\").rarely(ply(2))"),
             &P::rarely, {"transform"}));
  add(method(named("always", "Transformed.", "p(\"hh*8\").always(fast(2))"), &P::always,
             {"transform"}));
  add(method(named("never", "As it is.", "p(\"hh*8\").never(fast(2))"), &P::never, {"transform"}));
  add(method(named("some_cycles", "Half of the cycles transformed, drawn.",
                   "p(\"bd sn\").some_cycles(fast(2))"),
             &P::some_cycles, {"transform"}));
  add(method(named("some_cycles_by", "Cycles transformed with this probability.",
                   "p(\"bd sn\").some_cycles_by(0.2, fast(2))"),
             &P::some_cycles_by, {"probability", "transform"}));
  add(method(named("seed", "With draws of its own: the same wherever it stands, whatever plays it.",
                   "p(\"hh*8\").thin(0.3).seed(7)"),
             &P::seed, {"seed"}));
}

void add_layers(std::vector<Word>& words) {
  using P = Pattern;
  const auto named = [](std::string_view name, std::string_view help, std::string_view example) {
    return Word{.name = name, .topic = "layers", .help = help, .example = example};
  };
  const auto add = [&](Word word) { words.push_back(std::move(word)); };
  add(method(named("off", "Also, so many cycles later, transformed.",
                   "p(\"C4 E4\").off(1/8, transpose(12))"),
             &P::off, {"cycles", "transform"}));
  add(method(named("superimpose", "Also transformed.", "p(\"C4 E4\").superimpose(fast(2))"),
             &P::superimpose, {"transform"}));
  add(method(named("layer", "Once for each transform, and not itself.",
                   "p(\"C4 E4\").layer([fast(2), transpose(12)])"),
             &P::layer, {"transforms"}));
  add(method(named("jux", "Left as it is, right transformed.", "p(\"C4 E4\").jux(reverse)"),
             &P::jux, {"transform"}));
  add(method(named("jux_by", "As jux, less far apart: 0 is both in the middle.",
                   "p(\"C4 E4\").jux_by(0.5, reverse)"),
             &P::jux_by, {"width", "transform"}));
  add(method(named("echo", "Again and again, each time later and less loud.",
                   "p(\"sn . . .\").echo(3, 1/8, 0.6)"),
             &P::echo, {"times", "cycles", "feedback"}));
  add(method(named("stut", "As echo, with Tidal's order of arguments.",
                   "p(\"sn . . .\").stut(3, 0.6, 1/8)"),
             &P::stut, {"times", "feedback", "cycles"}));
}
}  // namespace krach::words
