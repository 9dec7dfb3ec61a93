// src/jit/object.hpp: a kernel that is compiled and not yet linked.
#pragma once
#include <string>

#include "base/kernel.hpp"

namespace krach::jit {
inline constexpr const char* kKernelName = "krach_kernel";  // the KernelProcess in the file

struct Object {
  KernelLayout layout;
  std::string file;  // an object file of this processor
};
}  // namespace krach::jit
