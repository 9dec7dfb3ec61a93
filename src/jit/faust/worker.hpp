// src/jit/faust/worker.hpp: the process in which FAUST is compiled.
#pragma once
#include "jit/faust/wire.hpp"

namespace krach::jit {
/// Asks a krach-faust that is idle, and starts one if there is none.
/// Errors: Error if it cannot be started. A source that it refuses, or that ends it, is a reply.
/// Thread: [control], several side by side.
/// Cost: 70 ms for a synth voice; at most 6 s.
FaustReply ask_faust(const FaustRequest& request);
}  // namespace krach::jit
