// src/server/server.hpp: one session for many clients.
#pragma once
#include "sync/link_sync.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/compiling.hpp"
#include "server/connection.hpp"
#include "server/osc_input.hpp"
#include "server/protocol.hpp"

namespace krach::server {
/// Answers every line of every client, each client's in its order. In one turn it takes at most one
/// line of each, so that none is served to its end while others wait; what they ask is applied
/// together, each by itself.
/// Thread: [control], all of it on the one that calls run(); stop() [any].
class Server {
 public:
  /// Errors: as listen_at().
  Server(session::Session& session, const std::filesystem::path& socket);
  /// Clients over the network, too: each is asked to prove that it has the token, and may neither
  /// send FAUST nor name a file. Errors: as listen_on().
  void listen(const std::string& address, std::string token);
  /// Messages of OSC over UDP, too, which become requests. Errors: as OscInput.
  void listen_to_osc(const std::string& address) { osc_.emplace(address); }
  /// In time with others, by Ableton Link. Errors: as sync::Link.
  void join_link() { link_.emplace(session_); }
  /// What is wrong with one of them goes there, and to those who subscribed to errors; at most one
  /// text a second.
  void tell_trouble_to(std::function<void(const std::string&)> log) { log_ = std::move(log); }
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void each_second(std::function<void()> chore) { chore_ = std::move(chore); }  // of run()
  void run();                                                                   // until stop()
  void stop() noexcept;                       // from a signal handler, too
  void announce(const std::string& trouble);  // to those who subscribed to errors; as run()

 private:
  struct Client;
  struct Asked {               // by a line, and not yet answered
    Client* client = nullptr;  // null: by OSC or Link
    Json id;
    session::Session::Batch batch;
    Json text;  // of the requests
  };
  using Group = std::vector<Asked>;
  using Clock = std::chrono::steady_clock;

  void wait();
  void accept_clients();
  void welcome(Client client);
  void turn_away();
  void take_lines(Group& group);
  void admit(Client& client, const Connection::Line& line);
  void take(Client& client, const Connection::Line& line, Group& group);
  void take_compiled(Group& group);
  void take_osc(Group& group);
  void take_link(Group& group);
  void apply(Group group);
  void refuse(const Asked& asked, const Error& error);
  void tell_complaint();
  void do_chore();
  void tell_events();
  void broadcast(std::string_view topic, const Json& event);
  int patience() const;

  Json answer(Client& client, const Message& message);
  Json answer_state(const Json& arguments);
  Json answer_device(const Json& arguments);
  Json answer_record(const Json& arguments);
  Json answer_subscribe(Client& client, const Json& arguments);
  EngineStatus status() const;

  session::Session& session_;
  Wakeup wakeup_;
  Compiling compiling_;
  Descriptor listener_, network_;
  std::string token_;
  std::filesystem::path path_;
  std::list<Client> clients_;
  std::uint64_t tickets_ = 0;
  std::atomic<bool> stopping_{false};
  Clock::time_point next_events_{}, next_chore_{}, next_link_{};
  std::function<void()> chore_;
  std::function<void(const std::string&)> log_;
  std::optional<OscInput> osc_;
  std::optional<sync::LinkSync> link_;
  std::string link_trouble_;  // as it was told last
  struct Told {
    std::int64_t revision = -1;
    Json requests;
  };
  std::array<Told, 2> told_;  // the state, as it was sent last, without scenes and with them
  std::map<std::string, std::shared_ptr<const session::State>> scenes_;
  std::int64_t scenes_revision_ = 0;  // at which scenes_ were seen first
};
}  // namespace krach::server
