// include/krach/session.hpp: the audio graph: nodes, routes, what plays, and rendering.
#pragma once
#include <krach/pattern.hpp>
#include <krach/signal.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace krach {
class Session;
class Node;

/// What is absent stays as it is; in a new node gain is 0.5, pan 0, dry 1, count 1.
struct NodeOptions {
  std::optional<double> gain{}, pan{}, dry{};
  std::optional<std::int64_t> count{};  // voices
};
/// When a pattern begins: at once, or on the next "beat" or "cycle", or at a position like "5/2";
/// and its phase: that of the transport, or from "zero".
struct Start {
  std::optional<std::string> at{}, phase{};
};
/// Length in bars (8 unless given) or seconds.
struct RenderOptions {
  std::optional<double> bars{}, seconds{};
  std::int64_t sample_rate = 48000, block_size = 128;
  std::uint64_t seed = 1;
  bool stems = false;
};
/// Shapes: [frame][2], +-1.0 full scale. Stems by node; they sum to the master.
struct Sound {
  std::vector<float> master;
  std::map<std::string, std::vector<float>> stems;
};

/// Without a name it is the default output, or a silent clock where there is no sound card.
struct DeviceOptions {
  std::string name{};  // any unambiguous part of one that `krach devices` lists
  std::int64_t sample_rate = 48000, block_size = 128;
  std::uint64_t seed = 1;
};
/// A device and what plays on it, at one moment.
struct Status {
  std::string device;
  std::int64_t sample_rate = 0, block_size = 0;
  std::int64_t xruns = 0, late = 0;           // counted by the device; commands after their frame
  bool lost = false;                          // away just now: a clock runs in its place
  double cycle = 0.0, load = 0.0;             // position; of the audio thread, 1 is all there is
  double peak = 0.0;                          // since the last status, as a factor of full scale
  double limited = 0.0, most_limited = 0.0;   // dB, by the limiter: now, and at most
  bool blocks_dc = false;                     // a constant offset is taken away now
  std::int64_t resets = 0;                    // voices that made no numbers and began again
  std::vector<std::string> reset_nodes{};     // whose they were
  std::string recording{};                    // the file, if it records
  std::int64_t recorded = 0, unrecorded = 0;  // frames: in it, and lost because the disk was slow
  std::string recording_trouble{};            // why it ended by itself
};

/// A synth function and how many audio channels it hears; made from a function by Session::node.
struct Synth {
  std::uint32_t inputs = 0;
  std::function<std::vector<krs::Signal>(const std::vector<krs::Signal>&)> function;
};
/// A function of 0, 1 or 2 signals that gives one, or a krs::Stereo.
template <class Function>
Synth synth(Function function) {
  using krs::Signal;
  const auto listed = [](auto result) {
    if constexpr (std::is_same_v<decltype(result), krs::Stereo>)
      return std::vector<Signal>(result.begin(), result.end());
    else
      return std::vector<Signal>{result};
  };
  using In = std::vector<Signal>;
  if constexpr (std::is_invocable_v<Function>)
    return {0, [=](const In&) { return listed(function()); }};
  else if constexpr (std::is_invocable_v<Function, Signal>)
    return {1, [=](const In& in) { return listed(function(in.at(0))); }};
  else
    return {2, [=](const In& in) { return listed(function(in.at(0), in.at(1))); }};
}

/// One control of one node: read it or set it.
class Control {
 public:
  Control(Session& session, std::string node, std::string name)
      : session_(&session), node_(std::move(node)), name_(std::move(name)) {}
  operator double() const;  // NOLINT(google-explicit-constructor): it reads as its value
  Control& operator=(double value);

 private:
  Session* session_;
  std::string node_, name_;
};
/// A target and the level of the route to it.
struct Send {
  const Node& node;
  double level = 1.0;
};

/// A name and its session, which must outlive it.
class Node {
 public:
  Node(Session& session, std::string name) : session_(&session), name_(std::move(name)) {}
  const std::string& name() const noexcept { return name_; }

  const Node& play(const krp::Pattern& pattern, const Start& start = {}) const;
  const Node& play(const std::string& control, const krp::Pattern& pattern,
                   const Start& start = {}) const;
  const Node& free(const std::string& control) const;  // ends the pattern on a control
  const Node& hush() const;                            // ends everything that plays on the node
  Control operator[](const std::string& control) const { return {*session_, name_, control}; }
  Send at(double level) const { return {*this, level}; }

  /// Gives the target: a >> b >> c is a chain.
  const Node& operator>>(const Node& target) const { return *this >> target.at(1.0); }
  const Node& operator>>(const Send& send) const;

 private:
  Session* session_;
  std::string name_;
};

/// Thread: one thread at a time.
class Session {
 public:
  Session();
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  /// Makes a node, or gives one another function; then its routes, patterns and values stay.
  template <class Function>
    requires(!std::is_convertible_v<Function, std::filesystem::path>)
  Node node(const std::string& name, Function function, const NodeOptions& options = {}) {
    return add(name, synth(function), options);
  }
  /// From a FAUST source. Errors: what FAUST refuses, with file and line.
  Node node(const std::string& name, const std::filesystem::path& file,
            const NodeOptions& options = {});
  /// Of a channel that comes in, such as a microphone; in a rendering it is silent.
  Node input(const std::string& name, std::int64_t channel = 0, const NodeOptions& options = {});
  /// A target outside, at "host:port": what plays on it goes there as messages of OSC over UDP,
  /// each when it is heard, such as krp::osc("/cue", {1, 0.5, "red"}). It has no sound.
  Node osc(const std::string& name, const std::string& address);
  Node get(const std::string& name);
  void remove(const std::string& node);
  void connect(const std::string& source, const std::string& target, double level = 1.0);
  void disconnect(const std::string& source, const std::string& target);

  void play(const std::string& node, const krp::Pattern& pattern, const Start& start = {});
  void play(const std::string& node, const std::string& control, const krp::Pattern& pattern,
            const Start& start = {});
  void free(const std::string& node, const std::string& control);
  void hush(const std::string& node, const Start& start = {});
  void stop(const Start& start = {});  // ends what plays on every node
  /// Of a node or of each node of a group: "drums" is drums/kick and drums/snare.
  void mute(const std::string& node, bool muted = true);
  void solo(const std::string& node, bool soloed = true);
  void gain(const std::string& node, double value);
  /// From what is heard in a straight line, of "bass/cutoff", "drums/gain", "tempo", "master" or a
  /// route "bass>>verb". Setting it by hand ends the fade.
  void fade(const std::string& path, double target, double bars = 4.0);

  void save(const std::string& scene);
  void recall(const std::string& scene);  // what it has alike plays on
  void forget(const std::string& scene);
  std::vector<std::string> scenes() const;
  void undo();
  void redo();
  std::vector<std::string> history() const;  // what can be undone, the last at the end
  /// Does what `function` asks for at its end, at one moment, or nothing if it throws.
  void batch(const std::function<void()>& function);
  /// Gets from what is to what `function` asks for over some bars: values move in straight lines,
  /// new sources rise from silence, what is removed falls into it.
  void transition(double bars, const std::function<void()>& function);

  void set(const std::string& node, const std::string& control, double value);
  double value(const std::string& node, const std::string& control) const;
  void tempo(double bpm);
  void meter(double beats);
  void master(double gain);

  /// Plays on a device, from the start; what is asked for from now on is heard at once.
  void start(const DeviceOptions& options = {});
  /// Goes over to another device, without a break in musical time. Errors: as start(); then the one
  /// before plays on.
  void device(const std::string& name);
  void sample_rate(std::int64_t hz);
  void block_size(std::int64_t frames);
  std::vector<std::string> devices() const;  // names, those that there are now
  /// What is heard goes into a WAV file, too, until stop_recording() or the end. Errors: Error if
  /// nothing plays, it records already, the file is there, or it cannot be written.
  void record(const std::string& path, bool overwrite = false);
  void stop_recording();
  void stop_device();  // fades out
  Status status() const;

  /// Renders from the start; the session stays as it is.
  Sound render(const RenderOptions& options = {}) const;
  /// The same into files; returns their paths: out.wav and, with stems, out.bass.wav beside it.
  std::vector<std::string> render(const std::string& path, const RenderOptions& options = {}) const;
  /// What requests were done but not as asked, since the last call.
  std::vector<std::string> warnings();

 private:
  Node add(const std::string& name, const Synth& synth, const NodeOptions& options);
  struct Inner;
  std::unique_ptr<Inner> inner_;
};
}  // namespace krach
