// src/signal/trace.cpp
#include "signal/trace.hpp"

#include "base/error.hpp"
#include "signal/recorder.hpp"

namespace krach::signal {
Tracing::Tracing(std::uint32_t inputs) {
  if (Recorder::slot() != nullptr)
    throw Error({"a synth function is being traced already", "tracing",
                 "call the inner function directly; do not make a synth inside a synth"});
  if (inputs > 2)
    throw Error({std::to_string(inputs) + " inputs", "tracing.inputs", "give 0, 1 or 2"});
  recorder_ = std::make_unique<Recorder>(inputs);
  Recorder::slot() = recorder_.get();
}
Tracing::~Tracing() {
  if (recorder_) Recorder::slot() = nullptr;
}

static Recorder& alive(const std::unique_ptr<Recorder>& recorder) {
  if (!recorder) throw Error({"this tracing is finished", "tracing", "begin a new one"});
  return *recorder;
}
std::vector<Signal> Tracing::inputs() const {
  Recorder& recorder = alive(recorder_);
  std::vector<Signal> signals;
  for (std::uint32_t i = 0; i < recorder.inputs(); ++i)
    signals.push_back(recorder.share({.op = Op::input, .index = i}));
  return signals;
}
Program Tracing::finish(std::span<const Signal> outputs) {
  alive(recorder_);
  const auto recorder = std::move(recorder_);
  Recorder::slot() = nullptr;
  return recorder->finish(outputs);
}
}  // namespace krach::signal
