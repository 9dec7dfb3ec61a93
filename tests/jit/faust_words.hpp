// tests/jit/faust_words.hpp: (support) a function of FAUST's libraries as a program.
#pragma once
#include <iomanip>
#include <sstream>
#include <string>
#include <string_view>

#include "jit/faust.hpp"
#include "signal/library_calls.hpp"

namespace krach::testing {
/// What a parameter is in FAUST where library_calls.hpp gives it to krach.
inline std::string given(const signal::Parameter& parameter) {
  const std::string_view name = parameter.name;
  if (name == "a" || name == "left" || name == "zero" || name == "value") return "x";
  if (name == "b" || name == "right" || name == "other") return "x'";
  if (name == "trigger" || name == "condition") return "gate";
  const double number = parameter.takes != signal::Takes::signal && parameter.otherwise
                            ? *parameter.otherwise
                            : usual(name).initial;
  std::ostringstream out;
  out << std::setprecision(17) << number;
  return out.str();
}
/// Errors: Error if FAUST refuses it.
inline signal::Program in_their_words(const signal::Function& function,
                                      std::string_view expression) {
  std::string text = "import(\"stdfaust.lib\");\nprocess(x, gate) = " + std::string(expression) +
                     "\nwith {\n  turn(hz) = sin(2.0 * ma.PI * os.phasor(1.0, hz))';\n";
  for (const signal::Parameter& parameter : function.parameters)
    if (parameter.takes != signal::Takes::word && parameter.takes != signal::Takes::numbers &&
        parameter.name != "x" && parameter.name != "gate")
      text += "  " + std::string(parameter.name) + " = " + given(parameter) + ";\n";
  return jit::read_faust({std::string(function.name) + ".dsp", text + "};\n", {}});
}
}  // namespace krach::testing
