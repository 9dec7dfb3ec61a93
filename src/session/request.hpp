// src/session/request.hpp: everything that may be asked of a session, as small values.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/transport.hpp"
#include "pattern/pattern.hpp"
#include "signal/program.hpp"

namespace krach::session {
/// A new node, or another program for one that is there: then its routes, patterns, hand-set
/// controls and mute stay, and so does what is absent here.
/// Bounds: 512 nodes; count 1 to 1024, and 1024 voices in all; gain and dry 0 to 16; pan -1 to 1.
struct SetNode {
  std::string name;  // [A-Za-z0-9_/-]{1,64}; "master" is taken
  std::shared_ptr<const signal::Program> program;
  std::optional<double> gain, pan, dry;
  std::optional<std::int64_t> count;
};
// Where it says `node` and not `control`, and in SetControl, it may be a group: "drums", if no node
// is called that, is each of drums/kick and drums/snare.

/// Takes the node, its routes and its patterns away; `at`: from a position like "5/2" on, and until
/// then it sounds, and cannot be asked for.
struct RemoveNode {
  std::string name;
  std::optional<std::string> at{};
};
/// A route to an effect. Of an effect with two inputs `port` is the one, 0 or 1, that hears the
/// mean of the source's channels; without it each input hears its own. Bounds: level 0 to 16; no
/// cycles; 4096 routes.
struct Connect {
  std::string source, target;
  double level = 1.0;
  std::optional<std::int64_t> port{};
};
struct Disconnect {
  std::string source, target;
  std::optional<std::string> at{};  // as in RemoveNode
};
/// A control of the program, or gain, pan or dry where the program has none of that name. A value
/// out of range is clamped, with a warning. `continues`, here and below: it goes on with the
/// gesture that set the same just before, so undo takes both back at once.
struct SetControl {
  std::string node, control;
  double value = 0.0;
  bool continues = false;
};
/// Plays a pattern on a node, or on one of its controls, in place of the one before; none ends it.
/// `start`: "now", on the next "beat" or "cycle", or at a position like "5/2". Until then the one
/// before plays on, and its notes sound to their end; what waited for such a start is forgotten.
/// `phase`: in that of the "transport", or from "zero": its cycle 0 begins where it starts, or at a
/// position.
struct Play {
  std::string node;
  std::optional<std::string> control;
  std::optional<pattern::Pattern> pattern;
  std::optional<std::string> start{}, phase{};
};
/// Ends the patterns of a node, those on its controls too; without a name, of every node. Fades go
/// on. `start`: when, as in Play.
struct Hush {
  std::optional<std::string> node;
  std::optional<std::string> start{};
};
struct Mute {
  std::string node;
  bool muted = true;
};
/// While a source is soloed, the others are as silent as if they were muted; effects sound on.
struct Solo {
  std::string node;
  bool soloed = true;
};
/// Moves a value in a straight line from what is heard of it to `target`, where it stands then as
/// if set by hand. It ends what moved the value; what moves it next, or a hand, ends it. Bounds:
/// bars more than 0, at most 1024.
struct FadeTo {
  std::string path;  // "bass/cutoff", "drums/gain", "tempo", "master", "bass>>verb"; where `begin`
                     // and `from` are given also "bass>>", all that goes out of a node
  double target = 0.0, bars = 4.0;
  std::optional<std::string> begin{};  // a position, in place of here
  std::optional<double> from{};        // in place of what is heard
};
struct SetTempo {
  double bpm = 120.0;  // 1 to 999
  bool continues = false;
};
struct SetMeter {
  double beats = 4.0;  // of a cycle; 1/4 to 64
};
struct SetMaster {
  double gain = 1.0;  // 0 to 16
  bool continues = false;
};
struct Nested;
using NestedRequests = std::shared_ptr<const std::vector<Nested>>;
/// Keeps what is, as it will be once nothing waits and nothing fades, under a name; or what
/// `requests` make out of nothing. Bounds: 64 scenes, named as nodes are.
struct Save {
  std::string scene;
  NestedRequests requests{};
};
/// All is as in the scene; what was there alike plays on.
struct Recall {
  std::string scene;
};
struct Forget {
  std::string scene;
};
/// `requests` make another state; what differs gets there over the bars: values, levels, the tempo
/// and the master in straight lines, new sources from silence, what is removed into it. A changed
/// pattern starts on the next cycle, a changed program crossfades at once, and so does what a
/// request inside says by itself (`start`, FadeTo).
/// Bounds: bars as in FadeTo; no transition, undo or redo inside.
struct Transition {
  double bars = 8.0;
  NestedRequests requests{};
};
/// A node that sounds like a channel of the device's input: a source, routed, muted and moved like
/// others. Where there is no such channel, and in a rendering, it is silent. What is absent is as
/// in SetNode. Bounds: channel 0 to 63.
struct SetInput {
  std::string name;
  std::int64_t channel = 0;
  std::optional<double> gain{}, pan{}, dry{};
};
/// A target outside, to which messages of OSC go over UDP: what plays on it is sent, each event at
/// its onset, and there is no sound. It is muted, soloed and removed as nodes are. A rendering
/// sends nothing. `address`: as osc/address.hpp has it.
struct SetOsc {
  std::string name, address;
};
/// Back to the state before the last batch, and forth again. Each stands alone.
struct Undo {};
struct Redo {};
using Request = std::variant<SetNode, RemoveNode, Connect, Disconnect, SetControl, Play, Hush, Mute,
                             SetTempo, SetMeter, SetMaster, Solo, FadeTo, Save, Recall, Forget,
                             Undo, Redo, Transition, SetInput, SetOsc>;
/// A request in another.
struct Nested {
  Request request;
};
NestedRequests nest(std::span<const Request> requests);

struct Reply {
  std::int64_t revision = 0;          // of the session, once the request holds
  engine::Moment effect{};            // from where it is heard; 0 unless it plays
  std::vector<std::string> warnings;  // what was done, but not as asked
};
}  // namespace krach::session
