// src/pattern/arena.cpp
#include "pattern/arena.hpp"

namespace krach::pattern {
NodeId Arena::append(const Arena& other) {
  const auto node_base = static_cast<std::uint32_t>(nodes.size());
  const auto link_base = static_cast<std::uint32_t>(links.size());
  const auto control_base = static_cast<std::uint32_t>(controls.size());
  nodes.insert(nodes.end(), other.nodes.begin(), other.nodes.end());
  links.insert(links.end(), other.links.begin(), other.links.end());
  controls.insert(controls.end(), other.controls.begin(), other.controls.end());
  for (std::size_t i = node_base; i < nodes.size(); ++i) {
    nodes[i].first += link_base;
    nodes[i].first_control += control_base;
  }
  for (std::size_t i = link_base; i < links.size(); ++i)
    links[i].child = static_cast<NodeId>(static_cast<std::uint32_t>(links[i].child) + node_base);
  return root();
}

NodeId Arena::add(Node node, std::span<const Link> its_links,
                  std::span<const ControlValue> its_controls) {
  node.first = static_cast<std::uint32_t>(links.size());
  node.count = static_cast<std::uint32_t>(its_links.size());
  node.first_control = static_cast<std::uint32_t>(controls.size());
  node.control_count = static_cast<std::uint32_t>(its_controls.size());
  links.insert(links.end(), its_links.begin(), its_links.end());
  controls.insert(controls.end(), its_controls.begin(), its_controls.end());
  nodes.push_back(node);
  return root();
}
}  // namespace krach::pattern
