// src/pattern/algebra.cpp
#include "pattern/algebra.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "pattern/pitch.hpp"

namespace krach::pattern {
namespace {
// NOLINTBEGIN(bugprone-throwing-static-initialization): without memory for these there is no start
const Name kBegin = intern("begin"), kEnd = intern("end");
// NOLINTEND(bugprone-throwing-static-initialization)

double number_of(std::span<const ControlValue> controls, Name name, double otherwise) {
  const auto found = std::ranges::find(controls, name, &ControlValue::control);
  const bool is_number = found != controls.end() && found->value.kind != Value::Kind::word;
  return is_number ? found->value.number : otherwise;
}
/// What no number holds becomes the greatest that one does: an infinity is no pitch and no gain.
double finite(double x) {
  constexpr double kMost = std::numeric_limits<double>::max();
  return std::clamp(x, -kMost, kMost);
}
/// Whole if both are, and the result is: 6 / 3 is a whole number, 1 / 2 is not.
Value arithmetic(Op op, const Value& a, const Value& b) {
  if (op == Op::set || op == Op::slice) return b;
  if (op == Op::keep || a.kind == Value::Kind::word || b.kind == Value::Kind::word) return a;
  const double x = a.number, y = b.number;
  const double result = finite([&] {
    switch (op) {
      case Op::add: return x + y;
      case Op::sub: return x - y;
      case Op::mul: return x * y;
      case Op::div: return y == 0.0 ? 0.0 : x / y;
      case Op::mod: return y == 0.0 ? 0.0 : x - y * std::floor(x / y);
      default: return x;
    }
  }());
  const bool whole = a.kind == Value::Kind::whole && b.kind == Value::Kind::whole;
  return {
      whole && result == std::floor(result) ? Value::Kind::whole : Value::Kind::real, {}, result};
}
/// A part of the part of the sound that was played.
void add_part(std::span<const ControlValue> left, std::span<const ControlValue> right,
              Controls& out) {
  const double begin = number_of(left, kBegin, 0.0), end = number_of(left, kEnd, 1.0);
  for (const ControlValue& r : right)
    out.add({r.control, Value::of(begin + (end - begin) * r.value.number)});
}
}  // namespace

void combine(Op op, std::span<const ControlValue> left, std::span<const ControlValue> right,
             Controls& out) {
  for (const ControlValue& l : left) {
    const auto r = std::ranges::find(right, l.control, &ControlValue::control);
    if (r == right.end())
      out.add(l);
    else if (op != Op::slice)
      out.add({l.control, arithmetic(op, l.value, r->value)});
  }
  if (op == Op::slice) return add_part(left, right, out);
  for (const ControlValue& r : right)
    if (std::ranges::find(left, r.control, &ControlValue::control) == left.end()) out.add(r);
}

// ---- one pattern's values

namespace {
std::int64_t floor_of(double x) {
  return static_cast<std::int64_t>(std::floor(std::clamp(x, -1e9, 1e9)));
}
/// `own`: the root as a MIDI number, then the steps of the scale above it, below an octave.
Value pitch_at(std::span<const ControlValue> own, std::int64_t degree) {
  const auto size = static_cast<std::int64_t>(own.size()) - 1;
  const std::int64_t octave = (degree >= 0 ? degree : degree - size + 1) / size;
  const double step = own[static_cast<std::size_t>(1 + degree - octave * size)].value.number;
  return {Value::Kind::whole, {}, own[0].value.number + 12.0 * static_cast<double>(octave) + step};
}
/// The degree of a pitch: that of the nearest pitch of the scale at or below it.
std::int64_t degree_of(std::span<const ControlValue> own, double pitch) {
  const double above = pitch - own[0].value.number, octave = std::floor(above / 12.0);
  const auto steps = own.subspan(1);
  const auto next = std::ranges::upper_bound(steps, above - 12.0 * octave, {},
                                             [](const ControlValue& c) { return c.value.number; });
  return static_cast<std::int64_t>(octave) * std::ssize(steps) + (next - steps.begin()) - 1;
}
/// Hz, which is what a bare number with a point says, or MIDI.
Value to_hertz(const ControlValue& c) {
  const bool is_hertz = c.control == kValue && c.value.kind == Value::Kind::real;
  return Value::of(finite(is_hertz ? c.value.number : pitch_to_hertz(c.value.number)));
}

/// What a number becomes where it stands; others stay.
Value changed(const Node& node, std::span<const ControlValue> own, const ControlValue& c) {
  const Value& v = c.value;
  const auto real = [](double x) { return Value::of(finite(x)); };
  switch (node.change) {
    case Change::range: return real(node.low + v.number * (node.high - node.low));
    case Change::rangex: return real(node.low * std::pow(node.high / node.low, v.number));
    case Change::floor: return Value::of(floor_of(v.number));
    case Change::scale: return pitch_at(own, floor_of(v.number));
    case Change::scale_transpose:
      return pitch_at(own, degree_of(own, v.number) + floor_of(node.low));
    case Change::transpose:
      if (c.control == kValue && v.kind == Value::Kind::real)
        return real(v.number * std::exp2(node.low / 12.0));
      return arithmetic(
          Op::add, v,
          node.low == std::floor(node.low) ? Value::of(floor_of(node.low)) : Value::of(node.low));
    case Change::voicing: {
      if (c.control == kValue && v.kind == Value::Kind::real) return v;  // Hz
      const double below = node.low - v.number;
      return {v.kind, {}, node.low - (below - 12.0 * std::floor(below / 12.0))};
    }
    default: return v;
  }
}
/// How directly a control says a pitch: the most direct one is played.
int directness(Name control) {
  return control == kFreq ? 3 : control == kNote ? 2 : control == kValue ? 1 : 0;
}
/// True if another control gets this one's name and its value counts.
bool is_replaced(const Node& node, std::span<const ControlValue> controls, Name control) {
  if (node.change == Change::notes && directness(control) > 0)
    return std::ranges::any_of(controls, [&](const ControlValue& c) {
      return c.value.kind != Value::Kind::word && directness(c.control) > directness(control);
    });
  const auto is_renamed = [&](const ControlValue& c) {
    if (node.change == Change::name) return c.control == kValue && node.control == control;
    const bool is_degree = c.control == kDegree && c.value.kind != Value::Kind::word;
    return node.change == Change::scale && is_degree && control == kNote;
  };
  const bool renames = node.change == Change::name || node.change == Change::scale;
  return renames && control != kValue && std::ranges::any_of(controls, is_renamed);
}
/// The number of a pitch that is a word.
Value to_midi(std::span<const ControlValue> own, const ControlValue& c) {
  if (c.value.kind != Value::Kind::word || (c.control != kValue && c.control != kNote))
    return c.value;
  const auto is_it = [&](const ControlValue& number) {
    const bool in_note = number.value.kind == Value::Kind::real;
    return number.control == c.value.word && (!in_note || c.control == kNote);
  };
  const auto found = std::ranges::find_if(own, is_it);
  return found == own.end() ? c.value : Value{Value::Kind::whole, {}, found->value.number};
}
/// Which values a change is about: bare ones, or pitches too.
bool concerns(Change change, Name control) {
  const bool is_pitch = control == kNote || control == kDegree;
  const bool moves =
      change == Change::transpose || change == Change::scale_transpose || change == Change::voicing;
  return control == kValue || (moves && is_pitch);
}
}  // namespace

void change(const Node& node, std::span<const ControlValue> own,
            std::span<const ControlValue> controls, Controls& out) {
  if (node.change == Change::pan) {
    for (const ControlValue& c : controls)
      if (c.control != kPan) out.add(c);
    out.add({kPan, Value::of(number_of(controls, kPan, 0.5) + node.low)});
    return;
  }
  for (const ControlValue& c : controls) {
    if (is_replaced(node, controls, c.control)) continue;
    const bool is_number = c.value.kind != Value::Kind::word;
    if (node.change == Change::name)
      out.add({c.control == kValue ? node.control : c.control, c.value});
    else if (node.change == Change::midi)
      out.add({c.control, to_midi(own, c)});
    else if (node.change == Change::notes && is_number &&
             (c.control == kValue || c.control == kNote))
      out.add({kFreq, to_hertz(c)});
    else if (node.change == Change::scale && is_number && c.control == kDegree)
      out.add({kNote, changed(node, own, c)});
    else if (is_number && concerns(node.change, c.control))
      out.add({c.control, changed(node, own, c)});
    else
      out.add(c);
  }
}
}  // namespace krach::pattern
