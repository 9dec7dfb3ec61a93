// src/jit/faust.hpp: programs that are written in FAUST.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "jit/compile.hpp"
#include "signal/program.hpp"

namespace krach::jit {
struct FaustSource {
  std::string name;  // for messages: the file's
  std::string text;
  std::vector<std::filesystem::path> folders;  // that it may import from, besides FAUST's own
};
/// The source as a program that holds all that it imports: sliders, buttons and number entries are
/// its controls. It has been compiled, checked and run for a second by a process that can do no
/// harm; in this one it is contained, but not safe as krach's own programs are: FAUST can write
/// code that touches memory that is not its own.
/// Errors: Error, with the line of the source, if FAUST refuses it, if it needs more than 5 s or
///         1 GiB, has more than 2 inputs or outputs, calls what is no function of mathematics, or
///         crashes; Error if there is no FAUST.
/// Thread: [control], several side by side. Cost: 70 ms for a synth voice; at most 6 s.
signal::Program read_faust(const FaustSource& source);

/// Errors: as read_faust, if FAUST refuses a program that is FAUST. Thread: [control].
void check_faust(const signal::Program& program);
/// compile() of a program that is FAUST: one lane, whatever is asked for. Controls move on ticks.
std::shared_ptr<const Compiled> compile_faust(const signal::Program& program, Hertz rate,
                                              const Store& store);
}  // namespace krach::jit
