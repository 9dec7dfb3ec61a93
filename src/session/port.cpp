// src/session/port.cpp
#include "session/port.hpp"

#include "session/apply.hpp"
#include "session/settle.hpp"

namespace krach::session {
double Port::value(const std::string& node, const std::string& control) const {
  const NodeState& found = get_node(state(), node);
  const auto moved = found.movements.find(control);
  if (moved != found.movements.end() && moved->second.now.fade)
    return moved->second.now.fade->at(position());
  return get_value(found, node, control);
}
engine::Tempo Port::tempo() const { return heard_tempo(state(), position()); }
double Port::master() const { return heard_master(state(), position()); }
Course Port::course() const { return {playing() ? arrived(state()) : state()}; }
}  // namespace krach::session
