// tests/jit/performance_test.cpp: (support) how a performance is played.
#include "jit/performance.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <new>

#include "base/denormals.hpp"
#include "signal/interpreter.hpp"
#include "support/realtime_trap.hpp"

namespace krach::testing {
static constexpr std::size_t kAlignment = 64;

Performance improvise(const signal::Program& program, std::uint32_t voices, std::int32_t frames,
                      std::mt19937& random) {
  Performance p;
  p.program = &program;
  p.frames = frames;
  std::uniform_real_distribution<float> unit(0.0F, 1.0F);
  const auto ticks = static_cast<std::size_t>(frames / kTickFrames) + 1;
  p.controls.resize(voices, {ticks, std::vector<float>(program.controls.size())});
  p.steps = p.controls;
  p.in.resize(voices, {program.inputs, std::vector<float>(static_cast<std::size_t>(frames))});
  for (std::uint32_t v = 0; v < voices; ++v) {
    p.seeds.push_back(static_cast<std::uint32_t>(random()));
    for (std::size_t tick = 0; tick < ticks; ++tick)
      for (std::size_t c = 0; c < program.controls.size(); ++c) {
        const auto low = static_cast<float>(program.controls[c].low);
        const auto high = static_cast<float>(program.controls[c].high);
        p.controls[v][tick][c] = low + (high - low) * unit(random);
        p.steps[v][tick][c] =
            unit(random) < 0.5F ? 0.0F : (high - low) * (unit(random) - 0.5F) / 16;
      }
    for (auto& channel : p.in[v])
      for (auto& x : channel) x = (unit(random) - 0.5F) * std::exp2(8.0F * unit(random) - 5.0F);
  }
  return p;
}

std::vector<std::int32_t> split(std::int32_t frames, std::mt19937& random) {
  std::vector<std::int32_t> ends;
  for (std::int32_t at = 0; at < frames;) {
    const std::int32_t tick_end = std::min(at - at % kTickFrames + kTickFrames, frames);
    at += 1 + static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(tick_end - at));
    ends.push_back(at);
  }
  return ends;
}

/// Zeroed memory, aligned as a kernel wants it.
template <class T>
static auto aligned(std::size_t count) {
  const auto free = [](T* p) { ::operator delete(p, std::align_val_t{kAlignment}); };
  auto* p = static_cast<T*>(::operator new(sizeof(T) * count + 64, std::align_val_t{kAlignment}));
  std::fill_n(p, count, T{});
  return std::unique_ptr<T, decltype(free)>(p, free);
}

signal::Program with_finite_outputs(signal::Program program) {
  const auto add = [&](signal::Operation o) {
    program.operations.push_back(o);
    return static_cast<std::uint32_t>(program.operations.size() - 1);
  };
  using signal::Op;
  const double most = std::numeric_limits<float>::max();
  const auto high = add({.op = Op::constant, .value = most});
  const auto low = add({.op = Op::constant, .value = -most});
  const auto mark = add({.op = Op::constant, .value = 3e38});
  for (std::uint32_t& output : program.outputs) {
    const auto no_number = add({.op = Op::ne, .in = {output, output}});
    const auto above = add({.op = Op::max, .in = {output, low}});
    const auto within = add({.op = Op::min, .in = {above, high}});
    output = add({.op = Op::select, .in = {no_number, mark, within}});
  }
  return program;
}

/// Onto -0 and at a gain of 1, so that the sums are the outputs to the bit.
Heard play_kernel(const Performance& p, const Kernel& kernel,
                  const std::vector<std::int32_t>& ends) {
  const KernelLayout& layout = kernel.layout;
  const std::size_t lanes = layout.lanes;
  const auto state = aligned<std::uint32_t>(layout.state_words());
  const auto controls = aligned<float>(layout.controls * lanes);
  const auto steps = aligned<float>(layout.controls * lanes);
  const auto in = aligned<float>(layout.inputs * lanes * kTickFrames);
  const auto sums = aligned<float>(layout.outputs * lanes * kTickFrames);
  const auto gains = aligned<float>(lanes);
  const auto peaks = aligned<std::int32_t>(lanes);
  std::fill_n(gains.get(), lanes, 1.0F);
  std::copy_n(p.seeds.begin(), lanes, state.get());
  Heard heard(lanes, {layout.outputs, std::vector<float>(static_cast<std::size_t>(p.frames))});

  std::int32_t begin = 0;
  for (const std::int32_t end : ends) {
    const auto count = static_cast<std::size_t>(end - begin);
    const auto tick = static_cast<std::size_t>(begin / kTickFrames);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      for (std::size_t c = 0; c < layout.controls; ++c) {
        controls.get()[c * lanes + lane] = p.controls[lane][tick][c];
        steps.get()[c * lanes + lane] = p.steps[lane][tick][c];
      }
      for (std::size_t c = 0; c < layout.inputs; ++c)
        for (std::size_t i = 0; i < count; ++i)
          in.get()[(c * kTickFrames + i) * lanes + lane] =
              p.in[lane][c][static_cast<std::size_t>(begin) + i];
    }
    std::fill_n(sums.get(), layout.outputs * lanes * kTickFrames, -0.0F);
    {
      const FlushDenormals flush;
      const AudioThread trial;
      kernel.process({.state = state.get(),
                      .controls = controls.get(),
                      .steps = steps.get(),
                      .in = in.get(),
                      .gains = gains.get(),
                      .sums = sums.get(),
                      .peaks = peaks.get(),
                      .since_tick = begin % kTickFrames,
                      .frames = end - begin,
                      .rows = kTickFrames});
    }
    for (std::size_t lane = 0; lane < lanes; ++lane)
      for (std::size_t c = 0; c < layout.outputs; ++c)
        for (std::size_t i = 0; i < count; ++i)
          heard[lane][c][static_cast<std::size_t>(begin) + i] =
              sums.get()[(c * kTickFrames + i) * lanes + lane];
    begin = end;
  }
  CHECK(violations() == 0);
  return heard;
}

Heard play_interpreter(const Performance& p, const std::vector<std::int32_t>& ends) {
  Heard heard;
  for (std::size_t v = 0; v < p.seeds.size(); ++v) {
    signal::Interpreter<float> voice(*p.program, p.rate, p.seeds[v]);
    heard.emplace_back(p.program->outputs.size());
    std::int32_t begin = 0;
    for (const std::int32_t end : ends) {
      const auto tick = static_cast<std::size_t>(begin / kTickFrames);
      std::vector<float> in, out(static_cast<std::size_t>(end - begin) * heard[v].size());
      for (const auto& channel : p.in[v])
        in.insert(in.end(), channel.begin() + begin, channel.begin() + end);
      voice.process(p.controls[v][tick], p.steps[v][tick], begin % kTickFrames, in, out,
                    static_cast<std::size_t>(end - begin));
      for (std::size_t c = 0; c < heard[v].size(); ++c) {
        const auto at =
            out.begin() + static_cast<std::ptrdiff_t>(end - begin) * static_cast<std::ptrdiff_t>(c);
        heard[v][c].insert(heard[v][c].end(), at, at + (end - begin));
      }
      begin = end;
    }
  }
  return heard;
}

bool same(float a, float b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  const auto flushed = [](float x) {
    return std::fpclassify(x) == FP_SUBNORMAL ? std::copysign(0.0F, x) : x;
  };
  return std::bit_cast<std::uint32_t>(flushed(a)) == std::bit_cast<std::uint32_t>(flushed(b));
}
std::size_t differences(const Heard& a, const Heard& b) {
  std::size_t count = 0;
  for (std::size_t v = 0; v < std::min(a.size(), b.size()); ++v)
    for (std::size_t c = 0; c < a[v].size(); ++c)
      for (std::size_t i = 0; i < a[v][c].size(); ++i)
        if (!same(a[v][c][i], b[v][c][i])) ++count;
  return count;
}
}  // namespace krach::testing
