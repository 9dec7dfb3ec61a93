// apps/krach/process.hpp: other programs, and the only file here that knows how they are started.
#pragma once
#include <string>
#include <vector>

/// The Python that holds krach's package: $KRACH_PYTHON, or else `python3` beside this program (in
/// a virtual environment it is there), or else on the PATH.
std::string python();

/// Ends this program and becomes `python -m krach REQUEST`, whose exit status is then krach's own.
/// Errors: krach::Error if that Python cannot be started.
[[noreturn]] void become_python(const std::string& request);

struct Output {
  int status;        // as a shell counts: 127 if the program was not found
  std::string text;  // what it printed on both streams
};
/// Runs `words` to its end.
Output run(const std::vector<std::string>& words);
