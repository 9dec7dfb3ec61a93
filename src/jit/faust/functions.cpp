// src/jit/faust/functions.cpp
#include "jit/faust/functions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace krach::jit {
namespace {
using One = float (*)(float);
using Two = float (*)(float, float);
template <class Function>
Import import(std::string_view name, Function* function) {
  return {name, reinterpret_cast<const void*>(function)};
}
Import one(std::string_view name, One function) { return import(name, function); }
Import two(std::string_view name, Two function) { return import(name, function); }

/// Of one number.
std::span<const Import> of_one() {
  static const std::array all{
      one("sinf", ::sinf),     one("cosf", ::cosf),     one("tanf", ::tanf),
      one("asinf", ::asinf),   one("acosf", ::acosf),   one("atanf", ::atanf),
      one("sinhf", ::sinhf),   one("coshf", ::coshf),   one("tanhf", ::tanhf),
      one("asinhf", ::asinhf), one("acoshf", ::acoshf), one("atanhf", ::atanhf),
      one("expf", ::expf),     one("exp2f", ::exp2f),   one("exp10f", ::exp10f),
      one("logf", ::logf),     one("log2f", ::log2f),   one("log10f", ::log10f),
      one("sqrtf", ::sqrtf),   one("cbrtf", ::cbrtf),   one("fabsf", ::fabsf),
      one("floorf", ::floorf), one("ceilf", ::ceilf),   one("rintf", ::rintf),
      one("roundf", ::roundf), one("truncf", ::truncf), one("expm1f", ::expm1f),
      one("log1pf", ::log1pf)};
  return all;
}
std::span<const Import> of_two() {
  static const std::array all{two("atan2f", ::atan2f), two("powf", ::powf),
                              two("fmodf", ::fmodf),   two("remainderf", ::remainderf),
                              two("fminf", ::fminf),   two("fmaxf", ::fmaxf),
                              two("hypotf", ::hypotf), two("copysignf", ::copysignf)};
  return all;
}
/// What the code generator itself calls.
std::span<const Import> generated() {
  static const std::array all{import("memset", ::memset), import("memcpy", ::memcpy),
                              import("sincosf", ::sincosf),
                              import("abs", static_cast<int (*)(int)>(::abs))};
  return all;
}

bool has(std::span<const Import> all, std::string_view name) {
  return std::ranges::find(all, name, &Import::name) != all.end();
}
/// `line`: declare TYPE @NAME(TYPES) ...
bool is_allowed(std::string_view line) {
  const std::size_t at = line.find('@'), open = line.find('('), close = line.find(')');
  if (at == line.npos || open == line.npos || close == line.npos || !(at < open && open < close))
    return false;
  const auto name = line.substr(at + 1, open - at - 1);
  if (name.starts_with("llvm.")) return true;  // no name in FAUST has a point
  const auto result = line.substr(0, at), taken = line.substr(open, close - open + 1);
  if (name == "abs") return result == "declare i32 " && taken == "(i32)";
  if (result != "declare float ") return false;
  return (taken == "(float)" && has(of_one(), name)) ||
         (taken == "(float, float)" && has(of_two(), name));
}
}  // namespace

std::span<const Import> faust_functions() {
  static const std::vector<Import> all = [] {
    std::vector<Import> out;
    for (const auto& some : {of_one(), of_two(), generated()})
      out.insert(out.end(), some.begin(), some.end());
    return out;
  }();
  return all;
}

std::string refused_declaration(std::string_view ir) {
  while (!ir.empty()) {
    const std::size_t end = std::min(ir.find('\n'), ir.size() - 1);
    const auto line = ir.substr(0, end);
    ir.remove_prefix(end + 1);
    if (line.starts_with("declare ") && !is_allowed(line)) return std::string(line);
    if (line.starts_with('@') && line.find(" external ") != line.npos) return std::string(line);
  }
  return {};
}
}  // namespace krach::jit
