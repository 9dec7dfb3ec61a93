// src/surface/node.cpp: handles: each asks its session.
#include <krach/node.hpp>
#include <krach/session.hpp>

#include <array>
#include <utility>

#include "base/error.hpp"

namespace krach {
namespace {
using Way = krp::Pattern (*)(double low, double high);
constexpr std::array<std::pair<const char*, Way>, 6> kShapes{{{"sine", krp::sine},
                                                              {"saw", krp::saw},
                                                              {"tri", krp::tri},
                                                              {"ramp", krp::ramp},
                                                              {"square", krp::square},
                                                              {"rand", krp::rand}}};
}  // namespace
Shape::Shape(const std::string& name) {
  std::string there;
  for (const auto& [known, way] : kShapes) {
    if (name == known) make_ = way;
    there += (there.empty() ? "" : ", ") + std::string(known);
  }
  if (!make_) throw Error(Fault{"there is no shape '" + name + "'", "mod", "there is: " + there});
}
Shape::Shape(krp::Pattern pattern)
    : make_([pattern = std::move(pattern)](double low, double high) {
        return pattern.range(low, high);
      }) {}
krp::Pattern Shape::between(double low, double high, double bars) const {
  return make_(low, high).over(bars);
}

Control::operator double() const { return session_->value(node_, name_); }
Control& Control::operator=(double value) {
  session_->set(node_, name_, value);
  return *this;
}
const Node& Node::play(const krp::Pattern& pattern, const Start& start) const {
  return session_->play(name_, pattern, start), *this;
}
const Node& Node::play(const std::string& control, const krp::Pattern& pattern,
                       const Start& start) const {
  return session_->play(name_, control, pattern, start), *this;
}
const Node& Node::free(const std::string& control) const {
  return session_->free(name_, control), *this;
}
const Node& Node::hush(const Start& start) const { return session_->hush(name_, start), *this; }
const Node& Node::mute() const { return session_->mute(name_), *this; }
const Node& Node::unmute() const { return session_->unmute(name_), *this; }
const Node& Node::solo() const { return session_->solo(name_), *this; }
const Node& Node::unsolo() const { return session_->unsolo(name_), *this; }
const Node& Node::gain(double value) const { return session_->gain(name_, value), *this; }
const Node& Node::fade(const std::string& control, double target, double bars) const {
  return session_->fade(name_ + "/" + control, target, bars), *this;
}
const Node& Node::mod(const std::string& control, const Shape& shape, double low, double high,
                      double bars) const {
  return session_->play(name_, control, shape.between(low, high, bars)), *this;
}
void Node::remove() const { session_->remove(name_); }
std::map<std::string, double> Node::controls() const { return session_->controls(name_); }
const Node& Node::operator>>(const Send& send) const {
  session_->connect(name_, send.node.name(), send.level, send.port);
  return send.node;
}
}  // namespace krach
