// include/krach/session.hpp: the audio graph: nodes, routes, what plays, and rendering.
#pragma once
#include <krach/graph.hpp>
#include <krach/node.hpp>
#include <krach/options.hpp>
#include <krach/pattern.hpp>
#include <krach/signal.hpp>
#include <krach/synth.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace krach {
/// One piece of music: in this process, or in an engine, as connect() gives it; nothing else
/// differs. What is asked is done when the call returns; what is read is what is there.
/// Errors: std::runtime_error with the fact, the place and the remedy; then nothing was done.
/// Thread: one thread at a time.
class Session {
 public:
  Session();  // in this process
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  /// Makes a node, or gives one another function; then its routes, patterns and values stay. In
  /// place of a function stands the path of a FAUST source. Errors: what FAUST refuses, with file
  /// and line.
  template <class Function>
  Node node(const std::string& name, Function function, const NodeOptions& options = {}) {
    return add(name, function_of(function), options, Role::any);
  }
  /// The same of a source. Errors: Error for an effect.
  template <class Function>
  Node voice(const std::string& name, Function function, const NodeOptions& options = {}) {
    return add(name, function_of(function), options, Role::source);
  }
  /// The same of an effect. Errors: Error for a source.
  template <class Function>
  Node bus(const std::string& name, Function function, const NodeOptions& options = {}) {
    return add(name, function_of(function), options, Role::effect);
  }
  /// Of a channel that comes in, such as a microphone; in a rendering it is silent.
  Node input(const std::string& name, std::int64_t channel = 0, const NodeOptions& options = {});
  /// A target outside, at "host:port": what plays on it goes there as messages of OSC over UDP,
  /// each when it is heard, such as krp::osc("/cue", {1, 0.5, "red"}). It has no sound.
  Node osc(const std::string& name, const std::string& address);
  Node get(const std::string& name);
  void remove(const std::string& node);
  void connect(const std::string& source, const std::string& target, double level = 1.0,
               std::optional<std::int64_t> port = {});  // as in Send
  void disconnect(const std::string& source, const std::string& target);

  void play(const std::string& node, const krp::Pattern& pattern, const Start& start = {});
  void play(const std::string& node, const std::string& control, const krp::Pattern& pattern,
            const Start& start = {});
  void free(const std::string& node, const std::string& control);
  void hush(const std::string& node, const Start& start = {});
  void stop(const Start& start = {});  // ends what plays on every node
  /// Of a node or of each node of a group: "drums" is drums/kick and drums/snare.
  void mute(const std::string& node, bool muted = true);
  void unmute(const std::string& node) { mute(node, false); }
  void solo(const std::string& node, bool soloed = true);
  void unsolo(const std::string& node) { solo(node, false); }
  void gain(const std::string& node, double value);
  /// From what is heard in a straight line, of "bass/cutoff", "drums/gain", "tempo", "master" or a
  /// route "bass>>verb". Setting it by hand ends the fade.
  void fade(const std::string& path, double target, double bars = 4.0);
  /// Plays a shape on a control, between two values and once in so many bars:
  /// kr.mod("bass/cutoff", "tri", 200, 2000, 8). Another pattern, or free(), ends it.
  void mod(const std::string& path, const Shape& shape = "sine", double low = 0.0,
           double high = 1.0, double bars = 4.0);

  // ---- what is there
  std::vector<std::string> nodes() const;    // all names
  std::vector<std::string> sources() const;  // of what makes sound, inputs among them
  std::vector<std::string> effects() const;  // of what hears what is routed to it
  std::vector<std::string> muted() const;
  std::map<std::pair<std::string, std::string>, double> routes() const;  // levels
  /// Where each node goes to, and how loud: {"bass", {{"verb", 0.4}}}.
  std::map<std::string, std::vector<std::pair<std::string, double>>> routing() const;
  /// Every value by path: {"bass/cutoff", 1200}; or those of one node: {"cutoff", 1200}.
  std::map<std::string, double> controls() const;
  std::map<std::string, double> controls(const std::string& node) const;
  /// What plays by path: "bass" is its notes, "bass/cutoff" what moves that.
  std::map<std::string, krp::Pattern> slots() const;

  // ---- graphs as values
  /// All that is there; with a prefix the node or the group of that name, with the routes among its
  /// nodes. Errors: Error if there is none.
  Graph capture(const std::string& prefix = {}) const;
  /// Makes the session, or the group, as it was when the graph was captured, at one moment. Nodes
  /// that are alike play on; of a group, the routes from and to other nodes stay.
  void replay(const Graph& graph);
  /// Makes the nodes of a graph under a prefix; what that had before and the graph has not, goes.
  GraphHandle instantiate(const Graph& graph, const std::string& prefix);
  /// What `function` asks of a session, which is given to it empty; nothing of it is done.
  static Graph trace(const std::function<void(Session&)>& function);
  /// The whole session as a file of data, "jam.json", in C++ and in Python alike.
  void export_to(const std::filesystem::path& path) const;
  /// Replays such a file. Gives what is in it.
  Graph load(const std::filesystem::path& path);

  void save(const std::string& scene);
  void save(const std::string& scene, const Graph& graph);  // what it makes out of nothing
  void recall(const std::string& scene);                    // what it has alike plays on
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
  void tempo(double bpm);      // beats a minute, 1 to 999
  void meter(double beats);    // of a cycle, a bar: 1/4 to 64
  void master(double factor);  // the gain of the output, 0 to 16
  double tempo() const;        // each as it is heard: in a fade, where that is
  double meter() const;
  double master() const;

  /// Plays on a device, from the start; what is asked for from now on is heard at once. An engine
  /// plays already: there it is a change of device.
  void start(const DeviceOptions& options = {});
  /// Goes over to another device, without a break in musical time. Errors: as start(); then the one
  /// before plays on.
  void device(const std::string& name);
  void sample_rate(std::int64_t hz);
  void block_size(std::int64_t frames);
  void inputs(std::int64_t channels);        // to hear
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
  friend Session connect(const ConnectOptions& options);
  enum class Role : std::uint8_t { any, source, effect };
  Node add(const std::string& name, const NodeFunction& function, const NodeOptions& options,
           Role role);
  void together(const std::function<void()>& function, std::optional<double> bars);
  struct Inner;
  explicit Session(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

/// The session of an engine, the same for all who connect. Functions are traced here and compiled
/// there. Errors: Error if there is no engine, or it does not start. Thread: any.
Session connect(const ConnectOptions& options = {});
}  // namespace krach
