// include/krach/synth.hpp: functions of signals, as a session takes them.
#pragma once
#include <krach/signal.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <type_traits>
#include <variant>
#include <vector>

namespace krach {
/// A synth function and how many audio channels it hears; made from a function by Session::node.
struct Synth {
  std::uint32_t inputs = 0;
  std::function<std::vector<krs::Signal>(const std::vector<krs::Signal>&)> function;
};
/// A function of 0, 1 or 2 signals that gives one, or a krs::Stereo.
template <class Function>
Synth synth(Function function) {
  using krs::Signal;
  const auto listed = [](auto result) {
    if constexpr (std::is_same_v<decltype(result), krs::Stereo>)
      return std::vector<Signal>(result.begin(), result.end());
    else
      return std::vector<Signal>{result};
  };
  using In = std::vector<Signal>;
  if constexpr (std::is_invocable_v<Function>)
    return {0, [=](const In&) { return listed(function()); }};
  else if constexpr (std::is_invocable_v<Function, Signal>)
    return {1, [=](const In& in) { return listed(function(in.at(0))); }};
  else
    return {2, [=](const In& in) { return listed(function(in.at(0), in.at(1))); }};
}
/// What a node is made of: a function, or the path of a FAUST source.
using NodeFunction = std::variant<Synth, std::filesystem::path>;
template <class Function>
NodeFunction function_of(Function function) {
  if constexpr (std::is_convertible_v<Function, std::filesystem::path>)
    return std::filesystem::path(function);
  else
    return synth(function);
}
}  // namespace krach
