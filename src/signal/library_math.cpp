// src/signal/library_math.cpp: numbers and memory.
#include "base/error.hpp"
#include "signal/library_bind.hpp"
#include "signal/recorder.hpp"
#include "signal/utility.hpp"

namespace krach::signal {
/// Up to `longest` frames, or, without it, by a number of frames that is known.
static Signal delay_frames(Signal x, Signal frames, std::int64_t longest) {
  const Operation& known = Recorder::current().at(frames);
  if (longest >= 0) return delay(x, frames, longest);
  if (known.op != Op::constant)
    throw Error({"how long it may get is not said", "delay",
                 "write delay(x, frames, longest), with the most frames"});
  return delay(x, static_cast<std::int64_t>(known.value));
}
// NOLINTNEXTLINE(readability-function-size): a table
static void add_numbers_rows(std::vector<Function>& all) {
  const auto with = [](std::string_view name, std::string_view help, std::string_view example) {
    return Function{.name = name, .topic = "numbers", .help = help, .example = example};
  };
  all.push_back(bound(with("abs", "The magnitude.", "abs(x)"), signal::abs, {{{"x", ""}}}));
  all.push_back(bound(with("sign", "-1, 0 or 1.", "sign(x)"), sign, {{{"x", ""}}}));
  all.push_back(
      bound(with("floor", "The whole number below.", "floor(x)"), signal::floor, {{{"x", ""}}}));
  all.push_back(
      bound(with("ceil", "The whole number above.", "ceil(x)"), signal::ceil, {{{"x", ""}}}));
  all.push_back(bound(with("round", "The nearest whole number; halves go up.", "round(x)"),
                      signal::round, {{{"x", ""}}}));
  all.push_back(
      bound(with("trunc", "The whole number towards 0.", "trunc(x)"), trunc, {{{"x", ""}}}));
  all.push_back(bound(with("fract", "x - floor(x).", "fract(x)"), fract, {{{"x", ""}}}));
  all.push_back(
      bound(with("sqrt", "The square root.", "sqrt(abs(x))"), signal::sqrt, {{{"x", ""}}}));
  all.push_back(bound(with("exp", "e to the x.", "exp(x)"), signal::exp, {{{"x", ""}}}));
  all.push_back(bound(with("exp2", "2 to the x.", "exp2(x)"), exp2, {{{"x", ""}}}));
  all.push_back(bound(with("log", "The natural logarithm.", "log(1.0 + abs(x))"), signal::log,
                      {{{"x", ""}}}));
  all.push_back(
      bound(with("log2", "The logarithm of octaves.", "log2(1.0 + abs(x))"), log2, {{{"x", ""}}}));
  all.push_back(
      bound(with("log10", "The decimal logarithm.", "log10(1.0 + abs(x))"), log10, {{{"x", ""}}}));
  all.push_back(bound(with("sin", "The sine.", "sin(x)"), signal::sin, {{{"x", "radians"}}}));
  all.push_back(bound(with("cos", "The cosine.", "cos(x)"), signal::cos, {{{"x", "radians"}}}));
  all.push_back(bound(with("tan", "The tangent.", "tan(x)"), signal::tan, {{{"x", "radians"}}}));
  all.push_back(
      bound(with("asin", "The angle with that sine, in radians.", "asin(x)"), asin, {{{"x", ""}}}));
  all.push_back(bound(with("acos", "The angle with that cosine, in radians.", "acos(x)"), acos,
                      {{{"x", ""}}}));
  all.push_back(bound(with("atan", "The angle with that tangent, in radians.", "atan(x)"), atan,
                      {{{"x", ""}}}));
  all.push_back(bound(with("sinh", "The hyperbolic sine.", "sinh(x)"), sinh, {{{"x", ""}}}));
  all.push_back(bound(with("cosh", "The hyperbolic cosine.", "cosh(x)"), cosh, {{{"x", ""}}}));
  all.push_back(
      bound(with("tanh", "A soft clip to -1..1.", "tanh(x)"), signal::tanh, {{{"x", ""}}}));
  all.push_back(
      bound(with("min", "The smaller one.", "min(x, 0.5)"), signal::min, {{{"a", ""}, {"b", ""}}}));
  all.push_back(
      bound(with("max", "The larger one.", "max(x, 0.5)"), signal::max, {{{"a", ""}, {"b", ""}}}));
  all.push_back(bound(with("mod", "a - b floor(a / b): has the sign of b.", "mod(x, 0.5)"),
                      signal::mod, {{{"a", ""}, {"b", ""}}}));
  all.push_back(
      bound(with("pow", "a to the b.", "pow(abs(x), 0.5)"), signal::pow, {{{"a", ""}, {"b", ""}}}));
  all.push_back(bound(with("atan2", "The angle of (b, a), in radians.", "atan2(x, 0.5)"),
                      signal::atan2, {{{"a", ""}, {"b", ""}}}));
  all.push_back(bound(with("eq", "1 where they are equal, else 0.", "eq(x, 0.5)"), eq,
                      {{{"a", ""}, {"b", ""}}}));
  all.push_back(bound(with("ne", "1 where they differ, else 0.", "ne(x, 0.5)"), ne,
                      {{{"a", ""}, {"b", ""}}}));
  all.push_back(bound(with("clip", "x kept from low to high.", "clip(3.0 * x)"), clip,
                      {{{"x", ""}, {"low", "", -1.0}, {"high", "", 1.0}}}));
  all.push_back(bound(with("clamp", "x kept from low to high.", "clamp(x, 0.0, 0.5)"), clamp,
                      {{{"x", ""}, {"low", ""}, {"high", ""}}}));
  all.push_back(bound(with("wrap", "x moved into [low, high) by whole multiples of its width.",
                           "wrap(3.0 * x, -1.0, 1.0)"),
                      wrap, {{{"x", ""}, {"low", "", 0.0}, {"high", "", 1.0}}}));
  all.push_back(bound(with("lerp", "From a to b.", "lerp(x, delay(x, 100), 0.3)"), lerp,
                      {{{"a", ""}, {"b", ""}, {"t", "0 is a, 1 is b"}}}));
  all.push_back(bound(
      with("select2", "`zero` where the condition is 0, else `other`.", "select2(gate, 0.0, x)"),
      select2, {{{"condition", ""}, {"zero", ""}, {"other", ""}}}));
  all.push_back(bound(with("fma", "a * b + c, rounded once.", "fma(x, 0.5, 0.25)"), signal::fma,
                      {{{"a", ""}, {"b", ""}, {"c", ""}}}));
  all.push_back(bound(with("db_to_linear", "0 dB is 1, -6.02 dB is 0.5.", "x * db_to_linear(-6.0)"),
                      db_to_linear, {{{"db", "dB"}}}));
  all.push_back(
      bound(with("linear_to_db", "Of the magnitude, at least -200 dB.", "linear_to_db(x)"),
            linear_to_db, {{{"x", ""}}}));
  all.push_back(bound(with("midi_to_freq", "From notes to Hz.", "saw(midi_to_freq(45.0))"),
                      midi_to_freq, {{{"note", "69 is 440 Hz"}}}));
  all.push_back(bound(with("freq_to_midi", "From Hz to notes.", "freq_to_midi(440.0)"),
                      freq_to_midi, {{{"freq", "Hz"}}}));
}
// NOLINTNEXTLINE(readability-function-size): a table
static void add_memory_rows(std::vector<Function>& all) {
  const auto with = [](std::string_view name, std::string_view help, std::string_view example) {
    return Function{.name = name, .topic = "memory", .help = help, .example = example};
  };
  all.push_back(
      bound(with("mem", "x one frame ago; 0 at the start.", "mem(x)"), mem, {{{"x", ""}}}));
  all.push_back(
      bound(with("delay", "x as it was floor(frames) ago.", "x + delay(x, 480)"), delay_frames,
            {{{"x", ""}, {"frames", ""}, {"longest", "frames, if `frames` moves", -1.0}}}));
  all.push_back(bound(with("rdtable", "The number of the table at floor(position).",
                           "rdtable([0.0, 0.5, 1.0], 3.0 * phasor(2.0))"),
                      rdtable, {{{"table", "up to 2^20 numbers"}, {"position", "from 0"}}}));
  all.push_back(bound(
      with("rwtable", "Puts `value` at floor(write), and gives what is at floor(read).",
           "rwtable(480, 480.0 * phasor(100.0), x, 480.0 * phasor(-50.0))"),
      rwtable, {{{"size", "1 to 2^20"}, {"write", "from 0"}, {"value", ""}, {"read", "from 0"}}}));
  all.push_back(bound(with("unit_delay", "The same as mem.", "unit_delay(x)"), mem, {{{"x", ""}}}));
  all.push_back(bound(with("sample_rate", "In Hz.", "sample_rate()"), sample_rate));
  all.push_back(bound(with("sr", "The same as sample_rate.", "sr()"), sample_rate));
}
void add_math(std::vector<Function>& all) {
  add_numbers_rows(all);
  add_memory_rows(all);
}
}  // namespace krach::signal
