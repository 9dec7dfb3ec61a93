// src/base/library.hpp: libraries and programs that are needed only at times.
#pragma once
#include <string>

namespace krach {
/// The address of `symbol` in `library`, a file's name: looked for beside the program or module
/// that this code ended up in, then beside its libraries, then where its RUNPATH says. It is never
/// unloaded. Null, and `reasons` in words, if there is none. Thread: [control].
void* find_in_library(const std::string& library, const char* symbol, std::string& reasons);
/// The path of a file of krach's own, a library or a program, as find_in_library looks for it;
/// empty if it is not there. Thread: [any].
std::string find_file(const std::string& name);
/// Says which build of that file is there, without loading it; empty if none is. Thread: [any].
std::string identity_of_file(const std::string& name);
/// Likewise for the program, library or module that this code ended up in. Thread: [any].
std::string identity_of_this();
}  // namespace krach
