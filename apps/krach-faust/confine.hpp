// apps/krach-faust/confine.hpp: what a process that compiles foreign code may still do.
#pragma once
#include <span>
#include <string>

namespace krach {
/// From now on this process may compute, allocate and read files in `folders`, and nothing else:
/// no other file, no network, no other process; 5 s of processor time, 1 GiB of memory.
/// Errors: std::runtime_error if the system cannot do that.
void confine(std::span<const std::string> folders);
}  // namespace krach
