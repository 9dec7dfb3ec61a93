// src/base/random.hpp: randomness without a state: a hash of what is being decided.
#pragma once
#include <cstdint>
#include <string_view>

namespace krach {
/// Scrambles 64 bits so that each input bit moves each output bit with probability near 1/2.
/// Source: the finalizer of D. Stafford's "Mix13", as in SplitMix64 (Steele, Lea, Flood, 2014).
constexpr std::uint64_t mix(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}
/// A new key from a key and what distinguishes it: seed, path, place, onset, index.
constexpr std::uint64_t mix(std::uint64_t key, std::uint64_t part) noexcept {
  return mix(mix(key + 0x9e3779b97f4a7c15U) ^ (part + 0x9e3779b97f4a7c15U));
}
/// A key from a text, such as "bass/cutoff". Source: FNV-1a, then mix.
constexpr std::uint64_t mix(std::uint64_t key, std::string_view text) noexcept {
  std::uint64_t h = 0xcbf29ce484222325U;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return mix(key, h);
}
/// [0, 1) in steps of 2^-53.
constexpr double to_unit(std::uint64_t key) noexcept {
  return static_cast<double>(key >> 11) * 0x1p-53;
}
}  // namespace krach
