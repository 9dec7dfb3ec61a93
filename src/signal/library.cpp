// src/signal/library.cpp: calls of the library's functions, and what is told of them.
#include "signal/library.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/suggest.hpp"
#include "signal/library_bind.hpp"

namespace krach::signal {
static bool is_stereo(const Argument& argument) { return std::holds_alternative<Stereo>(argument); }

static void check(const Function& function, std::span<const Argument> given) {
  const auto refuse = [&](std::string what) {
    throw Error({std::move(what), std::string(function.name), "write " + function.signature()});
  };
  if (given.size() != function.parameters.size())
    refuse("it is given " + std::to_string(given.size()) + " arguments");
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Parameter& parameter = function.parameters[i];
    const std::string name = "'" + std::string(parameter.name) + "'";
    const auto* number = std::get_if<double>(&given[i]);
    const bool is_word = std::holds_alternative<std::string>(given[i]);
    if (parameter.takes == Takes::word && !is_word) refuse(name + " is not a name");
    const bool is_list = std::holds_alternative<std::vector<double>>(given[i]);
    if (parameter.takes == Takes::signal && (is_word || is_list)) refuse(name + " is not a signal");
    if ((parameter.takes == Takes::numbers) != is_list) refuse(name + " is not a list of numbers");
    if (parameter.takes != Takes::number && parameter.takes != Takes::whole) continue;
    if (number == nullptr) refuse(name + " is not a number that is known now");
    if (parameter.takes == Takes::whole &&
        (std::trunc(*number) != *number || std::abs(*number) > 1e9))
      refuse(name + " is not a whole number");
  }
}
/// One side of the pairs, and what is no pair.
static std::vector<Argument> side(std::span<const Argument> given, std::size_t channel) {
  std::vector<Argument> out;
  for (const Argument& argument : given) {
    const auto* both = std::get_if<Stereo>(&argument);
    out.push_back(both != nullptr ? Argument((*both).at(channel)) : argument);
  }
  return out;
}
static std::vector<Argument> mean(std::span<const Argument> given) {
  std::vector<Argument> out;
  for (const Argument& argument : given) {
    const auto* both = std::get_if<Stereo>(&argument);
    out.push_back(both != nullptr ? Argument(0.5 * ((*both)[0] + (*both)[1])) : argument);
  }
  return out;
}

Sound Function::operator()(std::span<const Argument> given) const {
  check(*this, given);
  if (std::ranges::none_of(given, is_stereo)) return run(given);
  if (run_stereo) return run_stereo(given);
  const std::vector<Argument> left = side(given, 0);
  const Sound first = run(left);
  if (std::holds_alternative<Stereo>(first)) return run(mean(given));
  return Stereo{std::get<Signal>(first), std::get<Signal>(run(side(given, 1)))};
}

std::string Parameter::printed() const {
  if (!otherwise) return '"' + std::string(word) + '"';
  std::string out = std::to_string(*otherwise);
  out.erase(out.find_last_not_of('0') + 1);
  if (!out.ends_with('.')) return out;
  out.pop_back();
  return takes == Takes::whole ? out : out + ".0";
}

std::string Function::signature() const {
  std::string out(name);
  out += '(';
  for (const Parameter& parameter : parameters) {
    if (&parameter != &parameters.front()) out += ", ";
    out += parameter.name;
    if (parameter.is_optional()) out += "=" + parameter.printed();
  }
  return out + ')';
}
std::string Function::describe() const {
  std::string out(help);
  out += "\n\n    " + signature() + "\n";
  for (const Parameter& parameter : parameters)
    if (!parameter.unit.empty())
      out += "\n" + std::string(parameter.name) + ": " + std::string(parameter.unit);
  return out + "\n\nExample: " + std::string(example);
}

std::span<const Function> library() {
  static const std::vector<Function> functions = [] {
    std::vector<Function> all;
    add_oscillators(all);
    add_filters(all);
    add_envelopes(all);
    add_effects(all);
    add_math(all);
    return all;
  }();
  return functions;
}
const Function& get_function(std::string_view name) {
  const auto found = std::ranges::find(library(), name, &Function::name);
  if (found != library().end()) return *found;
  std::vector<std::string> known;
  for (const Function& function : library()) known.emplace_back(function.name);
  throw Error({"there is no '" + std::string(name) + "'", "krs",
               suggest(std::string(name), known, "there are none")});
}

std::string help(std::string_view name) {
  if (!name.empty()) return get_function(name).describe() + "\n";
  std::string out, line;
  std::string_view topic;
  for (const Function& function : library()) {
    if (function.topic != topic) {
      topic = function.topic;
      out += line + (out.empty() ? "" : "\n") + std::string(topic) + "\n";
      line = " ";
    }
    if (line.size() + function.name.size() > 78) out += line + "\n", line = " ";
    line += ' ' + std::string(function.name);
  }
  return out + line + "\n";
}

std::string library_page() {
  std::string out =
      "# The functions of signals\n"
      "They are in Python's `krach.krs` and in C++'s `krach/signal.hpp`. `x` is a sound and `gate` "
      "a gate. A stereo pair of signals stands wherever a signal does: each side goes through by "
      "itself, and what makes two sides out of one hears their mean.\n";
  std::string_view topic;
  for (const Function& function : library()) {
    if (function.topic != topic) {
      topic = function.topic;
      out += "\n## " + std::string(topic) + "\n| | | | example |\n|---|---|---|---|\n";
    }
    out += "| `" + function.signature() + "` | " + std::string(function.help) + " | ";
    bool is_first = true;
    for (const Parameter& parameter : function.parameters) {
      if (parameter.unit.empty()) continue;
      out +=
          (is_first ? "" : "; ") + std::string(parameter.name) + ": " + std::string(parameter.unit);
      is_first = false;
    }
    out += " | `" + std::string(function.example) + "` |\n";
  }
  return out;
}
}  // namespace krach::signal
