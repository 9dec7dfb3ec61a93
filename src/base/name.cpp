// src/base/name.cpp
#include "base/name.hpp"

#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

namespace krach {
namespace {
struct Table {
  std::mutex mutex;
  std::deque<std::string> texts;  // a deque: its strings never move
  std::unordered_map<std::string_view, Name> names;
};
Table& table() {
  static Table the_table;
  return the_table;
}
}  // namespace

Name intern(std::string_view text) {
  Table& t = table();
  const std::scoped_lock lock(t.mutex);
  if (const auto known = t.names.find(text); known != t.names.end()) return known->second;
  const auto name = static_cast<Name>(t.texts.size());
  t.names.emplace(t.texts.emplace_back(text), name);
  return name;
}
std::string_view text_of(Name name) {
  Table& t = table();
  const std::scoped_lock lock(t.mutex);
  return t.texts.at(static_cast<std::size_t>(name));
}
}  // namespace krach
