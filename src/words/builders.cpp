// src/words/builders.cpp: what patterns are made from.
#include "words/bind.hpp"

#include "pattern/combine.hpp"

namespace krach::words {
using namespace pattern;

static Pattern control_change(std::int64_t number, const Pattern& values) {
  return cc(number, values);
}
static Pattern arranged(std::span<const Weight> sections) {
  std::vector<Section> out;
  for (const Weight& section : sections) {
    if (section.weight.den != 1)
      refuse("a section of " + print(section.weight) + " cycles", "arrange", "give whole cycles");
    out.push_back({section.weight.num, section.pattern});
  }
  return arrange(out);
}
static Pattern weighed(std::span<const Weight> values) {
  Steps steps;
  std::vector<double> weights;
  for (const Weight& value : values) {
    steps.push_back(value.pattern);
    weights.push_back(value.weight.to_double());
  }
  return wchoose(steps, weights);
}
static Pattern weighted_sequence(std::span<const Weight> parts) { return timecat(parts); }

// NOLINTNEXTLINE(readability-function-size): a table
static void add_sequences(std::vector<Word>& words) {
  const auto with_controls = [](Word word) {
    word.sets_controls = true;
    return word;
  };
  const auto named = [](std::string_view name, std::string_view help, std::string_view example) {
    return Word{.name = name, .topic = "patterns", .help = help, .example = example};
  };
  using OfSteps = Pattern (*)(const Steps&);
  words.push_back(with_controls(builder(
      named("hit", "One hit a cycle, with the controls that are given.", "hit(vel=0.5) * 4"),
      hit)));
  words.push_back(builder(named("rest", "A cycle of silence.", "hit() + rest()"), rest));
  words.push_back(with_controls(builder(
      named("note", "A note a cycle, or a chord: a name, a MIDI number, or Hz with a point.",
            "note(\"C4\", \"E4\", \"G4\", vel=0.8)"),
      OfSteps{note}, {"pitches"})));
  words.push_back(
      with_controls(builder(named("midi", "A MIDI note a cycle, as values for an output to send.",
                                  "midi(\"C4\", vel=0.8)"),
                            OfSteps{midi}, {"pitches"})));
  words.push_back(builder(named("cc", "A MIDI control change for each event of the values.",
                                "cc(74, sine(0, 127).segment(16))"),
                          control_change, {"number", "values"}));
  words.push_back(builder(named("osc", "An OSC message a cycle: its path and its values.",
                                "osc(\"/cue\", 1, 0.5, \"red\")"),
                          osc, {"path", "values"}));
  words.push_back(builder(named("seq", "The steps in equal shares of a cycle; None is a rest.",
                                "seq(\"A2\", \"D3\", None, \"E2\").over(2)"),
                          OfSteps{seq}, {"steps"}));
  words.push_back(builder(
      named("cat", "Each pattern for a whole cycle, in turn.", "cat(p(\"bd sn\"), p(\"bd cp\"))"),
      OfSteps{cat}, {"patterns"}));
  words.push_back(builder(named("stack", "All at once.", "stack(p(\"bd*2\"), p(\"hh*8\"))"),
                          OfSteps{stack}, {"patterns"}));
  words.push_back(
      builder(named("polymeter", "All at once, step by step, as many steps a cycle as fit all.",
                    "polymeter(p(\"bd sn\"), p(\"a b c\"))"),
              OfSteps{polymeter}, {"patterns"}));
  words.push_back(builder(named("timecat", "Each as long as its weight says, in one cycle.",
                                "timecat((3, p(\"bd*4\")), (1, p(\"sn\")))"),
                          weighted_sequence, {"parts"}));
  words.push_back(builder(named("arrange", "Each for so many cycles, one after another.",
                                "arrange((4, p(\"bd*4\")), (2, p(\"bd*8\")))"),
                          arranged, {"sections"}));
  words.push_back(builder(
      named("p", "Mini-notation: sequences, groups, alternatives, Euclidean rhythms in a text.",
            "p(\"bd(3,8) [sn cp]\")"),
      pattern::p, {"text"}));
  words.push_back(
      builder(named("struct", "The rhythm's events with the melody's values.",
                    "struct(\"x . x x\", \"C4 E4\")"),
              +[](const Pattern& rhythm, const Pattern& melody) { return struct_(rhythm, melody); },
              {"rhythm", "melody"}));
  words.push_back(builder(named("choose", "One of these at every moment that samples it, drawn.",
                                "choose(\"C4\", \"E4\", \"G4\").segment(8)"),
                          OfSteps{choose}, {"values"}));
  words.push_back(builder(named("wchoose", "As choose, as often as the weights say.",
                                "wchoose((3, \"C4\"), (1, \"G4\")).segment(8)"),
                          weighed, {"values"}));
  words.push_back(
      builder(named("irand", "Whole numbers from 0 to n - 1, drawn.", "irand(8).segment(4)"), irand,
              {"n"}));
}

static void add_signals(std::vector<Word>& words) {
  const auto signal = [&](std::string_view name, Pattern (*function)(double, double),
                          std::string_view help, std::string_view example, double low = 0.0) {
    Word word{.name = name, .topic = "signals", .help = help, .example = example};
    words.push_back(builder(std::move(word), function, {{"low", low}, {"high", 1.0}}));
  };
  signal("sine", sine, "A sine, one period a cycle, from the middle up.",
         "sine(200, 2000).over(4)");
  signal("cosine", cosine, "A sine, one period a cycle, from the top.", "cosine(0, 1).over(2)");
  signal("saw", saw, "A rise from low to high in each cycle.", "saw(0, 1).segment(8)");
  signal("ramp", ramp, "A rise from low to high in each cycle.", "ramp(0, 1).over(8)");
  signal("isaw", isaw, "A fall from high to low in each cycle.", "isaw(0, 1).segment(8)");
  signal("tri", tri, "A rise to the middle of the cycle, and a fall.", "tri(0, 1).over(2)");
  signal("square", square, "Low in the first half of the cycle, then high.",
         "square(0, 1).fast(4)");
  signal("exp", exp, "A rise in equal ratios; the bounds are above 0.", "exp(100, 1000)", 0.01);
  signal("rand", rand, "Random values, new at every moment that samples it.",
         "rand(0.5, 1).segment(8)");
  signal("perlin", perlin, "Smoothly from one random value to the next, a cycle each.",
         "perlin(200, 800).over(2)");
}

void add_builders(std::vector<Word>& words) {
  add_sequences(words);
  add_signals(words);
}
}  // namespace krach::words
