// src/signal/check.cpp: what makes a program safe to run, whoever wrote it.
#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "signal/program.hpp"
#include "signal/state.hpp"

namespace krach::signal {
namespace {
constexpr std::size_t kMaxFaults = 20;  // told at once

class Checker {
  const Program& program_;
  std::string where_;
  std::vector<Fault> faults_;

 public:
  Checker(const Program& program, std::string_view where) : program_(program), where_(where) {}
  void fault(const std::string& place, std::string what, std::string hint) {
    if (faults_.size() < kMaxFaults)
      faults_.push_back({std::move(what), where_ + "." + place, std::move(hint)});
  }
  void finish() {
    if (!faults_.empty()) throw Error(std::move(faults_));
  }
  void counts();
  void controls();
  void operation(std::size_t i);
  void outputs();
  void tables();
  void faust();
  void state();
  bool sound() const { return faults_.empty(); }
};

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '/' || c == '-';
}
bool is_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, is_name_char);
}

void Checker::counts() {
  const std::size_t n = program_.operations.size();
  if (program_.inputs > 2)
    fault("inputs", std::to_string(program_.inputs) + " inputs", "give 0, 1 or 2");
  if (n > kMaxOperations || program_.controls.size() > kMaxOperations)
    fault("operations", "more than " + std::to_string(kMaxOperations) + " operations",
          "make the function smaller, or split it over two nodes");
  if (!program_.lines.empty() && program_.lines.size() != n)
    fault("lines", "not one source line for each operation", "leave them out, or give all");
}

void Checker::controls() {
  std::set<std::string_view> names;
  for (const Control& c : program_.controls) {
    const std::string place = "control '" + c.name.substr(0, 64) + "'";
    if (!is_name(c.name))
      fault(place, "a control cannot have this name", "use 1 to 64 of A-Z a-z 0-9 _ / -");
    if (!names.insert(c.name).second)
      fault(place, "two controls have this name", "give each its own");
    if (!std::isfinite(c.low) || !std::isfinite(c.high) || !std::isfinite(c.initial))
      fault(place, "a number is not finite", "give finite numbers");
    else if (!(c.low <= c.initial && c.initial <= c.high))
      fault(place, "its numbers are not in order", "low <= initial <= high must hold");
  }
}

void Checker::operation(std::size_t i) {
  const Operation& o = program_.operations[i];
  if (static_cast<std::size_t>(o.op) >= kOpCount)
    return fault("operation " + std::to_string(i), "an unknown operation",
                 "see signal/program.hpp");
  const auto wrong = [&](std::string what, std::string hint) {
    fault("operation " + std::to_string(i) + " (" + std::string(info(o.op).name) + ")",
          std::move(what), std::move(hint));
  };
  const std::size_t end = o.op == Op::memory ? program_.operations.size() : i;
  for (std::uint32_t k = 0; k < 3; ++k) {
    if (k >= info(o.op).operands ? o.in[k] != 0 : o.in[k] >= end)
      wrong("operand " + std::to_string(k) + " is " + std::to_string(o.in[k]),
            "operands are earlier operations; only a memory's may come later");
  }
  if (o.op == Op::constant ? !std::isfinite(o.value) : o.value != 0.0)
    wrong("its value is not a finite constant", "give finite constants");
  if (o.op == Op::control && o.index >= program_.controls.size())
    wrong("there is no control " + std::to_string(o.index), "declare it in controls");
  if (o.op == Op::input && o.index >= program_.inputs)
    wrong("there is no input " + std::to_string(o.index), "raise inputs");
  if (o.op == Op::delay && o.index > kMaxDelayFrames)
    wrong("a delay of " + std::to_string(o.index) + " frames", "at most 60 s");
  if (o.op == Op::table && o.index >= program_.tables.size())
    wrong("there is no table " + std::to_string(o.index), "give it in tables");
  if (o.op == Op::rwtable && (o.index == 0 || o.index > kMaxTableNumbers))
    wrong("a table of " + std::to_string(o.index) + " numbers", "give 1 to 2^20");
  if (!info(o.op).indexed && o.index != 0) wrong("it has no index", "leave it out");
}

void Checker::outputs() {
  const std::size_t n = program_.outputs.size();
  if (n < 1 || n > 2) fault("outputs", std::to_string(n) + " outputs", "give 1 or 2");
  for (const std::uint32_t output : program_.outputs)
    if (output >= program_.operations.size())
      fault("outputs", "there is no operation " + std::to_string(output), "name one that is there");
}

void Checker::tables() {
  std::size_t numbers = 0;
  for (std::size_t i = 0; i < program_.tables.size(); ++i) {
    const auto& table = program_.tables[i];
    const std::string place = "table " + std::to_string(i);
    if (table.empty()) fault(place, "it has no numbers", "give at least one");
    if (!std::ranges::all_of(table, [](float x) { return std::isfinite(x); }))
      fault(place, "a number is not finite", "give finite numbers");
    numbers += table.size();
  }
  if (numbers > kMaxTableNumbers) fault("tables", "more than 2^20 numbers", "make them shorter");
}

void Checker::faust() {
  const auto& outputs = program_.outputs;
  if (!program_.operations.empty() || !program_.tables.empty() ||
      std::ranges::any_of(outputs, [](std::uint32_t output) { return output != 0; }))
    fault("faust", "there are operations besides", "give one of them");
  if (outputs.empty() || outputs.size() > 2)
    fault("outputs", std::to_string(outputs.size()) + " outputs", "give 1 or 2");
  if (program_.faust.size() > kMaxFaustBytes)
    fault("faust", "it is longer than 1 MiB", "make it shorter");
}

void Checker::state() {
  const StatePlan plan = plan_state(program_);
  if (4 * (plan.lane_rows + plan.shared_words) > kMaxStateBytes)
    fault("operations", "its delays need more than 64 MiB", "make their longest distance smaller");
}
}  // namespace

void check(const Program& program, std::string_view where) {
  Checker checker(program, where);
  checker.counts();
  checker.finish();
  checker.controls();
  if (!program.faust.empty()) {
    checker.faust();
    checker.finish();
    return;
  }
  checker.tables();
  for (std::size_t i = 0; i < program.operations.size(); ++i) checker.operation(i);
  checker.outputs();
  if (checker.sound()) checker.state();
  checker.finish();
}
}  // namespace krach::signal
