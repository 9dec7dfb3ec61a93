// src/signal/recorder.cpp
#include "signal/recorder.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <utility>

#include "base/error.hpp"
#include "base/random.hpp"
#include "signal/normal.hpp"

namespace krach::signal {
static thread_local std::int32_t source_line = 0;
void set_source_line(std::int32_t line) noexcept { source_line = line; }

std::size_t OperationHash::operator()(const Operation& o) const noexcept {
  const auto value = std::bit_cast<std::uint64_t>(o.value);
  const auto key = krach::mix((std::uint64_t{o.in[0]} << 32U) | o.in[1],
                              (std::uint64_t{o.in[2]} << 32U) | o.index);
  return krach::mix(key, value ^ static_cast<std::uint64_t>(o.op));
}

static std::uint32_t next_serial() noexcept {
  static std::atomic<std::uint32_t> last{0};
  return ++last;
}
Recorder::Recorder(std::uint32_t inputs) : serial_(next_serial()) { program_.inputs = inputs; }

Recorder*& Recorder::slot() noexcept {
  static thread_local Recorder* recorder = nullptr;
  return recorder;
}
Recorder& Recorder::current() {
  if (slot() == nullptr)
    throw Error({"nothing is being traced", "signal", "build signals inside a synth function"});
  return *slot();
}

std::uint32_t Recorder::place(Signal s) const {
  if (s.tracing() != serial_)
    throw Error({"this signal belongs to another synth function", "signal",
                 "make it inside the function that uses it"});
  return s.id();
}

Signal Recorder::add(const Operation& o) {
  const std::size_t n = program_.operations.size();
  if (n == kMaxOperations)
    throw Error({"more than " + std::to_string(kMaxOperations) + " operations",
                 "line " + std::to_string(source_line),
                 "make the function smaller, or split it over two nodes"});
  program_.operations.push_back(o);
  program_.lines.push_back(source_line);
  return {static_cast<std::uint32_t>(n), serial_};
}
Signal Recorder::share(const Operation& o) {
  if (const auto found = known_.find(o); found != known_.end()) return {found->second, serial_};
  const Signal made = add(o);
  known_.emplace(o, made.id());
  return made;
}

Signal Recorder::unwritten_memory() {
  const Signal memory = add({.op = Op::memory});
  unwritten_.emplace(memory.id(), source_line);
  return memory;
}
void Recorder::write(Signal memory, Signal next) {
  const std::uint32_t at = place(memory), from = place(next);
  if (unwritten_.erase(at) == 0)
    throw Error({"a memory is written twice", "line " + std::to_string(source_line),
                 "write it once, with all that it should become"});
  program_.operations[at].in[0] = from;
}

Signal Recorder::control(const Control& control) {
  auto& all = program_.controls;
  const auto found = std::ranges::find(all, control.name, &Control::name);
  if (found != all.end() && *found != control)
    throw Error({"control '" + control.name + "' is there with other numbers",
                 "line " + std::to_string(source_line),
                 "give the same numbers again, or another name"});
  const auto index = static_cast<std::uint32_t>(found - all.begin());
  if (found == all.end()) all.push_back(control);
  return share({.op = Op::control, .index = index});
}

std::uint32_t Recorder::table(std::vector<float> numbers) {
  const auto bits = [](float x) { return std::bit_cast<std::uint32_t>(x); };
  auto& all = program_.tables;
  const auto found = std::ranges::find_if(all, [&](const std::vector<float>& table) {
    return std::ranges::equal(table, numbers, {}, bits, bits);  // 0 and -0 differ
  });
  const auto index = static_cast<std::uint32_t>(found - all.begin());
  if (found == all.end()) all.push_back(std::move(numbers));
  return index;
}

Signal Recorder::faust(std::string text, std::span<const Signal> inputs) {
  FaustExpression expression{std::move(text), {}};
  for (const Signal input : inputs) expression.inputs.push_back(place(input));
  const Signal made = add({.op = Op::input, .index = ~0U});  // which stands for it
  expressions_.emplace(made.id(), std::move(expression));
  return made;
}

Program Recorder::finish(std::span<const Signal> outputs) {
  if (!unwritten_.empty())
    throw Error({"a memory is never written", "line " + std::to_string(unwritten_.begin()->second),
                 "give it its next value with write(), or use mem() or feedback()"});
  for (const Signal s : outputs) program_.outputs.push_back(place(s));
  if (!expressions_.empty()) program_ = in_faust(program_, expressions_);
  const auto& lines = program_.lines;
  if (std::ranges::all_of(lines, [](std::int32_t line) { return line == 0; }))
    program_.lines.clear();
  check(program_, "synth function");
  return normal(program_);
}
}  // namespace krach::signal
