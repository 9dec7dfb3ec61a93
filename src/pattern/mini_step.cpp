// src/pattern/mini_step.cpp: a step and what is written after it.
#include "pattern/builders.hpp"
#include "pattern/mini_parser.hpp"
#include "pattern/patterned.hpp"
#include "pattern/text.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
/// What was meant by characters that the notation does not have.
static std::string hint_for(std::string_view signs) {
  if (signs == "\u266F") return "did you mean '#'?";
  if (signs == "\u266D") return "did you mean 'b'?";
  if (signs == "\u2013" || signs == "\u2014") return "did you mean '-'?";
  if (signs == "\u2026") return "did you mean '..'?";
  if (signs == ";" || signs == "&") return "did you mean ','?";
  return "steps are words, numbers, x, ~ and groups in [] <> {}";
}

void MiniParser::step(Sequence& out) {
  Weighted step{primary()};
  std::int64_t copies = 1;
  while (modifier(step, copies)) {
  }
  out.insert(out.end(), static_cast<std::size_t>(copies), step);
}

Pattern MiniParser::primary() {
  const std::size_t begin = in_.at();
  if (in_.is_at_group()) return bracketed();
  if (in_.is_at_word()) {
    const std::string_view word = in_.word();
    return word == "x" ? make_atom({}, source(begin)) : atom(Value::of(intern(word)), begin);
  }
  if (in_.is_at_number()) {
    const Value value = in_.number();
    return atom(value, begin);
  }
  if (const std::string_view signs = in_.unknown(); !signs.empty()) {
    fault(begin, "this is not part of the notation", hint_for(signs));
    return rest();
  }
  const char c = in_.take();
  if (c != '~' && ((c != '-' && c != '.') || !in_.ends_after(0))) misplaced(c, begin);
  return rest();
}

/// A sign that means something, but not here; what belongs to it is skipped.
void MiniParser::misplaced(char c, std::size_t begin) {
  const std::string sign = std::string("'") + c + "'";
  if (c == '(') {
    euclid_arguments(begin);
    return fault(begin, begin + 1, sign + " follows no step",
                 "write it right after its step: a(3,8)");
  }
  if (c == '.' || c == '-')
    return fault(begin, sign + " is a rest and no part of a word", "put a space on either side");
  if (c == ':' || c == '#' || c == '_')
    return fault(begin, sign + " stands alone", "words are like bd:3 and C#4, and a _ is longer");
  if (in_.is_at_number() || in_.is_at_group()) argument(c);
  if (c == '%') return fault(begin, "'%' follows no }", "write it like {a b c}%4");
  fault(begin, sign + " follows no step",
        std::string("write it right after its step: a") + c + "2");
}

Pattern MiniParser::atom(Value value, std::size_t begin) const {
  const ControlValue said{kValue, value};
  return make_atom(std::span(&said, 1), source(begin));
}
/// From `begin` to here.
SourceSpan MiniParser::source(std::size_t begin) const {
  return {text_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.at() - begin)};
}

bool MiniParser::modifier(Weighted& step, std::int64_t& copies) {
  const std::size_t at = in_.at();
  if (in_.take_if('(')) return step.pattern = spread(step.pattern, at), true;
  return speed(step.pattern) || weight_or_copies(step, copies);
}

/// * / and ?
bool MiniParser::speed(Pattern& p) {
  const std::size_t at = in_.at();
  const char c = in_.peek();
  if (c != '*' && c != '/' && c != '?') return false;
  in_.take();
  if (c == '?') {
    const double share = in_.is_at_number() ? in_.number().number : 0.5;
    p = guarded(at, [&] { return p.thin(share); });
    return true;
  }
  const Argument n = argument(c);
  const auto change = [&](Rational r) { return c == '*' ? p.fast(r) : p.over(r); };
  p = guarded(at, [&] { return applied(std::string_view(&c, 1), n, change); });
  return true;
}

/// @ and !
bool MiniParser::weight_or_copies(Weighted& step, std::int64_t& copies) {
  const std::size_t at = in_.at();
  if (in_.take_if('@')) {
    if (!in_.is_at_number())
      return fault(in_.at(), in_.at(), "a number is missing after '@'", "write it like a@3"), true;
    const double n = in_.number().number;
    guarded(at, [&] {
      const Rational weight = to_rational(n, "@");
      if (weight <= 0)
        refuse("the weight " + print(weight) + " is not above 0", "@", "write it like a@3");
      step.weight = weight;
      return rest();
    });
    return true;
  }
  if (!in_.take_if('!')) return false;
  if (!in_.is_at_number()) return ++copies, true;
  const Value n = in_.number();
  if (n.kind == Value::Kind::whole && n.number >= 1 && n.number <= kMaxRepeats)
    copies = static_cast<std::int64_t>(n.number);
  else
    fault(at, "'!' repeats 1 to 16384 times", "write it like a!3, or with * as one step");
  return true;
}

/// What stands after the sign `after`.
MiniParser::Argument MiniParser::argument(char after) {
  in_.skip_space();
  const std::size_t at = in_.at();
  if (in_.is_at_group()) return bracketed();
  Rational n = 1;
  if (in_.is_at_word()) {
    const std::string word = shortened(in_.word());
    fault(at, "'" + word + "' is no number", "write a number, or a group like <1 2>");
  } else if (in_.is_at_number()) {
    const double number = in_.number().number;
    guarded(at, [&] {
      n = to_rational(number, "number");
      return rest();
    });
  } else {
    in_.unknown();
    fault(at, std::string("a number is missing after '") + after + "'",
          "write a number, or a group like <1 2>");
  }
  return n;
}

Pattern MiniParser::applied(std::string_view where, const Argument& argument,
                            FunctionRef<Pattern(Rational)> make) {
  if (const auto* number = std::get_if<Rational>(&argument)) return make(*number);
  return patterned(where, std::get<Pattern>(argument), make);
}

static std::int64_t to_whole(Rational n) {
  if (n.den != 1) refuse(print(n) + " is not a whole number", "spread", "give whole numbers");
  return n.num;
}

/// What stands in (hits, steps) or (hits, steps, rotation), after the bracket at `begin`.
std::vector<MiniParser::Argument> MiniParser::euclid_arguments(std::size_t begin) {
  const std::size_t faults = in_.count_faults();
  std::vector<Argument> out;
  open(begin, ')');
  in_.skip_space();
  for (char after = '('; after != ')';) {
    if (!in_.is_at_closing() || after == ',') out.push_back(argument(after));
    in_.skip_space();
    const std::size_t at = in_.at();
    const bool is_argument = in_.is_at_number() || in_.is_at_group() || in_.is_at_word();
    if (in_.is_at_closing() || (out.size() > 1 && in_.peek() != ',' && !in_.is_at_number())) {
      after = ')';  // or the rest of the text, where it was forgotten
    } else if (in_.take_if(',')) {
      after = ',';
    } else {  // as if it stood there, unless what follows cannot be an argument
      fault(at, at, "',' or ')' is missing here", "write it like a(3,8)");
      if (!is_argument) in_.take();
    }
  }
  close(begin);
  if (out.size() == 2) out.emplace_back(Rational{0});
  if (out.size() == 3 && in_.count_faults() == faults) return out;
  if (in_.count_faults() == faults)
    fault(begin,
          "a Euclidean rhythm has hits, steps and perhaps a rotation, not " +
              std::to_string(out.size()) + (out.size() == 1 ? " number" : " numbers"),
          "write it like a(3,8) or a(3,8,2)");
  return std::vector(3, Argument{Rational{1}});  // what any pattern can be spread by
}

Pattern MiniParser::spread(const Pattern& p, std::size_t open) {
  const std::vector<Argument> arguments = euclid_arguments(open);
  const auto with_steps = [&](Rational hits, Rational steps) {
    return applied("spread", arguments[2], [&](Rational rotation) {
      return p.spread(to_whole(hits), to_whole(steps), to_whole(rotation));
    });
  };
  const auto with_hits = [&](Rational hits) {
    return applied("spread", arguments[1], [&](Rational steps) { return with_steps(hits, steps); });
  };
  return guarded(open, [&] { return applied("spread", arguments[0], with_hits); });
}
}  // namespace krach::pattern
