// tests/support/rig.hpp: (support) a performance without a device, block by block, as one would ask
// it.
#pragma once
#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "session/performance.hpp"
#include "signal/trace.hpp"

namespace krach::testing {
class Rig {
 public:
  explicit Rig(const session::State& state, session::PerformanceOptions options = {},
               std::size_t block = 128)
      : block_(block), performance(state, kernels_, options) {}

  /// Renders the next block. Two blocks are handed over ahead, as to a device.
  std::span<const float> next() {
    const Frames now = performance.renderer().now();
    const auto frames = static_cast<std::int64_t>(block_);
    performance.schedule().advance(now + Frames{3 * frames}, performance.renderer().inbox());
    const auto names = performance.nodes();
    std::vector<std::span<float>> stems(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      stem[names[i]].resize(2 * block_);
      stems[i] = stem[names[i]];
    }
    out_.resize(2 * block_);
    performance.renderer().process(out_, stems);
    performance.guard().process(out_);
    performance.tidy();
    return out_;
  }
  std::map<std::string, std::vector<float>> stem;  // of the last block

 private:
  session::Kernels kernels_;
  std::size_t block_;
  std::vector<float> out_;

 public:
  session::Performance performance;
};
template <class Function>
session::NodeState node(Function function) {
  session::NodeState state;
  state.program = std::make_shared<signal::Program>(signal::trace(function));
  return state;
}
}  // namespace krach::testing
