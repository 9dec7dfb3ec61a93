// src/pattern/mini_parser.cpp: groups and sequences.
#include "pattern/mini_parser.hpp"

#include <cstdlib>

#include "pattern/builders.hpp"
#include "pattern/values.hpp"

namespace krach::pattern {
void MiniParser::fault(std::size_t where, std::string what, std::string hint) {
  in_.fault(where, std::move(what), std::move(hint));
  if (in_.has_too_many_faults()) throw Stop{};
}

Pattern MiniParser::guarded(std::size_t where, FunctionRef<Pattern()> make) {
  try {
    return make();
  } catch (const Error& error) {
    for (const Fault& f : error.faults()) fault(where, f.what, f.hint);
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
      fault(at, std::string("'") + in_.take() + "' closes nothing",
            "take it away, or open its bracket");
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
  if (++depth_ > kMaxNesting) {
    in_.fault(in_.at(), "the brackets are more than 64 deep", "write it with fewer brackets");
    throw Stop{};
  }
  Group out;
  for (;;) {
    out.sequences.push_back(sequence());
    const char c = in_.peek();
    if (c != ',' && c != '|') break;
    if (out.separator != '\0' && out.separator != c)
      fault(in_.at(), "',' and '|' stand in one group", "put one of them in brackets");
    out.separator = in_.take();
  }
  --depth_;
  return out;
}

Pattern MiniParser::bracketed() {
  const std::size_t begin = in_.at();
  const char open = in_.take();
  const char close = open == '[' ? ']' : open == '<' ? '>' : '}';
  const Group inside = group();
  if (!in_.take_if(close))
    fault(begin, std::string("'") + open + "' is not closed",
          std::string("close it with ") + close);
  Argument steps = length_of(inside.sequences.front());
  if (open == '{' && in_.take_if('%')) steps = argument();
  return guarded(begin, [&] { return build(inside, open, steps); });
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
    if (c == '.' && in_.peek(1) == '.')
      range(out);
    else if ((c == '_' || c == '!') && in_.ends_after(1))
      again(out);
    else
      step(out);
    if (out.size() <= static_cast<std::size_t>(kMaxRepeats)) continue;
    in_.fault(in_.at(), "there are more than 16384 steps in a row", "repeat with *");
    throw Stop{};
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
    return fault(at, "'..' is not between two whole numbers", "write it like 0 .. 3");
  const Value last = in_.number();
  if (last.kind != Value::Kind::whole || std::abs(last.number - first->number) > kMaxRepeats)
    return fault(begin, "'..' does not end in a whole number near its first",
                 "write it like 0 .. 3");
  const auto to = static_cast<std::int64_t>(last.number);
  for (auto n = static_cast<std::int64_t>(first->number); n != to;) {
    n += n < to ? 1 : -1;
    out.push_back({atom(Value::of(n), begin)});
  }
}
}  // namespace krach::pattern
