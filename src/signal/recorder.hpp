// src/signal/recorder.hpp: the program being traced on this thread, and which operations it has.
#pragma once
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <unordered_map>

#include "signal/faust.hpp"
#include "signal/program.hpp"
#include "signal/signal.hpp"

namespace krach::signal {
struct OperationHash {
  std::size_t operator()(const Operation& o) const noexcept;
};

class Recorder {
 public:
  explicit Recorder(std::uint32_t inputs);
  /// The one of this thread. Errors: Error if nothing is being traced.
  static Recorder& current();
  static Recorder*& slot() noexcept;

  /// The operation equal to `o`, added if there is none.
  Signal share(const Operation& o);
  /// A new operation, whatever there is.
  Signal add(const Operation& o);
  Signal unwritten_memory();
  void write(Signal memory, Signal next);
  Signal control(const Control& control);
  /// The place of the table with these numbers, added if there is none.
  std::uint32_t table(std::vector<float> numbers);
  /// What FAUST makes of `inputs`; the whole program becomes FAUST.
  Signal faust(std::string text, std::span<const Signal> inputs);
  Signal noise() { return add({.op = Op::noise, .index = streams_++}); }
  /// The place of `s`. Errors: Error if it belongs to another tracing.
  std::uint32_t place(Signal s) const;
  const Operation& at(Signal s) const { return program_.operations[place(s)]; }
  std::uint32_t inputs() const noexcept { return program_.inputs; }
  Program finish(std::span<const Signal> outputs);

 private:
  Program program_;
  std::map<std::uint32_t, FaustExpression> expressions_;  // by what stands for them
  std::unordered_map<Operation, std::uint32_t, OperationHash> known_;
  std::unordered_map<std::uint32_t, std::int32_t> unwritten_;  // memories and their source lines
  std::uint32_t serial_, streams_ = 0;
};
}  // namespace krach::signal
