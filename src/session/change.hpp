// src/session/change.hpp: one step from the state that sounds to the next.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "session/performance.hpp"

namespace krach::session {
/// What has to be made and said for it; nothing has happened until carry_out().
/// Errors: Error if a program cannot be compiled.
/// Thread: [control].
class Performance::Change {
 public:
  Change(Performance& performance, const State& next, Rational now);
  /// Hands it over.
  void carry_out();

 private:
  void compile();
  Hertz rate() const { return Hertz{static_cast<double>(now_.options_.sample_rate)}; }
  void say(const decltype(engine::Command::action)& action) {
    update_->commands.push_back({{}, action});
  }
  std::unique_ptr<engine::Instance> make_instance(const std::string& name,
                                                  const NodeState& node) const;
  void redefine(Sounding& sounding, std::unique_ptr<engine::Instance> instance);
  void add(const std::string& name, const NodeState& node);
  void follow(const std::string& name, const NodeState& before, const NodeState& node);
  void remove(const std::string& name);

  std::shared_ptr<play::NotePlayer> make_player(const std::string& name, const NodeState& node,
                                                engine::NodeIndex index) const;
  std::shared_ptr<play::MessagePlayer> make_messages(const std::string& name,
                                                     const NodeState& node) const;
  std::shared_ptr<const Score> score_of(const std::string& name, const NodeState& node) const;
  std::shared_ptr<const Score> score_of(const Played& played, const std::string& path) const;
  std::shared_ptr<play::ControlPlayer> make_mover(const std::string& name, const NodeState& node,
                                                  const std::string& control, const Line& line,
                                                  bool from_there) const;
  std::shared_ptr<play::ControlPlayer> make_mover(engine::RouteIndex index,
                                                  const RouteState& route) const;
  void set_tempo();
  void set_master();
  void set_values(const std::string& name, const NodeState& before, const NodeState& node,
                  bool redefined);
  void move(const std::string& name, const NodeState& before, const NodeState& node,
            bool redefined);

  void connect(const std::pair<std::string, std::string>& ends, const RouteState& route);
  void disconnect(const std::pair<std::string, std::string>& ends);

  Performance& now_;
  const State& next_;
  const Rational at_;  // up to where it is settled
  Silence was_silent_, is_silent_;
  Nodes nodes_;
  Routes routes_;
  std::shared_ptr<play::ControlPlayer> master_;
  std::vector<Leaving> leaving_;
  std::map<std::string, std::shared_ptr<const jit::Compiled>> compiled_;
  std::unique_ptr<play::Update> update_ = std::make_unique<play::Update>();
  bool replan_ = false;
};
}  // namespace krach::session
