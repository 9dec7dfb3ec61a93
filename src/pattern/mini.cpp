// src/pattern/mini.cpp: recursive descent; a group is parsed into shares, then built as what its
// brackets say. There is no syntax tree: the pattern is one.
#include "pattern/mini.hpp"

#include <cmath>
#include <variant>

#include "pattern/builders.hpp"
#include "pattern/combine.hpp"
#include "pattern/mini_reader.hpp"
#include "pattern/patterned.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
namespace {
constexpr std::size_t kMaxText = 65'536;
constexpr std::int64_t kMaxRepeats = 16'384;
constexpr int kMaxNesting = 64;

struct Stop {};  // too deep, or too many faults: what follows would be noise

using Sequence = std::vector<Weighted>;
struct Group {
  std::vector<Sequence> sequences;
  char separator = '\0';  // ',' or '|', where there are more than one
};
/// What stands after * / ( and %.
using Argument = std::variant<Rational, Pattern>;

Rational length_of(const Sequence& sequence) {
  Rational total;
  for (const Weighted& part : sequence) total = total + part.weight;
  return total;
}
Pattern applied(std::string_view where, const Argument& argument,
                FunctionRef<Pattern(Rational)> make) {
  if (const auto* number = std::get_if<Rational>(&argument)) return make(*number);
  return patterned(where, std::get<Pattern>(argument), make);
}
std::int64_t to_whole(Rational n) {
  if (n.den != 1) refuse(print(n) + " is not a whole number", "spread", "give whole numbers");
  return n.num;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : in_(text), text_(intern(text)) {}

  Pattern parse() {
    Pattern out = rest();
    try {
      out = built_group(0, '\0', [&] { return group('\0'); });
      while (!in_.is_at_end()) {
        const std::size_t at = in_.at();
        in_.fault(at, std::string("'") + in_.take() + "' closes nothing",
                  "take it away, or open its bracket");
        group('\0');
      }
    } catch (const Stop&) {
    }
    in_.raise_faults();
    return out;
  }

 private:
  /// Runs `make`; what it refuses becomes a fault at `where`, and parsing goes on with a rest.
  template <class Make>
  Pattern guarded(std::size_t where, const Make& make) {
    try {
      return make();
    } catch (const Error& e) {
      for (const Fault& f : e.faults()) in_.fault(where, f.what, f.hint);
      if (in_.has_too_many_faults()) throw Stop{};
      return rest();
    }
  }
  void fault(std::size_t where, std::string what, std::string hint) {
    in_.fault(where, std::move(what), std::move(hint));
    if (in_.has_too_many_faults()) throw Stop{};
  }

  /// Sequences up to `close`, which is left to the caller.
  Group group(char close) {
    if (++depth_ > kMaxNesting) {
      in_.fault(in_.at(), "the brackets are more than 64 deep", "write it with fewer brackets");
      throw Stop{};
    }
    Group out;
    for (;;) {
      out.sequences.push_back(sequence());
      const char c = in_.peek();
      if (in_.is_at_end() || (c != ',' && c != '|') || (close == ')' && c == ',')) break;
      if (out.separator != '\0' && out.separator != c)
        fault(in_.at(), "',' and '|' stand in one group", "put one of them in brackets");
      out.separator = in_.take();
    }
    --depth_;
    return out;
  }

  /// `shares` if all sequences of the group take one cycle, or the steps that a cycle has.
  template <class Read>
  Pattern built_group(std::size_t begin, char open, const Read& read) {
    const Group group = read();
    Argument steps = length_of(group.sequences.front());
    if (open == '{' && in_.take_if('%')) steps = argument();
    return guarded(begin, [&] {
      std::vector<Pattern> parts;
      for (const Sequence& s : group.sequences) {
        const Rational length = length_of(s);
        Pattern part = s.size() == 1 ? s[0].pattern : in_sequence("sequence", s);
        if (open == '<' && length > 1) part = part.over(length);
        if (open == '{' && length > 0)
          part = applied("%", steps,
                         [&](Rational n) { return n == length ? part : part.fast(n / length); });
        parts.push_back(std::move(part));
      }
      return group.separator == '|' ? in_choice("|", parts) : in_layers(",", parts);
    });
  }

  Pattern bracketed() {
    const std::size_t begin = in_.at();
    const char open = in_.take();
    const char close = open == '[' ? ']' : open == '<' ? '>' : '}';
    return built_group(begin, open, [&] {
      Group inside = group(close);
      if (!in_.take_if(close))
        fault(begin, std::string("'") + open + "' is not closed",
              std::string("close it with ") + close);
      return inside;
    });
  }

  Sequence sequence() {
    Sequence out;
    for (;;) {
      in_.skip_space();
      const char c = in_.peek();
      if (in_.is_at_end() || std::string_view("]>}),|").find(c) != std::string_view::npos)
        return out;
      if (c == '.' && in_.peek(1) == '.')
        range(out);
      else if ((c == '_' || c == '!') && in_.ends_after(1))
        again(out);
      else
        term(out);
      if (out.size() > static_cast<std::size_t>(kMaxRepeats)) {
        fault(in_.at(), "there are more than 16384 steps in a row", "repeat with *");
        throw Stop{};
      }
    }
  }

  /// _ makes the last step longer, ! repeats it.
  void again(Sequence& out) {
    const std::size_t at = in_.at();
    const char c = in_.take();
    if (out.empty())
      return fault(at, std::string("'") + c + "' follows nothing", "put it after a step");
    if (c == '_')
      out.back().weight = out.back().weight + 1;
    else
      out.push_back(out.back());
  }

  /// a .. b: the whole numbers after a, up to b.
  void range(Sequence& out) {
    const std::size_t at = in_.at();
    in_.take(), in_.take();
    in_.skip_space();
    const std::size_t begin = in_.at();
    const Value* first = out.empty() ? nullptr : said_by(out.back().pattern);
    if (first == nullptr || first->kind != Value::Kind::whole || !in_.is_at_number())
      return fault(at, "'..' is not between two whole numbers", "write it like 0 .. 3");
    const Value last = in_.number();
    const auto from = static_cast<std::int64_t>(first->number),
               to = static_cast<std::int64_t>(last.number);
    if (last.kind != Value::Kind::whole || std::abs(to - from) > kMaxRepeats)
      return fault(begin, "'..' does not end in a whole number near its first",
                   "write it like 0 .. 3");
    const std::int64_t step = from < to ? 1 : -1;
    for (std::int64_t n = from; n != to;) out.push_back({atom(Value::of(n += step), begin)});
  }
  static const Value* said_by(const Pattern& p) {
    const Arena& arena = p.arena();
    const Node& root = arena[arena.root()];
    return root.kind == Kind::atom ? find_value(arena.controls_of(root)) : nullptr;
  }

  Pattern atom(Value value, std::size_t begin) {
    const ControlValue said{kValue, value};
    return make_atom(std::span(&said, 1), source(begin));
  }
  SourceSpan source(std::size_t begin) const {
    return {text_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.at() - begin)};
  }

  /// A step and all that is written after it.
  void term(Sequence& out) {
    const std::size_t begin = in_.at();
    Weighted step{primary()};
    std::int64_t copies = 1;
    while (modifier(begin, step, copies)) {
    }
    for (std::int64_t i = 0; i < copies; ++i) out.push_back(step);
  }

  Pattern primary() {
    const std::size_t begin = in_.at();
    const char c = in_.peek();
    if (c == '[' || c == '<' || c == '{') return bracketed();
    if (in_.is_at_number()) {
      const Value value = in_.number();
      return atom(value, begin);
    }
    if (c == '~' || ((c == '-' || c == '.') && in_.ends_after(1))) {
      in_.take();
      return rest();
    }
    if (in_.is_at_word()) {
      const std::string_view word = in_.word();
      return word == "x" ? make_atom({}, source(begin)) : atom(Value::of(intern(word)), begin);
    }
    in_.take();
    const bool is_plain = c > ' ' && c <= '~';
    fault(begin,
          is_plain ? std::string("'") + c + "' is not expected here"
                   : std::string("this character is not part of the notation"),
          "steps are words, numbers, x, ~ and groups in [] <> {}");
    return rest();
  }

  bool modifier(std::size_t begin, Weighted& step, std::int64_t& copies) {
    const std::size_t at = in_.at();
    Pattern& p = step.pattern;
    const auto change = [&](const auto& make) { p = guarded(at, make); };
    if (in_.take_if('*')) {
      const Argument n = argument();
      change([&] { return applied("*", n, [&](Rational r) { return p.fast(r); }); });
    } else if (in_.take_if('/')) {
      const Argument n = argument();
      change([&] { return applied("/", n, [&](Rational r) { return p.over(r); }); });
    } else if (in_.take_if('?')) {
      const double share = in_.is_at_number() ? in_.number().number : 0.5;
      change([&] { return p.thin(share); });
    } else if (in_.take_if('@')) {
      step.weight = positive(at);
    } else if (in_.peek() == '!') {
      in_.take();
      copies = in_.is_at_number() ? repeats(at) : copies + 1;
    } else if (in_.take_if('(')) {
      const std::vector<Argument> arguments = euclid_arguments(at);
      change([&] { return spread(p, arguments); });
    } else {
      return false;
    }
    (void)begin;
    return true;
  }

  Rational positive(std::size_t at) {
    Rational n = 0;
    if (in_.is_at_number()) {
      const double number = in_.number().number;
      guarded(at, [&] {
        n = to_rational(number, "@");
        return rest();
      });
    }
    if (n > 0) return n;
    fault(at, "a weight above 0 is missing after '@'", "write it like a@3");
    return 1;
  }
  std::int64_t repeats(std::size_t at) {
    const Value n = in_.number();
    if (n.kind == Value::Kind::whole && n.number >= 1 && n.number <= kMaxRepeats)
      return static_cast<std::int64_t>(n.number);
    fault(at, "'!' repeats 1 to 16384 times", "write it like a!3, or with * as one step");
    return 1;
  }

  /// A number, or a group of numbers.
  Argument argument() {
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

  std::vector<Argument> euclid_arguments(std::size_t open) {
    std::vector<Argument> out;
    do {
      out.push_back(argument());
      in_.skip_space();
    } while (in_.take_if(','));
    if (!in_.take_if(')')) fault(open, "'(' is not closed", "close it with )");
    if (out.size() == 2 || out.size() == 3) return out;
    fault(open, "a Euclidean rhythm has hits, steps and perhaps a rotation",
          "write it like a(3,8) or a(3,8,2)");
    return {Rational{1}, Rational{1}};
  }
  static Pattern spread(const Pattern& p, const std::vector<Argument>& a) {
    const Argument rotation = a.size() == 3 ? a[2] : Argument{Rational{0}};
    return applied("spread", a[0], [&](Rational hits) {
      return applied("spread", a[1], [&](Rational steps) {
        return applied("spread", rotation, [&](Rational turn) {
          return p.spread(to_whole(hits), to_whole(steps), to_whole(turn));
        });
      });
    });
  }

  MiniReader in_;
  Name text_;
  int depth_ = 0;
};
}  // namespace

Pattern parse_mini(std::string_view text) {
  if (text.size() > kMaxText)
    refuse("the text has " + std::to_string(text.size()) + " characters", "mini-notation",
           "65536 are allowed; build longer patterns with seq and cat");
  return Parser(text).parse();
}
Pattern p(std::string_view text) { return parse_mini(text); }
}  // namespace krach::pattern
