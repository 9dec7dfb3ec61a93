// src/signal/program.cpp: the table of operations; programs compared, hashed, and pruned.
#include "signal/program.hpp"

#include <algorithm>
#include <bit>

#include "base/random.hpp"

namespace krach::signal {
static constexpr std::array<OpInfo, kOpCount> kOps{{
    {"constant", 0, false}, {"control", 0, true}, {"input", 0, true}, {"sample_rate", 0, false},
    {"noise", 0, true},     {"neg", 1, false},    {"abs", 1, false},  {"floor", 1, false},
    {"sqrt", 1, false},     {"sin", 1, false},    {"cos", 1, false},  {"tan", 1, false},
    {"exp", 1, false},      {"log", 1, false},    {"tanh", 1, false}, {"phasor", 1, false},
    {"memory", 1, false},   {"add", 2, false},    {"sub", 2, false},  {"mul", 2, false},
    {"div", 2, false},      {"min", 2, false},    {"max", 2, false},  {"pow", 2, false},
    {"atan2", 2, false},    {"lt", 2, false},     {"le", 2, false},   {"gt", 2, false},
    {"ge", 2, false},       {"eq", 2, false},     {"ne", 2, false},   {"delay", 2, true},
    {"select", 3, false},   {"fma", 3, false},    {"table", 1, true}, {"rwtable", 3, true},
}};
static_assert(static_cast<std::size_t>(Op::rwtable) + 1 == kOpCount);

const OpInfo& info(Op op) noexcept { return kOps[static_cast<std::size_t>(op)]; }

bool Operation::operator==(const Operation& o) const noexcept {
  return op == o.op && in == o.in && index == o.index &&
         std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(o.value);
}
bool Program::operator==(const Program& o) const noexcept {
  return inputs == o.inputs && controls == o.controls && operations == o.operations &&
         outputs == o.outputs && tables == o.tables && faust == o.faust;
}

static std::vector<bool> heard(const Program& program) {
  std::vector<bool> live(program.operations.size());
  std::vector<std::uint32_t> todo = program.outputs;
  while (!todo.empty()) {
    const std::uint32_t i = todo.back();
    todo.pop_back();
    if (live[i]) continue;
    live[i] = true;
    const Operation& o = program.operations[i];
    todo.insert(todo.end(), o.in.begin(), o.in.begin() + info(o.op).operands);
  }
  return live;
}

Program prune(const Program& program) {
  if (!program.faust.empty()) return program;
  const auto live = heard(program);
  std::vector<std::uint32_t> place(live.size());
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < live.size(); ++i) place[i] = live[i] ? count++ : 0;

  Program result{program.inputs, program.controls, {}, program.outputs, {}, program.tables};
  result.operations.reserve(count);
  for (std::size_t i = 0; i < live.size(); ++i) {
    if (!live[i]) continue;
    Operation o = program.operations[i];
    for (std::uint32_t k = 0; k < info(o.op).operands; ++k) o.in[k] = place[o.in[k]];
    result.operations.push_back(o);
    if (!program.lines.empty()) result.lines.push_back(program.lines[i]);
  }
  for (auto& output : result.outputs) output = place[output];
  return result;
}

static std::uint64_t mix(std::uint64_t key, double x) noexcept {
  return krach::mix(key, std::bit_cast<std::uint64_t>(x));
}
std::uint64_t content_hash(const Program& program) noexcept {
  using krach::mix;
  std::uint64_t key = mix(program.inputs, program.operations.size());
  for (const Control& c : program.controls)
    key = signal::mix(signal::mix(signal::mix(mix(key, c.name), c.initial), c.low), c.high);
  for (const Operation& o : program.operations) {
    key = mix(key, (std::uint64_t{o.in[0]} << 32U) | o.in[1]);
    key = mix(key, (std::uint64_t{o.in[2]} << 32U) | o.index);
    key = signal::mix(mix(key, static_cast<std::uint64_t>(o.op)), o.value);
  }
  for (const std::uint32_t output : program.outputs) key = mix(key, output);
  key = mix(key, std::string_view(program.faust));
  for (const auto& table : program.tables)
    for (const float number : table) key = signal::mix(key, static_cast<double>(number));
  return key;
}
}  // namespace krach::signal
