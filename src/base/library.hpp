// src/base/library.hpp: libraries that are loaded when they are needed first.
#pragma once
#include <string>

namespace krach {
/// The address of `symbol` in `library`, a file's name: looked for beside the program or module
/// that this code ended up in, then beside its libraries, then where its RUNPATH says. It is never
/// unloaded. Null, and `reasons` in words, if there is none. Thread: [control].
void* find_in_library(const std::string& library, const char* symbol, std::string& reasons);
/// Says which build of `library` would be found, without loading it; empty if that is not known.
/// Thread: [any].
std::string identity_of_library(const std::string& library);
}  // namespace krach
