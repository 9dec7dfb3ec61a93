// src/server/server.cpp
#include "server/server.hpp"

#include <algorithm>
#include <ranges>
#include <string_view>
#include <utility>

#include "base/suggest.hpp"
#include "server/token.hpp"
#include "session/json.hpp"
#include "session/snapshot.hpp"

namespace krach::server {
using namespace std::chrono_literals;
namespace {
constexpr std::array<std::string_view, 4> kTopics{"meters", "transport", "errors", "changes"};
constexpr auto kBetweenEvents = 50ms;
constexpr auto kPatience = 5s;  // for an answer to a challenge

std::string reply_with(const Json& id, Json answer) {
  if (!id.is_null()) answer["id"] = id;
  return print(answer);
}
std::string refusal(const Json& id, const Error& error) {
  return reply_with(id, {{"error", to_json(error.faults())}});
}
}  // namespace

struct Server::Client {
  explicit Client(Descriptor socket) : connection(std::move(socket)) {}
  Connection connection;
  std::vector<std::string> topics;
  std::uint64_t ticket = 0;  // of what is being compiled for it; 0 if nothing is
  Asked waiting;             // for that
  std::string challenge;     // over the network, until it is answered
  bool is_remote = false;
  Clock::time_point came = Clock::now();
  bool wants(std::string_view topic) const { return std::ranges::count(topics, topic) != 0; }
};

Server::Server(session::Session& session, const std::filesystem::path& socket)
    : session_(session),
      compiling_(session.kernels(), wakeup_),
      listener_(listen_at(socket)),
      path_(socket) {}
Server::~Server() { std::filesystem::remove(path_); }
void Server::listen(const std::string& address, std::string token) {
  network_ = listen_on(address);
  token_ = std::move(token);
}
void Server::stop() noexcept {
  stopping_ = true;
  wakeup_.ring();
}

void Server::run() {
  while (!stopping_) {
    wait();
    Group group;
    take_compiled(group);
    take_lines(group);
    take_osc(group);
    take_link(group);
    if (!group.empty()) apply(std::move(group));
    tell_complaint();
    tell_events();
    do_chore();
    for (Client& client : clients_)
      if (client.connection.wants_write()) client.connection.write();
    clients_.remove_if([](const Client& c) { return c.connection.gone() && c.ticket == 0; });
  }
  for (Client& client : clients_) client.connection.write();
}
/// How long nothing happens by itself, in milliseconds.
int Server::patience() const {
  const auto can_go_on = [](const Client& c) {
    return c.connection.has_line() && c.ticket == 0 && !c.connection.is_full();
  };
  if (std::ranges::any_of(clients_, can_go_on)) return 0;
  const auto listens = [](const Client& c) { return c.wants("meters") || c.wants("transport"); };
  auto next =
      std::ranges::any_of(clients_, listens) ? std::min(next_events_, next_chore_) : next_chore_;
  if (osc_) next = std::min(next, osc_->due().value_or(next));
  if (link_) next = std::min(next, next_link_);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}
void Server::wait() {
  static const Descriptor none;
  std::vector<Watched> watched{
      {&wakeup_.readable()}, {&listener_}, {&network_}, {osc_ ? &osc_->socket() : &none}};
  for (const Client& client : clients_)
    watched.push_back({&client.connection.socket(), client.connection.wants_read(),
                       client.connection.wants_write()});
  wait_for(watched, patience());
  if (watched[0].readable) wakeup_.clear();
  for (std::size_t i = 4; Client& client : clients_) {
    const Watched& found = watched[i++];
    if (found.readable) client.connection.read();
    if (found.writable) client.connection.write();
  }
  if (watched[1].readable || watched[2].readable) accept_clients();
  if (watched[3].readable && osc_) osc_->read(session_.state());
}
void Server::accept_clients() {
  while (Descriptor socket = accept_from(listener_)) welcome(Client(std::move(socket)));
  while (Descriptor socket = accept_anybody(network_)) {
    Client client(std::move(socket));
    client.is_remote = true;
    client.challenge = new_challenge();
    client.connection.send(print({{"challenge", client.challenge}}));
    welcome(std::move(client));
  }
}
void Server::welcome(Client client) {
  if (clients_.size() < kMostClients) return clients_.push_back(std::move(client));
  client.connection.send(
      refusal({}, Error({"there are 128 clients already", "engine", "close one of them first"})));
  client.connection.write();
}
/// Those who do not answer take nobody's place for long.
void Server::turn_away() {
  const auto now = Clock::now();
  for (Client& client : clients_)
    if (!client.challenge.empty() && now - client.came > kPatience) client.connection.close();
}
void Server::admit(Client& client, const Connection::Line& line) {
  const Json json = Json::parse(line.text, nullptr, false);
  const auto answer = json.is_object() ? json.find("answer") : json.end();
  if (json.is_object() && answer != json.end() && answer->is_string() &&
      is_answer(answer->get_ref<const std::string&>(), client.challenge, token_)) {
    client.challenge.clear();
    return client.connection.send(print({{"protocol", kProtocolVersion}}));
  }
  client.connection.send(refusal({}, Error({"that is not the answer", "challenge",
                                            "it is HMAC-SHA-256 with the engine's token"})));
  client.connection.write();
  client.connection.close();
}

void Server::take_lines(Group& group) {
  for (Client& client : clients_) {
    if (client.ticket != 0 || client.connection.is_full()) continue;
    if (const auto line = client.connection.take_line()) take(client, *line, group);
  }
}
/// What comes over the network brings no code but programs, and names no file.
static void check_remote(const Message& message) {
  const auto brings_code = [](const session::Request& request) {
    const auto* node = std::get_if<session::SetNode>(&request);
    return node != nullptr && node->program != nullptr && !node->program->faust.empty();
  };
  if (session::any_of(message.requests, brings_code))
    throw Error({"FAUST is not taken over the network", "message", "send it over the socket"});
  if (message.arguments.contains("path"))
    throw Error({"files are not named over the network", "message.path", "use the socket"});
}
void Server::take(Client& client, const Connection::Line& line, Group& group) {
  if (!client.challenge.empty()) return admit(client, line);
  Json id;
  try {
    if (line.too_long)
      throw Error({"the line is longer than 4 MiB", "message", "send less at a time"});
    if (line.text.empty()) return;
    Message message = read_message(line.text, id);
    if (client.is_remote) check_remote(message);
    if (message.requests.empty())
      return client.connection.send(reply_with(id, answer(client, message)));
    Asked asked{&client, id, std::move(message.requests), std::move(message.arguments)};
    auto missing = session_.missing_kernels(asked.batch);
    if (missing.empty()) {
      group.push_back(std::move(asked));
    } else {
      client.ticket = ++tickets_;
      client.waiting = std::move(asked);
      compiling_.add(client.ticket, std::move(missing));
    }
  } catch (const Error& error) {
    client.connection.send(refusal(id, error));
  }
}
void Server::take_compiled(Group& group) {
  for (auto& done : compiling_.take_done()) {
    const auto client = std::ranges::find(clients_, done.ticket, &Client::ticket);
    if (client == clients_.end()) continue;
    client->ticket = 0;
    Asked asked = std::exchange(client->waiting, {});
    if (done.error)
      client->connection.send(refusal(asked.id, *done.error));
    else
      group.push_back(std::move(asked));
  }
}
void Server::take_osc(Group& group) {
  if (!osc_) return;
  for (auto& batch : osc_->take(Clock::now())) {
    Json text = session::to_json(batch.front());
    group.push_back({nullptr, {}, std::move(batch), std::move(text)});
  }
}
void Server::take_link(Group& group) {
  const auto now = Clock::now();
  if (!link_ || now < next_link_) return;
  next_link_ = now + sync::LinkSync::kBetween;
  auto batch = link_->listen(session_);
  if (batch.empty()) return;
  Json text{{"requests", session::to_json(batch)}};
  group.push_back({nullptr, {}, std::move(batch), std::move(text)});
}
void Server::refuse(const Asked& asked, const Error& error) {
  if (asked.client != nullptr)
    asked.client->connection.send(refusal(asked.id, error));
  else if (osc_)
    osc_->complain(error);
  else if (std::exchange(link_trouble_, error.what()) != error.what())
    announce(link_trouble_);
}
void Server::tell_complaint() {
  if (!osc_) return;
  const auto complaint = osc_->take_complaint(Clock::now());
  if (!complaint) return;
  announce(*complaint);
  if (log_) log_(*complaint);
}
void Server::apply(Group group) {
  std::vector<session::Session::Batch> batches;
  for (Asked& asked : group) batches.push_back(std::move(asked.batch));
  const auto outcomes = session_.apply_each(batches);
  for (std::size_t i = 0; i < group.size(); ++i) {
    Asked& asked = group[i];
    if (const auto* error = std::get_if<Error>(&outcomes[i])) {
      refuse(asked, *error);
      continue;
    }
    const auto& reply = std::get<session::Reply>(outcomes[i]);
    if (asked.client != nullptr)
      asked.client->connection.send(reply_with(asked.id, to_json(reply)));
    if (std::ranges::none_of(clients_, [](const Client& c) { return c.wants("changes"); }))
      continue;
    Json event = to_json(reply);
    event["requests"] = asked.text.contains("requests") ? std::move(asked.text["requests"])
                                                        : Json::array({std::move(asked.text)});
    broadcast("changes", event);
  }
}

EngineStatus Server::status() const {
  const auto& state = session_.state();
  EngineStatus status;
  if (session_.playing()) status.live = session_.status();
  status.tempo = session_.tempo().bpm.to_double();
  status.meter = state.tempo.meter.to_double();
  status.revision = session_.revision();
  if (osc_) status.osc = osc_->address();
  if (link_) status.link = true, status.link_peers = link_->peers();
  status.clients = static_cast<std::int64_t>(clients_.size());
  if (session_.journal()) status.journal = session_.journal()->path().string();
  status.trouble = session_.journal_trouble();
  return status;
}
void Server::broadcast(std::string_view topic, const Json& event) {
  std::string line;
  for (Client& client : clients_) {
    if (!client.wants(topic)) continue;
    if (line.empty())
      line = print([&] {
        Json with_topic = event;
        with_topic["event"] = topic;
        return with_topic;
      }());
    client.connection.send_event(line);
  }
}
void Server::announce(const std::string& trouble) { broadcast("errors", {{"error", trouble}}); }
void Server::do_chore() {
  const auto now = Clock::now();
  if (now < next_chore_) return;
  next_chore_ = now + 1s;
  turn_away();
  if (chore_) chore_();
}
void Server::tell_events() {
  const auto now = Clock::now();
  if (now < next_events_) return;
  next_events_ = now + kBetweenEvents;
  const auto wants = [&](std::string_view topic) {
    return std::ranges::any_of(clients_, [&](const Client& c) { return c.wants(topic); });
  };
  if (!wants("meters") && !wants("transport")) return;
  const EngineStatus s = status();
  broadcast("meters", {{"peak", s.live.peak},
                       {"load", s.live.load},
                       {"voices", s.live.voices},
                       {"xruns", s.live.device.xruns}});
  broadcast(
      "transport",
      {{"cycle", s.live.cycle}, {"frame", s.live.frame}, {"tempo", s.tempo}, {"meter", s.meter}});
}

Json Server::answer(Client& client, const Message& message) {
  const Json& arguments = message.arguments;
  if (message.ask == "status") return {{"status", to_json(status())}};
  if (message.ask == "state") return answer_state(arguments);
  if (message.ask == "device") return answer_device(arguments);
  if (message.ask == "devices") return {{"devices", to_json(session_.devices())}};
  if (message.ask == "record") return answer_record(arguments);
  if (message.ask == "subscribe") return answer_subscribe(client, arguments);
  if (message.ask == "history") return {{"history", session_.history()}};
  if (message.ask == "version")
    return {{"protocol", kProtocolVersion}, {"revision", session_.revision()}};
  if (message.ask == "stop") {
    stop();
    return Json::object();
  }
  static const std::vector<std::string> questions{
      "status", "state", "history", "device", "devices", "record", "subscribe", "version", "stop"};
  const std::string asked = message.ask.substr(0, 64);
  throw Error(
      Fault{"unknown question '" + asked + "'", "message.ask", suggest(asked, questions, "")});
}
Json Server::answer_state(const Json& arguments) {
  const std::int64_t revision = session_.revision();
  const auto known = arguments.find("revision");
  if (scenes_ != session_.state().scenes) {
    scenes_ = session_.state().scenes;
    scenes_revision_ = revision;
  }
  Json answer{{"revision", revision},
              {"cycle", krach::print(session_.position())},
              {"scenes", scenes_revision_}};
  if (known != arguments.end() && *known == revision) return answer;
  const auto known_scenes = arguments.find("scenes");
  const bool tells_scenes = known_scenes == arguments.end() || *known_scenes != scenes_revision_;
  Told& told = told_.at(tells_scenes ? 1 : 0);
  if (told.revision != revision) {
    session::State state = session_.state();  // it shares much, so this copies little
    if (!tells_scenes) state.scenes.clear();
    told = {revision, session::to_json(session::requests_of(state))};
  }
  answer["requests"] = told.requests;
  return answer;
}
Json Server::answer_device(const Json& arguments) {
  session::Port::DeviceChange change;
  std::uint64_t seed = 1;
  const auto take = [&](const char* key, auto& to) {
    if (const auto found = arguments.find(key); found != arguments.end())
      found->get_to(to.emplace());
  };
  try {
    take("device", change.name);
    take("sample_rate", change.sample_rate);
    take("block_size", change.block_size);
    take("inputs", change.inputs);
    seed = arguments.value("seed", seed);
  } catch (const Json::exception&) {
    throw Error({"it is not a text and numbers", "message",
                 "give of device, sample_rate, block_size and inputs what shall be another"});
  }
  if (session_.playing())
    session_.change_device(change);
  else
    session_.start({{change.name.value_or(""), change.sample_rate.value_or(48000),
                     change.block_size.value_or(128), change.inputs},
                    seed});
  return {{"status", to_json(status())}};
}
/// Without a path it ends the recording.
Json Server::answer_record(const Json& arguments) {
  std::string path;
  bool overwrite = false;
  try {
    path = arguments.value("path", path);
    overwrite = arguments.value("overwrite", overwrite);
  } catch (const Json::exception&) {
    throw Error({"it is not a path, and whether to overwrite it", "message",
                 R"(give {"ask": "record", "path": "/home/me/take.wav"}, or no path to end it)"});
  }
  if (path.empty())
    session_.stop_recording();
  else if (std::filesystem::path(path).is_absolute())
    session_.record(path, overwrite);
  else
    throw Error({"it is no absolute path", "message.path", "begin it with /"});
  return {{"status", to_json(status())}};
}
Json Server::answer_subscribe(Client& client, const Json& arguments) {
  const auto found = arguments.find("to");
  std::vector<std::string> topics;
  if (found != arguments.end() && found->is_array() && found->size() <= kTopics.size())
    for (const Json& topic : *found)
      if (topic.is_string()) topics.push_back(topic);
  const auto known = [](const std::string& topic) {
    return std::ranges::find(kTopics, topic) != kTopics.end();
  };
  if (found == arguments.end() || topics.size() != found->size() ||
      !std::ranges::all_of(topics, known))
    throw Error({"it is no list of topics", "message.to",
                 "choose from [\"meters\", \"transport\", \"errors\", \"changes\"]"});
  client.topics = std::move(topics);
  return {{"to", client.topics}};
}
}  // namespace krach::server
