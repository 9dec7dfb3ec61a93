// src/pattern/mini_step.cpp: a step and what is written after it.
#include "pattern/builders.hpp"
#include "pattern/mini_parser.hpp"
#include "pattern/patterned.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
void MiniParser::step(Sequence& out) {
  Weighted step{primary()};
  std::int64_t copies = 1;
  while (modifier(step, copies)) {
  }
  out.insert(out.end(), static_cast<std::size_t>(copies), step);
}

Pattern MiniParser::primary() {
  const std::size_t begin = in_.at();
  const char c = in_.peek();
  if (c == '[' || c == '<' || c == '{') return bracketed();
  if (in_.is_at_number()) {
    const Value value = in_.number();
    return atom(value, begin);
  }
  if (in_.is_at_word()) {
    const std::string_view word = in_.word();
    return word == "x" ? make_atom({}, source(begin)) : atom(Value::of(intern(word)), begin);
  }
  in_.take();
  if (c == '~' || ((c == '-' || c == '.') && in_.ends_after(0))) return rest();
  const bool is_plain = c > ' ' && c <= '~';
  fault(begin,
        is_plain ? std::string("'") + c + "' is not expected here"
                 : "this character is not part of the notation",
        "steps are words, numbers, x, ~ and groups in [] <> {}");
  return rest();
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
  const Argument n = argument();
  const auto change = [&](Rational r) { return c == '*' ? p.fast(r) : p.over(r); };
  p = guarded(at, [&] { return applied(std::string_view(&c, 1), n, change); });
  return true;
}

/// @ and !
bool MiniParser::weight_or_copies(Weighted& step, std::int64_t& copies) {
  const std::size_t at = in_.at();
  if (in_.take_if('@')) {
    const double n = in_.is_at_number() ? in_.number().number : 0.0;
    guarded(at, [&] {
      step.weight = to_rational(n, "@");
      if (step.weight > 0) return rest();
      step.weight = 1;
      refuse("a weight above 0 is missing after '@'", "@", "write it like a@3");
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

MiniParser::Argument MiniParser::argument() {
  in_.skip_space();
  const std::size_t at = in_.at();
  const char c = in_.peek();
  if (c == '[' || c == '<' || c == '{') return bracketed();
  Rational n = 1;
  if (!in_.is_at_number()) {
    fault(at, "a number is missing here", "write a number, or a group like <1 2>");
    return n;
  }
  const double number = in_.number().number;
  guarded(at, [&] {
    n = to_rational(number, "number");
    return rest();
  });
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

/// What stands in (hits, steps) or (hits, steps, rotation), after the open bracket.
std::vector<MiniParser::Argument> MiniParser::euclid_arguments(std::size_t open) {
  std::vector<Argument> out;
  do {
    out.push_back(argument());
    in_.skip_space();
  } while (in_.take_if(','));
  if (!in_.take_if(')')) fault(open, "'(' is not closed", "close it with )");
  if (out.size() == 2) out.emplace_back(Rational{0});
  if (out.size() == 3) return out;
  fault(open, "a Euclidean rhythm has hits, steps and perhaps a rotation",
        "write it like a(3,8) or a(3,8,2)");
  return std::vector(3, Argument{Rational{1}});
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
