// src/jit/x86/object_file.hpp: machine code as an object file, as the linker reads them.
#pragma once
#include <string>
#include <string_view>

namespace krach::jit::x86 {
/// An ELF file with one function, which refers to nothing outside of `code`. Thread: [any].
std::string object_file(std::string_view name, std::string_view code);
}  // namespace krach::jit::x86
