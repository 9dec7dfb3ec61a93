// include/krach/node.hpp: a handle to a node: what it plays, its controls and its routes.
#pragma once
#include <krach/options.hpp>
#include <krach/pattern.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace krach {
class Node;
class Session;

/// The way of a value between two others: "sine", "saw", "tri", "ramp", "square" or "rand", once in
/// its time, or a pattern of 0 to 1. Errors: Error for another name.
class Shape {
 public:
  Shape(const char* name) : Shape(std::string(name)) {}  // NOLINT: "tri" is a shape
  Shape(const std::string& name);                        // NOLINT
  Shape(krp::Pattern pattern);                           // NOLINT: so is a pattern
  /// Between these, once in so many bars.
  krp::Pattern between(double low, double high, double bars) const;

 private:
  std::function<krp::Pattern(double low, double high)> make_;
};
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
/// A target and the level of the route to it. Of an effect with two audio parameters `port` is the
/// one, 0 or 1, that hears the mean of left and right; without it they hear one side each.
struct Send {
  const Node& node;
  double level = 1.0;
  std::optional<std::int64_t> port{};
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
  const Node& hush(const Start& start = {}) const;     // ends everything that plays on the node
  const Node& mute() const;                            // and its sends; time runs on
  const Node& unmute() const;
  const Node& solo() const;  // only soloed sources are heard
  const Node& unsolo() const;
  const Node& gain(double value) const;
  /// In a straight line from what is heard of a control: bass.fade("cutoff", 800, 8).
  const Node& fade(const std::string& control, double target, double bars = 4.0) const;
  /// Up and down, as Session::mod: bass.mod("cutoff", "tri", 200, 2000, 8).
  const Node& mod(const std::string& control, const Shape& shape = "sine", double low = 0.0,
                  double high = 1.0, double bars = 4.0) const;
  std::map<std::string, double> controls() const;  // every one with its value
  void remove() const;                             // with its routes and patterns
  Control operator[](const std::string& control) const { return {*session_, name_, control}; }
  Send at(double level, std::optional<std::int64_t> port = {}) const {
    return {*this, level, port};
  }

  /// Gives the target: a >> b >> c is a chain.
  const Node& operator>>(const Node& target) const { return *this >> target.at(1.0); }
  const Node& operator>>(const Send& send) const;

 private:
  Session* session_;
  std::string name_;
};
}  // namespace krach
