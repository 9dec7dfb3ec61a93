// src/session/performance.hpp: a state that sounds: what [audio] and [schedule] have of it.
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/guard.hpp"
#include "play/schedule.hpp"
#include "session/kernels.hpp"
#include "session/state.hpp"

namespace krach::session {
struct PerformanceOptions {
  std::int64_t sample_rate = 48000;
  std::uint64_t seed = 1;
  Frames start{0};                        // the first frame that is played
  engine::Moment anchor{};                // where the position is known
  play::MessageRing* messages = nullptr;  // where those for others go; without it they are left out
};
/// Plays a state, and follows it as it changes. Offline it follows once, before the first frame;
/// live it is the same code. What it replaces comes back from the two threads and is freed here.
class Performance {
 public:
  /// Errors: as follow().
  Performance(const State& state, Kernels& kernels, const PerformanceOptions& options);

  /// From the horizon on `next` is what sounds: what is new begins, what is gone fades out, what is
  /// defined anew crossfades, what did not change is not touched.
  /// Errors: Error if a program cannot be compiled; then nothing has changed.
  /// Thread: [control]; compiles, and may wait for [schedule] when requests come in floods.
  /// `now`: the position up to which `next` is settled.
  void follow(const State& next, Rational now = 0);
  /// Frees what has come back, and takes out of the graph what has faded.
  /// Thread: [control].
  void tidy();

  std::vector<std::string> reset_nodes() const;  // that made no numbers, and are there
  std::vector<std::string> nodes() const;        // names, by NodeIndex; "" where there is none
  engine::Renderer& renderer() noexcept { return *renderer_; }
  play::Schedule& schedule() noexcept { return *schedule_; }
  const play::Schedule& schedule() const noexcept { return *schedule_; }
  engine::Guard& guard() noexcept { return guard_; }
  /// Has [schedule] carried out all that it was told? Frees what has come back. Thread: [control].
  bool carried_out() { return collect(), sent_.empty(); }
  /// When the last change took effect that is known to have; negative before that.
  Frames effect() const noexcept { return effect_; }

 private:
  /// Hands out the least number that is free.
  class Numbers {
   public:
    std::uint32_t take();
    void give(std::uint32_t number) { used_[number] = false; }

   private:
    std::vector<bool> used_;
  };
  struct Sounding {  // one node
    engine::NodeIndex index{};
    std::int32_t hears = -1;  // as in engine::Plan::Step
    std::shared_ptr<engine::Node> node;
    std::shared_ptr<play::NotePlayer> notes;
    std::shared_ptr<play::MessagePlayer> messages;  // of a target outside
    std::map<std::string, std::shared_ptr<play::ControlPlayer>> movements;
    std::shared_ptr<play::ControlPlayer> presence;
  };
  struct Route {
    engine::RouteIndex index{};
    std::shared_ptr<engine::Level> level;
    engine::NodeIndex from{}, to{};
    std::optional<std::int64_t> port{};
    std::shared_ptr<play::ControlPlayer> fade{};
  };
  struct Leaving {  // fading out, still in the graph
    std::optional<Sounding> node;
    std::optional<Route> route;
    const play::Update* with = nullptr;  // until that has come back
    Frames since{-1};
  };
  using Nodes = std::map<std::string, Sounding>;
  using Routes = std::map<std::pair<std::string, std::string>, Route>;
  class Change;

  std::optional<engine::Plan> find_plan(bool with_leaving_routes) const;
  engine::Plan make_plan() const;
  play::Players players() const;
  void replan(play::Update& update);
  void send(std::unique_ptr<play::Update> update);
  void collect();

  Kernels& kernels_;
  PerformanceOptions options_;
  State state_;  // as it sounds
  Nodes nodes_;
  Routes routes_;
  std::shared_ptr<play::ControlPlayer> master_;  // while it fades
  std::vector<Leaving> leaving_;
  Numbers node_numbers_, route_numbers_;
  std::vector<std::unique_ptr<const engine::Plan>> lent_;
  std::size_t lent_instances_ = 0;
  std::deque<std::unique_ptr<play::Update>> sent_;
  Frames effect_{-1};
  bool begun_ = false;
  engine::Guard guard_;
  std::unique_ptr<engine::Renderer> renderer_;
  std::unique_ptr<play::Schedule> schedule_;
};
}  // namespace krach::session
