// src/pattern/sources.hpp: which characters made an event that several patterns made.
#pragma once
#include "base/score.hpp"
#include "pattern/few.hpp"

namespace krach::pattern {
/// The source spans of several events as one list. What is beyond its size is left out.
using Sources = Few<SourceSpan, 16>;
}  // namespace krach::pattern
