// src/jit/code.hpp: a program as plain instructions on rows of lanes, the last thing that is the
// same for every processor: what is done once a call, what is done on every frame, what is carried
// over.
#pragma once
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "base/kernel.hpp"

namespace krach::jit {
/// One value: 32 bits in each lane, or, where it is `wide`, a double in each lane of one half.
using Value = std::uint32_t;
inline constexpr Value kNoValue = ~Value{0};

enum class Kind : std::uint8_t {
  // there before anything is computed. `payload` says which
  constant,     // these 32 bits in every lane; of a wide one, these 64
  lane_number,  // 0, 1, 2 ...
  control,      // its value at the tick
  step,         // what that moves by in a frame
  state,        // row `payload`, before this call
  peaks,        // before this call
  since_tick,   // frames from the tick to this call, as a number
  input,        // channel `payload`, of this frame; with kFirstFrame, of the first, with
                // kNextFrame, of the next
  gain,         // of this frame; with kFirstFrame, of the first
  carried,      // what Code::carried[payload] is at the start of this frame
  // numbers
  add,
  sub,
  mul,
  div,
  min,  // a < b ? a : b
  max,  // a > b ? a : b
  fma,  // a * b + c, rounded once; bits of the payload: kNegProduct, kNegAddend
  sqrt,
  floor,
  nearest,  // whole number; the even one of two
  less,     // all bits are set where it is so
  less_equal,
  equal,
  not_equal,
  // bits
  bit_and,
  bit_and_not,  // of what a has not, what b has
  bit_or,
  bit_xor,
  choose,  // a, a mask, ? b : c
  // words
  word_add,
  word_sub,
  word_mul,
  word_equal,
  word_greater,  // as signed numbers
  word_max,      // likewise
  shift_left,    // by `payload`
  shift_right,
  shift_signed,
  to_word,          // towards 0
  to_nearest_word,  // modulo 2^32
  to_number,        // of a signed word
  // halves of wide numbers
  widen_low,
  widen_high,
  narrow,    // of a low and a high half
  position,  // frames that the lines have run, in every lane; with kFirstFrame, at the first
  table,     // number a of table `payload`
  // what stands beside, so that each is done, and in this order
  copy,             // of a, where a itself belongs to something else
  line_write,       // a to line `payload`, on this frame
  line_read_fixed,  // of line `payload` >> 32, as far back as the rest of the payload says
  read,             // numbers of the state: a says where, counted from row `payload`
  write,            // a says where, counted from row `payload`; b is written
  keep,             // a is row `payload` of the state from now on
  mix,              // a is added to sum number `payload`, times b
};
inline constexpr std::uint64_t kNegProduct = 1, kNegAddend = 2;
inline constexpr std::uint64_t kFirstFrame = std::uint64_t{1} << 32U;
inline constexpr std::uint64_t kNextFrame = std::uint64_t{1} << 33U;

struct Instruction {
  Kind kind = Kind::constant;
  bool wide = false;
  std::array<Value, 3> in{kNoValue, kNoValue, kNoValue};
  std::uint64_t payload = 0;
  bool operator==(const Instruction&) const = default;
};

/// What goes from frame to frame, and where it rests between calls.
struct Carried {
  enum class Home : std::uint8_t { state, peaks, nowhere };
  Home home = Home::state;
  std::uint32_t row = 0;   // of the state
  Value start = kNoValue;  // when the first part begins, if that is not what is in the state
  Value now = kNoValue;    // when a part begins
};
/// Instructions, each behind all that it needs, and what each carried value is behind the last of
/// them: a value of its own, computed here, or none if it stays as it was.
struct Part {
  std::vector<Value> list, next;
};
struct Line {
  std::uint64_t row = 0;
  std::uint32_t mask = 0;  // its frames, a power of two, less one
};

/// Values are numbered as they are made, so operands come before what uses them. Thread: [any].
struct Code {
  KernelLayout layout;
  std::vector<Instruction> values;
  std::vector<Value> before;  // once a call
  bool is_peeled = false;     // the first frame is there too
  Part ahead;                 // what each frame does while the frame before it is finished; once
  Part loop;                  // on every frame, or if some is done ahead, on every frame but one
  Part last;                  // what is left of the last frame; empty if nothing is done ahead
  std::vector<Carried> carried;
  std::vector<Line> lines;
  std::vector<std::vector<float>> tables;
};

/// Whether a value is there before anything is computed.
constexpr bool is_given(Kind kind) noexcept { return kind <= Kind::carried; }
/// Whether it must be done as often, and in the order, as it was recorded.
constexpr bool stands_beside(Kind kind) noexcept { return kind >= Kind::copy; }
/// Whether it gives a mask.
constexpr bool compares(Kind kind) noexcept {
  return (kind >= Kind::less && kind <= Kind::not_equal) || kind == Kind::word_equal ||
         kind == Kind::word_greater;
}
/// How many operands it has.
std::uint32_t operands(Kind kind) noexcept;

/// Takes out what nobody needs. Cost: linear.
void prune(Code& code);

/// Writes code down: equal values once, and before the loop what does not change in it.
class Recorder {
 public:
  explicit Recorder(Code& code) : code_(code) {}
  Value record(const Instruction& instruction);
  /// Until here all is recorded that is done once; from here on, what is done on every frame.
  void begin_loop() { in_loop_ = true; }
  bool in_loop() const { return in_loop_; }
  Value carry(const Carried& carried);
  const Instruction& at(Value v) const { return code_.values[v]; }
  /// The same on all frames of a call.
  bool rests(Value v) const { return rests_[v]; }
  std::uint32_t lanes() const { return code_.layout.lanes; }
  bool is(Value v, std::uint64_t constant) const {
    return at(v).kind == Kind::constant && at(v).payload == constant;
  }

 private:
  struct Hash {
    std::size_t operator()(const Instruction& i) const noexcept;
  };
  bool would_rest(const Instruction& instruction) const;
  Code& code_;
  bool in_loop_ = false;
  std::vector<bool> rests_;  // of each value
  std::unordered_map<Instruction, Value, Hash> known_;
};
}  // namespace krach::jit
