// src/signal/program.hpp: a traced DSP function as a plain value: what can be computed, per frame.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace krach::signal {
inline constexpr std::size_t kMaxOperations = 20'000;
inline constexpr std::uint64_t kMaxStateBytes = 64U << 20U;
inline constexpr std::size_t kMaxTableNumbers = 1U << 20U;  // in all tables, and in an rwtable
inline constexpr std::size_t kMaxFaustBytes = 1U << 20U;
inline constexpr double kMaxDelaySeconds = 60.0;
inline constexpr std::uint32_t kMaxDelayFrames = 60 * 192'000;  // at any rate that is in use

/// What an operation computes from a, b, c. Truth is 1, falsehood 0; anything but 0 is true.
/// Float numbers follow IEEE 754, rounded after each operation, with denormals flushed to zero.
enum class Op : std::uint8_t {
  constant,     // `value`, rounded to the number type of who runs it
  control,      // control number `index`
  input,        // input channel number `index`
  sample_rate,  // in Hz
  noise,        // white, [-1, 1), a hash of (the voice's seed, stream `index`, frames since start)
  neg,          // the sign bit flipped
  abs,          // the sign bit cleared
  floor,
  sqrt,
  sin,  // of radians
  cos,
  tan,
  exp,
  log,  // natural
  tanh,
  phasor,  // [0, 1): the phase before this frame's step of `a` cycles is added; starts at 0
  memory,  // what `a` was one frame ago; starts at 0. `a` may be a later operation
  add,
  sub,
  mul,
  div,
  min,    // a < b ? a : b
  max,    // a > b ? a : b
  pow,    // a to the b; of a negative a, a number only when b is whole
  atan2,  // the angle of (x = b, y = a)
  lt,
  le,
  gt,
  ge,
  eq,
  ne,
  delay,    // what `a` was floor(b) frames ago, that clamped to [0, index]; 0 if b is no number
  select,   // a != 0 ? b : c
  fma,      // a * b + c, rounded once
  table,    // number floor(a), clamped, of table `index`; number 0 if a is no number
  rwtable,  // `index` numbers, 0 at the start: b is put at floor(a), then that at floor(c) is read;
            // places as in `table`
};
inline constexpr std::size_t kOpCount = 36;

struct OpInfo {
  std::string_view name;   // as in JSON
  std::uint32_t operands;  // how many of a, b, c it has
  bool indexed;            // `index` means something
};
const OpInfo& info(Op op) noexcept;

/// One operation. `in` holds the places of its operands: earlier in the program, save a memory's.
struct Operation {
  Op op = Op::constant;
  std::array<std::uint32_t, 3> in{};  // unused ones are 0
  std::uint32_t index = 0;
  double value = 0.0;                                  // of a constant; finite
  bool operator==(const Operation& o) const noexcept;  // 0.0 and -0.0 differ
};
/// A number that the player moves. Units: the program's own.
struct Control {
  std::string name;  // [A-Za-z0-9_/-]{1,64}
  double initial = 0.0, low = 0.0, high = 1.0;
  bool operator==(const Control&) const = default;
};
struct Program {
  std::uint32_t inputs = 0;            // audio channels it hears: 0, 1 or 2
  std::vector<Control> controls;       // names differ
  std::vector<Operation> operations;   // equal ones are there once, if it was traced
  std::vector<std::uint32_t> outputs;  // the operations heard: 1 or 2 channels
  std::vector<std::int32_t> lines;     // source line of each operation, or empty; not compared
  std::vector<std::vector<float>> tables{};  // finite numbers, that `table` reads
  std::string faust{};  // or all of it in FAUST: then there are no operations, and each output is 0
  bool operator==(const Program& o) const noexcept;
};

/// Errors: Error with every fault of `program`, at `where`: an operand that is not there or comes
///         too late, a count or size out of bounds, a number that is not finite, a bad name.
///         A program that passes cannot harm who runs it.
/// Thread: [any]. Cost: linear.
void check(const Program& program, std::string_view where = "program");
/// `program` without the operations that no output depends on; controls stay. Thread: [any].
Program prune(const Program& program);
/// Equal programs, equal hashes; for caches, never stored. Thread: [any].
std::uint64_t content_hash(const Program& program) noexcept;
}  // namespace krach::signal
