// src/signal/interpreter.cpp
#include "signal/interpreter.hpp"

#include <algorithm>
#include <utility>

#include "base/denormals.hpp"
#include "base/error.hpp"

namespace krach::signal {
template <class Real>
Interpreter<Real>::Interpreter(Program program, Hertz rate, std::uint32_t seed)
    : program_(std::move(program)), rate_(static_cast<Real>(rate.value)) {
  check(program_);
  if (!program_.faust.empty())
    throw Error(
        {"it is written in FAUST", "program", "only what krach itself compiles is interpreted"});
  paces_ = paces(program_);
  plan_ = plan_state(program_);
  reset(seed);
}

template <class Real>
void Interpreter<Real>::reset(std::uint32_t seed) {
  const std::size_t n = program_.operations.size();
  keys_.resize(n);
  for (std::size_t i = 0; i < n; ++i)
    keys_[i] = math::noise_key(Word{seed}, program_.operations[i].index);
  values_.assign(n, 0);
  memories_.assign(n, 0);
  phases_.assign(n, {});
  lines_.clear();
  for (const DelayLine& line : plan_.lines) lines_.emplace_back(line.size, Real{0});
  tables_.assign(n, {});
  for (std::size_t i = 0; i < n; ++i)
    if (const Operation& o = program_.operations[i]; o.op == Op::rwtable)
      tables_[i].assign(o.index, Real{0});
  frame_ = 0;
}

template <class Real>
Real Interpreter<Real>::stateless(std::size_t i) const {
  const Operation& o = program_.operations[i];
  if (o.op == Op::constant) return static_cast<Real>(o.value);
  if (o.op == Op::sample_rate) return rate_;
  if (o.op == Op::table) {
    const auto& table = program_.tables[o.index];
    return static_cast<Real>(table[math::table_place(operand(i, 0), table.size()).v]);
  }
  return math::apply(o.op, operand(i, 0), operand(i, 1), operand(i, 2)).v;
}

template <class Real>
Real Interpreter<Real>::delayed(std::size_t i) {
  const Operation& o = program_.operations[i];
  auto& line = lines_[plan_.place[i]];
  const auto mask = static_cast<std::uint32_t>(line.size() - 1);
  line[frame_ & mask] = values_[o.in[0]];
  return line[(frame_ - math::delay_distance(operand(i, 1), o.index).v) & mask];
}

template <class Real>
Real Interpreter<Real>::rewritten(std::size_t i) {
  auto& table = tables_[i];
  table[math::table_place(operand(i, 0), table.size()).v] = operand(i, 1).v;
  return table[math::table_place(operand(i, 2), table.size()).v];
}

template <class Real>
Real Interpreter<Real>::moving(std::size_t i, std::span<const Real> in, std::size_t frame,
                               std::size_t frames) {
  const Operation& o = program_.operations[i];
  switch (o.op) {
    case Op::input: return in[o.index * frames + frame];
    case Op::noise: return math::noise_at(Number{}, keys_[i], Word{frame_}).v;
    case Op::memory: return memories_[i];
    case Op::delay: return delayed(i);
    case Op::rwtable: return rewritten(i);
    case Op::phasor: {
      const auto before = phases_[i];
      phases_[i] = before + math::phase_step(operand(i, 0));
      return math::phase_position(Number{}, before).v;
    }
    default: return stateless(i);
  }
}

/// What depends on controls alone, from their values at the tick.
template <class Real>
void Interpreter<Real>::hold(std::span<const Real> controls) {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (paces_[i] == Pace::moving) continue;
    const Operation& o = program_.operations[i];
    values_[i] = o.op == Op::control ? controls[o.index] : stateless(i);
  }
}
template <class Real>
void Interpreter<Real>::remember() {
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (program_.operations[i].op == Op::memory) memories_[i] = operand(i, 0).v;
}

template <class Real>
void Interpreter<Real>::process(std::span<const Real> controls, std::span<const Real> steps,
                                std::int32_t since_tick, std::span<const Real> in,
                                std::span<Real> out, std::size_t frames) {
  const FlushDenormals flush;
  hold(controls);
  for (std::size_t frame = 0; frame < frames; ++frame, ++frame_, ++since_tick) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Operation& o = program_.operations[i];
      if (o.op == Op::control)
        values_[i] = controls[o.index] + static_cast<Real>(since_tick) * steps[o.index];
      else if (paces_[i] == Pace::moving)
        values_[i] = moving(i, in, frame, frames);
    }
    for (std::size_t channel = 0; channel < program_.outputs.size(); ++channel)
      out[channel * frames + frame] = values_[program_.outputs[channel]];
    remember();
  }
}
template class Interpreter<float>;
template class Interpreter<double>;

template <class Real>
std::vector<Real> interpret(const Program& program, std::span<const Real> in, Hertz rate) {
  Interpreter<Real> voice(program, rate);
  std::vector<Real> controls, steps(program.controls.size(), 0), heard;
  for (const Control& c : program.controls) controls.push_back(static_cast<Real>(c.initial));
  for (std::uint32_t i = 0; i < program.inputs; ++i)
    heard.insert(heard.end(), in.begin(), in.end());
  std::vector<Real> out(in.size() * program.outputs.size());
  voice.process(controls, steps, 0, heard, out, in.size());
  out.resize(in.size());
  return out;
}
template std::vector<float> interpret(const Program&, std::span<const float>, Hertz);
template std::vector<double> interpret(const Program&, std::span<const double>, Hertz);
}  // namespace krach::signal
