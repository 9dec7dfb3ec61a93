// src/jit/compile.cpp
#include "jit/compile.hpp"

#include <string>

#include "base/error.hpp"
#include "jit/backend.hpp"
#include "signal/state.hpp"

namespace krach::jit {
static void check_sizes(const signal::Program& program, Hertz rate, std::uint32_t lanes) {
  if (lanes != 1 && lanes != 8)
    throw Error({std::to_string(lanes) + " lanes", "compile.lanes", "give 1 or 8"});
  if (!(rate.value >= 1000.0 && rate.value <= 1e6))
    throw Error({"the sample rate is " + std::to_string(rate.value) + " Hz", "compile.rate",
                 "give 1 kHz to 1 MHz"});
  const auto plan = signal::plan_state(program);
  for (const auto& line : plan.lines)
    if (line.frames > signal::kMaxDelaySeconds * rate.value)
      throw Error({"a delay of " + std::to_string(line.frames) + " frames", "program",
                   "a delay may last 60 s"});
  if (4 * (plan.lane_rows * lanes + plan.shared_words) > signal::kMaxStateBytes)
    throw Error({"the delays of " + std::to_string(lanes) + " voices need more than 64 MiB",
                 "program", "make their longest distance smaller, or play it with one voice"});
}

std::shared_ptr<const Compiled> compile(const signal::Program& program, Hertz rate,
                                        std::uint32_t lanes) {
  signal::check(program);
  const signal::Program lean = signal::prune(program);
  check_sizes(lean, rate, lanes);
  const Backend& backend = load_backend();
  Kernel kernel;
  std::string failure;
  std::shared_ptr<void> code(backend.compile(lean, rate.value, lanes, kernel, failure),
                             backend.release);
  if (!code) throw Error({"LLVM could not compile it: " + failure, "program", "report this"});
  return std::make_shared<const Compiled>(kernel, std::move(code));
}
}  // namespace krach::jit
