// tests/words/random_text.hpp: expressions of the vocabulary, drawn from a seed. They are read by
// parse(), though some ask for what a word refuses.
#pragma once
#include "words/word.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"

namespace krach::words::testing {
/// The words whose events are drawn: what they play depends on where in a pattern they stand.
inline constexpr std::array<std::string_view, 18> kRandomWords{
    "thin",   "degrade",  "undegrade",   "sometimes",      "sometimes_by", "often",
    "rarely", "scramble", "some_cycles", "some_cycles_by", "seed",         "shuffle",
    "choose", "wchoose",  "irand",       "rand",           "perlin",       "?"};
inline bool is_random(std::string_view word) {
  return std::ranges::find(kRandomWords, word) != kRandomWords.end();
}

class RandomText {
 public:
  enum class Chance : std::uint8_t { none, allowed };
  explicit RandomText(std::uint64_t seed, Chance chance = Chance::allowed)
      : key_(seed), has_chance_(chance == Chance::allowed) {
    for (const Word& word : vocabulary())
      if (has_chance_ || !is_random(word.name)) words_.push_back(&word);
  }

  /// A pattern; each level of `depth` is a call or an operator over patterns less deep.
  std::string pattern(int depth) {
    if (depth <= 0) return leaf();
    const Word& word = *words_[below(words_.size())];
    switch (word.kind) {
      case Word::Kind::builder: return call(word, depth - 1);
      case Word::Kind::operation: return operation(word, depth - 1);
      case Word::Kind::method: break;
    }
    const std::string receiver = pattern(depth - 1);
    return receiver + '.' + call(word, depth - 1);
  }

 private:
  using Texts = std::initializer_list<const char*>;
  std::string one_of(Texts texts) { return texts.begin()[below(texts.size())]; }
  std::size_t below(std::size_t n) {
    key_ = mix(key_, 1);
    return key_ % n;
  }
  bool is_drawn(std::size_t times, std::size_t of) { return below(of) < times; }

  std::string leaf() {
    if (!names_.empty() && is_drawn(2, 3)) return names_[below(names_.size())];
    switch (below(8)) {
      case 0: return one_of({"hit()", "hit(vel=0.5)", "hit(n=\"0 1\")", "rest()"});
      case 1: return one_of({"note(60)", "note(\"C4\", \"E4\", pan=0.25)", "note(440.0)"});
      case 2: return one_of({"seq(\"C4\", None, 3)", "seq(0, 2.5)", "cat(0, 1, 2)"});
      case 3: return one_of({"sine()", "saw(0, 4)", "isaw()", "tri(1, 2)", "square()"});
      default: return "p(" + mini() + ')';
    }
  }
  /// Mini-notation, in quotes.
  std::string mini() {
    if (has_chance_ && is_drawn(1, 6)) return one_of({"\"0? 1\"", "\"[0|1|2] 3\"", "\"x*8?0.3\""});
    return one_of({"\"0\"", "\"0 1 2 3\"", "\"<0 1> 2\"", "\"C4 E4\"", "\"<C4 A3>\"", "\"bd sn\"",
                   "\"bd(3,8)\"", "\"1 [2 3]\"", "\"1 . 2@3\"", "\"x . [x x]\"", "\"[0,4,7]\"",
                   "\"0 1 0\"", "\"<0 1 2>*3\"", "\"1.5 -1\"", "\"{1 2 3}%4\"", "\"c e\"",
                   "\"0 _ 5 .\""});
  }

  std::string operation(const Word& word, int depth) {
    const std::string left = pattern(depth);
    const std::string right = word.name == "*" ? one_of({"1", "2", "3", "4"}) : pattern(depth);
    return '(' + left + ' ' + std::string(word.name) + ' ' + right + ')';
  }
  /// name(arguments); what may be left out sometimes is.
  std::string call(const Word& word, int depth) {
    std::string out(word.name);
    out += '(';
    const auto add = [&](const std::string& argument) {
      if (out.back() != '(') out += ", ";
      out += argument;
    };
    bool by_name = false;
    for (const Parameter& parameter : word.parameters) {
      const bool is_open = parameter.type == Type::steps || parameter.type == Type::weighted;
      if (is_open) {
        for (std::size_t n = 1 + below(3); n > 0; --n)
          add(parameter.type == Type::steps ? step(depth) : weighted(depth));
        continue;
      }
      if (parameter.otherwise && is_drawn(1, 2)) {
        by_name = true;  // what follows one that is left out
        continue;
      }
      if (by_name || is_drawn(1, 16)) {
        by_name = true;
        add(std::string(parameter.name) + '=' + argument(word, parameter, depth));
      } else {
        add(argument(word, parameter, depth));
      }
    }
    if (word.sets_controls && is_drawn(1, 3))
      add(one_of({"vel=0.5", "pan=\"0 1\"", "gain=\"<1 0.7>\"", "n=2"}));
    return out + ')';
  }

  std::string argument(const Word& word, const Parameter& parameter, int depth) {
    switch (parameter.type) {
      case Type::number: return number(word, parameter.name);
      case Type::real:
        if (parameter.name == "amount") return one_of({"0.5", "2/3", "0.6"});
        if (parameter.name == "share" || parameter.name == "probability")
          return one_of({"0", "0.3", "0.5", "1"});
        return one_of({"0.25", "1", "0.6", "2", "440.0", "1/3", "0.9"});
      case Type::whole:
        return parameter.name == "steps" ? one_of({"2", "4", "8"}) : one_of({"1", "2", "3", "4"});
      case Type::share: return share(parameter.name);
      case Type::text: return text(word, parameter.name);
      case Type::pattern:
        if (word.name == "fix") return one_of({"0", "1", "2.5", "\"bd\"", "\"C4\"", "0.5"});
        return value(depth);
      case Type::value:
        if (parameter.name == "control") return control(depth);
        return is_drawn(1, 4) ? "None" : value(depth);
      case Type::patterns: return list([&] { return value(depth); });
      case Type::transform: return transform(depth);
      case Type::transforms: return list([&] { return transform(depth); });
      case Type::how:
        return one_of({"\"in\"", "\"out\"", "\"mix\"", "\"squeeze\"", "\"squeeze_out\"",
                       "\"reset\"", "\"restart\""});
      case Type::steps:
      case Type::weighted: break;
    }
    return "None";
  }
  std::string number(const Word& word, std::string_view name) {
    if (name == "hits") return one_of({"3", "5", "0", "-3", "\"<3 5>\"", "\"3 2\""});
    if (name == "steps") return one_of({"8", "5", "7", "\"<8 6>\""});
    if (name == "rotation") return one_of({"0", "2", "-1", "\"<0 1>\""});
    if (name == "share" || name == "width")
      return one_of(
          {"1/4", "0.5", "1/3", "0.75", "\"<0.25 0.5>\"", word.name == "linger" ? "-1/2" : "1"});
    if (name == "cycles" && word.name == "ribbon")
      return one_of({"1", "2", "3/2", "1/4", "\"<1 2>\""});
    if (name == "begin" || name == "cycles")
      return one_of({"1/8", "0.25", "1", "-1/3", "5/2", "\"<0 0.25>\"", "\"0 1/8\"", "\"0.5 0\""});
    if (name == "half_tones" || name == "degrees")
      return one_of({"7", "-12", "1", "\"<0 5>\"", "\"0 12\"", "2.5"});
    if (name == "low" || name == "high") return one_of({"1", "200", "0.5", "\"<1 2>\"", "\"3 4\""});
    return one_of({"1", "2", "3", "4", "2", "3", "3/2", "0.5", "\"<1 2>\"", "\"2 3\"",
                   "\"<1 [2 4]>\"", "seq(2, 1)", "\"2 .\""});
  }
  std::string share(std::string_view name) {
    if (name == "begin") return one_of({"0", "1/4", "1/3", "0.1"});
    return one_of({"1", "1/2", "3/4", "0.9"});
  }
  std::string text(const Word& word, std::string_view name) {
    if (name == "path") return one_of({"\"/a\"", "\"/synth/on\""});
    if (name == "scales" || word.name == "scale")
      return one_of({"\"C:minor\"", "\"D4 dorian\"", "\"major\"", "\"C:pentatonic\"",
                     "\"bb2:harmonic_minor\"", "\"<C:minor d:dorian>\"", "\"C:major a2:minor\""});
    if (name == "names") return one_of({"\"major\"", "\"<major minor7>\"", "\"minor major\""});
    if (name == "top") return one_of({"\"C5\"", "\"G4\""});
    if (name == "mode")
      return one_of({"\"up\"", "\"down\"", "\"updown\"", "\"downup\"", "\"converge\"",
                     "\"diverge\"", "\"pinky\"", "\"thumb\""});
    if (name == "control") return one_of({"\"value\"", "\"vel\"", "\"n\"", "\"s\""});
    return mini();
  }
  std::string control(int depth) {
    if (is_drawn(1, 3)) return pattern(depth);
    return one_of({"\"cutoff\"", "\"vel\"", "\"begin\"", "\"n\"", "\"value\"", "\"note\""});
  }
  std::string value(int depth) {
    if (is_drawn(1, 6)) return one_of({"1", "0", "2.5", "7"});
    return is_drawn(1, 3) ? mini() : pattern(depth);
  }
  std::string step(int depth) {
    if (is_drawn(1, 2)) return one_of({"\"C4\"", "\"e4\"", "None", "3", "2.5", "60"});
    return pattern(depth);
  }
  std::string weighted(int depth) {
    const std::string weight = one_of({"1", "2", "3", "2", "1", "1/2"});
    return '(' + weight + ", " + step(depth) + ')';
  }
  template <class Make>
  std::string list(const Make& make) {
    std::string out = "[" + make();
    for (std::size_t n = below(3); n > 0; --n) out += ", " + make();
    return out + ']';
  }
  std::string transform(int depth) {
    if (is_drawn(1, 3)) {
      names_.push_back("x" + std::to_string(names_.size()));
      const std::string name = names_.back();
      const std::string body = pattern(std::max(depth, 1));
      names_.pop_back();
      return "lambda " + name + ": " + body;
    }
    const std::string first = waiting(depth);
    return is_drawn(1, 4) ? first + '.' + waiting(depth) : first;
  }
  /// A method without its receiver.
  std::string waiting(int depth) {
    const Word* word = words_[below(words_.size())];
    while (word->kind != Word::Kind::method ||
           find_word(word->name, Word::Kind::builder) != nullptr)
      word = words_[below(words_.size())];
    return call(*word, std::max(depth - 1, 0));
  }

  std::uint64_t key_;
  bool has_chance_;
  std::vector<const Word*> words_;
  std::vector<std::string> names_;  // of the arguments of the lambdas around
};
}  // namespace krach::words::testing
