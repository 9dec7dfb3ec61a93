// src/signal/library_bind.hpp: rows of the library from functions: what one takes follows from the
// types of its parameters.
#pragma once
#include <type_traits>
#include <utility>

#include "signal/library.hpp"

namespace krach::signal {
template <class T>
constexpr Takes taken() {
  if constexpr (std::is_same_v<T, Signal> || std::is_same_v<T, Stereo>)
    return Takes::signal;
  else if constexpr (std::is_same_v<T, std::string_view>)
    return Takes::word;
  else if constexpr (std::is_same_v<T, std::span<const double>>)
    return Takes::numbers;
  else
    return std::is_integral_v<T> ? Takes::whole : Takes::number;
}
/// The argument, which has been checked.
template <class T>
T read(const Argument& argument) {
  if constexpr (std::is_same_v<T, Signal>) {
    if (const auto* number = std::get_if<double>(&argument)) return Signal(*number);
    const auto* both = std::get_if<Stereo>(&argument);  // where one for both sides is needed
    return both != nullptr ? 0.5 * ((*both)[0] + (*both)[1]) : std::get<Signal>(argument);
  } else if constexpr (std::is_same_v<T, Stereo>) {
    const auto* both = std::get_if<Stereo>(&argument);
    return both != nullptr ? *both : Stereo{read<Signal>(argument), read<Signal>(argument)};
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    return std::get<std::string>(argument);
  } else if constexpr (std::is_same_v<T, std::span<const double>>) {
    return std::get<std::vector<double>>(argument);
  } else {
    return static_cast<T>(std::get<double>(argument));
  }
}
template <class R, class... A>
auto runner(R (*function)(A...)) {
  return [function](std::span<const Argument> given) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) -> R {
      return function(read<std::decay_t<A>>(given[I])...);
    }(std::index_sequence_for<A...>{});
  };
}
/// The row `named`, which runs `function`.
template <class R, class... A>
Function bound(Function named, R (*function)(A...),
               std::array<Parameter, sizeof...(A)> parameters) {
  constexpr std::array<Takes, sizeof...(A)> kTakes{taken<std::decay_t<A>>()...};
  for (std::size_t i = 0; i < parameters.size(); ++i) parameters.at(i).takes = kTakes.at(i);
  named.parameters.assign(parameters.begin(), parameters.end());
  named.gives_stereo = std::is_same_v<R, Stereo>;
  named.run = runner(function);
  return named;
}
template <class R>
Function bound(Function named, R (*function)()) {
  named.run = runner(function);
  return named;
}

// One file for each two or three topics.
void add_oscillators(std::vector<Function>& all);
void add_filters(std::vector<Function>& all);
void add_envelopes(std::vector<Function>& all);
void add_effects(std::vector<Function>& all);
void add_math(std::vector<Function>& all);
}  // namespace krach::signal
