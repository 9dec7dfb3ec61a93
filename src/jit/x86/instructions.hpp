// src/jit/x86/instructions.hpp: one instruction of a kernel's code, as those of the processor.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "jit/code.hpp"
#include "jit/x86/assembler.hpp"
#include "jit/x86/registers.hpp"

namespace krach::jit::x86 {
/// The constants behind the code, each once, in rows of all lanes; and the tables.
class Constants {
 public:
  explicit Constants(std::uint32_t lanes) : row_(4 * std::max<std::size_t>(lanes, 8)) {}
  std::int32_t in_all_lanes(std::uint64_t bits, bool is_wide);
  std::int32_t lane_numbers();
  std::int32_t table(std::uint32_t number, const std::vector<float>& values);
  const std::string& bytes() const { return bytes_; }

 private:
  std::int32_t put(const std::string& row);
  std::size_t row_;  // bytes
  std::string bytes_;
  std::map<std::string, std::int32_t> rows_;
  std::map<std::uint32_t, std::int32_t> tables_;
};

class Instructions {
 public:
  Instructions(const Code& code, Assembler& assembler, Registers& registers, Constants& constants)
      : code_(code), asm_(assembler), r_(registers), constants_(constants) {}
  void compute(Value v);
  void spread(Vec to, Gpr word);  // in all lanes

 private:
  /// In a register, or where it stands.
  struct Source {
    Vec vec = kNoVec;
    Memory memory;
  };
  bool one_lane() const { return r_.is_one_lane(); }
  bool is_512() const { return code_.layout.lanes == 16; }
  Source source(Value v) { return {r_.where(v), r_.home(v).memory}; }
  Source bring_unless(bool folds, Value v);
  void put(Op op, Vec to, Vec first, const Source& second, std::optional<std::uint8_t> byte = {});
  void one_operand(Value v);
  void two_operands(Value v);
  void fma(Value v);
  void choose(Value v);
  void choose_by_bits(Value v);
  void shift(Value v);
  void widen(Value v);
  void narrow(Value v);
  void copy(Value v);
  void line(Value v);
  void read(Value v);
  void write(Value v);
  void mix(Value v);
  Memory in_line(const Line& line, std::uint32_t distance);

  const Code& code_;
  Assembler& asm_;
  Registers& r_;
  Constants& constants_;
};
}  // namespace krach::jit::x86
