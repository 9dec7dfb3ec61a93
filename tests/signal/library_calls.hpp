// tests/signal/library_calls.hpp: (support) each function of the library in a program: what it is
// named "x" is the first input, a gate is the second, and all else is a control at a usual value.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "signal/library.hpp"
#include "signal/trace.hpp"

namespace krach::testing {
struct Usual {
  double initial, low, high;
};
inline Usual usual(std::string_view parameter) {
  static const std::map<std::string_view, Usual> all{{"freq", {220, 20, 12'000}},
                                                     {"rate", {3, 0.1, 20}},
                                                     {"ratio", {2, 0, 8}},
                                                     {"index", {3, 0, 10}},
                                                     {"width", {0.3, 0, 1}},
                                                     {"density", {500, 0, 5000}},
                                                     {"cutoff", {900, 20, 15'000}},
                                                     {"q", {2, 0.5, 20}},
                                                     {"gain", {6, -24, 24}},
                                                     {"resonance", {0.7, 0, 1.2}},
                                                     {"attack", {0.002, 0, 0.1}},
                                                     {"decay", {0.003, 0, 1}},
                                                     {"sustain", {0.5, 0, 1}},
                                                     {"release", {0.004, 0, 0.1}},
                                                     {"seconds", {0.0078125, 0, 0.1}},
                                                     {"feedback", {0.6, -1, 1}},
                                                     {"room", {0.7, 0, 1}},
                                                     {"damping", {0.4, 0, 1}},
                                                     {"depth", {0.6, 0, 1}},
                                                     {"mix", {0.5, 0, 1}},
                                                     {"drive", {3, 0.1, 50}},
                                                     {"bits", {6, 1, 16}},
                                                     {"threshold", {-20, -60, 0}},
                                                     {"ceiling", {-3, -20, 0}},
                                                     {"position", {0.3, -1, 1}},
                                                     {"low", {-0.5, -1, 0}},
                                                     {"high", {0.6, 0, 1}},
                                                     {"t", {0.3, 0, 1}},
                                                     {"db", {-6, -80, 12}},
                                                     {"note", {60, 0, 127}},
                                                     {"up", {100, 0, 1e5}},
                                                     {"down", {100, 0, 1e5}},
                                                     {"start", {200, -1e3, 1e3}},
                                                     {"end", {100, -1e3, 1e3}},
                                                     {"write", {3.5, -1, 20}},
                                                     {"read", {3.5, -1, 20}},
                                                     {"frames", {7.5, 0, 100}}};
  const auto found = all.find(parameter);
  return found == all.end() ? Usual{0.5, -1, 1} : found->second;
}
inline signal::Argument usual_argument(const signal::Function& function,
                                       const signal::Parameter& parameter, signal::Signal x,
                                       signal::Signal gate) {
  using signal::Takes;
  const std::string_view name = parameter.name;
  if (parameter.takes == Takes::word) return std::string(parameter.word);
  if (parameter.takes == Takes::numbers) return std::vector{0.0, 0.9, 0.2, -0.4, 0.1, -0.8};
  if (name == "size") return 16.0;
  if (name == "x" || name == "a" || name == "left" || name == "zero" || name == "value") return x;
  if (name == "b" || name == "right" || name == "other") return mem(x);
  if (name == "gate" || name == "trigger" || name == "condition") return gate;
  const bool is_known = parameter.takes != Takes::signal;
  if (name == "longest") return function.name == "delay" ? 100.0 : 0.1;
  const Usual u = usual(name);
  if (is_known) return parameter.otherwise.value_or(u.initial);
  return signal::control(name, u.initial, u.low, u.high);
}
/// Two inputs: a sound, and a gate that is open above 0.
inline signal::Program usual_program(const signal::Function& function) {
  return signal::trace(2, [&](signal::Signal x, signal::Signal gate) {
    std::vector<signal::Argument> given;
    given.reserve(function.parameters.size());
    for (const signal::Parameter& parameter : function.parameters)
      given.push_back(usual_argument(function, parameter, x, gate));
    const signal::Sound sound = function(given);
    const auto* both = std::get_if<signal::Stereo>(&sound);
    return both != nullptr ? std::vector<signal::Signal>{(*both)[0], (*both)[1]}
                           : std::vector<signal::Signal>{std::get<signal::Signal>(sound)};
  });
}
}  // namespace krach::testing
