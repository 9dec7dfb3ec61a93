// src/session/position.cpp
#include "session/position.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"

namespace krach::session {
static std::optional<Rational> find_position(std::string_view text) {
  const auto number = [](std::string_view digits) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), value);
    if (error != std::errc{} || end != digits.end()) return {};
    return value;
  };
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto num = number(text.substr(0, slash));
  const auto den = slash == text.size() ? 1 : number(text.substr(slash + 1));
  constexpr std::int64_t kMost = std::int64_t{1} << 62;
  if (!num || !den || *den < 1 || *num > kMost || *num < -kMost) return {};
  return Rational(*num, *den);
}
Rational parse_position(std::string_view text, const std::string& where) {
  if (const auto found = find_position(text)) return *found;
  throw Error(Fault{"'" + std::string(text.substr(0, 64)) + "' is no position", where,
                    "give cycles as a whole number or a fraction, like \"18\" or \"5/2\""});
}

Rational begin_of(const std::optional<std::string>& start, Rational meter, Rational now,
                  const std::string& where) {
  if (!start || *start == "now") return now;
  if (*start == "cycle") return now.ceil();
  if (*start == "beat") {
    const Rational cycle = now.floor(), beats = (now - cycle) * meter;
    return std::min(cycle + Rational(beats.ceil()) / meter, cycle + Rational(1));
  }
  if (const auto found = find_position(*start)) return *found;
  throw Error(Fault{"the start is '" + start->substr(0, 64) + "'", where,
                    "give 'now', 'beat', 'cycle', or a position like '5/2'"});
}
Rational origin_of(const std::optional<std::string>& phase, Rational begin,
                   const std::string& where) {
  if (!phase || *phase == "transport") return 0;
  if (*phase == "zero") return begin;
  if (const auto found = find_position(*phase)) return *found;
  throw Error(Fault{"the phase is '" + phase->substr(0, 64) + "'", where,
                    "give 'transport', 'zero', or a position like '5/2'"});
}
}  // namespace krach::session
