// src/server/osc_words.cpp
#include "server/osc_words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/suggest.hpp"
#include "session/json.hpp"

namespace krach::server {
namespace {
constexpr std::string_view kOwn = "/krach/";

/// The arguments of a message, each asked for in its place.
class Arguments {
 public:
  Arguments(const osc::Message& message, std::string_view wanted)
      : message_(message), wanted_(wanted) {}
  std::size_t count() const { return message_.arguments.size(); }
  void expect(std::size_t least, std::size_t most) const {
    if (count() < least || count() > most) refuse(std::to_string(count()) + " arguments");
  }
  std::string text(std::size_t i) const {
    if (const auto* text = std::get_if<std::string>(&message_.arguments[i])) return *text;
    refuse("argument " + std::to_string(i + 1) + " is a number");
  }
  double number(std::size_t i) const {
    const osc::Argument& given = message_.arguments[i];
    if (std::holds_alternative<std::string>(given))
      refuse("argument " + std::to_string(i + 1) + " is a text");
    const auto* whole = std::get_if<std::int64_t>(&given);
    const double number = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(given);
    if (!std::isfinite(number)) refuse("argument " + std::to_string(i + 1) + " is not finite");
    return number;
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(Fault{"it has " + what, "OSC " + message_.path.substr(0, 100),
                      "send " + message_.path.substr(0, 100) + " " + std::string(wanted_)});
  }
  const osc::Message& message_;
  std::string_view wanted_;
};

using session::Request;
struct Word {
  std::string_view name, wanted;
  std::size_t least, most;
  Request (*read)(const Arguments&, const session::State&);
};
/// As kr.play() takes a path: a node's, else that of a control.
Request play(const Arguments& given, const session::State& state) {
  const std::string path = given.text(0);
  nlohmann::json json{{"do", "play"}, {"node", path}, {"pattern", given.text(1)}};
  const std::size_t slash = path.rfind('/');
  if (slash != std::string::npos && !state.nodes.contains(path)) {
    json["node"] = path.substr(0, slash);
    json["control"] = path.substr(slash + 1);
  }
  return session::to_request(json, "OSC /krach/play");
}
template <bool kOn>
Request mute(const Arguments& given, const session::State& /*state*/) {
  return session::Mute{given.text(0), kOn};
}
template <bool kOn>
Request solo(const Arguments& given, const session::State& /*state*/) {
  return session::Solo{given.text(0), kOn};
}
Request hush(const Arguments& given, const session::State& /*state*/) {
  return given.count() == 0 ? session::Hush{} : session::Hush{given.text(0)};
}
Request fade(const Arguments& given, const session::State& /*state*/) {
  return session::FadeTo{given.text(0), given.number(1), given.number(2)};
}
Request recall(const Arguments& given, const session::State& /*state*/) {
  return session::Recall{given.text(0)};
}
constexpr std::array kWords{
    Word{"play", "NODE PATTERN", 2, 2, play},
    Word{"hush", "[NODE]", 0, 1, hush},
    Word{"mute", "NODE", 1, 1, mute<true>},
    Word{"unmute", "NODE", 1, 1, mute<false>},
    Word{"solo", "NODE", 1, 1, solo<true>},
    Word{"unsolo", "NODE", 1, 1, solo<false>},
    Word{"fade", "PATH TARGET BARS", 3, 3, fade},
    Word{"recall", "SCENE", 1, 1, recall},
    Word{"undo", "", 0, 0, [](const auto&, const auto&) -> Request { return session::Undo{}; }},
    Word{"redo", "", 0, 0, [](const auto&, const auto&) -> Request { return session::Redo{}; }},
};

Request read_word(const osc::Message& message, const session::State& state) {
  const std::string name = message.path.substr(kOwn.size()).substr(0, 64);
  const auto* const word = std::ranges::find(kWords, name, &Word::name);
  if (word == kWords.end()) {
    std::vector<std::string> names;
    names.reserve(kWords.size());
    for (const Word& known : kWords) names.emplace_back(known.name);
    throw Error(Fault{"there is no '" + name + "'", "OSC " + message.path.substr(0, 100),
                      suggest(name, names, "")});
  }
  const Arguments given(message, word->wanted);
  given.expect(word->least, word->most);
  return word->read(given, state);
}
}  // namespace

std::optional<std::string> set_path(const osc::Message& message) {
  if (message.path.starts_with(kOwn)) return {};
  return message.path;
}
Request to_request(const osc::Message& message, const session::State& state) {
  if (message.path.starts_with(kOwn)) return read_word(message, state);
  const Arguments given(message, "NUMBER");
  given.expect(1, 1);
  const double value = given.number(0);
  const std::string path = message.path.substr(1);
  if (path == "tempo") return session::SetTempo{value};
  if (path == "meter") return session::SetMeter{value};
  if (path == "master") return session::SetMaster{value};
  const std::size_t slash = path.rfind('/');
  if (slash != std::string::npos)
    return session::SetControl{path.substr(0, slash), path.substr(slash + 1), value};
  throw Error(Fault{"the path names no control", "OSC " + message.path.substr(0, 100),
                    "send /NODE/CONTROL NUMBER, like /bass/cutoff 800"});
}
}  // namespace krach::server
