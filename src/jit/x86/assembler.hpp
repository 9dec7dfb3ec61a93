// src/jit/x86/assembler.hpp: instructions of x86-64 with AVX2 and FMA, or with AVX-512, as bytes.
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, chapters 2 and 3.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace krach::jit::x86 {
enum class Gpr : std::uint8_t {
  rax,
  rcx,
  rdx,
  rbx,
  rsp,
  rbp,
  rsi,
  rdi,
  r8,
  r9,
  r10,
  r11,
  r12,
  r13,
  r14,
  r15
};
/// A vector register, 0 to 15; of 512 bits, 0 to 31.
using Vec = std::uint8_t;
inline constexpr Vec kMask = 1;  // the mask register, where one is meant

/// What an instruction is: the part of the prefix that selects it, and its number.
struct Op {
  std::uint8_t prefix;  // 0 none, 1 66, 2 F3, 3 F2
  std::uint8_t map;     // 1 0F, 2 0F38, 3 0F3A
  std::uint8_t number;
  bool is_short = false;  // of 128 bits, however long the vectors are
  bool of_doubles = false;
};
/// base + index * scale + at, or `at` bytes into the constants behind the code.
struct Memory {
  Gpr base = Gpr::rax;
  std::int32_t at = 0;
  std::uint8_t scale = 0;  // 1, 2, 4, 8; 0 if there is no index
  Gpr index = Gpr::rcx;
  bool is_constant = false;
};

/// Thread: [any].
class Assembler {
 public:
  /// Of vectors of as many lanes, 1, 8 or 16: of 128 bits, 256, or 512, which take AVX-512.
  explicit Assembler(std::uint32_t lanes) : lanes_(lanes) {}

  /// `first` is the operand that only the prefix names, 0 if there is none. `byte` follows, if the
  /// instruction has one.
  void vector(Op op, Vec to, Vec first, Vec second, std::optional<std::uint8_t> byte = {});
  void vector(Op op, Vec to, Vec first, const Memory& second,
              std::optional<std::uint8_t> byte = {});
  /// To `to` what lies at base + 4 * each of `places`. `spare` is lost.
  void gather(Vec to, Gpr base, std::int32_t at, Vec places, Vec spare);
  /// Of 512 bits: a comparison, which is to go to kMask, as all bits of a lane or none.
  void spread_mask(Vec to, bool of_doubles);
  void take_word(Gpr to, Vec from);  // of the lowest lane
  void put_word(Vec to, Gpr from);
  void zero_upper();

  // general registers, of 64 bits where that is said, else of 32
  void move64(Gpr to, Gpr from);
  void load64(Gpr to, const Memory& from);
  void load32(Gpr to, const Memory& from);
  void store32(const Memory& to, Gpr from);
  void address(Gpr to, const Memory& of);
  void add64(Gpr to, Gpr from);
  void add64(Gpr to, std::int32_t x);
  void and64(Gpr to, std::int32_t x);
  void add32(Gpr to, std::int32_t x);
  void and32(Gpr to, std::int32_t x);
  void multiply64(Gpr to, std::int32_t x);
  void shift_left64(Gpr to, std::uint8_t n);
  void compare64(Gpr a, Gpr b);
  void test32(Gpr a);
  void push(Gpr r);
  void pop(Gpr r);
  void leave();  // the function

  std::size_t here() const { return bytes_.size(); }
  void jump_if_less(std::size_t target);
  std::size_t jump_if_not_positive();  // to where patch() says
  std::size_t jump_if_not_less();      // likewise
  void patch(std::size_t jump);
  std::size_t add64_later(Gpr to);  // what patch() says
  void patch(std::size_t number, std::int32_t x);

  /// The code, and behind it the constants that it reads.
  std::string link(const std::string& constants);

 private:
  /// What a prefix names, with all their bits.
  struct Named {
    std::uint8_t reg, first, index, rm;
  };
  bool is_512() const { return lanes_ == 16; }
  void prefix(Op op, const Named& named, std::uint8_t mask = 0);
  void vex(Op op, const Named& named);
  void evex(Op op, const Named& named, std::uint8_t mask);
  void general(bool wide, std::uint8_t number, std::uint8_t reg, Gpr rm);
  void general(bool wide, std::uint8_t number, Gpr reg, const Memory& m);
  void immediate(bool wide, std::uint8_t what, Gpr to, std::int32_t x);
  void modrm(std::uint8_t mode, std::uint8_t reg, std::uint8_t rm);
  void memory(std::uint8_t reg, const Memory& m, std::int32_t trailing, std::int32_t unit = 1);
  void put(std::uint8_t b) { bytes_.push_back(static_cast<char>(b)); }
  void put32(std::int32_t x);

  std::uint32_t lanes_;
  std::string bytes_;
  std::vector<std::size_t> fixups_;  // where the distance to a constant stands
};
}  // namespace krach::jit::x86
