// src/signal/interpreter.hpp: runs a program one operation after the other: slow, obvious, and the
// reference for every other way to run it.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/units.hpp"
#include "signal/pace.hpp"
#include "signal/program.hpp"
#include "signal/semantics.hpp"
#include "signal/state.hpp"

namespace krach::signal {
/// One voice of `program`. In float it gives the same bits as a kernel; in double, with the C
/// library's functions, it shows what rounding costs.
/// Errors: Error if the program does not pass check().
/// Thread: [control]. Denormals are flushed while it computes.
template <class Real>
class Interpreter {
 public:
  Interpreter(Program program, Hertz rate, std::uint32_t seed = 0);
  /// A new voice.
  void reset(std::uint32_t seed);
  /// As KernelProcess, for one lane. Shapes: controls, steps[control]; in[input][frame]; writes
  /// out[output][frame].
  void process(std::span<const Real> controls, std::span<const Real> steps, std::int32_t since_tick,
               std::span<const Real> in, std::span<Real> out, std::size_t frames);
  const Program& program() const noexcept { return program_; }

 private:
  using Number = math::Scalar<Real>;
  using Word = math::ScalarWord;
  Number operand(std::size_t i, std::uint32_t k) const {
    return {values_[program_.operations[i].in[k]]};
  }
  Real stateless(std::size_t i) const;
  Real moving(std::size_t i, std::span<const Real> in, std::size_t frame, std::size_t frames);
  Real delayed(std::size_t i);
  Real rewritten(std::size_t i);
  void hold(std::span<const Real> controls);
  void remember();

  Program program_;
  Real rate_;
  std::vector<Pace> paces_;
  StatePlan plan_;
  std::vector<math::NoiseKey<Word>> keys_;  // of each operation that is noise
  std::vector<Real> values_, memories_;     // of each operation
  std::vector<Word> phases_;                // of each operation
  std::vector<std::vector<Real>> lines_;
  std::vector<std::vector<Real>> tables_;  // of each operation that writes one
  std::uint32_t frame_ = 0;                // since the voice started
};
extern template class Interpreter<float>;
extern template class Interpreter<double>;

/// Renders output 0 of a program at its controls' initial values; as many frames as `in` has.
/// A program without inputs gives `in` the length alone; one with two hears it in both.
template <class Real>
std::vector<Real> interpret(const Program& program, std::span<const Real> in, Hertz rate);
extern template std::vector<float> interpret(const Program&, std::span<const float>, Hertz);
extern template std::vector<double> interpret(const Program&, std::span<const double>, Hertz);
}  // namespace krach::signal
