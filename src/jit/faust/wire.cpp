// src/jit/faust/wire.cpp: CBOR in frames. This file knows the operating system.
#include "jit/faust/wire.hpp"

#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>

namespace krach::jit {
using Json = nlohmann::json;

static std::string to_bytes(const Json& json) {
  std::string out;
  Json::to_cbor(json, out);
  return out;
}
/// Binary, because FAUST sources are not always UTF-8.
static Json blob(std::string_view text) { return Json::binary({text.begin(), text.end()}); }
static std::string text(const Json& json) {
  const auto& bytes = json.get_binary();
  return {bytes.begin(), bytes.end()};
}
template <class Read>
static auto unpack(std::string_view bytes, const Read& read) try {
  return read(Json::from_cbor(bytes));
} catch (const Json::exception& error) {
  throw std::runtime_error(std::string("no message of the FAUST worker: ") + error.what());
}

std::string pack(const FaustRequest& request) {
  return to_bytes({{"name", blob(request.name)},
                   {"source", blob(request.source)},
                   {"folders", request.folders}});
}
FaustRequest unpack_request(std::string_view bytes) {
  return unpack(bytes, [](const Json& json) {
    return FaustRequest{text(json.at("name")), text(json.at("source")),
                        json.at("folders").get<std::vector<std::string>>()};
  });
}
std::string pack(const FaustReply& reply) {
  Json controls = Json::array();
  for (const FaustControl& c : reply.controls)
    controls.push_back(Json::array({c.name, c.initial, c.low, c.high, c.place}));
  return to_bytes({{"error", blob(reply.error)},
                   {"inputs", reply.inputs},
                   {"outputs", reply.outputs},
                   {"size", reply.size},
                   {"controls", std::move(controls)},
                   {"source", blob(reply.source)},
                   {"object", blob(reply.object)}});
}
FaustReply unpack_reply(std::string_view bytes) {
  return unpack(bytes, [](const Json& json) {
    FaustReply reply{text(json.at("error")),
                     json.at("inputs").get<std::uint32_t>(),
                     json.at("outputs").get<std::uint32_t>(),
                     json.at("size").get<std::uint64_t>(),
                     {},
                     text(json.at("source")),
                     text(json.at("object"))};
    for (const Json& c : json.at("controls"))
      reply.controls.push_back({c.at(0).get<std::string>(), c.at(1).get<double>(),
                                c.at(2).get<double>(), c.at(3).get<double>(),
                                c.at(4).get<std::uint64_t>()});
    return reply;
  });
}

bool write_frame(int stream, std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  std::string frame(sizeof size, '\0');
  std::memcpy(frame.data(), &size, sizeof size);
  frame += bytes;
  for (std::size_t done = 0; done < frame.size();) {
    const ssize_t sent = ::write(stream, frame.data() + done, frame.size() - done);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    done += static_cast<std::size_t>(sent);
  }
  return true;
}

using Clock = std::chrono::steady_clock;
static bool wait_for(int stream, int milliseconds, Clock::time_point began) {
  int left = -1;
  if (milliseconds >= 0) {
    const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
    left = milliseconds - static_cast<int>(spent.count());
    if (left <= 0) return false;
  }
  pollfd wanted{stream, POLLIN, 0};
  const int ready = ::poll(&wanted, 1, left);
  return ready > 0 || (ready < 0 && errno == EINTR);
}
static bool read_bytes(int stream, char* to, std::size_t size, int milliseconds,
                       Clock::time_point began) {
  for (std::size_t done = 0; done < size;) {
    if (!wait_for(stream, milliseconds, began)) return false;
    const ssize_t got = ::read(stream, to + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}
bool read_frame(int stream, std::string& bytes, int milliseconds) {
  const auto began = Clock::now();
  std::array<char, sizeof(std::uint64_t)> head{};
  std::uint64_t size = 0;
  if (!read_bytes(stream, head.data(), head.size(), milliseconds, began)) return false;
  std::memcpy(&size, head.data(), sizeof size);
  if (size > kMaxFrame) return false;
  bytes.resize(size);
  return read_bytes(stream, bytes.data(), size, milliseconds, began);
}
}  // namespace krach::jit
