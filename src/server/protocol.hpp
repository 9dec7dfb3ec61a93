// src/server/protocol.hpp: what client and engine say to each other: docs/protocol.md as code.
#pragma once
#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "session/session.hpp"

namespace krach::server {
using Json = nlohmann::json;
inline constexpr std::int64_t kProtocolVersion = 1;
inline constexpr std::size_t kMostClients = 128;

/// One line of a client: requests, which hold all or none, or a question.
struct Message {
  Json id;                                 // a number or a short text, given back with the reply
  std::vector<session::Request> requests;  // of these there is at least one, if there is no `ask`
  std::string ask;
  Json arguments;  // all of it
};
/// Errors: Error with every fault; `id` is set if that much could be read. Thread: [control].
Message read_message(std::string_view line, Json& id);

/// What an engine is, and how it fares.
struct EngineStatus {
  session::LiveStatus live;
  double tempo = 120.0, meter = 4.0;
  std::int64_t revision = 0;
  std::int64_t clients = 0;
  std::string journal, trouble;  // its file, and why it cannot be written
  std::string osc;               // where it takes messages; empty: nowhere
  bool link = false;             // it plays in time with others by Ableton Link:
  std::int64_t link_peers = 0;   // so many
};
Json to_json(const EngineStatus& status);
EngineStatus to_status(const Json& json);

/// As `krach devices --json` lists them.
Json to_json(const std::vector<device::DeviceInfo>& devices);
std::vector<device::DeviceInfo> to_devices(const Json& json);

Json to_json(const session::Reply& reply);
session::Reply to_reply(const Json& json);

Json to_json(const std::vector<Fault>& faults);
std::vector<Fault> to_faults(const Json& json);

/// Errors: Error with every fault.
std::vector<session::Request> read_requests(std::string_view text);

/// As it goes over the wire: text that is no UTF-8 becomes readable.
std::string print(const Json& json);
}  // namespace krach::server
