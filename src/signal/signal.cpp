// src/signal/signal.cpp: each word is one operation, or a few.
#include "signal/signal.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "signal/recorder.hpp"

namespace krach::signal {
static Signal record(Op op) { return Recorder::current().share({.op = op}); }
static Signal record(Op op, Signal a) {
  Recorder& r = Recorder::current();
  return r.share({.op = op, .in = {r.place(a)}});
}
static Signal record(Op op, Signal a, Signal b) {
  Recorder& r = Recorder::current();
  return r.share({.op = op, .in = {r.place(a), r.place(b)}});
}
static Signal record(Op op, Signal a, Signal b, Signal c) {
  Recorder& r = Recorder::current();
  return r.share({.op = op, .in = {r.place(a), r.place(b), r.place(c)}});
}
/// a + b and b + a are the same operation.
static Signal record_symmetric(Op op, Signal a, Signal b) {
  return a.id() <= b.id() ? record(op, a, b) : record(op, b, a);
}

Signal::Signal(double constant)
    : Signal(Recorder::current().share({.op = Op::constant, .value = constant})) {}

Memory::Memory() : Signal(Recorder::current().unwritten_memory()) {}
void Memory::write(Signal next) const { Recorder::current().write(*this, next); }

Signal feedback(FunctionRef<Signal(Signal)> fn) {
  const Memory before;
  const Signal now = fn(before);
  before.write(now);
  return now;
}
Signal mem(Signal x) { return record(Op::memory, x); }

Signal control(std::string_view name, double initial, double low, double high) {
  return Recorder::current().control({std::string(name), initial, low, high});
}
Signal sample_rate() { return record(Op::sample_rate); }

Signal operator+(Signal a, Signal b) { return record_symmetric(Op::add, a, b); }
Signal operator-(Signal a, Signal b) { return record(Op::sub, a, b); }
Signal operator*(Signal a, Signal b) { return record_symmetric(Op::mul, a, b); }
Signal operator/(Signal a, Signal b) { return record(Op::div, a, b); }
Signal operator-(Signal a) { return record(Op::neg, a); }
Signal operator<(Signal a, Signal b) { return record(Op::lt, a, b); }
Signal operator<=(Signal a, Signal b) { return record(Op::le, a, b); }
Signal operator>(Signal a, Signal b) { return record(Op::gt, a, b); }
Signal operator>=(Signal a, Signal b) { return record(Op::ge, a, b); }
Signal eq(Signal a, Signal b) { return record_symmetric(Op::eq, a, b); }
Signal ne(Signal a, Signal b) { return record_symmetric(Op::ne, a, b); }
Signal select(Signal condition, Signal yes, Signal no) {
  return record(Op::select, condition, yes, no);
}

Signal min(Signal a, Signal b) { return record(Op::min, a, b); }
Signal max(Signal a, Signal b) { return record(Op::max, a, b); }
Signal clamp(Signal x, Signal low, Signal high) { return min(max(x, low), high); }
Signal abs(Signal x) { return record(Op::abs, x); }
Signal floor(Signal x) { return record(Op::floor, x); }
Signal ceil(Signal x) { return -floor(-x); }
Signal round(Signal x) { return floor(x + 0.5); }
Signal mod(Signal a, Signal b) { return a - b * floor(a / b); }
Signal sqrt(Signal x) { return record(Op::sqrt, x); }
Signal fma(Signal a, Signal b, Signal c) { return record(Op::fma, a, b, c); }

Signal sin(Signal radians) { return record(Op::sin, radians); }
Signal cos(Signal radians) { return record(Op::cos, radians); }
Signal tan(Signal radians) { return record(Op::tan, radians); }
Signal atan2(Signal y, Signal x) { return record(Op::atan2, y, x); }
Signal exp(Signal x) { return record(Op::exp, x); }
Signal log(Signal x) { return record(Op::log, x); }
Signal tanh(Signal x) { return record(Op::tanh, x); }
Signal pow(Signal a, Signal b) {
  const Operation power = Recorder::current().at(b);
  if (power.op == Op::constant && power.value == 1.0) return a;
  if (power.op == Op::constant && power.value == 2.0) return a * a;
  if (power.op == Op::constant && power.value == 3.0) return a * a * a;
  if (power.op == Op::constant && power.value == 4.0) return (a * a) * (a * a);
  return record(Op::pow, a, b);
}

Signal select2(Signal condition, Signal zero, Signal other) {
  return select(condition, other, zero);
}
Signal phase(Signal step) { return record(Op::phasor, step); }
Signal delay(Signal in, Signal frames, std::int64_t longest) {
  Recorder& r = Recorder::current();
  if (longest < 0 || longest > std::int64_t{kMaxDelayFrames})
    throw Error({"a delay of " + std::to_string(longest) + " frames", "delay.longest",
                 "give 0 to " + std::to_string(kMaxDelayFrames) + " frames"});
  return r.share({.op = Op::delay,
                  .in = {r.place(in), r.place(frames)},
                  .index = static_cast<std::uint32_t>(longest)});
}
Signal delay(Signal in, std::int64_t frames) {
  return delay(in, static_cast<double>(frames), frames);
}
Signal rdtable(std::span<const double> table, Signal position) {
  if (table.empty() || table.size() > kMaxTableNumbers)
    throw Error({"a table of " + std::to_string(table.size()) + " numbers", "rdtable.table",
                 "give 1 to 2^20"});
  Recorder& r = Recorder::current();
  const std::uint32_t index = r.table(std::vector<float>(table.begin(), table.end()));
  return r.share({.op = Op::table, .in = {r.place(position)}, .index = index});
}
Signal rwtable(std::int64_t size, Signal write, Signal value, Signal read) {
  if (size < 1 || size > static_cast<std::int64_t>(kMaxTableNumbers))
    throw Error(
        {"a table of " + std::to_string(size) + " numbers", "rwtable.size", "give 1 to 2^20"});
  Recorder& r = Recorder::current();
  return r.add({.op = Op::rwtable,  // each is a table of its own
                .in = {r.place(write), r.place(value), r.place(read)},
                .index = static_cast<std::uint32_t>(size)});
}
Signal faust_expr(std::string_view text, std::span<const Signal> inputs) {
  return Recorder::current().faust(std::string(text), inputs);
}
Signal noise() { return Recorder::current().noise(); }
Signal operation(std::string_view name, std::span<const Signal> operands, std::uint32_t index) {
  const std::string where = "operation '" + std::string(name.substr(0, 64)) + "'";
  Recorder& r = Recorder::current();
  for (std::size_t i = 0; i < kOpCount; ++i) {
    const auto op = static_cast<Op>(i);
    if (info(op).name != name || op == Op::constant || op == Op::control || op == Op::input ||
        op == Op::memory || op == Op::table)
      continue;
    if (operands.size() != info(op).operands)
      throw Error({"it has " + std::to_string(operands.size()) + " operands", where,
                   "give " + std::to_string(info(op).operands)});
    Operation o{.op = op, .index = index};
    for (std::size_t k = 0; k < operands.size(); ++k) o.in.at(k) = r.place(operands[k]);
    return op == Op::rwtable ? r.add(o) : r.share(o);
  }
  throw Error(
      {"there is no such operation, or it has a word of its own", where, "see signal/program.hpp"});
}
}  // namespace krach::signal
