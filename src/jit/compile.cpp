// src/jit/compile.cpp
#include "jit/compile.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "base/error.hpp"
#include "base/library.hpp"
#include "jit/backend.hpp"
#include "jit/faust.hpp"
#include "jit/image.hpp"
#include "jit/lower.hpp"
#include "jit/object.hpp"
#include "jit/overlap.hpp"
#include "jit/x86/generate.hpp"
#include "jit/x86/object_file.hpp"
#include "signal/state.hpp"

namespace krach::jit {
static void check_sizes(const signal::Program& program, Hertz rate, std::uint32_t lanes) {
  if (lanes != 1 && lanes != 8 && lanes != 16)
    throw Error({std::to_string(lanes) + " lanes", "compile.lanes", "give 1, 8 or 16"});
  if (!(rate.value >= 1000.0 && rate.value <= 1e6))
    throw Error({"the sample rate is " + std::to_string(rate.value) + " Hz", "compile.rate",
                 "give 1 kHz to 1 MHz"});
  const auto plan = signal::plan_state(program);
  for (const auto& line : plan.lines)
    if (line.frames > signal::kMaxDelaySeconds * rate.value)
      throw Error({"a delay of " + std::to_string(line.frames) + " frames", "program",
                   "a delay may last 60 s"});
  const std::uint32_t voices = std::min(lanes, 8U);  // the same on every processor
  if (4 * (plan.lane_rows * voices + plan.shared_words) > signal::kMaxStateBytes)
    throw Error({"the delays of " + std::to_string(voices) + " voices need more than 64 MiB",
                 "program", "make their longest distance smaller, or play it with one voice"});
}

/// All that the code depends on, its numbers as their bits; nothing if that is not known.
static std::string key_of(const signal::Program& program, Hertz rate, std::uint32_t lanes,
                          Compiler compiler) {
  const std::string build = identity_of_this();
  const std::string llvm = compiler == Compiler::llvm ? identity_of_file(kBackendLibrary) : "none";
  if (build.empty() || llvm.empty()) return {};
  std::string key = "krach " + build + " llvm " + llvm + " on " + processor() + " lanes " +
                    std::to_string(lanes) + " program ";
  const auto add = [&](const auto& x) {
    static_assert(std::has_unique_object_representations_v<std::decay_t<decltype(x)>> ||
                  std::is_floating_point_v<std::decay_t<decltype(x)>>);
    key.append(reinterpret_cast<const char*>(&x), sizeof x);
  };
  add(rate.value), add(program.inputs), add(program.controls.size());
  add(program.operations.size()), add(program.outputs.size()), add(program.tables.size());
  for (const signal::Operation& o : program.operations)
    add(o.op), add(o.in), add(o.index), add(o.value);
  for (const std::uint32_t output : program.outputs) add(output);
  for (const auto& table : program.tables) {
    add(table.size());
    for (const float number : table) add(number);
  }
  return key;
}
static std::string pack(const Object& object) {
  const auto layout = std::bit_cast<std::array<char, sizeof object.layout>>(object.layout);
  return std::string(layout.begin(), layout.end()) + object.file;
}
static Object unpack(const std::string& bytes) {
  Object object;
  if (bytes.size() >= sizeof object.layout)
    std::memcpy(&object.layout, bytes.data(), sizeof object.layout);
  object.file = bytes.substr(std::min(bytes.size(), sizeof object.layout));
  return object;
}
static std::string by_llvm(const Code& code) {
  std::string file, failure;
  if (!load_backend().compile(code, file, failure))
    throw Error({"LLVM could not compile it: " + failure, "program", "report this"});
  return file;
}
static std::string by_krach(Code code) {
  overlap(code);
  return x86::object_file(kKernelName, x86::generate(code));
}
/// All that a kernel may call, and only where the processor lacks the instruction.
static std::shared_ptr<const Compiled> link(const Object& object) try {
  const auto import = [](const char* name, auto* f) {
    return Import{name, reinterpret_cast<const void*>(f)};
  };
  const std::array imports{import("floorf", static_cast<float (*)(float)>(::floorf)),
                           import("floor", static_cast<double (*)(double)>(::floor)),
                           import("fmaf", static_cast<float (*)(float, float, float)>(::fmaf))};
  auto image = std::make_shared<const Image>(object.file, imports);
  const Kernel kernel{object.layout,
                      reinterpret_cast<KernelProcess*>(image->function(kKernelName))};
  return std::make_shared<const Compiled>(kernel, std::move(image));
} catch (const std::runtime_error& failure) {
  throw Error(
      {std::string("what was compiled cannot run: ") + failure.what(), "program", "report this"});
}

bool is_supported(Compiler compiler, std::uint32_t lanes) noexcept {
  return compiler == Compiler::llvm || x86::is_supported(lanes);
}
static Compiler usual_compiler(std::uint32_t lanes) noexcept {
  return is_supported(Compiler::own, lanes) ? Compiler::own : Compiler::llvm;
}
std::uint32_t usual_lanes(const signal::Program& program, std::uint32_t voices) noexcept {
  constexpr std::uint32_t kFew = 4;      // they have twice as many lanes
  constexpr std::size_t kLarge = 1'000;  // operations: could need more of the stack than there is
  if (voices == 1) return 1;
  const bool fits = voices > kFew && program.operations.size() <= kLarge;
  return fits && is_supported(Compiler::own, 16) ? 16 : 8;
}

std::shared_ptr<const Compiled> compile(const signal::Program& program, Hertz rate,
                                        std::uint32_t lanes, const Store& store,
                                        std::optional<Compiler> chosen) {
  signal::check(program);
  if (!program.faust.empty()) return compile_faust(program, rate, store);
  const signal::Program lean = signal::prune(program);
  check_sizes(lean, rate, lanes);
  const Compiler compiler = chosen.value_or(usual_compiler(lanes));
  if (!is_supported(compiler, lanes))
    throw Error({"this processor cannot run it in " + std::to_string(lanes) + " lanes",
                 "compile.lanes", "give fewer, or let LLVM compile it"});
  const std::string key = key_of(lean, rate, lanes, compiler);
  if (const auto found = store.find(key)) return link(unpack(*found));
  const Code code = lower(lean, rate, lanes);
  const Object object{code.layout, compiler == Compiler::llvm ? by_llvm(code) : by_krach(code)};
  store.keep(key, pack(object));
  return link(object);
}
}  // namespace krach::jit
