// tests/support/local_engine.hpp: (support) an engine in this process, without a device: what is
// asked of it is heard by nobody.
#pragma once
#include <memory>
#include <string>
#include <thread>

#include "server/server.hpp"
#include "server/token.hpp"
#include "session/session.hpp"
#include "support/folder.hpp"

namespace krach::testing {
class LocalEngine {
 public:
  explicit LocalEngine(const std::string& tcp = {}) {
    server_ = std::make_unique<server::Server>(session_, socket());
    if (!tcp.empty()) server_->listen(tcp, token());
    thread_ = std::jthread([this] { server_->run(); });
  }
  ~LocalEngine() {
    server_->stop();
    thread_.join();
    server_.reset();
  }
  LocalEngine(const LocalEngine&) = delete;
  LocalEngine& operator=(const LocalEngine&) = delete;
  std::string token() const { return server::read_token(folder_ / "token"); }
  std::filesystem::path socket() const { return folder_ / "engine.sock"; }

 private:
  Folder folder_;
  session::Session session_;
  std::unique_ptr<server::Server> server_;
  std::jthread thread_;
};
}  // namespace krach::testing
