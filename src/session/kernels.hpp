// src/session/kernels.hpp: compiled programs, kept as long as the session.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
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
  /// `store`: where they are looked for, and kept, beyond this session.
  explicit Kernels(jit::Store store = jit::Store(jit::store_folder())) : store_(std::move(store)) {}
  struct Wanted {
    std::shared_ptr<const signal::Program> program;
    Hertz rate;
    std::uint32_t lanes;
    friend bool operator==(const Wanted& a, const Wanted& b) {
      return a.rate.value == b.rate.value && a.lanes == b.lanes &&
             (a.program == b.program || *a.program == *b.program);
    }
  };
  /// What a node of so many voices plays.
  static Wanted wanted(std::shared_ptr<const signal::Program> program, Hertz rate,
                       std::uint32_t voices) {
    const std::uint32_t lanes = jit::usual_lanes(*program, voices);
    return {std::move(program), rate, lanes};
  }
  using Compiled = std::shared_ptr<const jit::Compiled>;
  /// One for each that is wanted. Those that are new are compiled side by side, on as many threads
  /// as there are processors; nobody else waits for them.
  /// Errors: those of jit::compile, the first of them.
  std::vector<Compiled> get(std::span<const Wanted> wanted);
  bool has(const Wanted& wanted);  // compiled, and kept

 private:
  struct Entry {
    std::uint64_t hash;
    Wanted wanted;
    Compiled compiled;
  };
  Compiled find(std::uint64_t hash, const Wanted& wanted);
  void keep(Entry entry);

  const jit::Store store_;
  std::mutex mutex_;
  std::vector<Entry> entries_;  // the one used last at the end
};
}  // namespace krach::session
