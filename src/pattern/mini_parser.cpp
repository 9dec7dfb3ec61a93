// src/pattern/mini_parser.cpp: groups and sequences.
#include "pattern/mini_parser.hpp"

#include <cstdlib>
#include <utility>

#include "pattern/builders.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
void MiniParser::fault(std::size_t begin, std::size_t end, std::string what, std::string hint) {
  in_.fault(begin, end, std::move(what), std::move(hint));
  if (in_.has_too_many_faults())
    stop(end, "there may be more faults than these", "mend these first");
}
void MiniParser::fault(std::size_t begin, std::string what, std::string hint) {
  fault(begin, in_.at(), std::move(what), std::move(hint));
}
void MiniParser::stop(std::size_t begin, std::string what, std::string hint) {
  in_.fault(begin, begin, std::move(what), std::move(hint));
  throw Stop{};
}

Pattern MiniParser::guarded(std::size_t begin, FunctionRef<Pattern()> make) {
  try {
    Pattern made = make();
    work_ += made.arena().nodes.size();
    if (work_ > kMaxTextWork)
      stop(begin, "the text costs too much to read: large groups are changed again and again",
           "repeat with *, and change a group once");
    return made;
  } catch (const Error& error) {
    for (const Fault& f : error.faults()) fault(begin, f.what, f.hint);
    return rest();
  }
}

Pattern MiniParser::parse() {
  Pattern out = rest();
  try {
    const Group top = group();
    out = guarded(0, [&] { return build(top, '[', Rational{1}); });
    while (!in_.is_at_end()) {
      const std::size_t at = in_.at();
      const char c = in_.take();
      fault(at, std::string("'") + c + "' closes nothing", "take it away, or open its bracket");
      group();
    }
  } catch (const Stop&) {
    in_.raise_faults();  // there is one
  }
  in_.raise_faults();
  return out;
}

/// Sequences up to what closes them, which is left to the caller.
MiniParser::Group MiniParser::group() {
  Group out;
  for (;;) {
    out.sequences.push_back(sequence());
    const char c = in_.peek();
    if (c != ',' && c != '|') return out;
    const std::size_t at = in_.at();
    const char before = std::exchange(out.separator, in_.take());
    if (before != '\0' && before != c)
      fault(at, "',' and '|' stand in one group", "put one of them in brackets");
  }
}

/// After the bracket at `begin`, which `close` is to close.
void MiniParser::open(std::size_t begin, char close) {
  if (open_.size() == kMaxNesting)
    stop(begin, "the brackets are more than 64 deep", "write it with fewer brackets");
  open_ += close;
}

/// Takes what closes the bracket at `begin`. Another bracket in its place is taken for it, unless
/// it closes one further out: then this one was forgotten.
void MiniParser::close(std::size_t begin) {
  const char expected = open_.back();
  open_.pop_back();
  if (in_.take_if(expected)) return;
  const std::size_t at = in_.at();
  const std::string opened = std::string("'") + in_.text()[begin] + "'";
  if (in_.is_at_end() || !in_.is_at_closing() || open_.find(in_.peek()) != std::string::npos)
    return fault(begin, begin + 1, opened + " is not closed",
                 std::string("close it with ") + expected);
  const char other = in_.take();
  fault(at, opened + " is closed by '" + other + "'",
        std::string("did you mean '") + expected + "'?");
}

Pattern MiniParser::bracketed() {
  const std::size_t begin = in_.at();
  const char bracket = in_.take();
  open(begin, bracket == '[' ? ']' : bracket == '<' ? '>' : '}');
  const Group inside = group();
  close(begin);
  Argument steps = length_of(inside.sequences.front());
  if (bracket == '{' && in_.take_if('%')) steps = argument('%');
  return guarded(begin, [&] { return build(inside, bracket, steps); });
}

/// [] play each sequence in a cycle, <> one share of it, {} as many shares as `steps`.
Pattern MiniParser::build(const Group& group, char open, const Argument& steps) {
  std::vector<Pattern> parts;
  for (const Sequence& s : group.sequences) {
    const Rational length = length_of(s);
    Pattern part = s.size() == 1 ? s[0].pattern : in_sequence("sequence", s);
    if (open == '<' && length > 1) part = part.over(length);
    if (open == '{' && length > 0)
      part = applied("%", steps, [&](Rational n) {
        return n == length ? part : part.fast(built(n / length, "%"));
      });
    parts.push_back(std::move(part));
  }
  return group.separator == '|' ? in_choice("|", parts) : in_layers(",", parts);
}

Rational MiniParser::length_of(const Sequence& sequence) {
  Rational total;
  for (const Weighted& part : sequence) total = total + part.weight;
  return total;
}

MiniParser::Sequence MiniParser::sequence() {
  Sequence out;
  for (;;) {
    in_.skip_space();
    const char c = in_.peek();
    if (in_.is_at_end() || std::string_view("]>}),|").find(c) != std::string_view::npos) return out;
    const std::size_t begin = in_.at(), before = out.size();
    if (c == '.' && in_.peek(1) == '.')
      range(out);
    else if ((c == '_' || c == '!') && in_.ends_after(1))
      again(out);
    else
      step(out);
    if (out.size() > static_cast<std::size_t>(kMaxRepeats))
      stop(begin, "there are more than 16384 steps in a row", "repeat with *");
    if (steps_ += out.size() - before; steps_ > kMaxTextSteps)
      stop(begin, "there are more than 65536 steps in all", "repeat with *");
  }
}

/// _ makes the last step longer, ! repeats it.
void MiniParser::again(Sequence& out) {
  const std::size_t at = in_.at();
  const char c = in_.take();
  if (out.empty())
    return fault(at, std::string("'") + c + "' follows nothing", "put it after a step");
  if (c == '_')
    out.back().weight = out.back().weight + 1;
  else
    out.push_back(out.back());
}

static const Value* said_by(const Pattern& p) {
  const Node& root = p.arena()[p.arena().root()];
  return root.kind == Kind::atom ? find_value(p.arena().controls_of(root)) : nullptr;
}

/// a .. b: the whole numbers after a, up to b.
void MiniParser::range(Sequence& out) {
  const std::size_t at = in_.at();
  in_.take(), in_.take();
  in_.skip_space();
  const std::size_t begin = in_.at();
  const Value* first = out.empty() ? nullptr : said_by(out.back().pattern);
  if (first == nullptr || first->kind != Value::Kind::whole || !in_.is_at_number())
    return fault(at, at + 2, "'..' is not between two whole numbers", "write it like 0 .. 3");
  const Value last = in_.number();
  if (last.kind != Value::Kind::whole || std::abs(last.number - first->number) > kMaxRepeats)
    return fault(begin, "'..' ends in no whole number, or after more than 16384 of them",
                 "write it like 0 .. 3");
  if (const char c = in_.peek();
      c != '\0' && std::string_view("*/@?!(").find(c) != std::string_view::npos) {
    const std::size_t sign = in_.at();
    Weighted ignored{rest()};
    for (std::int64_t copies = 1; modifier(ignored, copies);) {
    }
    return fault(sign, sign + 1, std::string("'") + c + "' follows '..'",
                 "write it like [0 .. 3]*2");
  }
  const auto to = static_cast<std::int64_t>(last.number);
  for (auto n = static_cast<std::int64_t>(first->number); n != to;) {
    n += n < to ? 1 : -1;
    out.push_back({atom(Value::of(n), begin)});
  }
}
}  // namespace krach::pattern
