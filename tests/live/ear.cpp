// tests/live/ear.cpp: hears one port, passes it on, and prints the time of every step in it, in
// microseconds of JACK's clock (CLOCK_MONOTONIC_RAW); at the end of its input, how many xruns the
// server has told of. A client that does next to nothing: where it has an xrun, so has any.
// usage: ear PORT
#include <jack/jack.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <thread>

#include "base/spsc_ring.hpp"

namespace {
struct Ear {
  jack_client_t* client = nullptr;
  jack_port_t *in = nullptr, *out = nullptr;
  float last = 0.0F;
  std::atomic<int> xruns{0};
  krach::SpscRing<double, 4096> steps;
};
int listen(jack_nframes_t frames, void* context) {
  auto& ear = *static_cast<Ear*>(context);
  const auto* in = static_cast<const float*>(jack_port_get_buffer(ear.in, frames));
  std::copy_n(in, frames, static_cast<float*>(jack_port_get_buffer(ear.out, frames)));
  // Not the cycle's time, which JACK smooths: after a stall it is off for seconds, either way.
  const auto now = static_cast<double>(jack_get_time());
  for (jack_nframes_t i = 0; i < frames; ++i) {
    if (std::abs(in[i] - ear.last) > 0.1F) (void)ear.steps.try_push(now + i * 1e6 / 48000.0);
    ear.last = in[i];
  }
  return 0;
}
int count_xrun(void* context) {
  ++static_cast<Ear*>(context)->xruns;
  return 0;
}
}  // namespace

int main(int argc, char** argv) {
  const auto ear = std::make_unique<Ear>();
  if (argc == 2) ear->client = jack_client_open("ear", JackNoStartServer, nullptr);
  if (ear->client == nullptr) return 1;
  const char* type = JACK_DEFAULT_AUDIO_TYPE;
  ear->in = jack_port_register(ear->client, "in", type, JackPortIsInput, 0);
  ear->out = jack_port_register(ear->client, "out", type, JackPortIsOutput, 0);
  jack_set_process_callback(ear->client, listen, ear.get());
  jack_set_xrun_callback(ear->client, count_xrun, ear.get());
  if (jack_activate(ear->client) != 0 || jack_connect(ear->client, argv[1], "ear:in") != 0)
    return 1;
  std::puts("listening");
  std::fflush(stdout);
  std::atomic<bool> done{false};
  const std::jthread until_end([&] {
    for (char c = 0; read(STDIN_FILENO, &c, 1) > 0;) continue;
    done = true;
  });
  while (!done) {
    for (; ear->steps.front() != nullptr; ear->steps.pop())
      std::printf("%.1f\n", *ear->steps.front());
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  std::printf("xruns %d\n", ear->xruns.load());
  jack_client_close(ear->client);
}
