// src/session/say.cpp: requests in few words.
#include "words/expression.hpp"

#include <array>
#include <charconv>

#include "session/history.hpp"

namespace krach::session {
namespace {
constexpr std::size_t kLongest = 100;

std::string number(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.begin(), text.end(), value, std::chars_format::general, 6);
  return {text.data(), end.ptr};
}
std::string over(double bars) { return " over " + number(bars) + " bars"; }
std::string when(const std::optional<std::string>& start) { return start ? " at " + *start : ""; }

std::string of(const SetNode& r) { return "node " + r.name; }
std::string of(const RemoveNode& r) { return "remove " + r.name; }
std::string of(const Connect& r) {
  return "connect " + r.source + ">>" + r.target + " " + number(r.level) +
         (r.port ? " port " + std::to_string(*r.port) : "");
}
std::string of(const Disconnect& r) { return "disconnect " + r.source + ">>" + r.target; }
std::string of(const SetControl& r) {
  return "set " + r.node + "/" + r.control + " " + number(r.value);
}
std::string of(const Play& r) {
  std::string text = "play " + r.node + (r.control ? "/" + *r.control : "") + when(r.start);
  if (!r.pattern) return text + ": None";
  return words::has_words(r.pattern->said()) ? text + ": " + words::print(r.pattern->said()) : text;
}
std::string of(const Hush& r) { return "hush" + (r.node ? " " + *r.node : "") + when(r.start); }
std::string of(const Mute& r) { return (r.muted ? "mute " : "unmute ") + r.node; }
std::string of(const SetTempo& r) { return "tempo " + number(r.bpm); }
std::string of(const SetMeter& r) { return "meter " + number(r.beats); }
std::string of(const SetMaster& r) { return "master " + number(r.gain); }
std::string of(const Solo& r) { return (r.soloed ? "solo " : "unsolo ") + r.node; }
std::string of(const FadeTo& r) {
  return "fade " + r.path + " to " + number(r.target) + over(r.bars);
}
std::string of(const Save& r) { return "save " + r.scene; }
std::string of(const Recall& r) { return "recall " + r.scene; }
std::string of(const Forget& r) { return "forget " + r.scene; }
std::string of(const Transition& r) {
  std::vector<Request> inside;
  if (r.requests)
    for (const Nested& nested : *r.requests) inside.push_back(nested.request);
  return "transition" + over(r.bars) + ": " + say(inside);
}
std::string of(const SetInput& r) {
  return "input " + r.name + " of channel " + number(static_cast<double>(r.channel));
}
std::string of(const SetOsc& r) { return "osc " + r.name + " to " + r.address; }
std::string of(const Undo&) { return "undo"; }
std::string of(const Redo&) { return "redo"; }
}  // namespace

std::string say(const Request& request) {
  std::string text = std::visit([](const auto& r) { return of(r); }, request);
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // of UTF-8
  return text.substr(0, end) + "...";
}
std::string say(std::span<const Request> requests) {
  if (requests.empty()) return "nothing";
  std::string text = say(requests[0]);
  if (requests.size() > 1) text += ", and " + std::to_string(requests.size() - 1) + " more";
  return text;
}
}  // namespace krach::session
