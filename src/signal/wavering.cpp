// src/signal/wavering.cpp
#include "signal/wavering.hpp"

namespace krach::signal {
Signal wavering(Signal in, Signal base, Signal offset, std::int64_t longest) {
  const Signal whole = floor(offset), frames = base + whole;
  const Signal near = delay(in, frames, longest), far = delay(in, frames + 1.0, longest);
  return fma(offset - whole, far - near, near);
}
}  // namespace krach::signal
