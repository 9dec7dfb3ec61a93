// src/words/values.cpp: words that change what events say, and the operators.
#include "words/bind.hpp"

#include "pattern/combine.hpp"

namespace krach::words {
using pattern::How;

template <Pattern (Pattern::*kMethod)(const Pattern&, How) const>
static Pattern combined(const Pattern& p, const Pattern& other, How how) {
  return (p.*kMethod)(other, how);
}
/// What the values are set to: a number, which needs no pattern of its own, a pattern, or nothing:
/// then what the pattern says is that control.
static Pattern set(const Pattern& p, std::string_view control, const Given& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value.value))
    return p.set(control, static_cast<double>(*whole));
  if (const auto* real = std::get_if<double>(&value.value)) return p.set(control, *real);
  const auto values = Taken<std::optional<Pattern>>::read(value, {control, "value"});
  return values ? p.set(control, *values) : p.named(control);
}

static void add_setters(std::vector<Word>& words) {
  Word any{
      .name = "set",
      .kind = Word::Kind::method,
      .topic = "values",
      .help = "A control on every event; without a value, what the pattern says is that control.",
      .example = "p(\"C4 E4\").set(\"cutoff\", \"800 1200\")"};
  any.parameters = {{"control", Type::value},
                    {"value", Type::value, Given{}},
                    {"how", Type::how, Given{std::string("in")}}};
  any.apply = [](const Pattern* p, std::span<const Given> given) {
    const auto* other = std::get_if<Pattern>(&given[0].value);
    if (other == nullptr)
      return set(*p, Taken<std::string_view>::read(given[0], {"set", "control"}), given[1]);
    const bool is_second = !std::holds_alternative<std::monostate>(given[1].value);
    return p->set(*other, Taken<How>::read(given[is_second ? 1 : 2], {"set", "how"}));
  };
  words.push_back(std::move(any));
  struct Control {
    std::string_view name, help, example;
  };
  static constexpr Control kControls[] = {
      {"s", "The name of the sound.", "p(\"bd sn\").s()"},
      {"n", "The number of the sound, or the degree of a scale.", "p(\"0 2 4\").n()"},
      {"note", "The pitch.", "hit().note(\"C4 E4\")"},
      {"gain", "How loud: 1 is as it is.", "p(\"bd*4\").gain(\"1 0.7\")"},
      {"vel", "How hard, from 0 to 1.", "p(\"bd*4\").vel(\"1 0.7\")"},
      {"pan", "From 0, left, to 1, right.", "p(\"bd*4\").pan(\"0 1\")"},
      {"cutoff", "The cutoff of the filter, in Hz.", "p(\"C4*4\").cutoff(\"400 800\")"},
      {"speed", "How fast the sound is played.", "p(\"bd*4\").speed(\"1 2\")"}};
  for (const Control& control : kControls) {
    Word word{.name = control.name,
              .kind = Word::Kind::method,
              .topic = "controls",
              .help = control.help,
              .example = control.example};
    word.parameters = {{"value", Type::value, Given{}}};
    word.apply = [name = control.name](const Pattern* p, std::span<const Given> given) {
      return set(*p, name, given[0]);
    };
    words.push_back(std::move(word));
  }
}

static void add_operators(std::vector<Word>& words) {
  const auto named = [](std::string_view name, std::string_view help, std::string_view example) {
    return Word{.name = name, .topic = "operators", .help = help, .example = example};
  };
  const auto add = [&](Word word) {
    word.kind = Word::Kind::operation;
    words.push_back(std::move(word));
  };
  add(builder(
      named("+", "One after another, each an equal share of the cycle.", "hit() + hit() + rest()"),
      +[](const Pattern& a, const Pattern& b) { return a + b; }, {"a", "b"}));
  add(builder(named("|", "Both at once.", "p(\"bd*2\") | p(\"hh*8\")"),
              +[](const Pattern& a, const Pattern& b) { return a | b; }, {"a", "b"}));
  add(builder(named("*", "n times in a cycle.", "hit() * 4"),
              +[](const Pattern& p, std::int64_t n) { return p * n; }, {"pattern", "n"}));
}

void add_values(std::vector<Word>& words) {
  using P = Pattern;
  const auto named = [](std::string_view name, std::string_view help, std::string_view example) {
    return Word{.name = name, .topic = "values", .help = help, .example = example};
  };
  const auto add = [&](Word word) { words.push_back(std::move(word)); };
  const Named how{"how", "in"};
  add(method(named("add", "Values added; of pitches, half tones.", "p(\"C4 E4\").add(\"<0 5 7>\")"),
             combined<&P::add>, {"other", how}));
  add(method(named("sub", "Values subtracted.", "p(\"C4 E4\").sub(\"<0 5 7>\")"), combined<&P::sub>,
             {"other", how}));
  add(method(named("mul", "Values multiplied.", "p(\"1 2\").mul(\"<2 3>\")"), combined<&P::mul>,
             {"other", how}));
  add(method(named("div", "Values divided.", "p(\"4 6\").div(2)"), combined<&P::div>,
             {"other", how}));
  add(method(named("mod", "What division leaves.", "p(\"5 6\").mod(4)"), combined<&P::mod>,
             {"other", how}));
  add(method(named("keep", "The other's controls where this one has none.",
                   "p(\"C4 E4\").keep(hit(vel=0.5))"),
             combined<&P::keep>, {"other", how}));
  add(method(named("range", "0 to 1 becomes low to high.", "sine().range(200, 800)"), &P::range,
             {"low", "high"}));
  add(method(named("rangex", "As range, in equal ratios.", "sine().rangex(200, 800)"), &P::rangex,
             {"low", "high"}));
  add(method(named("scale", "Degrees become pitches of a scale; its name may be a pattern.",
                   "p(\"0 2 4 7\").scale(\"C:minor\")"),
             &P::scale, {"names"}));
  add(method(
      named("transpose", "Pitches moved by half tones.", "p(\"C4 E4\").transpose(\"<0 5>\")"),
      &P::transpose, {"half_tones"}));
  add(method(named("scale_transpose", "Pitches moved inside a scale.",
                   "p(\"C4 E4\").scale_transpose(\"C:major\", 1)"),
             &P::scale_transpose, {"scales", "degrees"}));
  add(method(named("chord", "A chord on each pitch; its name may be a pattern.",
                   "p(\"C4 A3\").chord(\"<major minor7>\")"),
             &P::chord, {"names"}));
  add(method(named("voicing", "Pitches moved by octaves to `top` or just below it.",
                   "p(\"C4 F4\").chord(\"major\").voicing(\"C5\")"),
             &P::voicing, {{"top", "C5"}}));
  add(method(named("arp",
                   "The notes of each chord one after another: up, down, updown, downup, converge, "
                   "diverge, pinky, thumb.",
                   "p(\"C4 A3\").chord(\"major\").arp(\"up\")"),
             &P::arp, {{"mode", "up"}}));
  add_setters(words);
  add_operators(words);
}

std::span<const Word> vocabulary() {
  static const std::vector<Word> words = [] {
    std::vector<Word> all;
    add_builders(all);
    add_time(all);
    add_choices(all);
    add_layers(all);
    add_rhythm(all);
    add_values(all);
    return all;
  }();
  return words;
}
}  // namespace krach::words
