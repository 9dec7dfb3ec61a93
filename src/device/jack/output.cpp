// src/device/jack/output.cpp: plays through a JACK server, as its client "krach", with two ports,
// connected to the first two that lead to hardware, and hears as many as it is asked to, or as the
// hardware has, but 2 to 8, connected to that. On libjack itself, because RtAudio 5.2 does not
// survive the end of a server: it closes the stream on a thread of its own while the owner may do
// the same, prints, and hands its xrun callback the address of a variable that is gone.
//
// libjack (1.9.21) closes a client by cancelling the client's two threads wherever they are.
// Inside a function that is noexcept that ends the program; inside libjack it may leave a mutex
// locked for ever. So no callback here is noexcept, and before a client is closed both threads are
// out of our code, and the one that told of the server's end is over.
#include <jack/jack.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "base/error.hpp"
#include "device/driver.hpp"

namespace krach::device {
namespace {
constexpr std::string_view kPrefix = "jack:";

struct CloseClient {
  void operator()(jack_client_t* client) const noexcept { jack_client_close(client); }
};
using Client = std::unique_ptr<jack_client_t, CloseClient>;

struct FreePorts {
  void operator()(const char** ports) const noexcept { jack_free(static_cast<void*>(ports)); }
};
using Ports = std::unique_ptr<const char*, FreePorts>;  // ends with a null pointer

void say_nothing(const char* /*message*/) {}

Client open_client(const char* name, const std::string& server) {
  jack_set_error_function(say_nothing);
  jack_set_info_function(say_nothing);
  constexpr auto kOptions = static_cast<jack_options_t>(  // NOLINT: flags
      JackNoStartServer | JackServerName);
  return Client(jack_client_open(name, kOptions, nullptr, server.c_str()));
}
/// The hardware's: those that lead to it, JackPortIsInput, or those that come from it.
Ports hardware_ports(jack_client_t* client, unsigned long direction) {
  return Ports(
      jack_get_ports(client, nullptr, JACK_DEFAULT_AUDIO_TYPE, direction | JackPortIsPhysical));
}
std::vector<std::string> names_of(const Ports& ports) {
  std::vector<std::string> names;
  for (const char* const* port = ports.get(); port != nullptr && *port != nullptr; ++port)
    names.emplace_back(*port);
  return names;
}
std::string default_server() {
  const char* chosen = std::getenv("JACK_DEFAULT_SERVER");  // NOLINT(concurrency-mt-unsafe)
  return chosen != nullptr && *chosen != '\0' ? chosen : "default";
}
std::string command(const std::string& server) {
  return server == "default" ? "jackd" : "jackd -n " + server;
}

class JackOutput final : public Output {
 public:
  JackOutput(const DeviceOptions& options, Desk& desk);
  ~JackOutput() override;
  JackOutput(const JackOutput&) = delete;
  JackOutput& operator=(const JackOutput&) = delete;

 private:
  void connect();
  int process(jack_nframes_t frames);
  void stop();

  std::int64_t sample_rate_ = 0;
  std::array<jack_port_t*, 2> ports_{};
  std::vector<jack_port_t*> inputs_;
  std::vector<const float*> heard_;  // a place in each input's block
  std::vector<float> block_;         // interleaved, as the source fills it
  std::atomic<bool> closing_{false}, processing_{false};
  std::atomic<pid_t> told_by_{0};  // the thread that told of the server's end
  Client client_;
};

JackOutput::JackOutput(const DeviceOptions& options, Desk& desk)
    : Output(desk), block_(static_cast<std::size_t>(2 * kMaxBlock)) {
  const std::string server = options.name.substr(kPrefix.size());
  client_ = open_client("krach", server);
  if (client_ == nullptr)
    throw Error({"no JACK server of that name is running", options.name,
                 "start it, like " + command(server) + " -d alsa, or choose another device"});
  if (sample_rate_ = jack_get_sample_rate(client_.get()); sample_rate_ != options.sample_rate) {
    const auto rate = std::to_string(sample_rate_), asked = std::to_string(options.sample_rate);
    throw Error({"this JACK server runs at " + rate + " Hz, not at " + asked, options.name,
                 "ask for " + rate + " Hz, or start the server with -r " + asked});
  }
  jack_on_shutdown(
      client_.get(),
      [](void* self) {
        auto& output = *static_cast<JackOutput*>(self);
        output.told_by_ = gettid();
        output.lose();
      },
      this);
  jack_set_xrun_callback(
      client_.get(), [](void* self) { return static_cast<JackOutput*>(self)->count_xrun(), 0; },
      this);
  jack_set_process_callback(
      client_.get(),
      [](jack_nframes_t frames, void* self) {
        return static_cast<JackOutput*>(self)->process(frames);
      },
      this);
  for (std::size_t i = 0; i < ports_.size(); ++i)
    ports_[i] = jack_port_register(client_.get(), i == 0 ? "left" : "right",
                                   JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
  const auto captures = names_of(hardware_ports(client_.get(), JackPortIsOutput)).size();
  const auto inputs = options.inputs ? static_cast<std::size_t>(*options.inputs)
                                     : std::clamp(captures, std::size_t{2}, std::size_t{8});
  for (std::size_t i = 0; i < inputs; ++i)
    if (auto* port = jack_port_register(client_.get(), ("in_" + std::to_string(i)).c_str(),
                                        JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0))
      inputs_.push_back(port);
  heard_.resize(inputs_.size());
  tell_inputs(inputs_.size());
  if (ports_[0] == nullptr || ports_[1] == nullptr || jack_activate(client_.get()) != 0) {
    stop();
    throw Error({"the JACK server takes no more clients", options.name,
                 "close another program that plays through it, or start the server again"});
  }
  connect();
  jack_latency_range_t latency{};
  jack_port_get_latency_range(ports_[0], JackPlaybackLatency, &latency);
  tell_latency(latency.max);
  tell(sample_rate_, jack_get_buffer_size(client_.get()));
}
JackOutput::~JackOutput() { stop(); }

void JackOutput::connect() {
  const auto to = names_of(hardware_ports(client_.get(), JackPortIsInput)),
             from = names_of(hardware_ports(client_.get(), JackPortIsOutput));
  for (std::size_t i = 0; i < std::min(to.size(), ports_.size()); ++i)
    jack_connect(client_.get(), jack_port_name(ports_[i]), to[i].c_str());
  for (std::size_t i = 0; i < std::min(from.size(), inputs_.size()); ++i)
    jack_connect(client_.get(), from[i].c_str(), jack_port_name(inputs_[i]));
}

/// Thread: [audio]. Not noexcept: see the first lines.
int JackOutput::process(jack_nframes_t frames) {
  processing_ = true;
  if (!closing_) {
    tell(sample_rate_, frames);  // a server may change its block while it runs
    auto* left = static_cast<float*>(jack_port_get_buffer(ports_[0], frames));
    auto* right = static_cast<float*>(jack_port_get_buffer(ports_[1], frames));
    for (std::size_t done = 0, count = 0; done < frames; done += count) {
      count = std::min(frames - done, static_cast<std::size_t>(kMaxBlock));
      for (std::size_t i = 0; i < inputs_.size(); ++i)
        heard_[i] = static_cast<const float*>(jack_port_get_buffer(inputs_[i], frames)) + done;
      fill({block_.data(), 2 * count}, heard_);
      for (std::size_t i = 0; i < count; ++i) {
        left[done + i] = block_[2 * i];
        right[done + i] = block_[2 * i + 1];
      }
    }
  }
  processing_ = false;
  return 0;
}
/// Waits until no thread is in our code, but at most a second: one that hangs in a dead server is
/// no reason to hang here.
void JackOutput::stop() {
  using namespace std::chrono_literals;
  closing_ = true;
  const auto runs = [this] {
    const pid_t thread = told_by_;
    return processing_ || (thread != 0 && tgkill(getpid(), thread, 0) == 0);
  };
  for (auto waited = 0ms; runs() && waited < 1s; waited += 1ms) std::this_thread::sleep_for(1ms);
}

/// The server that JACK's own programs would use, "jack:default" unless $JACK_DEFAULT_SERVER says
/// otherwise; nothing if it is not running. Never starts one.
std::vector<DeviceInfo> find_jack() {
  const std::string server = default_server();
  const Client client = open_client("krach-probe", server);
  if (client == nullptr) return {};
  const auto outputs = names_of(hardware_ports(client.get(), JackPortIsInput)).size();
  return {{.name = std::string(kPrefix) + server,
           .sample_rates = {jack_get_sample_rate(client.get())},
           .outputs = static_cast<std::uint32_t>(outputs),
           .inputs = names_of(hardware_ports(client.get(), JackPortIsOutput))}};
}
std::unique_ptr<Output> open_jack(const DeviceOptions& options, Desk& desk) {
  return std::make_unique<JackOutput>(options, desk);
}
}  // namespace
}  // namespace krach::device

extern "C" const krach::device::Driver* krach_driver() {
  using namespace krach::device;
  static const Driver driver{.find = find_jack, .open = open_jack};
  return &driver;
}
