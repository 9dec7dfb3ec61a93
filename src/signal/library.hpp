// src/signal/library.hpp: the functions that synths are written in, each once, for Python, help,
// docs, tests and benchmarks.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "signal/stereo.hpp"

namespace krach::signal {
/// What a function gives.
using Sound = std::variant<Signal, Stereo>;
/// What it is given.
using Argument = std::variant<Signal, Stereo, double, std::string, std::vector<double>>;

enum class Takes : std::uint8_t {
  signal,   // a signal or a number, or a stereo pair of them
  number,   // a number, known when the function is traced
  whole,    // a whole number
  word,     // one of a few names
  numbers,  // a list of numbers
};
struct Parameter {
  std::string_view name;
  std::string_view unit;              // and range: "Hz", "0 to 1"
  std::optional<double> otherwise{};  // what it is if it is not given
  std::string_view word{};            // the same, of a word
  Takes takes{};
  bool is_optional() const { return otherwise.has_value() || !word.empty(); }
  std::string printed() const;  // what it is otherwise: 0.5, 2, "sine"
};

/// A function of the library, called with one argument for each parameter.
/// Stereo: what gives one channel is run for each side of a pair; what makes two out of one hears
/// the mean of a pair.
struct Function {
  std::string_view name, topic;
  std::string_view help;     // what it does, in a sentence
  std::string_view example;  // an expression; `x` is a sound, `gate` a gate
  std::vector<Parameter> parameters{};
  bool gives_stereo = false;
  std::function<Sound(std::span<const Argument>)> run{};
  std::function<Stereo(std::span<const Argument>)> run_stereo{};  // if both sides are one matter

  /// Errors: Error at the function's name for arguments that it does not take, and what it throws.
  /// Thread: [control]; the thread that traces.
  Sound operator()(std::span<const Argument> arguments) const;
  /// lowpass(x, cutoff, order=2)
  std::string signature() const;
  /// What it does, its parameters with their units, and the example.
  std::string describe() const;
};

/// All, by topic. Thread: [any].
std::span<const Function> library();
/// Errors: Error with the nearest names. Thread: [control].
const Function& get_function(std::string_view name);
/// What is told of the function, or, without a name, the names by topic.
/// Errors: Error with the nearest names. Thread: [control].
std::string help(std::string_view name);
/// The page of all functions, in Markdown.
std::string library_page();
}  // namespace krach::signal
