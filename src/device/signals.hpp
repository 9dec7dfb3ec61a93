// src/device/signals.hpp: keeps signals away from audio threads.
#pragma once
#include <pthread.h>

#include <csignal>

namespace krach::device {
/// While it lives no signal reaches this thread, nor any thread that is started on it meanwhile:
/// Ctrl-C must not run a handler on an audio thread, and writing to a JACK server that has died
/// must not end the program (SIGPIPE). libjack itself changes this mask while it has clients, and
/// gives it back on whichever thread closes the last: so every call of it is made under one of
/// these.
class BlockSignals {
 public:
  BlockSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~BlockSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  BlockSignals(const BlockSignals&) = delete;
  BlockSignals& operator=(const BlockSignals&) = delete;

 private:
  sigset_t before_{};
};
}  // namespace krach::device
