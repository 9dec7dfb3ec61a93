// src/server/protocol.cpp
#include "server/protocol.hpp"

#include <utility>

#include "session/json.hpp"

namespace krach::server {
namespace {
constexpr int kDeepest = 64;
constexpr std::size_t kMostRequests = 10'000;

void check_id(const Json& id) {
  if (id.is_null() || id.is_number() || (id.is_string() && id.size() <= 64)) return;
  throw Error({"the id is no number and no short text", "message.id", "leave it out, or count"});
}
Json parse(std::string_view text, const char* hint) {
  const auto watch = [](int depth, Json::parse_event_t, Json&) {
    if (depth > kDeepest)
      throw Error({"it has more than 64 brackets in each other", "message", "send less deep ones"});
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::exception& error) {
    throw Error({std::string("it is no JSON: ") + error.what(), "message", hint});
  }
}
Json parse_object(std::string_view line) {
  Json json = parse(line, "send one object in one line");
  if (json.is_object()) return json;
  throw Error({"it is no object", "message", "send one like {\"id\": 1, \"ask\": \"status\"}"});
}
void read_requests(const Json& list, std::vector<session::Request>& out) {
  if (!list.is_array() || list.empty() || list.size() > kMostRequests)
    throw Error({"it is no list of 1 to 10000 requests", "message.requests",
                 "send one like [{\"do\": \"tempo\", \"bpm\": 128}]"});
  out = session::to_requests(list);
}

/// Calls f(key, value) for each number, text and list of a status.
template <class Status, class F>
void each_field(Status& s, F f) {
  auto& live = s.live;
  f("device", live.device.name), f("sample_rate", live.device.sample_rate);
  f("block_size", live.device.block_size), f("xruns", live.device.xruns);
  f("losses", live.device.losses), f("inputs", live.device.inputs), f("lost", live.device.lost);
  f("cycle", live.cycle), f("load", live.load), f("peak", live.peak), f("frame", live.frame);
  f("voices", live.voices), f("late", live.late), f("roundings", live.roundings);
  f("recording", live.recording.path), f("recorded", live.recording.frames);
  f("limited", live.limited), f("most_limited", live.most_limited);
  f("blocks_dc", live.blocks_dc), f("resets", live.resets), f("reset_nodes", live.reset_nodes);
  f("unrecorded", live.recording.lost), f("recording_trouble", live.recording.trouble);
  f("tempo", s.tempo), f("meter", s.meter), f("revision", s.revision), f("clients", s.clients);
  f("journal", s.journal), f("trouble", s.trouble);
  f("osc", s.osc), f("osc_trouble", live.osc_trouble);
  f("link", s.link), f("link_peers", s.link_peers);
}
}  // namespace

Message read_message(std::string_view line, Json& id) {
  Message message;
  message.arguments = parse_object(line);
  Json& json = message.arguments;
  if (const auto found = json.find("id"); found != json.end()) {
    check_id(*found);
    id = message.id = *found;
    json.erase(found);
  }
  if (json.contains("do")) {
    message.requests.push_back(session::to_request(json));
  } else if (const auto requests = json.find("requests"); requests != json.end()) {
    read_requests(*requests, message.requests);
  } else if (const auto ask = json.find("ask"); ask != json.end() && ask->is_string()) {
    message.ask = *ask;
  } else {
    throw Error({"it asks for nothing", "message", "give \"do\", \"requests\" or \"ask\""});
  }
  return message;
}

Json to_json(const EngineStatus& status) {
  Json json;
  each_field(status, [&](const char* key, const auto& value) { json[key] = value; });
  return json;
}
EngineStatus to_status(const Json& json) {
  EngineStatus status;
  each_field(status, [&](const char* key, auto& value) { json.at(key).get_to(value); });
  return status;
}
Json to_json(const std::vector<device::DeviceInfo>& devices) {
  Json list = Json::array();
  for (const auto& device : devices)
    list.push_back({{"name", device.name},
                    {"sample_rates", device.sample_rates},
                    {"outputs", device.outputs},
                    {"inputs", device.inputs},
                    {"is_default", device.is_default}});
  return list;
}
std::vector<device::DeviceInfo> to_devices(const Json& json) {
  std::vector<device::DeviceInfo> devices;
  for (const Json& one : json)
    devices.push_back({one.at("name"), one.at("sample_rates"), one.at("outputs"),
                       one.at("is_default"), one.at("inputs")});
  return devices;
}
Json to_json(const session::Reply& reply) {
  Json json{{"revision", reply.revision},
            {"frame", reply.effect.frame.value},
            {"cycle", krach::print(reply.effect.cycle)}};
  if (!reply.warnings.empty()) json["warnings"] = reply.warnings;
  return json;
}
session::Reply to_reply(const Json& json) {
  session::Reply reply{.revision = json.at("revision").get<std::int64_t>(),
                       .effect = {Frames{json.at("frame").get<std::int64_t>()}, 0},
                       .warnings = {}};
  reply.effect.cycle = find_rational(json.at("cycle").get_ref<const std::string&>()).value_or(0);
  if (const auto found = json.find("warnings"); found != json.end()) found->get_to(reply.warnings);
  return reply;
}
Json to_json(const std::vector<Fault>& faults) {
  Json list = Json::array();
  for (const Fault& fault : faults) {
    Json one{{"what", fault.what}, {"where", fault.where}, {"hint", fault.hint}};
    if (const Mark& mark = fault.mark; mark.length > 0)
      one["mark"] = {{"text", mark.text},
                     {"line", mark.line},
                     {"column", mark.column},
                     {"length", mark.length},
                     {"file", mark.file}};
    list.push_back(std::move(one));
  }
  return list;
}
std::vector<Fault> to_faults(const Json& json) {
  std::vector<Fault> faults;
  for (const Json& one : json) {
    Fault fault{one.at("what"), one.at("where"), one.at("hint")};
    if (const auto mark = one.find("mark"); mark != one.end())
      fault.mark = {mark->at("text"), mark->at("line"), mark->at("column"), mark->at("length"),
                    mark->at("file")};
    faults.push_back(std::move(fault));
  }
  return faults;
}
std::vector<session::Request> read_requests(std::string_view text) {
  std::vector<session::Request> requests;
  read_requests(parse(text, "send a list of requests"), requests);
  return requests;
}
std::string print(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}
}  // namespace krach::server
