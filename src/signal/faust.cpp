// src/signal/faust.cpp: one definition for each operation; a function `step` from what is
// remembered and heard to what will be, closed into a loop.
#include "signal/faust.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "signal/pace.hpp"
#include "signal/scalar.hpp"
#include "signal/semantics.hpp"

namespace krach::signal {
namespace {
std::string bare_number(double x) {
  std::array<char, 40> text{};
  auto* end = std::to_chars(text.data(), text.data() + text.size(), x).ptr;
  std::string out(text.data(), end);
  if (out.find_first_of(".e") == std::string::npos) out += ".0";
  return out;
}
std::string number(double x) { return x < 0.0 ? "(" + bare_number(x) + ")" : bare_number(x); }
/// 32 bits as the signed number that has them.
std::string word(std::uint32_t x) {
  return "(" + std::to_string(static_cast<std::int32_t>(x)) + ")";
}
std::string slider(const Program& program, std::size_t control) {
  const Control& c = program.controls[control];
  const double step = (c.high - c.low) / 1e6;
  return "hslider(\"" + faust_label(program, control) + "\", " + number(c.initial) + ", " +
         number(c.low) + ", " + number(c.high) + ", " + number(step > 0.0 ? step : 1e-6) + ")";
}
std::string name(std::uint32_t id) { return "s" + std::to_string(id); }

using Expressions = std::map<std::uint32_t, FaustExpression>;
std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}
/// A definition of its own, outside of all others, so that it sees their names as little as they
/// see its.
std::string defined(std::uint32_t id, const FaustExpression& expression) {
  std::vector<std::string> inputs;
  inputs.reserve(expression.inputs.size());
  for (std::size_t k = 0; k < expression.inputs.size(); ++k)
    inputs.push_back("in" + std::to_string(k));
  std::string body = expression.text;
  bool is_placed = false;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    const std::string place = "{" + std::to_string(k) + "}", value = "(" + inputs[k] + ")";
    for (std::size_t at = 0; (at = body.find(place, at)) != std::string::npos; at += value.size()) {
      body.replace(at, place.size(), value);
      is_placed = true;
    }
  }
  if (!is_placed && !inputs.empty()) body = "(" + joined(inputs) + ") : (" + body + ")";
  return "expression" + std::to_string(id) + (inputs.empty() ? "" : "(" + joined(inputs) + ")") +
         " = " + body + ";\n";
}

class Writer {
 public:
  Writer(const Program& program, const Expressions& expressions)
      : program_(program), expressions_(expressions) {}
  std::string write() {
    for (std::uint32_t i = 0; i < program_.operations.size(); ++i) {
      const Op op = program_.operations[i].op;
      if (op == Op::memory || op == Op::phasor) remember(i);
      noisy_ = noisy_ || op == Op::noise;
    }
    std::string definitions, before;
    for (const auto& [id, expression] : expressions_) before += defined(id, expression);
    for (std::uint32_t i = 0; i < program_.operations.size(); ++i)
      definitions += "  " + name(i) + " = " + define(i) + ";\n";
    return (before.empty() ? "" : "import(\"stdfaust.lib\");\n" + before) + "step(" +
           joined(parameters()) + ") = " + joined(results()) + "\nwith {\n" + definitions +
           shared() + "};\n" + process();
  }

 private:
  std::string in(std::uint32_t i, std::size_t k) const {
    return name(program_.operations[i].in[k]);
  }
  /// What depends on constants alone. FAUST would refuse some of it, like logarithms of 0.
  std::vector<std::optional<float>> fixed_numbers() const {
    const auto all = paces(program_);
    std::vector<std::optional<float>> out(program_.operations.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Operation& o = program_.operations[i];
      const auto operand = [&](std::size_t k) { return out[o.in[k]]; };
      const std::size_t count = info(o.op).operands;
      bool is_known = all[i] == Pace::fixed && o.op != Op::sample_rate && o.op != Op::table &&
                      !expressions_.contains(static_cast<std::uint32_t>(i));
      for (std::size_t k = 0; k < count; ++k) is_known = is_known && operand(k).has_value();
      if (!is_known) continue;
      const auto number = [&](std::size_t k) {
        return math::Single{k < count ? operand(k).value_or(0.0F) : 0.0F};
      };
      out[i] = o.op == Op::constant ? static_cast<float>(o.value)
                                    : math::apply(o.op, number(0), number(1), number(2)).v;
    }
    return out;
  }
  static std::string fixed(float x) {
    if (std::isnan(x)) return "zero / zero";
    if (std::isinf(x)) return x > 0.0F ? "1.0 / zero" : "-1.0 / zero";
    return number(static_cast<double>(x));
  }
  /// A divisor: FAUST refuses the number 0, but not what only turns out to be 0.
  std::string divisor(std::uint32_t i) const {
    return numbers_[program_.operations[i].in[1]] == 0.0F ? "zero" : in(i, 1);
  }
  void remember(std::uint32_t i) { remembered_.push_back(i); }
  /// What is remembered comes first, so that the loop closes over it.
  std::vector<std::string> parameters() const {
    std::vector<std::string> out;
    out.reserve(remembered_.size() + program_.inputs + 2);
    for (const std::uint32_t i : remembered_) out.push_back("m" + std::to_string(i));
    if (noisy_) out.emplace_back("frame");
    for (std::uint32_t i = 0; i < program_.inputs; ++i) out.push_back("x" + std::to_string(i));
    if (out.empty()) out.emplace_back("none");
    return out;
  }
  std::vector<std::string> results() const {
    std::vector<std::string> out;
    out.reserve(remembered_.size() + program_.outputs.size() + 1);
    for (const std::uint32_t i : remembered_)
      out.push_back(program_.operations[i].op == Op::memory
                        ? in(i, 0)
                        : "m" + std::to_string(i) + " + turn(" + in(i, 0) + ")");
    if (noisy_) out.emplace_back("frame + 1");
    for (const std::uint32_t output : program_.outputs) out.push_back(name(output));
    return out;
  }
  std::string process() const {
    const std::size_t loops = remembered_.size() + (noisy_ ? 1 : 0);
    const std::vector<std::string> back(loops, "_"), cut(loops, "!"),
        out(program_.outputs.size(), "_");
    if (loops == 0 && program_.inputs == 0) return "process = step(0);\n";
    if (loops == 0) return "process = step;\n";
    return "process = (step ~ (" + joined(back) + ")) : " + joined(cut) + ", " + joined(out) +
           ";\n";
  }
  /// As semantics.hpp has them.
  static std::string shared() {
    return "  rate = float(fconstant(int fSamplingFreq, <math.h>));\n"
           "  truth(x) = float(x);\n"
           "  time = (+(1) ~ _) - 1;\n"
           "  zero = float(time < 0);\n"
           "  turn(x) = int(floor((x - floor(x + 0.5)) * 4294967296.0 + 0.5));\n"
           "  phase(m) = float((m >> 8) & 16777215) * 5.9604644775390625e-08;\n"
           "  place(x, most) = int(max(0.0, min(most, floor(x))));\n"
           "  tanh(x) = x : ffunction(float tanhf|tanh|tanhl(float), <math.h>, \"\");\n"
           "  right(x, n) = (x >> n) & ((1 << (32 - n)) - 1);\n"
           "  white(first, second) = float(z >> 8) * 1.1920928955078125e-07\n"
           "  with {\n"
           "    a = frame + first;\n"
           "    b = xor(a, right(a, 16)) * 2146121005;\n"
           "    c = xor(xor(b, second), right(b, 15)) * (-2073254261);\n"
           "    z = xor(c, right(c, 16));\n"
           "  };\n";
  }
  std::string call(std::string_view function, std::uint32_t i, std::size_t count) const {
    std::string out = std::string(function) + "(";
    for (std::size_t k = 0; k < count; ++k) out += (k > 0 ? ", " : "") + in(i, k);
    return out + ")";
  }
  std::string between(std::uint32_t i, std::string_view sign) const {
    return in(i, 0) + " " + std::string(sign) + " " + in(i, 1);
  }
  std::string compared(std::uint32_t i, std::string_view sign) const {
    return "truth(" + between(i, sign) + ")";
  }
  std::string table(std::uint32_t i) const {
    const auto& numbers = program_.tables[program_.operations[i].index];
    std::vector<std::string> words;
    words.reserve(numbers.size());
    for (const float x : numbers) words.push_back(bare_number(static_cast<double>(x)));
    return "(waveform{" + joined(words) + "}, place(" + in(i, 0) + ", " +
           number(static_cast<double>(numbers.size() - 1)) + ") : rdtable)";
  }
  /// libfaust 2.54 ends itself at some delays of a number; that number comes after so many frames.
  std::string delayed(std::uint32_t i) const {
    const Operation& o = program_.operations[i];
    const std::string frames =
        "place(" + in(i, 1) + ", " + number(static_cast<double>(o.index)) + ")";
    if (!numbers_[o.in[0]]) return in(i, 0) + " @ " + frames;
    return "select2(time >= " + frames + ", 0.0, " + in(i, 0) + ")";
  }
  std::string define(std::uint32_t i) const;

  const Program& program_;
  const Expressions& expressions_;
  const std::vector<std::optional<float>> numbers_ = fixed_numbers();  // of each operation
  std::vector<std::uint32_t> remembered_;
  bool noisy_ = false;
};

std::string Writer::define(std::uint32_t i) const {
  if (const auto found = expressions_.find(i); found != expressions_.end()) {
    std::vector<std::string> inputs;
    for (const std::uint32_t input : found->second.inputs) inputs.push_back(name(input));
    return "expression" + name(i).substr(1) + (inputs.empty() ? "" : "(" + joined(inputs) + ")");
  }
  if (const auto& known = numbers_[i]) return fixed(*known);
  const Operation& o = program_.operations[i];
  switch (o.op) {
    case Op::constant: return number(o.value);
    case Op::control: return slider(program_, o.index);
    case Op::input: return "x" + std::to_string(o.index);
    case Op::sample_rate: return "rate";
    case Op::noise: {
      const auto key = math::noise_key(math::ScalarWord{0}, o.index);
      return "white(" + word(key.first.v) + ", " + word(key.second.v) + ")";
    }
    case Op::neg: return "(-1.0) * " + in(i, 0);
    case Op::phasor: return "phase(m" + std::to_string(i) + ")";
    case Op::memory: return "m" + std::to_string(i);
    case Op::add: return between(i, "+");
    case Op::sub: return between(i, "-");
    case Op::mul: return between(i, "*");
    case Op::div: return in(i, 0) + " / " + divisor(i);
    case Op::lt: return compared(i, "<");
    case Op::le: return compared(i, "<=");
    case Op::gt: return compared(i, ">");
    case Op::ge: return compared(i, ">=");
    case Op::eq: return compared(i, "==");
    case Op::ne: return compared(i, "!=");
    case Op::delay: return delayed(i);
    case Op::select: return "select2(" + in(i, 0) + " != 0.0, " + in(i, 2) + ", " + in(i, 1) + ")";
    case Op::fma: return in(i, 0) + " * " + in(i, 1) + " + " + in(i, 2);
    case Op::table: return table(i);
    case Op::rwtable: {
      const std::string last = number(static_cast<double>(o.index - 1));
      const std::uint32_t size = std::max(o.index, 2U);  // of one, libfaust dies
      return "rwtable(" + std::to_string(size) + ", 0.0, place(" + in(i, 0) + ", " + last + "), " +
             in(i, 1) + ", place(" + in(i, 2) + ", " + last + "))";
    }
    default: return call(info(o.op).name, i, info(o.op).operands);  // abs to pow, of one name
  }
}
}  // namespace

std::string to_faust(const Program& program) {
  return program.faust.empty() ? Writer(program, {}).write() : program.faust;
}
std::string faust_label(const Program& program, std::size_t control) {
  const std::string& name = program.controls[control].name;
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool is_kept = std::ranges::all_of(name, is_plain);
  return is_kept ? name : "control_" + std::to_string(control);
}
Program in_faust(const Program& program, const Expressions& expressions) {
  Program result;
  result.inputs = program.inputs;
  result.controls = program.controls;
  result.outputs.assign(program.outputs.size(), 0);
  result.faust = Writer(program, expressions).write();
  return result;
}
}  // namespace krach::signal
