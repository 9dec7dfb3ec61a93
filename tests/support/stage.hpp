// tests/support/stage.hpp: (support) a state that is asked for things on exact frames while it
// plays, in blocks of any size.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "session/apply.hpp"
#include "session/performance.hpp"
#include "signal/envelope.hpp"
#include "signal/oscillator.hpp"
#include "signal/trace.hpp"
#include "support/snapshot.hpp"

namespace krach::testing {
class Stage {
 public:
  explicit Stage(const std::vector<session::Request>& first = {}, std::size_t block = 64)
      : block_(block), state(start(first)), performance(state, kernels_, {}) {
    performance.schedule().advance(Frames{0}, performance.renderer().inbox());
  }
  /// On the next frame to be played. Returns what it warns of.
  std::vector<std::string> ask(const std::vector<session::Request>& requests) {
    session::Reply reply;
    session::Context context{reply, performance.schedule().asked().cycle};
    session::State next = state;
    session::apply(next, requests, context);
    performance.follow(next, context.now);
    state = std::move(next);
    return reply.warnings;
  }
  std::vector<std::string> ask(const session::Request& request) {
    return ask(std::vector{request});
  }
  Rational now() { return performance.schedule().asked().cycle; }
  /// Plays `frames` more; adds what is heard to `master`, and one channel of each node to `stems`.
  void play(std::int64_t frames) {
    for (std::int64_t done = 0; done < frames;) {
      const std::int64_t next = std::min<std::int64_t>(frames - done, std::int64_t(block_));
      auto& renderer = performance.renderer();
      performance.schedule().advance(renderer.now() + Frames{next}, renderer.inbox());
      const auto names = performance.nodes();
      std::vector<std::vector<float>> parts(names.size(),
                                            std::vector<float>(2 * std::size_t(next)));
      std::vector<std::span<float>> spans(parts.begin(), parts.end());
      spans.resize(1024);  // what is fading out has no name
      std::vector<float> out(2 * std::size_t(next));
      renderer.process(out, spans);
      const std::size_t before = master.size() / 2;
      master.insert(master.end(), out.begin(), out.end());
      for (std::size_t i = 0; i < names.size(); ++i) {
        auto& stem = stems[names[i]];
        stem.resize(before);
        for (std::size_t f = 0; f < std::size_t(next); ++f) stem.push_back(parts[i][2 * f]);
      }
      performance.tidy();
      done += next;
    }
    for (auto& [name, stem] : stems) stem.resize(master.size() / 2);
  }
  std::vector<float> master;                        // [frame][2], before the guard
  std::map<std::string, std::vector<float>> stems;  // [frame], left; 0 where there was no node

 private:
  static session::State start(const std::vector<session::Request>& first) {
    session::State state;
    session::Reply reply;
    session::Context context{reply};
    session::apply(state, first, context);
    return state;
  }
  session::Kernels kernels_;
  std::size_t block_;

 public:
  session::State state;
  session::Performance performance;
};
/// Does `play` sound the same, to the bit, in blocks of every size?
template <class Play>
bool same_in_all_blocks(const std::vector<session::Request>& first, Play play) {
  std::vector<std::vector<float>> heard;
  for (const std::size_t block : {1U, 7U, 64U, 1024U}) {
    Stage stage(first, block);
    play(stage);
    heard.push_back(std::move(stage.master));
  }
  const bool sounds = std::ranges::any_of(heard[0], [](float x) { return x != 0.0F; });
  return sounds && std::ranges::count(heard, heard[0]) == 4;
}

/// Asks `count` times for draw_request(draw), each after at most `most` frames: whatever was asked,
/// the state is made again by the requests that it is told as.
template <class DrawRequest>
void ask_at_random(Stage& stage, std::uint64_t seed, std::uint64_t count, std::uint64_t most,
                   DrawRequest draw_request) {
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto draw = [&](std::uint64_t n, std::uint64_t of) { return mix(seed, i * 8 + n) % of; };
    stage.play(std::int64_t(1 + draw(0, most)));
    stage.ask(draw_request(draw));
    const Stage again(session::requests_of(stage.state));
    CHECK(snapshot(again.state) == snapshot(stage.state));
  }
}

/// Its output is its gate, times the control `level`.
inline std::shared_ptr<const signal::Program> gate_program() {
  return std::make_shared<signal::Program>(signal::trace([] {
    return signal::control("gate", 0.0, 0.0, 1.0) * signal::control("level", 1.0, 0.0, 1000.0);
  }));
}
/// Its output is its control `level`.
inline std::shared_ptr<const signal::Program> level_program() {
  return std::make_shared<signal::Program>(
      signal::trace([] { return 1.0 * signal::control("level", 1.0, 0.0, 1000.0); }));
}
inline std::shared_ptr<const signal::Program> effect_program() {
  return std::make_shared<signal::Program>(
      signal::trace(1, [](signal::Signal in) { return 1.0 * in; }));
}
}  // namespace krach::testing
