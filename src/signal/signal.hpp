// src/signal/signal.hpp: the words that synth functions are written in. They compute nothing: each
// adds an operation to the program being traced on this thread, or finds the equal one there.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "base/function_ref.hpp"
#include "signal/program.hpp"

namespace krach::signal {
/// A value of the program being traced: a name, not a number. Copy it freely.
/// Errors: using one outside its tracing, or with one of another tracing, is an Error.
/// Thread: [control]; the thread that traces.
class Signal {
 public:
  Signal(double constant);  // NOLINT(google-explicit-constructor): `2.0 * x` is how it is written
  std::uint32_t id() const noexcept { return id_; }            // its place in the program
  std::uint32_t tracing() const noexcept { return tracing_; }  // which tracing it belongs to

 protected:
  friend class Recorder;
  Signal(std::uint32_t id, std::uint32_t tracing) noexcept : id_(id), tracing_(tracing) {}

 private:
  std::uint32_t id_ = 0, tracing_ = 0;
};

/// One frame of delay. Reads as the value written for the frame before; 0 at the start.
/// Errors: Error if it is written twice, or never (when the tracing finishes).
class Memory : public Signal {
 public:
  Memory();
  void write(Signal next) const;
};
/// y = fn(y one frame ago).
Signal feedback(FunctionRef<Signal(Signal)> fn);
/// x one frame ago; 0 at the start.
Signal mem(Signal x);

/// A number that the player moves. The same name with the same numbers is the same control.
/// Errors: Error if the name is taken by one with other numbers, or does not fit; see Control.
Signal control(std::string_view name, double initial, double low, double high);
Signal sample_rate();  // in Hz

Signal operator+(Signal a, Signal b);
Signal operator-(Signal a, Signal b);
Signal operator*(Signal a, Signal b);
Signal operator/(Signal a, Signal b);
Signal operator-(Signal a);
Signal operator<(Signal a, Signal b);  // 1 or 0, as the next five
Signal operator<=(Signal a, Signal b);
Signal operator>(Signal a, Signal b);
Signal operator>=(Signal a, Signal b);
Signal eq(Signal a, Signal b);
Signal ne(Signal a, Signal b);
Signal select(Signal condition, Signal yes, Signal no);  // yes where condition is not 0
/// FAUST's order: `zero` where the condition is 0, else `other`.
Signal select2(Signal condition, Signal zero, Signal other);

Signal min(Signal a, Signal b);
Signal max(Signal a, Signal b);
Signal clamp(Signal x, Signal low, Signal high);
Signal abs(Signal x);
Signal floor(Signal x);
Signal ceil(Signal x);
Signal round(Signal x);          // halves go up
Signal mod(Signal a, Signal b);  // a - b floor(a / b): has the sign of b
Signal sqrt(Signal x);
Signal fma(Signal a, Signal b, Signal c);  // a * b + c, rounded once

Signal sin(Signal radians);
Signal cos(Signal radians);
Signal tan(Signal radians);
Signal atan2(Signal y, Signal x);
Signal exp(Signal x);
Signal log(Signal x);
Signal pow(Signal a, Signal b);  // by multiplication if b is the constant 1, 2, 3 or 4
Signal tanh(Signal x);

/// A ramp from 0 to 1 that jumps back, `step` cycles further on each frame (negative: backwards).
/// It is the phase before this frame's step; a new voice starts at 0.
Signal phase(Signal step);
/// `in` as it was floor(frames) ago, that clamped to [0, longest]. Delays of the same signal share
/// one line, as long as the longest of them.
Signal delay(Signal in, Signal frames, std::int64_t longest);
Signal delay(Signal in, std::int64_t frames);
/// Number floor(position) of `table`, the last for all beyond. The same numbers are one table.
/// Errors: Error if it is empty, has more than 2^20 numbers, or one that is not finite.
Signal rdtable(std::span<const double> table, Signal position);
/// A table of `size` numbers, 0 at the start, for each voice: `value` is put at floor(write), then
/// that at floor(read) is given.
/// Errors: Error if size is not 1 to 2^20.
Signal rwtable(std::int64_t size, Signal write, Signal value, Signal read);
/// What an expression in FAUST makes of the inputs: {0}, {1} ... in it, or, if there is none of
/// them, what goes into it. One such part and all of the program is compiled by FAUST, in one lane.
/// Errors: what FAUST refuses is told when the program is compiled.
/// Example: faust_expr("fi.resonlp({1}, 4, 1, {0})", x, cutoff)
Signal faust_expr(std::string_view text, std::span<const Signal> inputs);
/// White noise, [-1, 1). Each call is a stream of its own, in each voice.
Signal noise();

/// An operation by its name in a program (signal/program.hpp), as it is: for what has no word of
/// its own, like a noise of a stream that is chosen. Errors: Error if there is none that stands
/// alone: constants, controls, inputs, memories and tables
///         have words; if it has another number of operands.
/// Example: operation("pow", {x, 2.0}), operation("noise", {}, 3)
Signal operation(std::string_view name, std::span<const Signal> operands, std::uint32_t index = 0);

/// The line of source that the operations traced from now on, on this thread, come from; 0: none.
void set_source_line(std::int32_t line) noexcept;
}  // namespace krach::signal
