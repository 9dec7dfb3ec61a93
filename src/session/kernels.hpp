// src/session/kernels.hpp: compiled programs, kept as long as the session.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "base/units.hpp"
#include "jit/compile.hpp"
#include "signal/program.hpp"

namespace krach::session {
/// Equal programs are compiled once for each sample rate and width. Of those that nobody plays any
/// more it keeps the 64 used last. Thread: [any]; may lock and compile, so never [schedule] or
/// [audio].
class Kernels {
 public:
  std::shared_ptr<const jit::Compiled> get(const std::shared_ptr<const signal::Program>& program,
                                           Hertz rate, std::uint32_t lanes);

 private:
  struct Entry {
    std::uint64_t hash;
    std::shared_ptr<const signal::Program> program;
    double rate;
    std::uint32_t lanes;
    std::shared_ptr<const jit::Compiled> compiled;
  };
  std::mutex mutex_;
  std::vector<Entry> entries_;  // the one used last at the end
};
}  // namespace krach::session
