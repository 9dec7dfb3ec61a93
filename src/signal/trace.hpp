// src/signal/trace.hpp: running a synth function once, to keep what it did as a program.
#pragma once
#include <array>
#include <concepts>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "signal/program.hpp"
#include "signal/signal.hpp"

namespace krach::signal {
class Recorder;

/// A tracing lives from its constructor to finish(), or to its destructor, which abandons it.
/// Errors: Error if another one lives on this thread, or inputs > 2.
/// Thread: [control]; made, used and destroyed on one thread. Threads may trace side by side.
/// Example: Tracing tracing(1); auto p = tracing.finish(std::array{lowpass(tracing.inputs()[0])});
class Tracing {
 public:
  explicit Tracing(std::uint32_t inputs = 0);
  ~Tracing();
  Tracing(const Tracing&) = delete;
  Tracing& operator=(const Tracing&) = delete;
  /// The audio that the program hears, one signal a channel.
  std::vector<Signal> inputs() const;
  /// The program, checked and normal; ends the tracing, also when it throws.
  /// Errors: Error if a memory was never written, or as check().
  Program finish(std::span<const Signal> outputs);

 private:
  std::unique_ptr<Recorder> recorder_;
};

/// Traces `function`, which takes `inputs` signals and gives a signal, or an array or vector of
/// them.
/// Example: trace(1, [](Signal in) { return 0.5 * in; })
template <class Function>
Program trace(std::uint32_t inputs, Function&& function) {
  Tracing tracing(inputs);
  const auto in = tracing.inputs();
  const auto outputs = [&] {
    if constexpr (std::invocable<Function>)
      return std::forward<Function>(function)();
    else if constexpr (std::invocable<Function, Signal>)
      return std::forward<Function>(function)(in.at(0));
    else
      return std::forward<Function>(function)(in.at(0), in.at(1));
  }();
  if constexpr (std::convertible_to<decltype(outputs), Signal>)
    return tracing.finish(std::array{Signal(outputs)});
  else
    return tracing.finish(outputs);
}
template <class Function>
Program trace(Function&& function) {
  return trace(0, std::forward<Function>(function));
}
}  // namespace krach::signal
