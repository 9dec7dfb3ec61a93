// tests/signal/random_program.hpp: (support) any program that check() lets pass.
#pragma once
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>

#include "signal/program.hpp"

namespace krach::testing {
class RandomProgram {
  std::mt19937& random_;
  signal::Program p_;

  std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(random_() % n); }

  /// Mostly arithmetic, so that something is left to hear.
  signal::Op any_op() {
    using signal::Op;
    static constexpr Op kUsual[] = {Op::input, Op::control, Op::noise,  Op::phasor, Op::memory,
                                    Op::add,   Op::sub,     Op::mul,    Op::mul,    Op::delay,
                                    Op::min,   Op::max,     Op::select, Op::sin,    Op::abs};
    return below(3) > 0 ? kUsual[below(std::size(kUsual))]
                        : static_cast<Op>(below(signal::kOpCount));
  }
  bool fits(signal::Op op) const {
    if (op == signal::Op::control) return !p_.controls.empty();
    if (op == signal::Op::input) return p_.inputs > 0;
    if (op == signal::Op::table && p_.tables.empty()) return false;
    return op == signal::Op::memory || signal::info(op).operands == 0 || !p_.operations.empty();
  }
  void add(signal::Op op, std::uint32_t n) {
    using signal::Op;
    static constexpr double kNumbers[] = {0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 0.001, 100.0, 1e-30, 7.3};
    const auto i = static_cast<std::uint32_t>(p_.operations.size());
    signal::Operation o{.op = op};
    for (std::uint32_t k = 0; k < signal::info(op).operands; ++k)
      o.in[k] = op == Op::memory ? below(n) : i - 1 - below(std::min(i, 8U));
    if (op == Op::constant) o.value = kNumbers[below(std::size(kNumbers))];
    if (op == Op::control) o.index = below(p_.controls.size());
    if (op == Op::input) o.index = below(p_.inputs);
    if (op == Op::noise) o.index = below(3);
    if (op == Op::delay) o.index = below(40);
    if (op == Op::rwtable) o.index = 1 + below(20);
    if (op == Op::table) o.index = below(p_.tables.size());
    p_.operations.push_back(o);
  }

 public:
  explicit RandomProgram(std::mt19937& random) : random_(random) {}
  signal::Program make() {
    p_ = {};
    p_.inputs = below(3);
    for (std::uint32_t c = below(4); c > 0; --c)
      p_.controls.push_back({"c" + std::to_string(c), 0.0, -2.0, 2.0});
    for (std::uint32_t t = below(3); t > 0; --t) {
      p_.tables.emplace_back();
      for (std::uint32_t i = 1 + below(9); i > 0; --i)
        p_.tables.back().push_back(0.25F * static_cast<float>(below(9)) - 1.0F);
    }
    const std::uint32_t n = 8 + below(17);
    while (p_.operations.size() < n)
      if (const auto op = any_op(); fits(op)) add(op, n);
    for (std::uint32_t c = 1 + below(2); c > 0; --c) p_.outputs.push_back(n - c);
    return p_;
  }
};
}  // namespace krach::testing
